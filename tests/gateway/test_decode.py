from __future__ import annotations

import pytest

from generations.gateway import Malformed, decode


def nested(opening: str, closing: str, levels: int) -> bytes:
    return (opening * levels + "1" + closing * levels).encode()


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"{}", {}),
        (b' {"a": [1, 2.5, true, null, "x"]} ', {"a": [1, 2.5, True, None, "x"]}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b'{"a": "\\ud83d\\udc36"}', {"a": "\N{DOG FACE}"}),
        ('{"a": "\N{DOG FACE}"}'.encode(), {"a": "\N{DOG FACE}"}),
        (nested('{"a":', "}", 2), {"a": {"a": 1}}),
    ],
)
def test_an_object_is_read(body: bytes, value: dict[str, object]) -> None:
    assert decode(body) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"true",
        b"3",
        b'"text"',
        b"[]",
        b"[{}]",
        b"{",
        b"{}x",
        b"{'a': 1}",
        b"<html></html>",
        b"\x1f\x8b\x08\x00",
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": "\x00"}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\udc36\\ud83d"}',
        b'{"a": ["\\ud83d", "\\udc36"]}',
        b'{"a": {"b": [{"\\udfff": 1}]}}',
        '{"a": 1}'.encode("utf-16"),
        b"[" * 100_000,
        nested("[", "]", 100_000),
        nested('{"a":', "}", 100_000),
        nested('{"a":', "}", 33),
        b'{"a":' + nested("[", "]", 32) + b"}",
    ],
)
def test_anything_else_is_malformed_and_nothing_worse(body: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        decode(body)
    assert caught.value.__context__ is None, "the parser's error holds the whole text"


def test_thirty_two_levels_are_read() -> None:
    decode(nested('{"a":', "}", 32))


def test_a_body_may_be_as_long_as_the_cap_and_no_longer() -> None:
    empty = len(b'{"a": ""}')
    assert decode(b'{"a": "%s"}' % (b"x" * ((1 << 20) - empty)))
    with pytest.raises(Malformed):
        decode(b'{"a": "%s"}' % (b"x" * ((1 << 20) - empty + 1)))
