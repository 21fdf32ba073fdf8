"""What of the children's logs a person sees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generations.workers import logbook
from generations.workers.logbook import Logbook


class Terminal:
    """A logbook over a folder, and the lines it showed."""

    def __init__(self, folder: Path) -> None:
        self.lines: list[str] = []
        self.book = Logbook(folder, self.lines.append)
        self.file = folder / "media.log"

    def write(self, text: str) -> list[str]:
        with self.file.open("a") as file:
            file.write(text)
        self.lines.clear()
        self.book.look()
        return self.lines


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (json.dumps({"level": "info", "event": "all is well"}), None),
        (json.dumps({"level": "error", "event": "no room"}), "error: no room"),
        (
            "[2026-11-23] [7] [ERROR] Worker gone",
            "[2026-11-23] [7] [ERROR] Worker gone",
        ),
        ("[2026-11-23] [7] [INFO] Booting", None),
        ("[1, 2]", None),
        ('"WARNING"', None),
    ],
)
def test_only_warnings_and_worse_are_shown(
    terminal: Terminal, line: str, shown: str | None
) -> None:
    expected = [] if shown is None else [f"    media | {shown}"]
    assert terminal.write(line + "\n") == expected


def test_a_line_is_shown_once_and_whole(terminal: Terminal) -> None:
    assert terminal.write("ERROR in two ") == []
    assert terminal.write("pieces\n") == ["    media | ERROR in two pieces"]
    assert terminal.write("") == []


def test_an_end_is_shown_with_what_was_said_last(terminal: Terminal) -> None:
    terminal.write("Traceback ...\nImportError: no such thing\n\n")
    assert terminal.write("WARNING ended with 1\n") == [
        "    media | WARNING ended with 1: ImportError: no such thing"
    ]


def test_a_large_file_is_begun_anew_and_read_on(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "LARGEST", 100)
    terminal.write("x" * 99 + "\n" + "y" * 10 + "\n")
    assert terminal.file.stat().st_size == 0
    assert terminal.file.with_suffix(".log.1").stat().st_size == 111
    assert terminal.write("ERROR again\n") == ["    media | ERROR again"]
