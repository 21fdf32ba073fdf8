"""Each answer of the gateway's page is read as printed, and with its fields moved."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from generations.gateway import Ambiguous, Unavailable
from tests.gateway.examples import ADDRESSES, Example, examples, expected, read
from tests.gateway.moves import MOVES, TIMES, Move

ANSWERS = examples("answer")
QUERIES = [example for example in ANSWERS if example.call == "query"]


def moved(example: Example, *moves: Move) -> dict[str, Any]:
    tree = deepcopy(example.printed)
    for move in moves:
        move(tree)
    return tree


def that_apply(moves: tuple[Move, ...]) -> list[Any]:
    """Give every answer with every move that changes it."""
    return [
        pytest.param(example, move, id=f"{example}-{move.__name__}")
        for example in ANSWERS
        for move in moves
        if moved(example, move) != example.printed
    ]


def test_the_page_prints_an_answer_to_every_call() -> None:
    calls = {(family, call) for family, calls in ADDRESSES.items() for call in calls}
    answered = {(example.family, example.call) for example in ANSWERS}
    assert answered == {it for it in calls if it[1] != "example"}
    assert len(answered) == 11


@pytest.mark.parametrize("example", ANSWERS, ids=str)
def test_an_answer_is_read_as_it_is_printed(example: Example) -> None:
    assert read(example, example.printed) == expected(example)


@pytest.mark.parametrize(("example", "move"), that_apply(MOVES))
def test_an_answer_is_read_the_same_with_its_fields_moved(
    example: Example, move: Move
) -> None:
    assert read(example, moved(example, move)) == expected(example)


def test_every_move_moves_something() -> None:
    used = {param.values[1] for param in that_apply(MOVES)}
    assert used == set(MOVES)


@pytest.mark.parametrize("example", ANSWERS, ids=str)
def test_an_answer_is_read_the_same_with_all_of_its_fields_moved(
    example: Example,
) -> None:
    applying = [move for move in MOVES if moved(example, move) != example.printed]
    assert read(example, moved(example, *applying)) == expected(example)


@pytest.mark.parametrize("word", ["submitted", "processing", "succeed", "failed"])
@pytest.mark.parametrize("example", QUERIES, ids=str)
def test_each_word_that_a_query_may_answer_is_its_state(
    example: Example, word: str
) -> None:
    tree = deepcopy(example.printed)
    tree["data"]["task_status"] = word
    state = {"status": word, "status_word": word}
    assert read(example, tree) == {**expected(example), **state}


@pytest.mark.parametrize("example", QUERIES, ids=str)
def test_a_time_in_seconds_is_not_a_time_in_1970(example: Example) -> None:
    tree = deepcopy(example.printed)
    for place in (tree["data"], tree["data"]["task_result"]):
        place.update({name: place[name] // 1000 for name in TIMES if name in place})
    found, told = read(example, tree), expected(example)
    for name in TIMES:
        assert isinstance(told[name], datetime)
        assert found[name] == told[name].replace(microsecond=0)


@pytest.mark.parametrize("example", QUERIES, ids=str)
def test_what_is_missing_is_not_made_up(example: Example) -> None:
    tree = {**example.printed, "data": {"task_status": "processing"}}
    found = read(example, tree)
    assert found["status"] == "processing"
    told = {"status", "status_word", "request_id"}
    assert not any(value for name, value in found.items() if name not in told)


@pytest.mark.parametrize("example", ANSWERS, ids=str)
def test_an_example_behind_a_server_error_proves_nothing(example: Example) -> None:
    doubt = Unavailable if example.call == "query" else Ambiguous
    with pytest.raises(doubt):
        read(example, example.printed, status=502)


def test_an_own_id_that_came_back_changed_is_given_as_it_came() -> None:
    """The page's own example answers `xiaoshu` to a request that says `xiaosu`."""
    asked, answered = (
        next(it for it in examples(what) if str(it) == "multi_image2video-create")
        for what in ("request", "answer")
    )
    echoed = read(answered, answered.printed)["external_task_id"]
    assert echoed != asked.printed["external_task_id"]
    assert echoed == "xiaoshuvideo03013018412"
