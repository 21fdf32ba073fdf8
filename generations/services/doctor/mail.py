from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection

PATIENCE = 10
"""Seconds for the mail server to let us in."""


def check() -> Iterator[tuple[str, str]]:
    """Sign in at the mail server, sending nothing; or look where mail files go."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if folder:
        yield from _files(Path(folder))
        return
    server = get_connection(timeout=PATIENCE)
    server.open()
    server.close()
    yield f"{settings.EMAIL_HOST} lets us in.", ""


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(there, os.W_OK):
        yield f"Mail becomes files in {folder}; set EMAIL_URL to send it.", ""
    else:
        yield f"{there} cannot be written.", "Let the studio's own user write there."
