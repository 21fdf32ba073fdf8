"""What answers do to the fields that the page prints: each is moved or rewritten.

A move changes an answer in place and leaves alone what it does not find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Tree = dict[str, Any]
Move = Callable[[Tree], None]
TIMES = ("created_at", "updated_at")


def id_into_task_info(tree: Tree) -> None:
    data = tree["data"]
    if "task_id" in data:
        data.setdefault("task_info", {})["task_id"] = data.pop("task_id")


def id_out_of_task_info(tree: Tree) -> None:
    info = tree["data"].get("task_info", {})
    if "task_id" in info:
        tree["data"]["task_id"] = info.pop("task_id")


def id_without_its_name(tree: Tree) -> None:
    id_out_of_task_info(tree)
    if "task_id" in tree["data"]:
        tree["data"]["id"] = tree["data"].pop("task_id")


def own_id_out_of_task_info(tree: Tree) -> None:
    info = tree["data"].get("task_info", {})
    if "external_task_id" in info:
        tree["data"]["external_task_id"] = info.pop("external_task_id")


def times_into_the_result(tree: Tree) -> None:
    if result := tree["data"].get("task_result"):
        for name in TIMES:
            if name in tree["data"]:
                result[name] = tree["data"].pop(name)


def times_out_of_the_result(tree: Tree) -> None:
    result = tree["data"].get("task_result", {})
    for name in TIMES:
        if name in result:
            tree["data"][name] = result.pop(name)


def times_as_text(tree: Tree) -> None:
    for place in _places(tree):
        for name in TIMES:
            if name in place:
                place[name] = str(place[name])


def durations_as_numbers(tree: Tree) -> None:
    for row in _videos(tree):
        if row["duration"] != "string":
            row["duration"] = float(row["duration"])


def parent_out_of_task_info(tree: Tree) -> None:
    info = tree["data"].get("task_info", {})
    if "parent_video" in info:
        tree["data"]["parent_video"] = info.pop("parent_video")


def faces_into_a_result(tree: Tree) -> None:
    if "session_id" in tree["data"]:
        tree["data"] = {"task_result": tree["data"]}


def face_times_as_text(tree: Tree) -> None:
    for row in tree["data"].get("face_data", []):
        for name in ("start_time", "end_time"):
            row[name] = str(row[name])


def ids_as_numbers(tree: Tree) -> None:
    for row in (tree["data"], *_videos(tree), *tree["data"].get("face_data", [])):
        for name in ("session_id", "face_id", "id"):
            if str(row.get(name)).isdigit():
                row[name] = int(row[name])


def code_as_text(tree: Tree) -> None:
    tree["code"] = "0"


def unknown_keys(tree: Tree) -> None:
    for place in list(_places(tree)):
        place["surprise"] = {"task_id": "other", "code": 1201}


MOVES: tuple[Move, ...] = (
    id_into_task_info,
    id_out_of_task_info,
    id_without_its_name,
    own_id_out_of_task_info,
    times_into_the_result,
    times_out_of_the_result,
    times_as_text,
    durations_as_numbers,
    parent_out_of_task_info,
    faces_into_a_result,
    face_times_as_text,
    ids_as_numbers,
    code_as_text,
    unknown_keys,
)


def _places(tree: Tree) -> Iterator[Tree]:
    data = tree["data"]
    yield from (tree, data)
    yield from (data[name] for name in ("task_info", "task_result") if name in data)


def _videos(tree: Tree) -> Iterator[Tree]:
    data = tree["data"]
    yield from data.get("task_result", {}).get("videos", [])
    if parent := data.get("task_info", {}).get("parent_video"):
        yield parent
