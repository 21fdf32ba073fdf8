from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .gateway_accounts import GatewayAccount
from .ids import uuid7
from .lanes import Lane
from .ledger import CREDITS
from .sets import GenerationQuerySet as GenerationQuerySet
from .states import (
    FINAL,
    HOLDS_A_SLOT,
    MOVES,
    Cause,
    Charged,
    IllegalTransition,
    LeaseLost,
    PriceState,
    State,
    in_slot,
)


class Generation(models.Model):
    """One purchase: a request of a person, from acceptance to its end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="generations"
    )
    sandbox = models.BooleanField(editable=False)
    kind = models.CharField(max_length=24)
    model = models.CharField(max_length=40)
    mode = models.CharField(max_length=8, blank=True)
    duration = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=200, blank=True)
    prompt = models.TextField(blank=True)
    request = models.JSONField()
    metadata = models.JSONField(default=dict)

    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    reason_code = models.CharField(max_length=60, blank=True)
    reason_text = models.CharField(max_length=1000, blank=True)
    reason_cause = models.CharField(max_length=8, choices=Cause, blank=True)
    reason_charged = models.CharField(max_length=8, choices=Charged, blank=True)
    hidden = models.BooleanField(default=False)

    credits = models.DecimalField(**CREDITS)
    price_state = models.CharField(
        max_length=8, choices=PriceState, default=PriceState.HELD
    )
    lane = models.ForeignKey(
        Lane, on_delete=models.PROTECT, related_name="jobs", db_index=False
    )
    cost = models.FloatField(help_text="Expected seconds of a slot.")
    expected_p50 = models.FloatField()
    expected_p90 = models.FloatField()
    starts_earliest = models.DateTimeField(null=True)
    starts_latest = models.DateTimeField(null=True)

    account = models.ForeignKey(
        GatewayAccount,
        on_delete=models.PROTECT,
        null=True,
        related_name="jobs",
        db_index=False,
    )
    own_id = models.CharField(max_length=64, unique=True, editable=False)
    gateway_task_id = models.CharField(max_length=128, blank=True)
    result = models.JSONField(default=dict)

    lease_token = models.BigIntegerField(default=0)
    next_action_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=120, blank=True)
    tries = models.PositiveIntegerField(default=0)
    misses = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True)
    running_at = models.DateTimeField(null=True)
    slot_freed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(default=timezone.now)

    source_video = models.ForeignKey(
        "generations.Video", on_delete=models.SET_NULL, null=True, related_name="heirs"
    )
    retry_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="retries"
    )

    objects: ClassVar[GenerationQuerySet] = GenerationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        permissions = [
            ("look_up_generation", _("May have a request looked up again")),
            ("cancel_generation", _("May cancel a person's waiting request")),
            ("give_up_generation", _("May mark a request as lost")),
            ("refund_generation", _("May refund a request")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "gateway_task_id"],
                condition=~Q(gateway_task_id=""),
                name="one_row_per_task",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="own_newest_first"),
            models.Index(fields=["owner", "state", "-id"], name="own_by_state"),
            models.Index(
                fields=["state", "next_action_at"],
                name="due_steps",
                condition=Q(next_action_at__isnull=False),
            ),
            models.Index(
                fields=["lane", "id"], name="lane_order", condition=Q(state="queued")
            ),
            models.Index(
                fields=["account", "state"],
                name="slots_in_use",
                condition=in_slot(),
            ),
            models.Index(
                fields=["lane"],
                name="slots_of_lanes",
                condition=in_slot(),
            ),
            models.Index(fields=["holder"], name="held", condition=~Q(holder="")),
            models.Index(
                fields=["kind", "model", "mode", "duration", "-slot_freed_at"],
                name="history_of_cells",
                condition=Q(state="succeeded"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"

    @property
    def final(self) -> bool:
        return self.state in FINAL

    @property
    def sent_through(self) -> GatewayAccount:
        """The account that the job was given to: it has one unless it waits."""
        if self.account is None:
            raise LookupError(f"{self} was given to no account")
        return self.account

    def begin(self, token: int, **changes: Any) -> None:
        """Start a claimed step: show its token, take a new one for the writes to come.

        Of several workers with the same bell one gets through; the others meet
        `LeaseLost`. `changes` are written with it.
        """
        mine = Generation.objects.filter(
            pk=self.pk, state=self.state, lease_token=token
        )
        if not mine.update(lease_token=token + 1, **changes):
            raise LeaseLost(f"{self} is no longer held with token {token}")
        self._carry(lease_token=token + 1, **changes)

    def note(self, **changes: Any) -> None:
        """Write to the row without moving it, if this step still holds it."""
        mine = Generation.objects.filter(
            pk=self.pk, state=self.state, lease_token=self.lease_token
        )
        if not mine.update(**changes):
            raise LeaseLost(f"{self} is no longer held with token {self.lease_token}")
        self._carry(**changes)

    def move(self, target: State, **changes: Any) -> None:
        """Change state with one conditional UPDATE, so only one process wins.

        What belongs to the move goes with it in one transaction: the history, the
        feed, the lane's count and the price. Raises `IllegalTransition` for a move
        that MOVES does not list, `LeaseLost` if the row was moved or claimed since
        it was read.
        """
        source = State(self.state)
        if target not in MOVES[source]:
            raise IllegalTransition(f"{self} cannot become {target}")
        now = timezone.now()
        changes = self._with_stamps(target, now, changes)
        with transaction.atomic():
            mine = Generation.objects.filter(
                pk=self.pk, state=source, lease_token=self.lease_token
            )
            if not mine.update(
                state=target, lease_token=F("lease_token") + 1, **changes
            ):
                raise LeaseLost(f"{self} was moved by another process")
            self._carry(state=target, lease_token=self.lease_token + 1, **changes)
            self._follow(source, target, now)

    def _with_stamps(
        self, target: State, now: datetime, changes: dict[str, Any]
    ) -> dict[str, Any]:
        """Add the times and defaults that the move itself decides."""
        stamps: dict[str, Any] = {"updated_at": now, "holder": "", "tries": 0}
        if self.state in HOLDS_A_SLOT and target not in HOLDS_A_SLOT:
            stamps["slot_freed_at"] = now
        if target in FINAL:
            stamps |= {"ended_at": now, "next_action_at": None, "deadline_at": None}
            captured = target == State.SUCCEEDED
            stamps["price_state"] = (
                PriceState.CAPTURED if captured else PriceState.RELEASED
            )
        return stamps | changes

    def _follow(self, source: State, target: State, now: datetime) -> None:
        """Write what a move means to everything around the row."""
        from .events import Event
        from .feed import Change, ObjectType
        from .ledger import Wallet

        if source == State.QUEUED:
            self.lane.leave()
        if target == State.QUEUED:
            self.lane.enter()
        if target in FINAL:
            wallet = Wallet.objects.of(self.owner_id, sandbox=self.sandbox)
            settle = wallet.capture if target == State.SUCCEEDED else wallet.release
            settle(self.credits, self.pk)
        Event.objects.create(
            generation=self,
            at=now,
            name=target,
            from_state=source,
            to_state=target,
            detail={"code": self.reason_code} if self.reason_code else {},
        )
        Change.objects.record(self.owner_id, ObjectType.GENERATION, [self.pk])

    def _carry(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
