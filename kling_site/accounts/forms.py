"""Sign-in and account forms: allauth's own, with fewer fields and plainer words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.account.internal.flows.manage_email import assess_unique_email
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import User

RULES = _("8 characters at least, and nothing that is easily guessed.")


class SignInForm(LoginForm):
    """E-mail and password; staying signed in is the default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Stay signed in")
        self.fields["remember"].initial = True
        self.fields["password"].help_text = ""  # the page links to the reset itself


class NewAccountForm(SignupForm):
    """An address and a password, with its rules in one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = RULES


class TypedOnce:
    """A new password is typed once: it can be shown instead of being repeated."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = RULES


class NewPasswordForm(TypedOnce, ChangePasswordForm):
    """The old password, and the new one once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""


class FirstPasswordForm(TypedOnce, SetPasswordForm):
    """A password for an account that has none."""


class ForgottenPasswordForm(TypedOnce, ResetPasswordKeyForm):
    """The new password, after a reset code."""


class NewEmailForm(AddEmailForm):
    """The address that replaces the present one, once it is confirmed.

    Where no mail is sent nothing can be confirmed: there it replaces it at once, and
    an address that somebody else uses is refused openly, as at sign-up.
    """

    def clean_email(self) -> str:
        """Refuse an address that is taken, where the confirmation would not do so."""
        email: str = super().clean_email()
        if not settings.MAIL_IS_SENT and assess_unique_email(email, self.user) is False:
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """Ask for the confirmation by mail, or change the address."""
        if settings.MAIL_IS_SENT:
            return super().save(request)
        address = EmailAddress.objects.create(
            user=self.user, email=self.cleaned_data["email"]
        )
        address.set_as_primary()
        EmailAddress.objects.filter(user=self.user).exclude(pk=address.pk).delete()
        messages.success(request, gettext("Your address is changed."))
        return address


class ProfileForm(forms.ModelForm):
    """How one is called."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Display name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
