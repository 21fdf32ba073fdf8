"""The admin's sign-in is the studio's own, second factor included."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.decorators import secure_admin_login
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def admin_login(view: View) -> View:
    """Return the login view of an admin site: `site.login = admin_login(site.login)`.

    Whoever is signed out goes to the studio's sign-in, which asks for the second
    factor of those who have one, and comes back; whoever is no staff is refused.
    """
    guarded: View = secure_admin_login(view)
    return guarded
