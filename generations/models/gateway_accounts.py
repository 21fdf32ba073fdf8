"""The gateway accounts that the studio's jobs are sent through."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where an account's address and key are kept."""

    SETTINGS = "settings"
    ADMIN = "admin"


class GatewayAccountQuerySet(models.QuerySet["GatewayAccount"]):
    def sendable(self, now: datetime, *, sandbox: bool) -> Self:
        """Accounts that may be sent a job now. An open breaker lets a probe pass."""
        closed = Q(breaker_opened_at__isnull=True) | Q(breaker_probe_at__lte=now)
        paused = Q(paused_until__gt=now)
        return self.at_work(sandbox=sandbox).filter(closed).exclude(paused)

    def at_work(self, *, sandbox: bool) -> Self:
        """Accounts of a realm that are switched on."""
        return self.filter(sandbox=sandbox, enabled=True)

    def kept_here(self) -> Self:
        """Accounts whose address and key an operator entered in the panel."""
        return self.filter(source=Source.ADMIN)

    def with_audition(self, *, sandbox: bool) -> Self:
        """Accounts at work whose audition interface an operator switched on."""
        return self.at_work(sandbox=sandbox).exclude(audition_path="")

    def concurrencies(self) -> int:
        """Return how many tasks the operator says may run, over all of these."""
        return int(self.aggregate(total=models.Sum("concurrency", default=0))["total"])


