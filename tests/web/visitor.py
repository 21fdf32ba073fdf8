"""A person in front of the pages, and what they own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from generations.models import Generation
from tests.api.caller import Caller

CREATE = "/create/text2video/"
FORM = {
    "prompt": "A paper boat on a slow river",
    "model": "v2.5-turbo",
    "mode": "std",
    "duration": "5",
    "aspect_ratio": "16:9",
    "key": "one-asking",
}


class Visitor(Caller):
    """Signed in on the pages; what `Caller` can have, a visitor can have too."""

    def __init__(self, user: Any) -> None:
        super().__init__(user)
        self.browser = signed_in(user)

    def see(self, path: str) -> Any:
        return self.browser.get(path)

    def send(self, path: str, /, **fields: str) -> Any:  # type: ignore[override]
        return self.browser.post(path, fields)

    def send_odd(self, path: str, /, **fields: str) -> Any:
        """Send texts that no browser would: halves of a pair go as they are."""
        body = urlencode(fields, errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        return self.browser.post(path, body, content_type=kind)

    def generate(self, **changes: str) -> Any:
        """Send the create form."""
        return self.send(CREATE, **{**FORM, **changes})

    def queries_of(self, path: str) -> int:
        """Return how many queries a page costs that was seen before."""
        self.see(path)
        with CaptureQueriesContext(connection) as asked:
            self.see(path)
        return len(asked)

    def jobs(self) -> list[Generation]:
        return list(Generation.objects.visible_to(self.user))


def signed_in(user: Any, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return client
