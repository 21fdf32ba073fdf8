"""The ground that a benchmark stands on: a studio of its own, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


@contextmanager
def laid() -> Iterator[Path]:
    """Set Django up on an empty SQLite database in a temporary folder.

    No variable of the shell and no `.env` reaches it. Models can be imported only
    inside, so a benchmark's own imports come after this.
    """
    from kling_site.env import read_dotenv

    for name in read_dotenv(TOP / ".env.example"):
        os.environ[name] = ""
    with tempfile.TemporaryDirectory(prefix="studio-bench-") as folder:
        os.environ["STUDIO_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "kling_site.settings"
        _set_up()
        yield Path(folder)


def _set_up() -> None:
    import logging

    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    settings.ROOT_URLCONF = "bench.urls"
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
