"""Who may make an account, as SIGN_UP and SIGN_UP_DOMAINS say."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Open the door to the people that the operator wants, on every way in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_domain": _("Sign-up is open to these mail domains only: {domains}."),
    }

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
