"""What both ends of the child process call a file they do not take."""

from __future__ import annotations


class Unreadable(Exception):
    """The file is broken, cut short or of a kind nobody asked for; says which."""


class TookTooLong(Unreadable):
    """The child was stopped at its time limit, before it knew."""
