"""Run the sandbox gateway by itself: `manage.py sandbox --port N`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from generations.sandbox import serve
from generations.sandbox.callbacks import LOOPBACK, REACHES
from generations.sandbox.ledger import LedgerInUse


class Command(BaseCommand):
    """Serve until SIGTERM or Ctrl-C."""

    help = "Run the sandbox gateway: any endpoint path, any non-empty key."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.SANDBOX_PORT)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--concurrency",
            type=int,
            default=settings.GATEWAY_CONCURRENCY,
            help="most tasks that may run at once",
        )
        parser.add_argument(
            "--pace",
            type=float,
            default=settings.STUDIO_PACE,
            help="multiplies the sandbox's waits; 0.02 is fifty times faster",
        )
        parser.add_argument(
            "--data",
            type=Path,
            default=Path(settings.STUDIO_DATA_DIR) / "sandbox",
            help="where the ledger and the films are kept",
        )

        parser.add_argument(
            "--callbacks",
            choices=REACHES,
            default=LOOPBACK,
            help="where notices of a task's changes may go",
        )

    def handle(self, **options: Any) -> None:
        try:
            serve(
                options["data"],
                host=options["host"],
                port=options["port"],
                pace=options["pace"],
                concurrency=options["concurrency"],
                callbacks=options["callbacks"],
            )
        except (LedgerInUse, OSError) as problem:
            raise CommandError(f"The sandbox cannot start: {problem}") from problem
