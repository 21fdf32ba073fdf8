"""Find what fell due and see to it: the row is the truth, the bell only a shortcut."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from generations import pacing, wiring
from generations.models import (
    Cause,
    Change,
    Generation,
    LeaseLost,
    Quote,
    State,
    SubmitAttempt,
    Video,
    by_plan,
)
from generations.models.generations import GenerationQuerySet

from . import answers, bells, doubts
from .assets.remove import clear_removed
from .endings import fail, shelve
from .holders import host, is_dead
from .trash import empty_old_trash

ABANDONED_AFTER = 24 * 3600.0
"""Seconds, unscaled: a half file this old belongs to no download under way."""

OVERDUE = (
    "It takes far longer than anything seen before. Your credits stay held while "
    "somebody looks at it."
)

AT_ONCE = 1000
FEW = 50


def _due(state: State, now: datetime) -> GenerationQuerySet:
    """What is due of the realm at work: the other one's gateway is never asked."""
    return Generation.objects.due(state, now, sandbox=wiring.sandbox())


def claim_polls(now: datetime) -> None:
    """Ring for the running tasks that are due, by the plan of their age."""
    waited_for = Generation.objects.waiting(sandbox=wiring.sandbox()).exists()
    bands = wiring.pace().poll_bands(waited_for=waited_for)
    due = _due(State.RUNNING, now)
    plan = by_plan(bands, now)
    bells.ring_polls(due.claim(AT_ONCE, plan))


def claim_looks_at_shelved(now: datetime) -> None:
    """Look at shelved tasks now and then: some come back by themselves."""
    again = now + timedelta(seconds=wiring.pace().scaled(pacing.ATTENTION_LOOK))
    shelved = _due(State.ATTENTION, now)
    bells.ring_polls(shelved.claim(FEW, again))


def claim_settling(now: datetime) -> None:
    lease = now + timedelta(seconds=wiring.pace().query_lease)
    for claim in _due(State.UNCONFIRMED, now).claim(FEW, lease):
        bells.ring_settle(claim)


def claim_saves(now: datetime) -> None:
    lease = now + timedelta(seconds=wiring.pace().bell_lease)
    for claim in _due(State.SAVING, now).claim(FEW, lease):
        bells.ring_save(claim)


def claim_illustrations(now: datetime) -> None:
    lease = now + timedelta(seconds=wiring.pace().bell_lease)
    for claim in Video.objects.to_illustrate(now).claim(FEW, lease):
        bells.ring_illustrate(claim)


def recover_submits(now: datetime) -> None:
    """Take over submits whose bell or worker was lost.

    With an open attempt the gateway may have it, so it is settled, never resent.
    Without one nothing was sent: it is rung again, a few times.
    """
    lease = now + timedelta(seconds=wiring.pace().bell_lease)
    for pk, token in _due(State.SUBMITTING, now).claim(FEW, lease):
        generation = Generation.objects.select_related("account", "lane").get(pk=pk)
        if generation.lease_token != token:
            continue
        try:
            _recover_submit(generation)
        except LeaseLost:
            continue


@transaction.atomic
def _recover_submit(generation: Generation) -> None:
    attempt = SubmitAttempt.objects.open_of(generation)
    if attempt is not None:
        answers.doubt(generation, attempt)
    elif generation.tries >= pacing.STARTS_BEFORE_QUARANTINE:
        fail(
            generation,
            code="not_startable",
            text="Something broke on our side, several times, before anything was "
            "sent. Nothing was charged.",
            cause=Cause.STUDIO,
        )
    else:
        claim = (generation.pk, generation.lease_token)
        transaction.on_commit(lambda: bells.ring_submit(claim))


def take_over_from_the_dead(now: datetime) -> None:
    """Make due at once what processes of this host held when they died."""
    held = Generation.objects.held().filter(holder__startswith=f"{host()}/")
    for holder in set(held.values_list("holder", flat=True)):
        if is_dead(holder):
            held.filter(holder=holder).update(next_action_at=now, holder="")


def shelve_overdue(now: datetime) -> None:
    """No state lasts for ever: past its deadline a person has to look.

    Settling ends its own doubts, after a last look; this is for those it can't even
    look at.
    """
    grace = timedelta(seconds=2 * wiring.pace().query_lease)
    overdue = Generation.objects.overdue(now).filter(
        Q(state__in=[State.RUNNING, State.SAVING])
        | Q(state=State.UNCONFIRMED, deadline_at__lte=now - grace)
    )
    for generation in overdue[:FEW]:
        with suppress(LeaseLost):
            _shelve(generation)


def _shelve(generation: Generation) -> None:
    """Say that nobody knows whether it arrived, or that it never comes to an end."""
    code, text = "unconfirmed", doubts.words_of(generation.kind).shelved
    if not doubts.is_in_doubt(generation):
        code, text = "overdue", OVERDUE
    shelve(generation, code=code, text=text, cause=Cause.GATEWAY)


def tidy() -> None:
    """Forget what has served its time."""
    now = timezone.now()
    Change.objects.sweep(now)
    Quote.objects.sweep(now)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    empty_old_trash()
    clear_removed()
    wiring.vault().sweep(older_than=ABANDONED_AFTER)
