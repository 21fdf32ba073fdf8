"""What people are told when they are not let in: what is wrong, and what to do now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_WRONG_CODE = _(
    "That code does not fit, or it has ended. Try again, or ask for another."
)

SIGN_IN = {
    "account_inactive": _("This account is switched off. Ask who runs the studio."),
    "duplicate_email": _("This is your address already."),
    "email_domain": _("Sign-up is open to these mail domains only: {domains}."),
    "email_password_mismatch": _(
        "This address and password do not fit together. Try again, or have a code sent."
    ),
    "email_taken": _("This address has an account already. Sign in with it instead."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("That code does not fit, or has ended. Ask for another."),
    "incorrect_password": _("This is not your password. Try again."),
    "rate_limited": _("That was a lot of codes. Wait a minute, then ask again."),
    "same_as_current": _("This is your address already."),
    "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
}
"""Those of allauth's refusals that a person meets here, by their code."""

SECOND_FACTOR = {
    "incorrect_code": _("That code does not fit. Wait for the next one and try again."),
    "unverified_email": _(
        "Confirm your address first: without it you could be locked out."
    ),
}

WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
"""The ways to show that it is still oneself, by allauth's name."""
