"""Real servers from wheels, one of each for a whole test run, on loopback only."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.servers.postgres import start_postgres
from tests.servers.seaweed import start_seaweed
from tests.servers.valkey import start_valkey

BUCKET = "studio"


@contextmanager
def start_all() -> Generator[dict[str, str]]:
    """Run all three, and yield the variables that point the product at them."""
    with ExitStack() as stack:
        # A folder of its own: as root, PostgreSQL's is opened to its own user.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pg-")))
        database = stack.enter_context(start_postgres(folder))
        valkey = stack.enter_context(start_valkey())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="s3-")))
        s3 = stack.enter_context(start_seaweed(folder, bucket=BUCKET))
        yield {
            "DATABASE_URL": database,
            "BROKER_URL": f"{valkey}/0",
            "CACHE_URL": f"{valkey}/1",
            "STORAGE_URL": f"s3://{BUCKET}?endpoint={s3.endpoint}&region={s3.region}",
            "AWS_ACCESS_KEY_ID": s3.access_key,
            "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        }
