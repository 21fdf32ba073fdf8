"""`manage.py add_user EMAIL --password P`: an account that can sign in at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email

from generations.services.people import AlreadyThere, add_user, another_token

from ._amounts import amount
from ._plain import PlainCommand


class Command(PlainCommand):
    """Make a person; with `--token`, an API token is the last line of the output.

    For somebody who is there already it only makes another token, given the password.
    """

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the words of the command line."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--password", required=True, metavar="P")
        parser.add_argument("--staff", action="store_true", help="may use the admin")
        parser.add_argument(
            "--credits", type=amount, metavar="N", help="granted beside the welcome"
        )
        parser.add_argument("--token", action="store_true", help="print an API token")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person, whole or not at all."""
        email = options["email"].strip()
        self._judge(email, options)
        try:
            person = add_user(
                email,
                options["password"],
                staff=options["staff"],
                credits=options["credits"],
                token=options["token"],
            )
        except AlreadyThere as refusal:
            self._say_another_token(email, options, refusal)
            return
        self.stdout.write(f"{person.user} can sign in.")
        if person.token:
            self.stdout.write(person.token)

    def _say_another_token(
        self, email: str, options: dict[str, Any], refusal: AlreadyThere
    ) -> None:
        only_a_token = options["token"] and not (options["staff"] or options["credits"])
        token = only_a_token and another_token(email, options["password"])
        if not token:
            raise CommandError(
                f"{email} is there already, and nothing was changed. With the right "
                "password, --token alone makes another token; credits are granted by "
                "manage.py credits."
            ) from refusal
        self.stdout.write(f"{email} is there already; this is another token.")
        self.stdout.write(token)

    def _judge(self, email: str, options: dict[str, Any]) -> None:
        try:
            validate_email(email)
        except ValidationError as refusal:
            raise CommandError(f"{email!r} is not an e-mail address.") from refusal
        if not options["password"]:
            raise CommandError("The password is empty.")
        if options["credits"] is not None and options["credits"] < 0:
            raise CommandError("Credits to start with cannot be negative.")
