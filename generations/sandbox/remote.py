"""A client for the control address of a running sandbox."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Remote:
    """Reads the ledger and sets faults at `url`, the sandbox's origin."""

    url: str

    def ledger(self) -> dict[str, Any]:
        return dict(self._call("GET", "ledger"))

    def stats(self) -> dict[str, Any]:
        return dict(self._call("GET", "stats"))

    def faults(self, *rules: dict[str, Any]) -> None:
        """Put these rules in force instead of all others; none clears them."""
        self._call("PUT", "faults", rules)

    def _call(self, method: str, page: str, content: object = None) -> Any:
        body = None if content is None else json.dumps(content)
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        try:
            connection.request(method, f"/_control/{page}", body)
            answer = connection.getresponse()
            result = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(result["detail"])
        return result
