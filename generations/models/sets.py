"""Named sets of generations, and how the engine claims them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from generations.pacing import Band

from .gateway_accounts import GatewayAccount
from .ids import first_id_at
from .states import ACTIVE, FINAL, LOOKED_AT, State, in_slot

if TYPE_CHECKING:
    from .generations import Generation  # noqa: F401 - what the sets are of

Claim = tuple[UUID, int]
"""A row claimed for a step: its id, and the lease token that the step must show."""


class GenerationQuerySet(models.QuerySet["Generation"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return what this person may see: the one way to read people's objects."""
        return self.filter(owner_id=user.pk) if user.pk else self.none()

    def active(self) -> Self:
        return self.filter(state__in=ACTIVE)

    def made_since(self, moment: datetime) -> Self:
        """Rows made at or after `moment`, by their ids: they rise with time."""
        return self.filter(id__gte=first_id_at(moment))

    def ended(self) -> Self:
        return self.filter(state__in=FINAL)

    def shown(self) -> Self:
        """Without those that their owner hid from the lists."""
        return self.filter(hidden=False)

    def waiting(self, *, sandbox: bool) -> Self:
        return self.filter(state=State.QUEUED, sandbox=sandbox)

    def ready_for(
        self, account: GatewayAccount, now: datetime, *, one_at_a_time: Sequence[str]
    ) -> Self:
        """What waits and may be given to this account now.

        Of the kinds `one_at_a_time` none while another is made of the same clip: all
        of a clip's are bound to one account, so its lock serves for these too.
        """
        ready = Q(next_action_at__isnull=True) | Q(next_action_at__lte=now)
        fits = Q(bound_to__isnull=True) | Q(bound_to=account)
        same = Q(kind=OuterRef("kind"), source_video=OuterRef("source_video"))
        twins = self.model.objects.filter(in_slot(), same).order_by()
        blocked = Q(kind__in=one_at_a_time) & Exists(twins)
        return self.filter(ready, fits, state=State.QUEUED).exclude(blocked)

    def holding_slot(self, account: GatewayAccount) -> Self:
        return self.filter(in_slot(), account=account)

    def of_task(self, account: GatewayAccount, kind: str, task_id: str) -> Self:
        """The row of one task; the exclusion is the condition of its index."""
        task = self.filter(account=account, kind=kind, gateway_task_id=task_id)
        return task.exclude(gateway_task_id="")

    def due(self, state: State, now: datetime, *, sandbox: bool) -> Self:
        """Rows of `state` whose next step is not in the future, most overdue first."""
        due = self.filter(state=state, sandbox=sandbox, next_action_at__lte=now)
        return due.order_by("next_action_at")

    def in_doubt(self, pk: UUID) -> Self:
        """The row, while it is being found out whether the gateway took it."""
        return self.filter(pk=pk, state=State.UNCONFIRMED)

    def with_next_step(self, *, sandbox: bool) -> Self:
        """Rows that a worker comes back to: all that are under way but wait in line."""
        return self.filter(
            state__in=sorted(ACTIVE - {State.QUEUED}),
            next_action_at__isnull=False,
            sandbox=sandbox,
        )

    def held(self) -> Self:
        """Rows that some process has in hand, in any order."""
        return self.exclude(holder="").order_by()

    def overdue(self, now: datetime) -> Self:
        """Active rows past the deadline of their state."""
        return self.filter(state__in=ACTIVE, deadline_at__lte=now)

    def looked_at_by(self, moment: datetime) -> int:
        """Bring the next look at these rows forward; return how many that changed.

        Only rows of LOOKED_AT: elsewhere the time is a lease, which is never cut.
        """
        later = self.filter(state__in=LOOKED_AT, next_action_at__gt=moment)
        return later.update(next_action_at=moment)

    def claim(self, limit: int, next_action_at: datetime | Case) -> list[Claim]:
        """Take up to `limit` of these rows; the lease is also their next due time.

        Each claim gets a new token, so a step that holds an older one writes nothing.
        """
        with transaction.atomic():
            found = list(
                self.select_for_update(skip_locked=True).values_list(
                    "pk", "lease_token"
                )[:limit]
            )
            self.model.objects.filter(pk__in=[pk for pk, _ in found]).update(
                lease_token=F("lease_token") + 1, next_action_at=next_action_at
            )
        return [(pk, token + 1) for pk, token in found]


def by_plan(bands: Sequence[Band], now: datetime) -> Case:
    """Return when a running row is looked at next: the first band that fits counts."""
    *some, last = bands
    whens = [
        When(
            running_at__gt=now - timedelta(seconds=band.age),
            expected_p50__lte=band.expected,
            then=Value(now + timedelta(seconds=band.interval)),
        )
        for band in some
    ]
    return Case(
        *whens,
        default=Value(now + timedelta(seconds=last.interval)),
        output_field=models.DateTimeField(),
    )
