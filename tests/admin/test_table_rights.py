"""Who may see the tables, and who may change them; and who is told of a refusal."""

from __future__ import annotations

from typing import Any

import pytest

from generations import wiring
from generations.models import TableEdition
from generations.services.close import close_refused
from tests.engine.studio import ask

from .test_tables import CAMERA, KEY, change_price, confirmed, propose_price, slug

PAGES = ["prices/", "offered/", f"offered/{slug(KEY)}/", "offered/whole/"]
MAKES = [page for page in PAGES if page != "offered/"]


@pytest.fixture
def refusal(alice: Any) -> None:
    """The gateway refused camera moves."""
    close_refused(ask(alice, **CAMERA), 1201, "camera_control is not supported")
    wiring.tables.forget()


@pytest.mark.parametrize("page", MAKES)
def test_support_looks_and_changes_nothing(support, page):
    seen = support.get(page)
    assert seen.status_code == 200
    assert "Show what changes" not in seen.text
    assert support.post(page, **{slug(KEY): "9"}).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_a_role_see_nothing_of_it(newcomer, page):
    assert newcomer.get(page).status_code == 403
    assert newcomer.post(page).status_code in (403, 405)


def test_support_confirms_nothing_either(support, chief):
    sent = confirmed(propose_price(chief))
    assert support.post("prices/", **sent).status_code == 403
    assert not TableEdition.objects.exists()


def test_support_goes_back_to_no_edition(support, chief):
    change_price(chief)
    change_price(chief, "3")
    first = TableEdition.objects.get(number=1)
    page = support.get(f"generations/tableedition/{first.pk}/back/")
    assert "Make it a new edition" not in page.text
    assert support.post(f"generations/tableedition/{first.pk}/back/").status_code == 403
    told = support.get(f"generations/tableedition/{first.pk}/change/").text
    assert "Go back to this one" not in told


def test_an_edition_is_not_edited(boss):
    change_price(boss)
    path = f"generations/tableedition/{TableEdition.objects.get().pk}/"
    assert boss.post(f"{path}change/", note="Other").status_code == 403
    assert boss.get(f"{path}delete/").status_code == 403
    assert boss.get("generations/tableedition/add/").status_code == 403


def test_the_first_page_tells_of_a_refusal_and_leads_to_the_decision(chief, refusal):
    home = chief.get().text
    assert "Refused by the gateway" in home
    assert "refused camera moves here" in home
    assert f"/admin/offered/{slug(KEY)}/?open=camera_control" in home
    page = chief.get(f"offered/{slug(KEY)}/", open="camera_control")
    assert page.context["form"]["camera_control-state"].value() == "unverified"


def test_whoever_may_not_decide_is_told_all_the_same(support, newcomer, refusal):
    assert "refused camera moves here" in support.get().text
    assert "Open again" not in support.get().text
    assert "refused camera moves here" not in newcomer.get().text


def test_nothing_is_told_while_nothing_was_refused(chief):
    assert "Refused by the gateway" not in chief.get().text


def test_a_refusal_is_in_the_history_as_nobodys_deed(chief, refusal):
    told = chief.get("generations/tableedition/").text
    assert "the studio itself" in told
    assert "It said: camera_control is not supported" in told
