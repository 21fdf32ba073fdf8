"""`manage.py doctor`: what is wrong with this studio, and how to mend it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from generations.services import doctor


class Command(BaseCommand):
    """Print one line for each thing looked at; exit 1 if anything is wrong."""

    help = __doc__
    requires_system_checks = ()  # they are among what is looked at

    def handle(self, *args: Any, **options: Any) -> None:
        """Look everything over. Nothing is changed, sent or bought."""
        wrong = 0
        for finding in doctor.examine():
            wrong += finding.is_wrong
            style = self.style.ERROR if finding.is_wrong else self.style.SUCCESS
            self.stdout.write(style(str(finding)))
        if wrong:
            sys.exit(1)
