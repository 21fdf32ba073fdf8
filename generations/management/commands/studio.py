"""`manage.py studio`: the whole product under one foreground process."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from generations.queue.marks import RunDirectory
from generations.workers.crew import crew
from generations.workers.logbook import Logbook
from generations.workers.preparation import (
    FolderTaken,
    PortTaken,
    migrate,
    open_run_directory,
    require_port,
    sandbox_of_its_own,
)
from generations.workers.supervisor import Supervisor
from generations.workers.welcome import Welcome


class Command(BaseCommand):
    """Prepare, start every process, keep them running, stop them all."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the words of the command line."""
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--web-only", action="store_true", help="web processes only")
        only.add_argument("--worker-only", action="store_true", help="no web processes")
        parser.add_argument(
            "--no-sandbox", action="store_true", help="start no sandbox gateway"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGINT or SIGTERM; the second of them stops without waiting."""
        web, worker = not options["worker_only"], not options["web_only"]
        sandbox = worker and settings.SANDBOX_EMBEDDED and not options["no_sandbox"]
        self._require_ports(web=web, sandbox=sandbox)
        run = settings.STUDIO_DATA_DIR / "run"
        with ExitStack() as held:
            if sandbox:
                self._require_folder(held)
            migrate(run)
            marks = open_run_directory(run)
            held.callback(shutil.rmtree, marks.path, ignore_errors=True)
            self._run(marks, web=web, worker=worker, sandbox=sandbox)

    def _require_ports(self, *, web: bool, sandbox: bool) -> None:
        try:
            if web:
                require_port(settings.HOST, settings.PORT)
            if sandbox:
                require_port("127.0.0.1", settings.SANDBOX_PORT)
        except PortTaken as taken:
            raise CommandError(
                f"{taken}. Is a studio running already? PORT=8080 chooses another."
            ) from taken

    def _require_folder(self, held: ExitStack) -> None:
        folder = settings.STUDIO_DATA_DIR
        try:
            held.enter_context(sandbox_of_its_own(folder / "run", settings.PORT))
        except FolderTaken as taken:
            raise CommandError(
                f"A studio runs in {folder} already, on port {taken}. "
                "STUDIO_DATA_DIR=… chooses another folder."
            ) from taken

    def _run(
        self, marks: RunDirectory, *, web: bool, worker: bool, sandbox: bool
    ) -> None:
        book = Logbook(settings.STUDIO_DATA_DIR / "logs", self.stderr.write)
        posts = crew(marks, web=web, worker=worker, sandbox=sandbox)
        welcome = Welcome(marks, web=web, say=self._say)
        book.take_over("studio")
        book.watch()
        supervisor = Supervisor(posts, marks=marks, logs=book.folder)
        supervisor.handle_signals()
        supervisor.run(welcome.look)
        self.stdout.write("Stopped.")

    def _say(self, text: str) -> None:
        """Print at once, also where the output is a file or a pipe."""
        self.stdout.write(text)
        self.stdout.flush()
