from __future__ import annotations

import pytest

from generations.gateway import (
    AccountFault,
    Ambiguous,
    Busy,
    Duplicate,
    Gateway,
    GatewayError,
    ModelFault,
    NotFound,
    Refused,
    Unavailable,
)
from tests.gateway.conftest import Buy, Serve
from tests.gateway.wild import envelope, http, once

# The table of Kling's error page, with what each code means for a create and a query.
TABLE = [
    (401, 1000, AccountFault, AccountFault),
    (401, 1001, AccountFault, AccountFault),
    (401, 1002, AccountFault, AccountFault),
    (401, 1003, AccountFault, AccountFault),
    (401, 1004, AccountFault, AccountFault),
    (429, 1100, AccountFault, AccountFault),
    (429, 1101, AccountFault, AccountFault),
    (429, 1102, AccountFault, AccountFault),
    (403, 1103, ModelFault, ModelFault),
    (400, 1200, Refused, Unavailable),
    (400, 1201, Refused, Unavailable),
    (404, 1202, Refused, Unavailable),
    (404, 1203, Refused, NotFound),
    (400, 1300, Refused, Unavailable),
    (400, 1301, Refused, Unavailable),
    (429, 1302, Busy, Unavailable),
    (429, 1303, Busy, Unavailable),
    (429, 1304, AccountFault, AccountFault),
    (500, 5000, Ambiguous, Unavailable),
    (503, 5001, Ambiguous, Unavailable),
    (504, 5002, Ambiguous, Unavailable),
    # Not in the table: a proxy's status speaks for the key, and for nothing else.
    (401, 9999, AccountFault, AccountFault),
    (403, None, AccountFault, AccountFault),
    (404, 9999, Ambiguous, Unavailable),
    (404, None, Ambiguous, Unavailable),
    (400, 9999, Ambiguous, Unavailable),
    (429, None, Ambiguous, Unavailable),
    (408, None, Ambiguous, Unavailable),
    # Contradictions prove nothing either.
    (401, 0, Ambiguous, Unavailable),
    (404, 0, Ambiguous, Unavailable),
    (500, 1201, Ambiguous, Unavailable),
    (503, 1303, Ambiguous, Unavailable),
    (502, 1203, Ambiguous, Unavailable),
    (502, 401, Ambiguous, Unavailable),
]

Row = tuple[int, int | None, type[GatewayError], type[GatewayError]]


def reply(status: int, code: object) -> bytes:
    return http(status, {"code": code, "message": "Words", "request_id": "req-9"})


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_code_means_what_the_table_says(
    serve: Serve, gateway: Gateway, buy: Buy, row: Row
) -> None:
    status, code, on_create, on_query = row
    endpoint = serve(once(reply(status, code))).endpoint
    with pytest.raises(on_create) as bought:
        buy(endpoint)
    with pytest.raises(on_query) as asked:
        gateway.query(endpoint, "text2video", "t-1")
    for error in (bought.value, asked.value):
        assert type(error) in {on_create, on_query}
        assert (error.code, error.http_status) == (code, status)
        assert (error.message, error.request_id) == ("Words", "req-9")


@pytest.mark.parametrize(
    "code", [row[1] for row in TABLE if (row[1] or 0) in range(1000, 5000)]
)
def test_a_code_counts_without_its_http_status(
    serve: Serve, buy: Buy, code: int
) -> None:
    with pytest.raises(GatewayError) as as_documented:
        buy(serve(once(reply(400, code))).endpoint)
    with pytest.raises(GatewayError) as as_success:
        buy(serve(once(reply(200, code))).endpoint)
    assert as_documented.type is as_success.type
    assert as_success.type is not Ambiguous


def test_a_refusal_tells_the_request_from_its_content(serve: Serve, buy: Buy) -> None:
    causes = {}
    for code in (1200, 1201, 1203, 1300, 1301):
        with pytest.raises(Refused) as caught:
            buy(serve(once(reply(400, code))).endpoint)
        causes[code] = caught.value.cause
    assert [code for code, cause in causes.items() if cause == "content"] == [
        1300,
        1301,
    ]


