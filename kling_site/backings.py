"""Where things are kept: each address variable becomes Django's own settings.

Each function raises ValueError for an address that it does not understand.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "timeout": 20,
    # A transaction that begins by reading and then writes fails at once when another
    # one wrote meanwhile, whatever the timeout; IMMEDIATE makes it wait its turn.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
CONNECTION_SECONDS = 60


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Return the entry of DATABASES; an empty `url` is SQLite in the data folder."""
    scheme = urlsplit(url).scheme
    if scheme in {"postgres", "postgresql"}:
        return {
            **environ.Env.db_url_config(url),
            "CONN_MAX_AGE": CONNECTION_SECONDS,
            "CONN_HEALTH_CHECKS": True,
        }
    if scheme not in {"", "sqlite"}:
        raise ValueError(scheme)
    path = urlsplit(url).path.removeprefix("/")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or data_dir / "studio.sqlite3",
        "CONN_MAX_AGE": None,
        # Tests use a file too: one in memory locks otherwise, and is not shared.
        "TEST": {"NAME": data_dir / "test.sqlite3"},
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def cache(url: str) -> dict[str, Any]:
    """Return the entry of CACHES; an empty `url` is a table of the database."""
    if url:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
        }
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "studio_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }


def mail(url: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's EMAIL_* settings; an empty `url` is files in the data folder."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data_dir / "mail",
        }
    try:
        settings = environ.Env.email_url_config(url)
    except ImproperlyConfigured as error:
        raise ValueError(url) from error
    return {name: value for name, value in settings.items() if value is not None}


def storage(url: str) -> str:
    """Return `url` when it is one that the vault understands."""
    parts = urlsplit(url)
    unknown = {name for name, _ in parse_qsl(parts.query)} - {"endpoint", "region"}
    if parts.scheme != "s3" or not parts.hostname or unknown:
        raise ValueError(url)
    return url


def bells(
    broker_url: str,
    *,
    workers: int,
    submitting: int,
    create_deadline: float,
    pace: float,
) -> dict[str, Any]:
    """Return Q_CLUSTER: bells only, the state of the work lives in rows.

    Everything that django-q2 could repeat, catch up on or keep by itself is off:
    a bell that is lost is rung again by the pacemaker, and one that is rung twice
    finds its row already claimed. `submitting` is how many creates may be under way.
    A cluster looks for bells every 50 ms; a fast rehearsal, whose tasks are over in
    seconds, more often.
    """
    broker = {"redis": broker_url} if broker_url else {"orm": "default"}
    kind = "RedisBells" if broker_url else "TableBells"
    submitters = min(max(submitting, 2), 8)
    longest_create = 2 * math.ceil(create_deadline) + 30
    return {
        "name": "studio",
        **broker,
        "broker_class": f"generations.queue.brokers.{kind}",
        "ALT_CLUSTERS": {
            "submit": {"workers": submitters, "timeout": longest_create},
            "poll": {"workers": workers, "timeout": 120},
            "media": {"workers": workers, "timeout": 900},
        },
        "queue_limit": 1,  # bells fetched but not begun: those that a crash loses
        "save_limit": -1,
        "guard_cycle": 0.5,
        "catch_up": False,
        "scheduler": False,
        "poll": min(0.05, max(0.02, 0.2 * pace)),
        "timeout": 900,
        "retry": 3600,  # never used, but must exceed every timeout
    }
