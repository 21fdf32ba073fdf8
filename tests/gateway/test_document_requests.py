"""What the client sends is what the gateway's page prints, but for what was decided."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generations.gateway import FAMILIES, Endpoint, Gateway, writer_for
from tests.gateway.conftest import Serve
from tests.gateway.examples import ADDRESSES, Example, decided, examples
from tests.gateway.wild import CANARY, Wild, envelope, http, once, task

REQUESTS = examples("request")
QUERIES = [
    (family, call, "t-1" if call == "query" else printed.rpartition("/")[2])
    for family, calls in ADDRESSES.items()
    for call, printed in calls.items()
    if call != "create"
]


def send(gateway: Gateway, endpoint: Endpoint, example: Example) -> None:
    """Write the example's request and send it, as the studio does."""
    note = example.note
    payload = writer_for(example.family)(
        note["request"],
        wire_model_name=note.get("wire_model_name"),
        external_task_id=note.get("external_task_id"),
    )
    if example.family == "identify_face":
        gateway.identify_faces(endpoint, payload, deadline=5)
    else:
        gateway.create(endpoint, example.family, payload, deadline=5)


def whole_address(family: str, call: str, task_id: str = "") -> str:
    """Fill the blanks that the page leaves in an address."""
    blanks = iter(["ep-1", task_id])
    return re.sub(r"\$?{[^}]+}", lambda _: next(blanks), ADDRESSES[family][call])


def only_request(server: Wild) -> tuple[str, Any]:
    """Give what was asked, as if of the page's own host, and its body."""
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    method, target, _ = head.partition(b"\r\n")[0].decode().split(" ")
    address = f"https://genaiapi.cloudsway.net{target}"
    return f"{method} {address}", json.loads(body) if body else None


def test_the_page_has_an_example_for_every_family() -> None:
    families = {example.family for example in REQUESTS}
    assert families == set(ADDRESSES) == set(FAMILIES)


@pytest.mark.parametrize("example", REQUESTS, ids=str)
def test_an_example_request_is_sent_as_printed_but_for_what_was_decided(
    serve: Serve, gateway: Gateway, example: Example
) -> None:
    answer = envelope(task_id="t-1", session_id="s-1", face_data=[])
    server = serve(once(http(200, answer)))
    send(gateway, server.endpoint, example)
    called, body = only_request(server)
    assert called == f"POST {whole_address(example.family, 'create')}"
    assert body == decided(example)


@pytest.mark.parametrize(("family", "call", "task_id"), QUERIES)
def test_a_query_goes_to_the_printed_address(
    serve: Serve, gateway: Gateway, family: str, call: str, task_id: str
) -> None:
    server = serve(once(http(200, task())))
    gateway.query(server.endpoint, family, task_id)
    called, body = only_request(server)
    assert (called, body) == (f"GET {whole_address(family, call, task_id)}", None)


def test_the_pages_base_and_key_are_where_it_puts_them(
    serve: Serve, gateway: Gateway
) -> None:
    base = Endpoint("https://genaiapi.cloudsway.net/v1/ai", "ep-1", CANARY)
    address = whole_address("text2video", "create")
    assert address == f"https://{base.host_header}{base.target('text2video')}"
    server = serve(once(http(200, task())))
    gateway.query(server.endpoint, "text2video", "t-1")
    assert f"\r\nAuthorization: Bearer {CANARY}\r\n".encode() in server.requests[0]


def test_faces_are_asked_for_and_never_made_a_task(gateway: Gateway) -> None:
    nowhere = Endpoint("http://127.0.0.1:1", "ep-1", CANARY)
    with pytest.raises(KeyError, match="no task"):
        gateway.create(nowhere, "identify_face", {}, deadline=1)
    with pytest.raises(KeyError, match="no task"):
        gateway.query(nowhere, "identify_face", "t-1")


def test_the_document_says_which_families_take_our_own_id() -> None:
    takes = {name for name, family in FAMILIES.items() if family.has_own_id}
    asks = {name for name, family in FAMILIES.items() if family.by_own_id}
    calls_back = {name for name, family in FAMILIES.items() if family.has_callback}
    assert takes == asks == set(FAMILIES) - {"video_extend", "identify_face"}
    assert calls_back == {"multi_image2video", "lip_sync"}
