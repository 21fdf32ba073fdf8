from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .crowd import Crowd

PEOPLE = 1000
AT_ONCE = 10


@pytest.fixture
def crowd(streams: Any, loop: Any) -> Iterator[Crowd]:
    crowd = Crowd(streams.app, loop)
    yield crowd
    crowd.disperse()


def nearly_last(delays: list[float]) -> float:
    return delays[int(len(delays) * 0.95)]


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_each_of_a_thousand_people_hears_within_a_second(crowd, record_property):
    crowd.gather(PEOPLE)
    clips, told = list(crowd.owners), {}
    for start in range(0, 200, AT_ONCE):
        told |= crowd.tell(clips[start : start + AT_ONCE], "told-1")
    one_by_one = nearly_last(crowd.delays(told, "told-1"))
    all_at_once = nearly_last(crowd.delays(crowd.tell(clips, "told-2"), "told-2"))
    record_property("p95_one_by_one", one_by_one)
    record_property("p95_all_at_once", all_at_once)
    assert one_by_one < 1
    assert all_at_once < 3
