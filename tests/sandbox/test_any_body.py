"""Whatever a body holds, a family takes it or refuses it with a code; it never dies."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generations.sandbox.checks import parsed
from generations.sandbox.families import FAMILIES
from generations.sandbox.order import Order
from generations.sandbox.protocol import Refusal

from .caller import Caller
from .pictures import mask, plain
from .test_image_rules import BRUSH, CAMERA, STATIC, TAIL

PICTURED = ("image2video", "multi-image2video")
BODIES: dict[str, dict[str, Any]] = {
    "image2video": {
        "model_name": "MaaS_KL_V1.6",
        "mode": "pro",
        "image": plain(),
        "prompt": "A fox",
        "duration": "5",
        **TAIL,
        **STATIC,
        **BRUSH,
        **CAMERA,
    },
    "multi-image2video": {
        "model_name": "MaaS_KeLing_V1.6",
        "image_list": [{"image": plain()}],
        "prompt": "A fox",
        "callback_url": "http://127.0.0.1:1/",
        "aspect_ratio": "1:1",
    },
}
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["", "on", "pro", "10", plain(), mask((320, 320), (0, 0, 9, 9))])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["image", "mask", "trajectories", "x", "y", "type", "config"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def outcome(read: Callable[[Any, Any], Order], content: object) -> object:
    """Return the order as it is kept, or the code of the refusal.

    What an account has does not matter to these families.
    """
    try:
        order = read(parsed(json.dumps(content).encode()), None)
    except Refusal as refusal:
        return refusal.code
    kept = json.loads(json.dumps(order.as_json()))
    assert Order.from_json(kept) == order
    return order


@pytest.mark.parametrize("family", PICTURED)
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_anywhere_is_taken_or_refused(family: str, data: st.DataObject):
    body = dict(BODIES[family])
    for key in data.draw(st.sets(st.sampled_from(sorted(body)), max_size=4)):
        del body[key]
    odd = st.dictionaries(st.sampled_from([*BODIES[family], "odd"]), VALUES, max_size=3)
    body |= data.draw(odd)
    assert outcome(FAMILIES[family].read, body) not in (None, 0)


@pytest.mark.parametrize("family", PICTURED)
def test_over_http_a_refusal_is_on_the_ledger_and_nothing_is_kept(
    caller: Caller, tmp_path, family: str
):
    bodies: list[object] = [[], 7, b"{", b"\xff", {"image": "x"}, {"odd": 1}]
    for body in bodies:
        assert caller.post(body, family).code in (1200, 1201)
    ledger = caller.control.ledger()
    assert [line["outcome"] for line in ledger["creates"]] == ["refused"] * len(bodies)
    assert ledger["tasks"] == {}
    assert list((tmp_path / "films").iterdir()) == []
