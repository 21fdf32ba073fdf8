"""What a file is called: a browser sends any text as its name."""

from __future__ import annotations

import unicodedata

from .limits import NAME

HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What would write the rest of a name backwards."""


def kept(name: str | None) -> str:
    """Return the last part of a path, without what cannot be seen."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if _is_seen(sign))
    return " ".join(seen.split())[:NAME]


def _is_seen(sign: str) -> bool:
    return sign not in TURNING and unicodedata.category(sign) not in HIDDEN
