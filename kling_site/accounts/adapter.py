"""Who may make an account, and how the studio names itself and people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from . import words
from .models import User


def name_of(user: User) -> str:
    """Return how a person is shown to themselves."""
    return user.display_name


class AccountAdapter(DefaultAccountAdapter):
    """Open the door to the people that the operator wants, on every way in."""

    error_messages = {**DefaultAccountAdapter.error_messages, **words.SIGN_IN}

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Let the guest, whose password everyone knows, in only where they belong."""
        user: User | None = super().authenticate(request, **credentials)
        is_guest = user is not None and user.email == settings.DEMO_EMAIL
        return None if is_guest and not settings.SANDBOX else user

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let people in by themselves only where sign-up is open."""
        return settings.SIGN_UP == "open"

    def clean_email(self, email: str) -> str:
        """Refuse an address outside SIGN_UP_DOMAINS, where they are set."""
        email = super().clean_email(email)
        domains = settings.SIGN_UP_DOMAINS
        if domains and email.rpartition("@")[2].lower() not in domains:
            text = self.error_messages["email_domain"].format(
                domains=", ".join(domains)
            )
            raise ValidationError(text, code="email_domain")
        return email

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Return the ways to show that it is still oneself, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": words.WAYS[way["id"]]} for way in ways]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the account once its password is changed."""
        return reverse("account_overview")

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Write in the name of the studio, not of the host that was asked."""
        host = urlsplit(settings.SITE_URL).netloc
        site = SimpleNamespace(name=settings.SITE_NAME, domain=host)
        super().send_mail(template_prefix, email, {"current_site": site, **context})


class SecondFactorAdapter(DefaultMFAAdapter):
    """Name the studio in a person's passkeys."""

    error_messages = {**DefaultMFAAdapter.error_messages, **words.SECOND_FACTOR}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what a device files the passkey under."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: User, kind: Authenticator.Type) -> str:
        """Return a name to start from; a person may give a better one."""
        there = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return gettext("Passkey {number}").format(number=there + 1)
