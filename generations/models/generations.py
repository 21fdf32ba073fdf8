from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .batches import Batch
from .gateway_accounts import GatewayAccount
from .ids import uuid7
from .lanes import Lane
from .ledger import CREDITS
from .moves import Moves
from .sets import GenerationQuerySet as GenerationQuerySet
from .states import FINAL, Cause, Charged, PriceState, in_slot


class Generation(Moves):
    """One purchase: a request of a person, from acceptance to its end.

    `bound_to` is set where only one account will do: the clip that the request is
    about is known to no other.
    """

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
    bound_to = models.ForeignKey(
        GatewayAccount,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    own_id = models.CharField(max_length=64, unique=True, editable=False)
    gateway_task_id = models.CharField(max_length=128, blank=True)
    result = models.JSONField(default=dict)

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
    batch = models.ForeignKey(
        Batch, on_delete=models.SET_NULL, null=True, related_name="members"
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
            ("settle_generation", _("May say whether a lost request arrived")),
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
