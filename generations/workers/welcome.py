"""What a person sees once the studio answers: where it is and how to get in."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable

from django.conf import settings

from generations.queue import Cluster
from generations.queue.marks import RunDirectory
from generations.services.people import ensure_demo, shut_guest_out

PATIENCE = 60.0  # seconds until a start counts as slow
ADD_USER = "manage.py add_user you@example.com --password … --token"


class Welcome:
    """Says once that the studio is open, as soon as it is."""

    def __init__(
        self, marks: RunDirectory, *, web: bool, say: Callable[[str], object]
    ) -> None:
        self._marks = marks
        self._web = web
        self._say = say
        self._demo = ensure_demo() if web and settings.SANDBOX else None
        if not settings.SANDBOX:
            shut_guest_out()
        self._late = time.monotonic() + PATIENCE
        self._said = False

    def look(self) -> None:
        """Print the welcome if it is time; does nothing after that."""
        if self._said:
            return
        if self._answers():
            self._said = True
            self._say(self._text())
        elif time.monotonic() > self._late:
            self._late += PATIENCE
            self._say(f"Still starting; see {settings.STUDIO_DATA_DIR / 'logs'}.")

    def _answers(self) -> bool:
        if self._web:
            return answers(settings.HOST, settings.PORT)
        return all(self._marks.has(f"up.{cluster}") for cluster in Cluster)

    def _text(self) -> str:
        lines = [f"{settings.SITE_NAME} is open.", ""]
        if self._web:
            lines += [f"  Address   {settings.SITE_URL}/"]
            lines += [f"  API       {settings.SITE_URL}/api/docs/"]
        if self._demo:
            email, password = self._demo
            lines += [f"  Sign in   {email}  {password}"]
        lines += [f"  A token   .venv/bin/python {ADD_USER}"]
        lines += [f"  Logs      {settings.STUDIO_DATA_DIR / 'logs'}", ""]
        if settings.SANDBOX:
            lines += [
                "The gateway is a sandbox: clips are rehearsals and cost nothing."
            ]
        return "\n".join(["", *lines, "Ctrl-C stops everything.", ""])


def answers(host: str, port: int) -> bool:
    """Say whether a web server answers there; whatever it answers counts."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(address, port, timeout=0.5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()
