"""Credits: what each person owns and holds, and every line that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Round
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from generations.errors import InsufficientCredits

from .ids import first_id_at, uuid7

if TYPE_CHECKING:
    from .generations import Generation

CLOCKS_DIFFER = timedelta(minutes=1)
CREDITS: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


def exactly(amount: CombinedExpression) -> Round:
    """Have the database compute an amount in whole hundredths.

    SQLite computes in binary fractions: 0.10 taken away three times from 0.30 would
    leave a little less than nothing, which the constraints refuse.
    """
    return Round(amount, precision=2)


class EntryKind(models.TextChoices):
    GRANT = "grant", _("grant")
    TAKE = "take", _("take")
    HOLD = "hold", _("hold")
    CAPTURE = "capture", _("charge")
    RELEASE = "release", _("release")
    REFUND = "refund", _("refund")


class WalletQuerySet(models.QuerySet["Wallet"]):
    def of(self, owner_id: UUID, *, sandbox: bool) -> Wallet:
        return self.get_or_create(owner_id=owner_id, sandbox=sandbox)[0]


class Wallet(models.Model):
    """What one person owns, in rehearsal or live credits: the two never mix.

    `balance` is all that is owned, `held` the part that jobs under way may cost.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="wallets"
    )
    sandbox = models.BooleanField()
    balance = models.DecimalField(**CREDITS, default=Decimal(0))
    held = models.DecimalField(**CREDITS, default=Decimal(0))

    objects: ClassVar[WalletQuerySet] = WalletQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("wallet")
        verbose_name_plural = _("wallets")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "sandbox"], name="one_wallet_per_realm"
            ),
            models.CheckConstraint(condition=Q(balance__gte=0), name="never_in_debt"),
            models.CheckConstraint(
                condition=Q(held__gte=0) & Q(held__lte=F("balance")),
                name="held_is_covered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.balance} ({self.held} held)"

    @property
    def available(self) -> Decimal:
        return self.balance - self.held

    def hold(self, amounts: Mapping[UUID, Decimal]) -> None:
        """Set credits aside, by generation; all or nothing, in one UPDATE."""
        needed = sum(amounts.values(), Decimal(0))
        more = exactly(F("held") + needed)
        mine = Wallet.objects.filter(pk=self.pk, balance__gte=more)
        if not mine.update(held=more):
            self.refresh_from_db()
            raise InsufficientCredits(needed=needed, available=self.available)
        self._enter(EntryKind.HOLD, amounts)

    def capture(self, amount: Decimal, generation_id: UUID) -> None:
        """Spend what was held."""
        self._enter(EntryKind.CAPTURE, {generation_id: amount})
        Wallet.objects.filter(pk=self.pk).update(
            balance=exactly(F("balance") - amount), held=exactly(F("held") - amount)
        )

    def release(self, amount: Decimal, generation_id: UUID) -> None:
        """Give back what was held."""
        self._enter(EntryKind.RELEASE, {generation_id: amount})
        Wallet.objects.filter(pk=self.pk).update(held=exactly(F("held") - amount))

    def adjust(self, amount: Decimal, *, reason: str, actor: str) -> None:
        """Grant (or with a negative amount take) credits, and say why."""
        least = exactly(F("held") - amount)
        mine = Wallet.objects.filter(pk=self.pk, balance__gte=least)
        if not mine.update(balance=exactly(F("balance") + amount)):
            self.refresh_from_db()
            raise InsufficientCredits(needed=-amount, available=self.available)
        kind = EntryKind.GRANT if amount >= 0 else EntryKind.TAKE
        self._enter(kind, {None: abs(amount)}, reason=reason, actor=actor)

    def refund(
        self, amount: Decimal, generation_id: UUID, *, reason: str, actor: str
    ) -> None:
        """Grant credits for one generation; the database refuses a second time."""
        line = {generation_id: amount}
        self._enter(EntryKind.REFUND, line, reason=reason, actor=actor)
        Wallet.objects.filter(pk=self.pk).update(balance=exactly(F("balance") + amount))

    def _enter(
        self, kind: EntryKind, amounts: Mapping[Any, Decimal], **words: str
    ) -> None:
        """Write a line for each generation; None stands for none."""
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                wallet=self, kind=kind, amount=amount, generation_id=pk, **words
            )
            for pk, amount in amounts.items()
        )


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def refund_of(self, generation: Generation) -> LedgerEntry:
        return self.get(generation=generation, kind=EntryKind.REFUND)

    def captured_since(self, moment: datetime, *, sandbox: bool) -> Self:
        """What people of a realm paid for clips from `moment` on."""
        recent = self.filter(id__gte=first_id_at(moment - CLOCKS_DIFFER))
        return recent.filter(
            kind=EntryKind.CAPTURE, wallet__sandbox=sandbox, created_at__gte=moment
        )

    def sums(self) -> dict[str, Decimal]:
        """Return the sum of each kind among these lines."""
        rows = self.order_by().values("kind").annotate(sum=Sum("amount"))
        return {row["kind"]: row["sum"] for row in rows}


class LedgerEntry(models.Model):
    """One line of the ledger. Lines are added, never changed.

    A generation has one hold, one end (a capture or a release) and at most one refund.
    The second of each fails in the database, so nothing is paid or given back twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind)
    amount = models.DecimalField(**CREDITS)
    generation = models.ForeignKey(
        "generations.Generation",
        on_delete=models.PROTECT,
        null=True,
        related_name="ledger",
    )
    reason = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[LedgerEntryQuerySet] = LedgerEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        permissions = [("adjust_credits", _("May grant and take credits"))]
        constraints = [
            models.UniqueConstraint(
                fields=["generation"],
                condition=Q(kind="hold"),
                name="one_hold_per_generation",
            ),
            models.UniqueConstraint(
                fields=["generation"],
                condition=Q(kind__in=["capture", "release"]),
                name="one_end_per_generation",
            ),
            models.UniqueConstraint(
                fields=["generation"],
                condition=Q(kind="refund"),
                name="one_refund_per_generation",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="amounts_are_sizes"
            ),
        ]
        indexes = [
            models.Index(fields=["wallet", "kind", "created_at"], name="ledger_by_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
