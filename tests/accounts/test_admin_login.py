from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from kling_site.accounts.admin_login import admin_login

from .people import Phone, person, sign_in

NEXT = "/admin/login/?next=/admin/people/"
urlpatterns = [
    path(
        "admin/login/", admin_login(login_not_required(lambda request: HttpResponse()))
    ),
    path("", include("kling_site.urls")),
]
with_an_admin = override_settings(ROOT_URLCONF=__name__)


@with_an_admin
def test_whoever_is_signed_out_signs_in_at_the_studio_and_comes_back(client: Client):
    person(is_staff=True)
    answer = client.get(NEXT)
    assert answer.headers["Location"] == "/account/login/?next=%2Fadmin%2Fpeople%2F"
    assert (
        sign_in(client, next="/admin/people/").headers["Location"] == "/admin/people/"
    )


@with_an_admin
def test_staff_with_a_second_factor_are_asked_for_it(client: Client):
    phone = Phone(person(is_staff=True))
    answer = sign_in(client, next="/admin/people/")
    assert answer.headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get(NEXT).headers["Location"].startswith("/account/login/")
    answer = client.post("/account/2fa/authenticate/", {"code": phone.code()})
    assert answer.headers["Location"] == "/admin/people/"
    assert client.get(NEXT).status_code == 200


@with_an_admin
def test_whoever_is_no_staff_is_refused(signed_in: Client):
    assert signed_in.get(NEXT).status_code == 403
