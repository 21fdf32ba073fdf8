"""People who come by with a browser, without one."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.test import Client

EMAIL, PASSWORD = "ada@example.com", "a long enough phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(email: str = EMAIL, **fields: Any) -> Any:
    """Return somebody who can sign in with PASSWORD, the address confirmed."""
    user = get_user_model().objects.create_user(email, PASSWORD, **fields)
    user.confirm_email()
    return user


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str):
    """Post the sign-in page and return the answer."""
    form = {"login": email, "password": password, **more}
    return client.post("/account/login/", form)


def reauthenticate(client: Client, password: str = PASSWORD):
    """Type the password again, which opens what is closed otherwise."""
    return client.post("/account/reauthenticate/", {"password": password})


class Phone:
    """An app on a phone that shows the codes of one person (RFC 6238)."""

    def __init__(self, user: Any, secret: str = SECRET) -> None:
        self.secret = secret
        if user:
            TOTP.activate(user, secret)

    def code(self, *, later: int = 0) -> str:
        """Return the code of this half minute, or of one `later`."""
        counter = struct.pack(">Q", int(time.time()) // 30 + later)
        key = base64.b32decode(self.secret)
        digest = hmac.new(key, counter, "sha1").digest()
        at = digest[-1] & 15
        value = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
        return f"{value % 10**6:06}"
