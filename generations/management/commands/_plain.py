"""Commands for people: what goes wrong is said in a sentence."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError


class PlainCommand(BaseCommand):
    """A command that shows no traceback where the database is at fault."""

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run the command; a database that fails points to the doctor."""
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}). "
                "`manage.py doctor` says how to mend it."
            ) from error