def test_busy_tells_a_lack_of_slots_from_a_lack_of_patience(
    serve: Serve, buy: Buy
) -> None:
    for code, concurrency in ((1302, False), (1303, True)):
        with pytest.raises(Busy) as caught:
            buy(serve(once(reply(429, code))).endpoint)
        assert caught.value.concurrency is concurrency


@pytest.mark.parametrize(
    "body",
    [
        {"code": "1201", "message": "no"},
        {"code": " 1201 "},
        {"code": 0, "data": {"code": 1201}},
        {"code": "fail", "data": {"data": {"code": 1201, "message": "no"}}},
        {"error": {"code": 1201, "message": "no"}},
    ],
)
def test_a_code_is_found_as_text_and_in_every_layer(
    serve: Serve, buy: Buy, body: object
) -> None:
    with pytest.raises(Refused) as caught:
        buy(serve(once(http(400, body))).endpoint)
    assert caught.value.code == 1201


@pytest.mark.parametrize(
    "code", [False, True, None, "", "0x0", 0.0, [], "١٢٠١", 10**30]
)
def test_only_a_whole_number_is_a_code(serve: Serve, buy: Buy, code: object) -> None:
    body = envelope(code, task_id="t-1")
    with pytest.raises(Ambiguous):
        buy(serve(once(http(200, body))).endpoint)


@pytest.mark.parametrize("code", [1200, 1201, 1203, 1302, 1303, 1102, 9999])
def test_an_error_that_names_a_task_is_in_doubt(
    serve: Serve, buy: Buy, code: int
) -> None:
    body = envelope(code, "Words", task_id="t-1")
    with pytest.raises(Ambiguous):
        buy(serve(once(http(400, body))).endpoint)


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, 1201, "external_task_id already exists"),
        (400, 1200, "Duplicate external task id"),
        (409, 1209, "The externalTaskId must be unique"),
        (500, 5000, "duplicate key: external_task_id"),
    ],
)
def test_an_own_id_used_twice_is_looked_up(
    serve: Serve, buy: Buy, status: int, code: int, message: str
) -> None:
    body = {"code": code, "message": message}
    with pytest.raises(Duplicate):
        buy(serve(once(http(status, body))).endpoint)


@pytest.mark.parametrize(
    ("code", "message", "error"),
    [
        (1201, "The task_id of this video does not exist", Refused),
        (1200, "Duplicate external task id", Refused),
        (5000, "task id already exists", Ambiguous),
        (9999, "task id already exists", Ambiguous),
    ],
)
def test_where_no_own_id_is_sent_there_is_no_duplicate_to_look_up(
    serve: Serve, gateway: Gateway, code: int, message: str, error: type[Exception]
) -> None:
    """A refused extension would otherwise wait for a person."""
    body = http(400, {"code": code, "message": message})
    endpoint = serve(once(body)).endpoint
    for call in (
        lambda: gateway.create(endpoint, "video_extend", {}, deadline=5),
        lambda: gateway.identify_faces(endpoint, {}, deadline=5),
    ):
        with pytest.raises(error) as caught:
            call()
        assert caught.type is error


def test_a_message_is_capped_and_never_missing(serve: Serve, buy: Buy) -> None:
    long = serve(once(http(400, {"code": 1201, "message": "x" * 9000})))
    with pytest.raises(Refused) as caught:
        buy(long.endpoint)
    assert caught.value.message == "x" * 500
    assert GatewayError("x" * 9000).message == "x" * 500
    with pytest.raises(Refused) as caught:
        buy(serve(once(http(400, {"code": 1201, "message": ["x"]}))).endpoint)
    assert caught.value.message == "The gateway gave no reason."
    assert str(caught.value) == "The gateway gave no reason. (code 1201, HTTP 400)"


def test_the_words_are_those_of_the_layer_that_objects(serve: Serve, buy: Buy) -> None:
    nested = {
        "code": 0,
        "message": "SUCCEED",
        "data": {"code": 1201, "message": "a\nb"},
    }
    with pytest.raises(Refused) as caught:
        buy(serve(once(http(400, nested))).endpoint)
    assert caught.value.message == "a b"
