"""`manage.py pacemaker`: the clock of one worker host, a child of `studio`."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from generations.queue.marks import run_directory
from generations.services.pacemaker import Pacemaker
from generations.workers.pacemaker import Clockwork


class Command(BaseCommand):
    """Claim what is due and ring for it, until told to stop."""

    help = __doc__
    requires_system_checks = ()  # `studio` has made them

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or SIGINT; several pacemakers do no harm."""
        marks = run_directory()
        marks.create()
        clockwork = Clockwork(Pacemaker().beat, marks)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: clockwork.stop())
        clockwork.run()
