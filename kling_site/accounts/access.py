"""Take a person's ways in away, all at once, and give them back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from .models import ApiToken, User


@transaction.atomic
def block(person: User) -> int:
    """Keep a person out: no sign-in, no session, no token; return how many ended.

    Sessions and tokens are gone for good, so that nothing old opens after `unblock`.
    """
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    tokens, _ = ApiToken.objects.filter(user=person).delete()
    return tokens + _end_sessions(person)


def _end_sessions(person: User) -> int:
    """End the sessions that are on the person's list, and any that never came there."""
    listed = list(UserSession.objects.filter(user=person))
    for session in listed:
        session.end()
    live = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [
        session.pk
        for session in live.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(listed) + len(theirs)


def unblock(person: User) -> None:
    """Let a person sign in again."""
    User.objects.filter(pk=person.pk).update(is_active=True)
    person.is_active = True


def last_seen() -> dict[str, Any]:
    """Return annotations of people: when their sessions and tokens were last used."""
    sessions = UserSession.objects.filter(user=OuterRef("pk")).order_by().values("user")
    tokens = ApiToken.objects.filter(user=OuterRef("pk")).order_by().values("user")
    return {
        "session_seen": Subquery(
            sessions.annotate(at=Max("last_seen_at")).values("at")
        ),
        "token_seen": Subquery(tokens.annotate(at=Max("last_used_at")).values("at")),
    }


def seen_at(person: Any) -> datetime | None:
    """Return when a person annotated with `last_seen` was last here."""
    moments = (person.last_login, person.session_seen, person.token_seen)
    return max(filter(None, moments), default=None)
