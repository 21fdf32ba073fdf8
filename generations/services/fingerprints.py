from __future__ import annotations

import hashlib
import json


def fingerprint(body: object) -> str:
    """Return a hash that is equal for equal JSON values, whatever their key order."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
