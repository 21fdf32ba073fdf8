"""What stands around a family's own fields: names of models, own ids, callbacks."""

from __future__ import annotations

from typing import Any

import pytest

from generations.gateway import FAMILIES, default_wire_name, writer_for
from tests.gateway.orders import ORDERS

SHARED = {"model_name", "external_task_id", "callback_url"}
EACH_FAMILY = pytest.mark.parametrize("kind", list(FAMILIES))


def write(kind: str, **named: Any) -> dict[str, Any]:
    """Write an ordinary order, with everything that any family could be given."""
    given = {
        "wire_model_name": "MaaS_KeLing_V1.6",
        "external_task_id": "prod-1",
        "callback_url": "https://studio.example/callbacks/x",
    }
    return writer_for(kind)(ORDERS[kind], **{**given, **named})


@pytest.mark.parametrize(
    ("kind", "shared"),
    [
        ("text2video", {"model_name", "external_task_id"}),
        ("image2video", {"model_name", "external_task_id"}),
        ("multi_image2video", SHARED),
        ("video_extend", set()),
        ("identify_face", set()),
        ("lip_sync", {"external_task_id", "callback_url"}),
    ],
)
def test_a_family_gets_what_its_page_lists_and_no_more(
    kind: str, shared: set[str]
) -> None:
    written = write(kind)
    assert written.keys() & SHARED == shared
    told = {
        "model_name": "MaaS_KeLing_V1.6",
        "external_task_id": "prod-1",
        "callback_url": "https://studio.example/callbacks/x",
    }
    assert {name: written[name] for name in shared} == {
        name: told[name] for name in shared
    }


@EACH_FAMILY
def test_a_callback_goes_only_where_one_is_given(kind: str) -> None:
    for nothing in (None, ""):
        assert "callback_url" not in write(kind, callback_url=nothing)


@EACH_FAMILY
def test_an_operators_word_sends_one_where_the_page_lists_none(kind: str) -> None:
    sent = "callback_url" in write(kind, callback_anyway=True)
    assert sent is FAMILIES[kind].makes_task


@EACH_FAMILY
def test_our_own_fields_never_reach_the_gateway(kind: str) -> None:
    ours = {
        "kind": kind,
        "model": "v1.6",
        "title": "Fox",
        "metadata": {"a": 1},
        "quote": "q",
        "image_height": 720,
        "model_name": "kling-v1",
        "external_task_id": "theirs",
        "callback_url": "http://x",
    }
    named: dict[str, Any] = {"wire_model_name": "M", "external_task_id": "prod-1"}
    write = writer_for(kind)
    assert write({**ours, **ORDERS[kind]}, **named) == write(ORDERS[kind], **named)


@EACH_FAMILY
def test_a_writer_leaves_its_request_as_it_was(kind: str) -> None:
    before = repr(ORDERS[kind])
    write(kind)
    assert repr(ORDERS[kind]) == before


@pytest.mark.parametrize("name", [None, "", " "])
@pytest.mark.parametrize("kind", ["text2video", "image2video", "multi_image2video"])
def test_a_model_is_never_left_to_the_gateways_default(
    kind: str, name: str | None
) -> None:
    with pytest.raises(ValueError, match="model"):
        write(kind, wire_model_name=name)


@pytest.mark.parametrize(
    "own_id", [None, "", "a" * 65, "a/b", "a b", "a\n", "ä", "..", "a.b", "a%20"]
)
@pytest.mark.parametrize(
    "kind", [name for name, family in FAMILIES.items() if family.has_own_id]
)
def test_an_own_id_is_plain_or_refused(kind: str, own_id: str | None) -> None:
    with pytest.raises(ValueError, match="own id"):
        write(kind, external_task_id=own_id)


@pytest.mark.parametrize(
    ("kind", "model", "name"),
    [
        ("text2video", "v1.6", "MaaS_KL_V1.6"),
        ("text2video", "v2.1-master", "MaaS_KL_V2.1_Master"),
        ("text2video", "v2.6", "MaaS_KeLing_V2.6"),
        ("text2video", "v2.5-turbo", "MaaS_KeLing_V2.5_turbo"),
        ("image2video", "v1.6", "MaaS_KL_V1.6"),
        ("image2video", "v2.1", "MaaS_KL_V2.1"),
        ("image2video", "v2.1-master", "MaaS_KL_V2.1_Master"),
        ("image2video", "v2.6", "MaaS_KeLing_V2.6"),
        ("image2video", "v2.5-turbo", "MaaS_KeLing_V2.5_turbo"),
        ("multi_image2video", "v1.6", "MaaS_KeLing_V1.6"),
    ],
)
def test_a_model_is_named_as_its_operation_spells_it(
    kind: str, model: str, name: str
) -> None:
    assert default_wire_name(kind, model) == name


def test_an_unknown_kind_or_model_has_no_name() -> None:
    with pytest.raises(KeyError):
        writer_for("text3video")
    with pytest.raises(KeyError):
        default_wire_name("text2video", "v9")
