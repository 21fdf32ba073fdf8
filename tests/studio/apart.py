"""A database and a queue for each studio that a test starts, on this run's servers.

Studios that shared them would find each other's jobs: a task that a studio before left
running holds a slot of the next one, whose sandbox has never heard of it.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

VALKEY_DATABASES = 16
FIRST_FREE = 2  # the run itself has the two before
_numbers = count()


@cache
def variables_apart(data: Path) -> dict[str, str]:
    """Return the variables of a studio with this data folder; none when embedded."""
    if not os.environ["DATABASE_URL"]:
        return {}
    number = next(_numbers)
    return {
        "DATABASE_URL": _new_database(f"studio_{number}"),
        "BROKER_URL": _emptied("BROKER_URL", 2 * number),
        "CACHE_URL": _emptied("CACHE_URL", 2 * number + 1),
    }


def _new_database(name: str) -> str:
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _emptied(variable: str, number: int) -> str:
    """Return one of the few databases that Valkey has, without what was in it."""
    free = FIRST_FREE + number % (VALKEY_DATABASES - FIRST_FREE)
    address = urlsplit(os.environ[variable])._replace(path=f"/{free}").geturl()
    with redis.from_url(address) as client:
        client.flushdb()
    return address
