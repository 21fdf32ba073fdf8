"""Open a connection. Whatever fails here, no byte of a request has been sent."""

from __future__ import annotations

import socket
import ssl
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, cast

from certifi import where

from generations.gateway.deadline import (
    Deadline,
    DeadlineSocket,
    DeadlineTLSSocket,
)
from generations.gateway.endpoint import Origin


class Address(NamedTuple):
    family: int
    sockaddr: Any


def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Trust certifi's bundle, or `ca_file` instead; read no environment."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(ca_file or where())
    context.sslsocket_class = DeadlineTLSSocket
    return context


def dial(
    origin: Origin, deadline: Deadline, tls: ssl.SSLContext | None
) -> DeadlineSocket:
    """Resolve, connect and, given `tls`, shake hands; OSError or ValueError if not.

    Each address but the last gets an equal share of the time left, so that one
    swallowed by a firewall does not take the others' turn.
    """
    addresses = resolve(origin, deadline)
    for tries_left in range(len(addresses), 0, -1):
        address = addresses[-tries_left]
        try:
            sock = _connected(address, deadline.left() / tries_left)
        except OSError:
            if tries_left == 1:
                raise
        else:
            return _secured(sock, origin, deadline, tls) if tls else sock
    raise OSError("the name has no address")


def resolve(origin: Origin, deadline: Deadline) -> list[Address]:
    """Look up a name in a thread of its own: the system's resolver takes no timeout."""
    found: SimpleQueue[list[Address] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            found.put(error)
        else:
            found.put([Address(row[0], row[4]) for row in rows])

    Thread(target=look_up, name="resolve", daemon=True).start()
    try:
        answer = found.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _connected(address: Address, seconds: float) -> DeadlineSocket:
    sock = DeadlineSocket(address.family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect(address.sockaddr)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        sock.close()
        raise
    return sock


def _secured(
    sock: DeadlineSocket, origin: Origin, deadline: Deadline, tls: ssl.SSLContext
) -> DeadlineSocket:
    try:
        sock.settimeout(deadline.left())
        secured = tls.wrap_socket(sock, server_hostname=origin.host)
    except BaseException:
        sock.close()
        raise
    return cast(DeadlineTLSSocket, secured)
