"""A signed address opens one file, for a while, and nothing else."""

from __future__ import annotations

import hmac
import string

import pytest

from generations.media.signing import WINDOW, check, sign, window_end

KEY, WHAT, NOW = b"k" * 32, "vid_1/file", 1_700_000_000
EXPIRES = window_end(NOW)


def test_a_signature_opens_what_it_was_made_for():
    assert check(KEY, WHAT, EXPIRES, sign(KEY, WHAT, EXPIRES), NOW)


def test_a_signature_opens_nothing_else():
    signature = sign(KEY, WHAT, EXPIRES)
    assert not check(KEY, "vid_2/file", EXPIRES, signature, NOW)
    assert not check(KEY, "vid_1/poster", EXPIRES, signature, NOW)
    assert not check(KEY, WHAT, EXPIRES + 1, signature, NOW)
    assert not check(b"x" * 32, WHAT, EXPIRES, signature, NOW)


def test_what_and_expiry_cannot_be_shifted_into_each_other():
    assert sign(KEY, "1:a", 7) != sign(KEY, "a", 71)
    assert sign(KEY, "1", 11) != sign(KEY, "11", 1)


@pytest.mark.parametrize("forged", ["", "A", "=", "caf\u00e9", "\ud800", "\x00"])
def test_a_malformed_signature_is_only_refused(forged: str):
    assert not check(KEY, WHAT, EXPIRES, forged, NOW)


def test_a_signature_ends_at_its_expiry():
    signature = sign(KEY, WHAT, EXPIRES)
    assert check(KEY, WHAT, EXPIRES, signature, EXPIRES - 0.01)
    assert not check(KEY, WHAT, EXPIRES, signature, EXPIRES)


def test_a_signature_needs_no_escaping_in_an_address():
    safe = set(string.ascii_letters + string.digits + "-_")
    assert all(set(sign(KEY, WHAT, when)) <= safe for when in range(50))


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch):
    compared: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr(hmac, "compare_digest", lambda *pair: compared.append(pair))
    check(KEY, WHAT, EXPIRES, "guess", NOW)
    assert compared == [(sign(KEY, WHAT, EXPIRES).encode(), b"guess")]


def test_an_address_is_the_same_through_its_window():
    start = NOW // WINDOW * WINDOW
    ends = {window_end(start + at) for at in (0, 1.5, WINDOW / 2, WINDOW - 0.001)}
    assert len(ends) == 1
    assert window_end(start + WINDOW) not in ends


@pytest.mark.parametrize("at", [0, 1, WINDOW // 2, WINDOW - 1])
def test_an_address_is_valid_for_six_to_twelve_hours(at: int):
    now = NOW // WINDOW * WINDOW + at
    assert WINDOW < window_end(now) - now <= 2 * WINDOW


def test_a_shorter_window_may_be_asked_for():
    assert window_end(125, window=60) == 240
