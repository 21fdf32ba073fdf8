from __future__ import annotations

import socket

import pytest
import requests


def refused():
    return pytest.raises(pytest.fail.Exception, match="a test tried to")


# Set apart for documentation: were the guard to fail, nobody would be there.
@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"])
def test_a_connection_elsewhere_fails_the_test(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as sock:
        with refused():
            sock.connect((address, 80))
        with refused():
            sock.connect_ex((address, 80))


def test_asking_for_a_name_elsewhere_fails_the_test():
    with refused():
        requests.get("https://studio.example/", timeout=1)


def test_a_name_that_never_exists_is_answered_without_asking():
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nothing.invalid", 80)
