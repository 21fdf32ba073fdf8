"""Jobs that wait, run and are done, without anybody at the gateway."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from generations.models import GatewayAccount, Generation, State
from generations.services import forecast, history
from generations.services.forecast import Place
from generations.services.newcomer import place_of_newcomer
from tests.engine.studio import BODY, ask

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def run(owner: Any, *, since: float = 0.0, **changes: Any) -> Generation:
    """Have a task running that was sent so many seconds ago."""
    job = ask(owner, **changes)
    sent = timezone.now() - timedelta(seconds=since)
    account = GatewayAccount.objects.get()
    job.move(State.SUBMITTING, account=account, submitted_at=sent)
    job.lane.take_turn(job.cost)
    job.move(State.RUNNING, gateway_task_id=str(job.pk), running_at=sent)
    return job


def finish(owner: Any, *seconds: float) -> None:
    """Have tasks done that held their slots that long."""
    for took in seconds:
        job = run(owner, since=took)
        job.move(State.SAVING)
        job.move(State.SUCCEEDED)
    history.forget()


def place(job: Generation) -> Place:
    return forecast.places()[job.pk]


def newcomer(owner: Any, **changes: Any) -> Place:
    """Return where the person would stand with one more job."""
    took = history.expected(history.cell_of(BODY | changes))
    return place_of_newcomer(owner.pk, took)


def seconds(found: Place) -> tuple[float, float]:
    """Return between how many seconds from now and how many the job starts."""
    assert found.starts, "nothing is sent"
    now, (earliest, latest) = timezone.now(), found.starts
    return (earliest - now).total_seconds(), (latest - now).total_seconds()
