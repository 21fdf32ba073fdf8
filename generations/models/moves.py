"""How a generation is claimed, written to and moved, so that only one process wins."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from .states import (
    FINAL,
    HOLDS_A_SLOT,
    MOVES,
    IllegalTransition,
    LeaseLost,
    PriceState,
    State,
)

if TYPE_CHECKING:
    from .lanes import Lane


class Moves(models.Model):
    """A row that walks through MOVES: every write shows the token it was read with."""

    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    reason_code = models.CharField(max_length=60, blank=True)
    lease_token = models.BigIntegerField(default=0)

    if TYPE_CHECKING:
        pk: UUID
        lane: Lane
        owner_id: UUID
        sandbox: bool
        credits: Decimal

    class Meta:
        abstract = True

    def begin(self, token: int, **changes: Any) -> None:
        """Start a claimed step: show its token, take a new one for the writes to come.

        Of several workers with the same bell one gets through; the others meet
        `LeaseLost`. `changes` are written with it.
        """
        mine = self._rows.filter(pk=self.pk, state=self.state, lease_token=token)
        if not mine.update(lease_token=token + 1, **changes):
            raise LeaseLost(f"{self} is no longer held with token {token}")
        self._carry(lease_token=token + 1, **changes)

    def note(self, **changes: Any) -> None:
        """Write to the row without moving it, if this step still holds it."""
        mine = self._rows.filter(
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
            mine = self._rows.filter(
                pk=self.pk, state=source, lease_token=self.lease_token
            )
            if not mine.update(
                state=target, lease_token=F("lease_token") + 1, **changes
            ):
                raise LeaseLost(f"{self} was moved by another process")
            self._carry(state=target, lease_token=self.lease_token + 1, **changes)
            self._follow(source, target, now)

    @property
    def _rows(self) -> models.QuerySet[Any]:
        return type(self)._default_manager.all()

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
            generation_id=self.pk,
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
