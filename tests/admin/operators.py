"""Operators, each with a browser, and what happened to the people whom they help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from generations.models import (
    Cause,
    GatewayAccount,
    Generation,
    Outcome,
    State,
    SubmitAttempt,
)
from generations.services.endings import fail, shelve
from tests.engine.studio import ask

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REFUSAL = "Failure to pass the risk control system"


def operator(email: str, *roles: str, **fields: Any) -> Any:
    """Return staff with these roles; `is_superuser=True` for one who may do all."""
    user = get_user_model().objects.create_user(
        email, "secret", is_staff=True, **fields
    )
    user.confirm_email()
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


class Desk:
    """The panel as one operator sees it; paths are below `/admin/`."""

    def __init__(self, user: Any) -> None:
        self.user, self.client = user, Client()
        self.client.force_login(user, BACKEND)

    def get(self, path: str = "", **query: Any) -> Any:
        return self.client.get(f"/admin/{path}", query)

    def post(self, path: str, **form: Any) -> Any:
        """Send a form as a page gives it out: each filling in has a key of its own."""
        return self.client.post(f"/admin/{path}", {"key": uuid4().hex} | form)


def request_path(row: Generation, deed: str = "change") -> str:
    return f"generations/generation/{row.pk}/{deed}/"


def person_path(person: Any, deed: str = "change") -> str:
    return f"accounts/user/{person.pk}/{deed}/"


def sent(owner: Any, **changes: Any) -> Generation:
    """Return a request that is being sent, with the intent written."""
    row = ask(owner, **changes)
    account, now = GatewayAccount.objects.get(), timezone.now()
    row.move(State.SUBMITTING, account=account, submitted_at=now)
    SubmitAttempt.objects.create(
        generation=row, own_id=row.own_id, number=1, body_sha256="ab" * 32
    )
    return row


def running(owner: Any, **changes: Any) -> Generation:
    row = sent(owner, **changes)
    row.attempts.get().end(Outcome.ACCEPTED, timezone.now(), request_id="req-1")
    task, now = f"task-{row.pk.hex[-6:]}", timezone.now()
    later = now + timedelta(minutes=5)
    row.move(State.RUNNING, gateway_task_id=task, running_at=now, next_action_at=later)
    return row


def refused(owner: Any, **changes: Any) -> Generation:
    """Return a request that the gateway's content rules refused."""
    row = sent(owner, **changes)
    answer = {"code": 1301, "http_status": 400, "message": REFUSAL}
    row.attempts.get().end(Outcome.REJECTED, timezone.now(), **answer)
    text = "The gateway refused the prompt under its content rules."
    fail(row, code="content_refused", text=text, cause=Cause.CONTENT)
    return row


def failed(owner: Any, **changes: Any) -> Generation:
    """Return a request that failed at the gateway."""
    row = running(owner, **changes)
    text = "The gateway could not finish it: internal error. Nothing was charged."
    fail(row, code="gateway_failed", text=text, cause=Cause.GATEWAY)
    return row


def shelved(owner: Any, **changes: Any) -> Generation:
    """Return a request that somebody has to look at."""
    row = running(owner, **changes)
    text = "The gateway no longer knows this task."
    shelve(row, code="vanished", text=text, cause=Cause.GATEWAY)
    return row
