"""Whatever a body holds, going on from a video is taken or refused; nothing dies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generations.sandbox import identify_face, lip_sync, video_extend
from generations.sandbox.account import Account
from generations.sandbox.attempts import Attempt
from generations.sandbox.checks import parsed
from generations.sandbox.order import Order
from generations.sandbox.protocol import Refusal

from . import customer
from .caller import Clock, InstantStudio

READERS = {
    "video-extend": video_extend.read,
    "advanced-lip-sync": lip_sync.read,
    "identify-face": identify_face.read,
}
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["", "0", "sandbox-3000", "http://[", "data:,", 2000, 5000])
)
KEYS = (*lip_sync.KEYS, *lip_sync.FACE_KEYS, "video_id", "video_url", "prompt", "odd")
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=8,
)


def outcome(family: str, body: object, account: Account) -> object:
    """Return what was asked for, or the code of the refusal."""
    try:
        order: Any = READERS[family](parsed(json.dumps(body).encode()), account)
    except Refusal as refusal:
        return refusal.code
    if isinstance(order, Order):
        assert Order.from_json(json.loads(json.dumps(order.as_json()))) == order
    return order


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return an account with a finished video, its id, and a session over it."""
    clock = Clock()
    folder = tmp_path_factory.mktemp("account")
    account = Account(folder, InstantStudio(), clock=clock)
    task = account.accept(
        Attempt("text2video", "ep-1", "", ""),
        Order("text2video", "v1.6", "std", 5, "A woman"),
    )
    clock.pass_(3600)
    parent = identify_face.read({"video_id": task.video_id}, account)
    session = account.open_session(Attempt("identify-face", "ep-1", "", ""), parent)
    yield account, task.video_id, session.session_id
    account.close()


@pytest.mark.parametrize("family", READERS)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_anywhere_is_taken_or_refused(
    known: Any, family: str, data: st.DataObject
):
    account, video_id, session_id = known
    body: dict[str, Any] = {"video_id": video_id}
    if family == "advanced-lip-sync":
        body = customer.lip_sync(session_id, audio_id="sandbox-3000", sound_file=...)
        face = body["face_choose"][0]
        face |= data.draw(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2))
    body |= data.draw(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2))
    taken = outcome(family, body, account)
    assert taken not in (None, 0)


@pytest.mark.parametrize("family", READERS)
def test_over_http_a_refusal_is_on_the_ledger_and_nothing_is_kept(
    customer: customer.Customer, tmp_path: Path, family: str
):
    caller = customer.caller
    bodies: list[object] = [[], 7, b"{", b"\xff", {"video_id": []}, {"odd": 1}, b"\x00"]
    for body in bodies:
        assert caller.post(body, family).code in (1200, 1201)
    ledger = caller.control.ledger()
    lines = ledger["faces"] if family == "identify-face" else ledger["creates"]
    assert [line["outcome"] for line in lines] == ["refused"] * len(bodies)
    assert ledger["tasks"] == {}
    assert list((tmp_path / "films").iterdir()) == []
