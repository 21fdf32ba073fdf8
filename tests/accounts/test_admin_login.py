from __future__ import annotations

from django.test import Client

from .people import Phone, person, sign_in

PANEL = "/admin/"


def staff(email: str = "ada@example.com"):
    return person(email, is_staff=True, is_superuser=True)


def where(client: Client) -> str:
    """Return where someone ends who asks for the panel."""
    answer = client.get(PANEL, follow=True)
    return str(answer.redirect_chain[-1][0]) if answer.redirect_chain else PANEL


def test_whoever_is_signed_out_signs_in_at_the_studio_and_comes_back(client: Client):
    staff()
    assert where(client) == "/account/login/?next=%2Fadmin%2F"
    assert sign_in(client, next=PANEL).headers["Location"] == PANEL
    assert where(client) == PANEL


def test_staff_with_a_second_factor_are_asked_for_it(client: Client):
    phone = Phone(staff())
    answer = sign_in(client, next=PANEL)
    assert answer.headers["Location"].startswith("/account/2fa/authenticate/")
    assert where(client).startswith("/account/2fa/authenticate/")
    answer = client.post("/account/2fa/authenticate/", {"code": phone.code()})
    assert answer.headers["Location"] == PANEL
    assert where(client) == PANEL


def test_the_panel_has_no_door_of_its_own(client: Client):
    ada = staff()
    form = {"username": ada.email, "password": "a long enough phrase"}
    answer = client.post("/admin/login/?next=/admin/", form)
    assert answer.headers["Location"].startswith("/account/login/")
    assert where(client).startswith("/account/login/")


def test_whoever_is_no_staff_is_refused(signed_in: Client):
    assert signed_in.get(PANEL, follow=True).status_code == 403
