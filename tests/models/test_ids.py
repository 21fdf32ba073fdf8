from __future__ import annotations

import time

from generations.models import uuid7


def test_ids_rise_and_are_version_7() -> None:
    ids = [uuid7() for _ in range(5000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {(made.version, made.variant) for made in ids} == {
        (7, "specified in RFC 4122")
    }


def test_an_id_tells_the_millisecond_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7().int >> 80
    assert before <= made <= before + 1000
