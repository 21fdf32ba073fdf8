"""The life of a generation as data: its states and the legal moves between them."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models


class State(models.TextChoices):
    QUEUED = "queued"
    SUBMITTING = "submitting"
    UNCONFIRMED = "unconfirmed"
    RUNNING = "running"
    SAVING = "saving"
    ATTENTION = "attention"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SUBMITTING, State.FAILED, State.CANCELLED}),
    State.SUBMITTING: frozenset(
        {
            State.QUEUED,
            State.RUNNING,
            State.UNCONFIRMED,
            State.FAILED,
            State.ATTENTION,
        }
    ),
    State.UNCONFIRMED: frozenset({State.RUNNING, State.QUEUED, State.ATTENTION}),
    State.RUNNING: frozenset({State.SAVING, State.FAILED, State.ATTENTION}),
    State.SAVING: frozenset({State.SUCCEEDED, State.ATTENTION}),
    State.ATTENTION: frozenset(
        {State.RUNNING, State.SAVING, State.QUEUED, State.FAILED}
    ),
    State.SUCCEEDED: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}

FINAL = frozenset(state for state, targets in MOVES.items() if not targets)
ACTIVE = frozenset(MOVES) - FINAL

HOLDS_A_SLOT = (State.RUNNING, State.SUBMITTING, State.UNCONFIRMED)
"""What the gateway may be counting against the account's running tasks."""


LOOKED_AT = (State.RUNNING, State.UNCONFIRMED, State.ATTENTION)
"""Where the next step is a look at the gateway, and sooner does no harm."""


def in_slot(path: str = "state") -> models.Q:
    """Match rows in one of HOLDS_A_SLOT; `path` leads to their state.

    As alternatives: SQLite takes a partial index for them, but not for an IN of values
    that are sent apart from the statement.
    """
    return reduce(or_, (models.Q(**{path: state}) for state in HOLDS_A_SLOT))


class PriceState(models.TextChoices):
    HELD = "held"
    CAPTURED = "captured"
    RELEASED = "released"


class Outcome(models.TextChoices):
    """What became of one attempt to buy."""

    INTENT = "intent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_TAKEN = "not_taken"
    NOT_SENT = "not_sent"
    AMBIGUOUS = "ambiguous"
    ABSENT = "absent"


OPEN_OUTCOMES = frozenset({Outcome.INTENT, Outcome.AMBIGUOUS})
"""The gateway may have taken an attempt that stands at one of these."""


MAY_HAVE_ARRIVED = OPEN_OUTCOMES | {Outcome.ACCEPTED, Outcome.ABSENT}
"""An attempt at one of these was sent, whatever was found out about it later."""


class Cause(models.TextChoices):
    """Whose doing it is that a generation waits or failed."""

    REQUEST = "request"
    CONTENT = "content"
    GATEWAY = "gateway"
    ACCOUNT = "account"
    STUDIO = "studio"


class Charged(models.TextChoices):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def failed_by(*causes: Cause) -> models.Q:
    return models.Q(state=State.FAILED, reason_cause__in=causes)


def failed_by_service() -> models.Q:
    """Match failures that neither the request nor the content rules brought about."""
    return failed_by(Cause.GATEWAY, Cause.ACCOUNT, Cause.STUDIO)


class IllegalTransition(Exception):
    """A move that MOVES does not list: a bug, not an accident."""


class LeaseLost(Exception):
    """The row was moved or claimed by another process since this one read it.

    Not an error: whoever holds the row now goes on with it, and the step that meets
    this drops what it has.
    """
