"""The client of the gateway: the one place where something is bought."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from generations.gateway import answers, faces
from generations.gateway.answers import Accepted, Task
from generations.gateway.connection import Reply, Request
from generations.gateway.endpoint import Endpoint, segment
from generations.gateway.errors import (
    Ambiguous,
    GatewayError,
    NotSent,
    Unavailable,
)
from generations.gateway.faces import Faces
from generations.gateway.families import FAMILIES, Family, family_of_tasks
from generations.gateway.reach import Reach, reach_of
from generations.gateway.wire import Wire

Payload = Mapping[str, Any] | bytes

# A shorter key may be an ordinary word, and its removal would spoil an answer.
SHORTEST_SECRET = 16
SECRET_ADDRESS = re.compile(rb"(/(?:callbacks|lent)\\?/)[A-Za-z0-9_-]{16,}")


class Gateway:
    """Create and look up tasks. One instance serves all threads and accounts.

    `query_deadline` is in seconds, for a whole query. `ca_file` replaces the trusted
    certificates, for a gateway behind a private authority.
    """

    def __init__(
        self, query_deadline: float = 15.0, *, ca_file: str | None = None
    ) -> None:
        self.query_deadline = query_deadline
        self._wire = Wire(ca_file)

    def create(
        self,
        endpoint: Endpoint,
        family: str,
        payload: Payload,
        *,
        deadline: float,
    ) -> Accepted:
        """Send one paid create, once, and return what the gateway accepted.

        `payload` may be the bytes that `encode` made of it. Takes at most `deadline`
        seconds in all. Raises NotSent, Refused, Busy, AccountFault or ModelFault where
        it is certain that no task exists, and Ambiguous where it is not.
        """
        buying = family_of_tasks(family)
        reply = self._bought(endpoint, buying, payload, deadline)
        return answers.accepted(reply, has_own_id=buying.has_own_id)

    def identify_faces(
        self, endpoint: Endpoint, payload: Mapping[str, Any], *, deadline: float
    ) -> Faces:
        """Have the faces of a video found, once, and wait for the answer.

        Raises what `create` raises. Ambiguous means that it may have been paid for;
        there is nothing to look up, and asking again makes another session.
        """
        family = FAMILIES["identify_face"]
        return faces.identified(self._bought(endpoint, family, payload, deadline))

    def query(
        self,
        endpoint: Endpoint,
        family: str,
        task_id: str,
        *,
        deadline: float | None = None,
    ) -> Task:
        """Look a task up by the gateway's id; free, and repeatable.

        Families `by_own_id` take our own id instead. KeyError on one without tasks.
        Raises NotFound only where the gateway itself denies the task, AccountFault
        or ModelFault where the account may not ask, Unavailable on everything else.
        """
        asked = family_of_tasks(family).segment
        target = endpoint.target(asked, segment(task_id))
        request = Request("GET", target, _headers(endpoint))
        seconds = self.query_deadline if deadline is None else deadline
        outcome = self._wire.pooled(endpoint.origin, request, seconds)
        if isinstance(outcome, Reply):
            return answers.found(_without_key(outcome, endpoint))
        raise Unavailable(outcome.why)

    def close(self) -> None:
        """Drop idle connections. The client stays usable."""
        self._wire.close()

    def ping(self, endpoint: Endpoint, family: str = "text2video") -> Reach:
        """Ask for a task that cannot exist, to see whether account and key work."""
        try:
            self.query(endpoint, family, f"nothing-{uuid4().hex}")
        except GatewayError as error:
            return reach_of(error)
        return Reach(is_reachable=True, key="accepted", detail="")

    def _bought(
        self,
        endpoint: Endpoint,
        family: Family,
        payload: Payload,
        deadline: float,
    ) -> Reply:
        target = endpoint.target(family.segment)
        body = payload if isinstance(payload, bytes) else encode(payload)
        request = Request("POST", target, _headers(endpoint), body)
        outcome = self._wire.once(endpoint.origin, request, deadline)
        if isinstance(outcome, Reply):
            return _without_key(outcome, endpoint)
        raise (Ambiguous if outcome.sent else NotSent)(outcome.why)


def encode(payload: Mapping[str, Any]) -> bytes:
    """Write `payload` as the exact bytes that a create sends."""
    return json.dumps(payload, separators=(",", ":"), allow_nan=False).encode()


def _headers(endpoint: Endpoint) -> dict[str, str]:
    return {
        "Host": endpoint.host_header,
        "Authorization": f"Bearer {endpoint.key}",
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "cutting-room",
    }


def _without_key(reply: Reply, endpoint: Endpoint) -> Reply:
    """Strike out a key that the gateway repeats: answers are stored and shown.

    So are the secret ends of our own addresses, which are keys as well.
    """
    body, secret = reply.body, endpoint.key.encode()
    if len(secret) >= SHORTEST_SECRET:
        body = body.replace(secret, b"[key]")
    body = SECRET_ADDRESS.sub(rb"\1[key]", body)
    return reply if body == reply.body else replace(reply, body=body)
