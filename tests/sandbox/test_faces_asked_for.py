"""The words of a prompt say who is in the film, and until when."""

from __future__ import annotations

from typing import Any

import pytest

from generations.sandbox.faces import asked_for, cast, clipped, seen_in
from generations.sandbox.order import Order
from generations.sandbox.parents import Parent


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("Low sun over open water", 0),
        ("A boat, manned by nobody", 0),
        ("The surface of the moon", 0),
        ("A face in the crowded street", 1),
        ("Portrait of a sailor", 1),
        ("A WOMAN walks", 1),
        ("two faces", 2),
        ("A man and two women", 2),
        ("people at a table", 2),
        ("three friends", 3),
        ("A crowd of people", 3),
        ("一个人在海边", 1),
        ("她的脸", 1),
        ("两个女孩", 2),
        ("三个男人", 3),
        ("一只狗在草地上奔跑", 0),
        ("A dog [faces 2]", 2),
        ("A man [faces 0]", 0),
        ("[faces 9]", 4),
        ("", 0),
    ],
)
def test_words_ask_for_faces(prompt, count):
    assert asked_for(prompt) == count


@pytest.mark.parametrize("seconds", [5, 10])
def test_every_face_is_seen_long_enough_for_a_lip_sync(seconds):
    for count in range(1, 5):
        faces = clipped(cast(f"[faces {count}]", seconds), seconds * 1000)
        assert len({face.face_id for face in faces}) == count
        assert all(face.end - face.start >= 2000 for face in faces)
        assert faces[0].start == 0
        assert faces[0].end == seconds * 1000


def order(prompt: str, parent: Parent | None = None, **fields: Any) -> Order:
    family = "video-extend" if parent else "text2video"
    return Order(family, "v1.6", "std", 5, prompt, parent=parent, **fields)


def parent(prompt: str, *, painted: bool = True) -> Parent:
    faces = clipped(cast(prompt, 5), 5041)
    return Parent("v", "/files/t.mp4", "5.041", "1.mp4", faces, painted=painted)


def spans(prompt: str, more: str) -> list[tuple[int, int]]:
    faces = clipped(seen_in(order(more, parent(prompt))), 10041)
    assert [face.face_id for face in faces] == [str(n) for n in range(len(faces))]
    return [(face.start, face.end) for face in faces]


def test_without_new_words_everybody_stays():
    assert spans("Two women", "") == [(0, 10041), (2000, 10041)]


def test_who_is_asked_for_again_stays_the_same():
    assert spans("A woman", "The woman smiles") == [(0, 10041)]
    before, after = parent("A woman"), order("A man laughs", parent("A woman"))
    assert seen_in(after)[0].look == before.faces[0].look


def test_others_go_and_new_ones_come():
    assert spans("A woman", "An empty street") == [(0, 5041)]
    assert spans("An empty street", "A woman") == [(5041, 10041)]
    assert spans("A woman", "Two women") == [(0, 10041), (7041, 10041)]


def test_a_picture_keeps_everybody():
    longer = order("An empty street", parent("A woman", painted=False))
    assert [face.end for face in clipped(seen_in(longer), 10041)] == [10041]
