from __future__ import annotations

from collections.abc import Iterator

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def check() -> Iterator[tuple[str, str]]:
    """Look whether the database answers, takes writes, and has our tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    pending = _pending_migrations()
    if pending:
        yield (
            f"{pending} migrations are pending.",
            "`make run` applies them; so does `manage.py migrate`.",
        )
        return
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET name = name WHERE 1 = 0")
    if connection.vendor == "sqlite":
        yield from _write_ahead_log()
    else:
        yield f"{connection.display_name}, every migration applied.", ""


def check_cache() -> Iterator[tuple[str, str]]:
    """Look whether the cache keeps what it is given: rate limits count in it."""
    cache.set("doctor", "here", 10)
    if cache.get("doctor") != "here":
        yield "It forgets at once.", "Check CACHE_URL, and the memory of that server."
        return
    cache.delete("doctor")
    yield "It keeps what it is given.", ""


def _pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _write_ahead_log() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        yield "SQLite with a write-ahead log, every migration applied.", ""
    else:
        yield (
            f"SQLite runs in journal mode {mode}: readers block writers.",
            "Move STUDIO_DATA_DIR to a local disk; network shares cannot do WAL.",
        )
