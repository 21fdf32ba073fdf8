from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from .people import EMAIL, PASSWORD, person, reauthenticate, sign_in
from .test_sign_in import is_in

APP = "/_allauth/app/v1/auth/"
NEW = "another long phrase"


def app_session(email: str = EMAIL) -> str:
    """Return the session token that a mobile app is given."""
    form = {"email": email, "password": PASSWORD}
    answer = Client().post(f"{APP}login", form, content_type="application/json")
    return str(answer.json()["meta"]["session_token"])


def app_is_in(token: str) -> bool:
    answer = Client().get("/api/v1/me/", headers={"X-Session-Token": token})
    assert answer.status_code in (200, 401)
    return answer.status_code == 200


def test_a_new_password_ends_every_other_session(signed_in: Client):
    other, app = Client(), app_session()
    sign_in(other)
    assert is_in(other)
    assert app_is_in(app)
    form = {"oldpassword": PASSWORD, "password1": NEW}
    answer = signed_in.post("/account/password/change/", form)
    assert answer.headers["Location"] == "/account/"
    assert is_in(signed_in)
    assert not is_in(other)
    assert not app_is_in(app)


def test_signing_out_ends_the_session_and_not_only_its_cookie(signed_in: Client):
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    assert signed_in.post("/account/logout/").headers["Location"] == "/"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert not is_in(thief)


def test_signing_out_must_be_sent_and_not_only_followed(signed_in: Client):
    assert signed_in.get("/account/logout/").status_code == 200
    assert is_in(signed_in)


def test_one_session_can_be_ended_from_another(signed_in: Client):
    other = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1"})
    sign_in(other)
    assert "Safari on iPhone" in signed_in.get("/account/sessions/").text
    row = UserSession.objects.get(user_agent__contains="iPhone")
    signed_in.post(f"/account/sessions/{row.pk}/end/")
    assert not is_in(other)
    assert is_in(signed_in)


def test_an_app_s_session_is_listed_and_can_be_ended_too(signed_in: Client):
    app = app_session()
    row = UserSession.objects.order_by("pk").last()
    signed_in.post(f"/account/sessions/{row.pk}/end/")
    assert not app_is_in(app)


def test_ending_the_session_one_is_in_signs_out(signed_in: Client):
    row = UserSession.objects.get()
    answer = signed_in.post(f"/account/sessions/{row.pk}/end/")
    assert answer.headers["Location"] == "/account/login/"
    assert not is_in(signed_in)


def test_all_others_end_at_once(signed_in: Client):
    others = [Client(), Client()]
    for other in others:
        sign_in(other)
    signed_in.post("/account/sessions/")
    assert [is_in(other) for other in others] == [False, False]
    assert is_in(signed_in)


def test_nobody_ends_the_session_of_another(signed_in: Client):
    bob = Client()
    person("bob@example.com")
    sign_in(bob, "bob@example.com")
    row = UserSession.objects.get(user__email="bob@example.com")
    assert signed_in.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert is_in(bob)


def test_the_cookie_of_a_session_is_closed_to_scripts_and_other_sites(ada, client):
    cookie = sign_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_without_staying_signed_in_the_session_ends_with_the_browser(ada, client):
    assert sign_in(client).cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    kept = sign_in(Client(), remember="on").cookies[settings.SESSION_COOKIE_NAME]
    assert kept["max-age"] == settings.SESSION_COOKIE_AGE


def test_a_proof_that_it_is_still_you_does_not_open_another_session(signed_in: Client):
    reauthenticate(signed_in)
    assert UserSession.objects.count() == 1
