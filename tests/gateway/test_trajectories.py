"""Paths are turned to the gateway's origin exactly once, wherever they lead."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generations.gateway import encode, writer_for
from tests.gateway.orders import PICTURE

SIDES = st.integers(300, 8192)


@st.composite
def pictures(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a request whose paths stay inside its picture."""
    width, height = draw(SIDES), draw(SIDES)
    point = st.fixed_dictionaries(
        {"x": st.integers(0, width - 1), "y": st.integers(0, height - 1)}
    )
    paths = st.lists(st.lists(point, min_size=2, max_size=77), min_size=1, max_size=6)
    groups = [{"mask": PICTURE, "trajectories": path} for path in draw(paths)]
    return {
        "image": PICTURE,
        "duration": 5,
        "dynamic_masks": groups,
        "image_height": height,
    }


def sent(request: dict[str, Any]) -> Any:
    """Give the areas as they are read at the other end of the wire."""
    body = writer_for("image2video")(
        request, wire_model_name="M", external_task_id="prod-1"
    )
    return json.loads(encode(body))["dynamic_masks"]


@given(pictures())
@settings(max_examples=60, deadline=None)
def test_every_point_is_as_far_from_the_bottom_as_it_was_from_the_top(
    request: dict[str, Any],
) -> None:
    before = deepcopy(request)
    height = request["image_height"]
    for ours, theirs in zip(request["dynamic_masks"], sent(request), strict=True):
        assert theirs["trajectories"] == [
            {"x": point["x"], "y": height - point["y"]}
            for point in ours["trajectories"]
        ]
        assert all(0 < point["y"] <= height for point in theirs["trajectories"])
    assert request == before, "writing again would turn what was turned"


@given(pictures())
@settings(max_examples=60, deadline=None)
def test_what_is_sent_twice_is_turned_once(request: dict[str, Any]) -> None:
    once = sent(request)
    assert sent(request) == once
    assert sent({**request, "dynamic_masks": _back(request, once)}) == [
        {**theirs, "trajectories": ours["trajectories"]}
        for ours, theirs in zip(request["dynamic_masks"], once, strict=True)
    ]


def _back(
    request: dict[str, Any], turned: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Put turned paths where the originals were: a second turn must undo the first."""
    groups = zip(request["dynamic_masks"], turned, strict=True)
    return [{**ours, "trajectories": it["trajectories"]} for ours, it in groups]


@given(pictures())
@settings(max_examples=20, deadline=None)
def test_a_mask_itself_is_not_turned_over(request: dict[str, Any]) -> None:
    plain = writer_for("image2video")(
        {"image": PICTURE, "duration": 5}, wire_model_name="M", external_task_id="p"
    )
    assert {theirs["mask"] for theirs in sent(request)} == {plain["image"]}
