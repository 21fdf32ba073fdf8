"""Films are made by one child process: in time, most urgent first, come what may."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generations.sandbox.order import Order
from generations.sandbox.renderer import Renderer
from generations.sandbox.tasks import Task

from .caller import until


def task(number: int, due_in: float = 0.0, prompt: str = "A fox") -> Task:
    now = int(time.time() * 1000)
    order = Order("text2video", "v1.6", "std", 5, prompt, aspect="1:1")
    due = now + int(due_in * 1000)
    return Task(str(number), "v", "t", order, now, now, due)


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.stop()


class Orders:
    """Places orders and remembers in which order they came back."""

    def __init__(self, renderer: Renderer, folder: Path) -> None:
        self.renderer, self.folder = renderer, folder
        self.done: list[str] = []
        self.failed: list[str] = []

    def place(self, task: Task, name: str | None = None) -> None:
        number = task.task_id
        self.renderer.order(
            task,
            self.folder / (name or f"{number}.mp4"),
            ready=lambda *film: self.done.append(number),
            failed=lambda reason: self.failed.append(reason),
        )


@pytest.mark.slow
def test_the_most_urgent_film_is_made_first(renderer: Renderer, tmp_path: Path):
    orders = Orders(renderer, tmp_path)
    orders.place(task(0))
    for number, due_in in ((1, 3.0), (2, 1.0), (3, 2.0)):
        orders.place(task(number, due_in))
    until(lambda: len(orders.done) == 4, 30)
    assert orders.done == ["0", "2", "3", "1"]


@pytest.mark.slow
def test_a_renderer_that_dies_is_started_again(renderer: Renderer, tmp_path: Path):
    orders = Orders(renderer, tmp_path)
    orders.place(task(1))
    until(lambda: orders.done, 30)
    renderer._child.kill()
    orders.place(task(2))
    until(lambda: len(orders.done) == 2, 30)
    assert orders.failed == []


@pytest.mark.slow
def test_a_film_that_cannot_be_made_fails_after_three_tries(
    renderer: Renderer, tmp_path: Path
):
    orders = Orders(renderer, tmp_path)
    orders.place(task(1), "no-such-folder/film.mp4")
    until(lambda: orders.failed, 30)
    assert "FileNotFoundError" in orders.failed[0]


def test_a_renderer_that_never_worked_stops_at_once():
    Renderer().stop()