class GatewayAccount(models.Model):
    """One key's account: what it allows, what was learned of it, and its breaker.

    `concurrency` is the operator's word on how many tasks may run at once;
    `learned_limit` is what the gateway's own refusals say, never above it. The key of
    an account that the panel keeps is sealed, its last characters alone are readable.
    `audition_path` is where the gateway speaks texts; blank where it does not.
    `callback_families` names the families that are sent a callback address though the
    gateway's page lists none for them.
    """

    name = models.CharField(max_length=80)
    source = models.CharField(max_length=8, choices=Source, default=Source.SETTINGS)
    sandbox = models.BooleanField()
    enabled = models.BooleanField(default=True)
    base_url = models.CharField(max_length=300)
    endpoint_path = models.CharField(max_length=200)
    concurrency = models.PositiveSmallIntegerField(default=5)
    learned_limit = models.PositiveSmallIntegerField(default=5)
    limit_learned_at = models.DateTimeField(null=True, blank=True)
    busy_streak = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    breaker_opened_at = models.DateTimeField(null=True, blank=True)
    breaker_probe_at = models.DateTimeField(null=True, blank=True)
    breaker_code = models.CharField(max_length=40, blank=True)
    breaker_text = models.CharField(max_length=500, blank=True)
    turns = models.BigIntegerField(default=0)
    key_sealed = models.TextField(blank=True, default="", db_default="", editable=False)
    key_tail = models.CharField(
        max_length=4, blank=True, default="", db_default="", editable=False
    )
    audition_path = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )
    callback_families = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[GatewayAccountQuerySet] = GatewayAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("gateway account")
        verbose_name_plural = _("gateway accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["sandbox"],
                condition=Q(source="settings"),
                name="one_account_from_settings_per_realm",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limit(self) -> int:
        return max(1, min(self.concurrency, self.learned_limit))

    @property
    def breaker_is_open(self) -> bool:
        return self.breaker_opened_at is not None

    def lock(self) -> None:
        """Keep others from choosing for this account until the transaction ends.

        An UPDATE, because SELECT FOR UPDATE does nothing on SQLite.
        """
        mine = GatewayAccount.objects.filter(pk=self.pk)
        mine.update(turns=models.F("turns") + 1)
        self.refresh_from_db()

    def learn_busy(self, others: int, pause: timedelta, now: datetime) -> None:
        """The gateway refused one more task while `others` of ours were running."""
        GatewayAccount.objects.filter(pk=self.pk).update(
            learned_limit=Least(models.F("learned_limit"), max(1, others)),
            limit_learned_at=now,
            busy_streak=models.F("busy_streak") + 1,
            paused_until=_no_sooner(now + pause),
        )

    def pause(self, until: datetime) -> None:
        """Send nothing until then; a longer pause that was asked for before stands."""
        mine = GatewayAccount.objects.filter(pk=self.pk)
        mine.update(paused_until=_no_sooner(until))

    def learn_free(self, now: datetime, rises_every: timedelta) -> None:
        """A task was taken: calm down, and dare one slot more after a quiet time."""
        mine = GatewayAccount.objects.filter(pk=self.pk)
        mine.filter(busy_streak__gt=0).update(busy_streak=0)
        mine.filter(
            learned_limit__lt=models.F("concurrency"),
            limit_learned_at__lte=now - rises_every,
        ).update(learned_limit=models.F("learned_limit") + 1, limit_learned_at=now)

    def open_breaker(
        self, *, code: str, text: str, now: datetime, probe_after: timedelta
    ) -> None:
        """Stop sending: the account itself was refused. Waiting jobs stay waiting."""
        mine = GatewayAccount.objects.filter(pk=self.pk)
        mine.filter(breaker_opened_at__isnull=True).update(
            breaker_opened_at=now, breaker_probe_at=now + probe_after
        )
        mine.update(breaker_code=code, breaker_text=text[:500])

    def take_probe(self, now: datetime, probe_after: timedelta) -> None:
        """Let exactly one job through an open breaker, and none before the next."""
        GatewayAccount.objects.filter(
            pk=self.pk, breaker_opened_at__isnull=False
        ).update(breaker_probe_at=now + probe_after)

    def close_breaker(self) -> bool:
        """Send again. Returns whether the breaker had been open."""
        mine = GatewayAccount.objects.filter(
            pk=self.pk, breaker_opened_at__isnull=False
        )
        return bool(
            mine.update(
                breaker_opened_at=None,
                breaker_probe_at=None,
                breaker_code="",
                breaker_text="",
            )
        )


def _no_sooner(moment: datetime) -> Greatest:
    wanted = models.Value(moment, output_field=models.DateTimeField())
    return Greatest(Coalesce("paused_until", wanted), wanted)


class AccountModel(models.Model):
    """What an account calls one model, where it lives, and whether it is closed.

    Every deployment has its own endpoint path, and the document spells models in
    three ways, so both are data. An empty value means the account's or the
    family's own.
    """

    account = models.ForeignKey(
        GatewayAccount, on_delete=models.CASCADE, related_name="models"
    )
    model = models.CharField(max_length=40)
    endpoint_path = models.CharField(max_length=200, blank=True)
    wire_model_name = models.CharField(max_length=80, blank=True)
    closed_until = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "model"], name="one_row_per_account_and_model"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} of {self.account_id}"


class ProvenLookup(models.Model):
    """That a query by own id has once found its task, per account and family.

    Before that, "not found" proves nothing, so nothing lost is resent. It
    was shown for the address and key of that day, whose digest is `sent_to`.
    """

    account = models.ForeignKey(
        GatewayAccount, on_delete=models.CASCADE, related_name="proven_lookups"
    )
    family = models.CharField(max_length=40)
    sent_to = models.CharField(max_length=32)
    proven_at = models.DateTimeField(default=timezone.now)
    by_generation = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "family", "sent_to"], name="one_proof_per_family"
            )
        ]

    def __str__(self) -> str:
        return f"{self.family} of {self.account_id}"

    @classmethod
    def stands(cls, account_id: int, family: str, sent_to: str) -> bool:
        proofs = cls.objects.filter(account_id=account_id, family=family)
        return proofs.filter(sent_to=sent_to).exists()

    @classmethod
    def note(
        cls, account_id: int, family: str, sent_to: str, generation_id: UUID
    ) -> None:
        cls.objects.get_or_create(
            account_id=account_id,
            family=family,
            sent_to=sent_to,
            defaults={"by_generation": generation_id},
        )
