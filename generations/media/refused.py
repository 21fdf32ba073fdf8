"""A file that breaks a rule, said so that a person and a program can act on it."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The file is not taken.

    `code` is stable and never translated, `detail` is a whole sentence or two, and
    `data` is the way out as plain JSON: limits, what was found, a crop that would do.
    """

    def __init__(self, code: str, detail: str, **data: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.data = data

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` makes the same refusal of."""
        return {"code": self.code, "detail": self.detail, "data": self.data}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Refused:
        """Return the refusal that a child printed."""
        return cls(said["code"], said["detail"], **said["data"])
