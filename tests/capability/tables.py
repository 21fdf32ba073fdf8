"""Tables of any content, as hypothesis draws them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from generations.capability import (
    Cell,
    Extra,
    Feature,
    Key,
    Model,
    Price,
    State,
    Table,
)

WORDS = st.text("abcxyz019._-", min_size=1, max_size=8)
SENTENCES = st.none() | st.text('aé漢😀 .\n\u2028"', min_size=1, max_size=12).filter(
    str.strip
)
CREDITS = st.decimals(0, 9999, places=2)
SCALARS = st.booleans() | st.integers(-99, 99) | WORDS
FEATURES = st.builds(
    Feature,
    st.sampled_from(State),
    SENTENCES,
    st.lists(WORDS, max_size=2).map(tuple),
    st.lists(WORDS, max_size=2).map(tuple),
)
EXTRAS = st.builds(Extra, WORDS, SCALARS, WORDS, CREDITS)
PRICES = st.builds(
    Price,
    CREDITS,
    st.lists(EXTRAS, max_size=2).map(tuple),
    st.none() | st.integers(1, 60),
)
"""Kinds, models, modes and lengths that no release knows are among them."""


@st.composite
def tables(draw: st.DrawFn) -> Table:
    slugs = draw(st.lists(WORDS, unique=True, max_size=3))
    models = [Model(slug, slug.upper(), draw(st.booleans())) for slug in slugs]
    keys = draw(st.lists(st.builds(Key, *_choices(slugs)), unique=True, max_size=5))
    cells = [_cell(draw, key) for key in keys]
    prices = {
        cell.key: draw(PRICES)
        for cell in cells
        if cell.state.is_open or draw(st.booleans())
    }
    return Table(tuple(models), tuple(cells), prices)


def _choices(slugs: list[str]) -> tuple[st.SearchStrategy, ...]:
    modes = st.sampled_from(["std", "pro", "4k", None])
    return WORDS, st.sampled_from([*slugs, None]), modes, st.none() | st.integers(3, 15)


def _cell(draw: st.DrawFn, key: Key) -> Cell:
    features = draw(st.dictionaries(WORDS, FEATURES, max_size=3))
    state = draw(st.sampled_from(State))
    return Cell(*key, state, draw(SENTENCES), features)


def priced(amount: str) -> Price:
    return Price(Decimal(amount))
