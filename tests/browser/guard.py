"""A page's complaints: what the console says, what breaks, what is refused."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, Response

LOADING = "Failed to load resource"


class Guard:
    """Listens to pages; `complaints` must stay empty, but for what is `expect`ed.

    A refused response shows on the console as well, so what is expected of it is not
    counted there. The content policy speaks through the console too.
    """

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._expected: list[tuple[int, re.Pattern[str]]] = []

    def expect(self, status: int, path: str) -> None:
        """Let responses of this status pass whose address matches."""
        self._expected.append((status, re.compile(path)))

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or LOADING in message.text:
            return
        self.complaints.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status < 400:
            return
        for status, path in self._expected:
            if response.status == status and path.search(response.url):
                return
        self.complaints.append(f"{response.status}: {response.url}")
