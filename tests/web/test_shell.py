from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.engine.studio import person

from .pages import Page

pytestmark = pytest.mark.django_db


def rail(path, user):
    request = RequestFactory().get(path)
    request.user = user
    return render_to_string("shell.html", request=request)


@pytest.mark.parametrize("path", ["/gallery/", "/videos/some-id/"])
def test_the_rail_marks_where_one_is(path):
    html = rail(path, person())
    before, _, _ = html.partition('aria-current="page"')
    assert html.count('aria-current="page"') == 1
    assert before.rstrip().endswith('href="/gallery/"')


def test_the_rail_shows_what_can_still_be_spent_and_who_one_is():
    user = person("mira.k@example.com")
    html = rail("/queue/", user)
    assert ">1,000</b>" in html
    assert ">MK</span>" in html


def test_the_rail_keeps_to_the_policy():
    assert Page(rail("/", person())).inline == []
