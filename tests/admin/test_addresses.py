"""Addresses of the panel answer with and without their final slash."""

from __future__ import annotations

import pytest

from .test_rooms import ROOMS


@pytest.mark.parametrize("path", ROOMS)
def test_an_address_without_its_slash_is_the_same_page(boss, path):
    answer = boss.client.get(f"/admin/{path}".removesuffix("/"))
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["generations/", "accounts/", "django_q/", "nothing"])
def test_packages_are_no_rooms(boss, path):
    assert boss.get(path).status_code == 404


def test_rooms_are_called_what_operators_do(boss):
    page = boss.get("generations/generation/").text
    for room in ("People", "Queue", "Money", "Gateway", "Reports", "Audit"):
        assert f"<span>{room}</span>" in page
    for package in ("Generations", "Accounts", "Django", "Authentication"):
        assert package not in page
