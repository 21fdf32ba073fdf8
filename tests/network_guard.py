"""No test talks to anything but this machine.

A connection elsewhere fails the test in a way that code which expects network
errors cannot swallow. Names are judged too, since asking for one is traffic.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import pytest

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def is_loopback(host: object) -> bool:
    """Say whether a host, as given to a socket, is this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return str(host).endswith(".localhost")


def _judge(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
        pytest.fail(f"a test tried to connect to {address[0]}")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _judge(self, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _judge(self, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    """Resolve this machine and addresses; `.invalid` never exists (RFC 6761)."""
    if str(host).endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if not is_loopback(host) and not _is_address(host):
        pytest.fail(f"a test tried to look up {host}")
    return _getaddrinfo(host, *args, **kwargs)


def _is_address(host: object) -> bool:
    try:
        ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


def pytest_configure() -> None:
    """Stand in the way for the whole run."""
    guard = pytest.MonkeyPatch()
    guard.setattr(socket.socket, "connect", _guarded_connect)
    guard.setattr(socket.socket, "connect_ex", _guarded_connect_ex)
    guard.setattr(socket, "getaddrinfo", _guarded_getaddrinfo)
