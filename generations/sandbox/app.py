"""The sandbox gateway as a WSGI application."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from .account import Account
from .call import Inbound
from .callbacks import OFF, Callbacks
from .control import Control, Tally
from .creates import Creates
from .families import FAMILIES
from .faults import Faults
from .files import Files
from .identify_face import SEGMENT, IdentifyFace
from .portraits import Portraits
from .protocol import (
    NOT_FOUND,
    WRONG_METHOD,
    Answer,
    Hangup,
    Refusal,
    plain,
    refused,
)
from .queries import Queries

PHRASES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class App:
    """Routes calls to the doors. A cut connection is the exception `Hangup`.

    `callbacks` is how far notices may go: off, loopback or anywhere.
    """

    def __init__(self, account: Account, callbacks: str = OFF) -> None:
        self.account = account
        self._tally = Tally()
        self._timers: set[threading.Timer] = set()
        faults = Faults()
        self._creates = Creates(account, faults, self._later)
        self._queries = Queries(account, faults)
        self._files = Files(account, faults)
        self._faces = IdentifyFace(account, faults)
        self._portraits = Portraits(account)
        self._control = Control(account, faults, self._tally)
        self.callbacks = Callbacks(account.now, faults, self._notified, callbacks)
        account.watch = self.callbacks.watch
        for task in account.slots.running.values():
            self.callbacks.watch(task)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        inbound = Inbound(environ)
        answer = self._counted(inbound)
        headers = [("Content-Type", answer.kind), *answer.headers]
        if answer.length is not None:
            headers.append(("Content-Length", str(answer.length)))
        start_response(PHRASES.get(answer.status, f"{answer.status} Other"), headers)
        return () if inbound.method == "HEAD" else answer.body

    def close(self) -> None:
        """Forget late acceptances, and let the account go."""
        for timer in list(self._timers):
            timer.cancel()
        self.callbacks.stop()
        self.account.close()

    def _notified(self, outcome: str) -> None:
        self._tally.count("callback", outcome)

    def _counted(self, inbound: Inbound) -> Answer:
        door, answering = self._door(inbound)
        try:
            answer = answering()
        except Hangup:
            self._tally.count(door, "hangup")
            raise
        word = answer.status if answer.code is None else answer.code
        self._tally.count(door, str(word))
        return answer

    def _door(self, inbound: Inbound) -> tuple[str, Callable[[], Answer]]:
        """Return the door's name for the figures, and the call that answers."""
        match inbound.path.split("/"):
            case ["", "v1", "ai", endpoint, "kling", "videos", segment, *name] if (
                endpoint and segment in FAMILIES and len(name) < 2
            ):
                return self._task_door(inbound, endpoint, segment, "".join(name))
            case ["", "v1", "ai", endpoint, "kling", "videos", word] if (
                endpoint and word == SEGMENT
            ):
                return self._faces_door(inbound, endpoint)
            case ["", "faces", name] if inbound.method in ("GET", "HEAD"):
                return "file", lambda: self._portraits.answer(name)
            case ["", "files", name] if inbound.method in ("GET", "HEAD"):
                token = name.removesuffix(".mp4")
                return "file", lambda: self._files.answer(inbound, token)
            case ["", "_control", page]:
                return "control", lambda: self._control.answer(inbound, page)
            case ["", "healthz"]:
                return "other", lambda: plain(200, b"ok", "text/plain")
        return "other", lambda: refused(Refusal(NOT_FOUND, "resource not found"))

    def _task_door(
        self, inbound: Inbound, endpoint: str, segment: str, name: str
    ) -> tuple[str, Callable[[], Answer]]:
        family = FAMILIES[segment]
        match inbound.method, bool(name):
            case "POST", False:
                return "create", lambda: self._creates.answer(inbound, family, endpoint)
            case "GET", True:
                return "query", lambda: self._queries.answer(inbound, family, name)
        return "other", _wrong_method

    def _faces_door(
        self, inbound: Inbound, endpoint: str
    ) -> tuple[str, Callable[[], Answer]]:
        if inbound.method == "POST":
            return "faces", lambda: self._faces.answer(inbound, endpoint)
        return "other", _wrong_method

    def _later(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do `deed` in `seconds`, unless the sandbox closes before that."""
        timer = threading.Timer(seconds, deed)
        timer.daemon = True
        self._timers.add(timer)
        timer.start()


def _wrong_method() -> Answer:
    return refused(Refusal(WRONG_METHOD, "method not allowed"))
