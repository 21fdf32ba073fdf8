"""Who may enter which room and do which deed; everybody else is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from kling_site.accounts.models import User
from tests.api.caller import Caller

from .operators import failed, person_path, request_path, shelved
from .test_rooms import ROOMS

CLOSED_TO_SUPPORT = ["generations/gatewayaccount/", "admin/logentry/", "auth/group/"]
DEEDS_ON_REQUESTS = ["look_up", "cancel", "give_up", "refund"]
OPEN_TO_SUPPORT = {"look_up", "refund"}
REASON = {"reason": "because", "amount": "1", "direction": "grant"}


def spelt(deed: str) -> str:
    return deed.replace("_", "-")


@pytest.mark.parametrize("path", [path for path in ROOMS if path])
def test_staff_without_a_role_are_refused_in_every_room(newcomer, path):
    assert newcomer.get(path).status_code == 403


def test_staff_without_a_role_see_no_figures(newcomer, alice):
    shelved(alice)
    home = newcomer.get()
    assert home.status_code == 200
    assert "Your role shows no figures here" in home.text
    assert "alice@example.com" not in home.text + newcomer.get("live/").text


@pytest.mark.parametrize("path", ROOMS)
def test_support_enters_the_rooms_of_its_role_alone(support, path):
    closed = path in CLOSED_TO_SUPPORT
    assert support.get(path).status_code == (403 if closed else 200)


@pytest.mark.parametrize("path", [path for path in ROOMS if path != "auth/group/"])
def test_operators_enter_all_rooms_but_that_of_roles(chief, path):
    assert chief.get(path).status_code == 200
    assert chief.get("auth/group/").status_code == 403


@pytest.mark.parametrize("deed", DEEDS_ON_REQUESTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_deed_on_a_request_is_refused_without_its_right(
    support, newcomer, alice, deed, method
):
    row = shelved(alice)
    path = request_path(row, spelt(deed))
    assert getattr(newcomer, method)(path, **REASON).status_code == 403
    if deed not in OPEN_TO_SUPPORT:
        assert getattr(support, method)(path, **REASON).status_code == 403
    row.refresh_from_db()
    assert row.state == "attention"


@pytest.mark.parametrize("deed", ["adjust", "turns", "block"])
def test_a_deed_on_a_person_is_refused_without_its_right(support, alice, deed):
    path = person_path(alice, deed)
    assert support.get(path).status_code == 403
    assert support.post(path, **REASON, weight="2").status_code == 403


def test_taking_a_clip_down_is_refused_without_the_right(support, alice):
    clip = Caller(alice).keep_clip()
    path = f"generations/video/{clip.pk}/take-down/"
    assert support.post(path, **REASON).status_code == 403


def test_support_sees_the_buttons_that_it_may_press(support, boss, alice):
    page = request_path(shelved(alice))
    assert "Mark as lost" in boss.get(page).text
    assert "Mark as lost" not in support.get(page).text
    assert "Look up again" in support.get(page).text


@pytest.mark.parametrize("what", ["add/", "{row}/delete/"])
def test_nobody_adds_or_deletes_what_happened(boss, alice, what):
    row = failed(alice)
    line = row.ledger.first()
    assert (
        boss.get("generations/generation/" + what.format(row=row.pk)).status_code == 403
    )
    assert (
        boss.get("generations/ledgerentry/" + what.format(row=line.pk)).status_code
        == 403
    )


def test_what_happened_takes_no_changes(boss, alice):
    row = failed(alice)
    assert boss.post(request_path(row), state="succeeded").status_code == 403
    row.refresh_from_db()
    assert row.state == "failed"


def test_an_operator_makes_nobody_a_superuser(chief, alice):
    form = {"name": "Alice", "language": "en", "is_superuser": "on", "is_staff": "on"}
    assert chief.post(person_path(alice), **form).status_code == 302
    alice.refresh_from_db()
    assert alice.name == "Alice"
    assert (alice.is_superuser, alice.is_staff) == (False, False)


def test_an_operator_does_not_touch_who_stands_above(chief, boss):
    assert chief.post(person_path(boss.user), name="x").status_code == 403
    chief.post(person_path(boss.user, "block"), **REASON)
    assert User.objects.get(pk=boss.user.pk).is_active


def test_people_without_staff_rights_do_not_enter(alice):
    client = Client()
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert client.get("/admin/login/").headers["Location"].startswith("/account/login/")
    client.force_login(alice, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/admin/login/").status_code == 403


def test_signing_out_leads_to_the_studio_and_passwords_are_no_business_of_the_panel(
    newcomer,
):
    assert newcomer.get("password_change/").status_code == 404
    assert newcomer.post("logout/").headers["Location"] == "/"
    assert newcomer.get().status_code == 302


def test_roles_stay_as_operators_left_them(studio):
    role = Group.objects.get(name="Support")
    role.permissions.clear()
    call_command("migrate", verbosity=0)
    assert role.permissions.count() == 0
    assert Group.objects.filter(name__in=["Support", "Operator"]).count() == 2
