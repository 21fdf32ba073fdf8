"""The secret key of an installation that was not given one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(file: Path) -> str:
    """Return the secret in `file`, made on first use and readable by its owner only.

    Several processes may start at once: the link either makes the name or finds that
    another process has, so that all of them read the same secret.
    """
    if not file.exists():
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), "utf-8")
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text("utf-8")
