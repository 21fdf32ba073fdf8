#!/usr/bin/env python
"""Run one management command of Cutting Room; `manage.py help` lists them."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Refuse wrong settings in plain words, then do as the command line says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kling_site.settings")
    from kling_site.env import Misconfigured

    try:
        import kling_site.settings  # noqa: F401
    except Misconfigured as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
