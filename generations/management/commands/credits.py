"""`manage.py credits EMAIL ±N --reason T`: grant credits, or take them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from generations.errors import InsufficientCredits
from generations.services.credits import adjust_credits, wallet_of

from ._amounts import amount
from ._plain import PlainCommand

LONGEST_REASON = 200


class Command(PlainCommand):
    """Write one line into a person's ledger, in the realm at work."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the words of the command line; argparse takes -50 for a number."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("amount", type=amount, metavar="±N")
        parser.add_argument("--reason", required=True, metavar="T")

    def handle(self, *args: Any, **options: Any) -> None:
        """Adjust, and say what the person has then."""
        user, change = self._person(options["email"]), options["amount"]
        reason = self._reason(options["reason"])
        if not change:
            raise CommandError("Zero credits change nothing.")
        wallet_of(user.pk)
        try:
            wallet = adjust_credits(user.pk, change, reason=reason, actor="operator")
        except InsufficientCredits as refusal:
            raise CommandError(
                f"{user} has {refusal.available} free credits, so {-change} cannot "
                "be taken."
            ) from refusal
        self.stdout.write(f"{user} has {wallet.balance}, of which {wallet.held} held.")

    def _person(self, email: str) -> Any:
        users = get_user_model().objects
        try:
            return users.get_by_natural_key(email)
        except get_user_model().DoesNotExist as refusal:
            raise CommandError(f"Nobody signs in as {email}.") from refusal

    def _reason(self, text: str) -> str:
        reason = text.strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise CommandError(f"A reason has 1 to {LONGEST_REASON} characters.")
        return reason
