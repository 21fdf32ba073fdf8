"""What a page refers to and holds, read from its HTML."""

from __future__ import annotations

from html.parser import HTMLParser

ADDRESSES = {"href", "src"}


class Page(HTMLParser):
    """Collects `addresses`, and what the content policy would block as `inline`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._in = tag
        for name, value in attrs:
            if name in ADDRESSES:
                self.addresses.append(value)
            if name == "style" or name.startswith("on"):
                self.inline.append(f"<{tag} {name}>")

    def handle_endtag(self, tag):
        self._in = ""

    def handle_data(self, data):
        if self._in in {"script", "style"} and data.strip():
            self.inline.append(f"<{self._in}>")


def policy(response) -> dict[str, set[str]]:
    """Return the Content-Security-Policy as directive -> sources."""
    header = response.headers["Content-Security-Policy"]
    rules = [rule.split() for rule in header.split(";") if rule.strip()]
    return {name: set(sources) for name, *sources in rules}
