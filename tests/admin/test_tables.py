"""The tables are changed in the panel: seen first, then confirmed, as a new edition."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from generations import wiring
from generations.capability import Key, State
from generations.capability.editions import as_document
from generations.models import Generation, TableEdition
from generations.services.close import close_refused
from tests.engine.studio import ask

KEY = Key("text2video", "v1.6", "std", 5)
TURBO = KEY._replace(model="v2.5-turbo")
NOTE = "As agreed with the studio"
CAMERA = {"model": "v1.6", "camera_control": {"type": "down_back"}}


def slug(key: Key) -> str:
    return "/".join(str(part or "-") for part in key)


def filled(page: Any) -> dict[str, Any]:
    """Return a page's form as a browser would send it back."""
    form = page.context["form"]
    return {
        field.html_name: "" if field.value() is None else field.value()
        for field in form
    }


def confirmed(page: Any, **changes: Any) -> dict[str, Any]:
    """Return the form of a preview, with its note."""
    confirm = page.context["confirm"]
    sent = {field.html_name: field.value() or "" for field in confirm}
    sent["confirm-key"] = uuid4().hex
    return {**dict(page.context["carried"]), **sent, "confirm-note": NOTE, **changes}


def shown(page: Any) -> list[tuple[str, str, str]]:
    return [tuple(change) for change in page.context["changes"]]


def now(key: Key = KEY) -> Any:
    wiring.tables.forget()
    return wiring.table().cell(*key)


def price(key: Key = KEY) -> Decimal:
    wiring.tables.forget()
    return wiring.table().prices[key].base


def propose_price(desk: Any, amount: str = "2.75", key: Key = KEY) -> Any:
    return desk.post("prices/", **filled(desk.get("prices/")) | {slug(key): amount})


def change_price(desk: Any, amount: str = "2.75", key: Key = KEY) -> Any:
    sent = confirmed(propose_price(desk, amount, key))
    return desk.post("prices/", **sent)


def test_a_price_is_previewed_and_then_confirmed(chief):
    page = propose_price(chief)
    assert shown(page) == [("text2video · v1.6 std, 5 s · price", "2.00", "2.75")]
    assert price() == Decimal("2.00")
    made = chief.post("prices/", **confirmed(page))
    assert made.status_code == 302
    assert price() == Decimal("2.75")
    edition = TableEdition.objects.get()
    assert (edition.author, edition.note) == (chief.user, NOTE)


def test_what_was_done_is_in_the_audit_log(chief):
    change_price(chief)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr) == (chief.user, "Edition 1")
    assert NOTE in entry.change_message


def test_the_preview_counts_what_waits(chief, alice):
    ask(alice)
    ask(alice, model="v1.6")
    page = propose_price(chief, "9", TURBO)
    assert page.context["touched"] == (0, 1)
    assert "One waiting request keeps the price" in page.text


def test_closing_a_field_releases_what_uses_it_and_nothing_else(chief, alice):
    ask(alice, **CAMERA)
    ask(alice, model="v1.6")
    page = chief.get(f"offered/{slug(KEY)}/", shut="camera_control")
    preview = chief.post(f"offered/{slug(KEY)}/", **filled(page))
    assert preview.context["touched"] == (1, 0)
    assert Generation.objects.filter(state="queued").count() == 2
    chief.post(f"offered/{slug(KEY)}/", **confirmed(preview))
    assert now().feature("camera_control").state is State.NO


def test_the_preview_counts_nothing_that_is_closed_already(chief, alice):
    job = ask(alice, **CAMERA)
    close_refused(job, 1201, "camera_control is not supported")
    assert propose_price(chief).context["touched"] == (0, 0)


def test_no_note_no_edition(chief):
    sent = confirmed(propose_price(chief))
    again = chief.post("prices/", **{**sent, "confirm-note": " "})
    assert "This field is required" in again.text
    assert not TableEdition.objects.exists()


def test_a_confirmation_sent_twice_makes_one_edition(chief):
    sent = confirmed(propose_price(chief))
    for _ in range(2):
        assert chief.post("prices/", **sent).status_code == 302
    assert TableEdition.objects.count() == 1


def test_whoever_comes_second_looks_again(chief, boss):
    sent = confirmed(propose_price(chief))
    change_price(boss, "3", TURBO)
    late = chief.post("prices/", **sent)
    assert "were changed in the meantime" in late.text
    assert shown(late) == [("text2video · v1.6 std, 5 s · price", "2.00", "2.75")]
    assert price() == 2
    assert chief.post("prices/", **confirmed(late)).status_code == 302
    assert (price(), price(TURBO)) == (Decimal("2.75"), 3)


def test_the_form_can_be_changed_after_the_preview(chief):
    sent = confirmed(propose_price(chief)) | {"again": "1"}
    page = chief.post("prices/", **sent)
    assert filled(page)[slug(KEY)] == "2.75"


@pytest.mark.parametrize("amount", ["", "-1", "2.005", "much", "NaN", "1e9"])
def test_a_price_that_no_ledger_holds_is_refused_at_its_field(chief, amount):
    page = propose_price(chief, amount)
    assert page.status_code == 200
    assert slug(KEY) in page.context["form"].errors


def test_what_closes_says_why(chief):
    path = f"offered/{slug(KEY)}/"
    sent = filled(chief.get(path)) | {"cell-state": "no", "cell-reason": ""}
    assert "say why, in a sentence" in chief.post(path, **sent).text


def test_what_opens_has_a_price(chief):
    path = f"offered/{slug(Key('text2video', 'v2.6', 'std', 5))}/"
    sent = filled(chief.get(path)) | {"cell-state": "yes", "cell-reason": ""}
    assert "an open cell needs a price" in chief.post(path, **sent).text
    preview = chief.post(path, **sent | {"base": "2"})
    assert ("text2video · v2.6 std, 5 s · price", "—", "2.00") in shown(preview)


def test_an_edition_may_start_later(chief):
    later = (timezone.now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    sent = confirmed(propose_price(chief))
    when = f"{timezone.localtime(later):%Y-%m-%dT%H:%M}"
    chief.post("prices/", **sent | {"confirm-starts_at": when})
    assert price() == 2
    edition = TableEdition.objects.get()
    assert edition.starts_at == later
    preview = chief.get(f"generations/tableedition/{edition.pk}/withdraw/")
    assert shown(preview) == [("text2video · v1.6 std, 5 s · price", "2.75", "2.00")]
    chief.post(f"generations/tableedition/{edition.pk}/withdraw/", **confirmed(preview))
    at = wiring.tables.at(later, sandbox=True)
    assert at.prices[KEY].base == 2


def test_going_back_makes_a_new_edition(chief):
    change_price(chief)
    change_price(chief, "5")
    first = TableEdition.objects.get(number=1)
    preview = chief.get(f"generations/tableedition/{first.pk}/back/")
    assert shown(preview) == [("text2video · v1.6 std, 5 s · price", "5.00", "2.75")]
    assert price() == 5
    chief.post(f"generations/tableedition/{first.pk}/back/", **confirmed(preview))
    assert price() == Decimal("2.75")
    assert TableEdition.objects.count() == 3


def test_the_releases_own_tables_can_be_gone_back_to(chief):
    change_price(chief)
    preview = chief.get("offered/release/")
    chief.post("offered/release/", **confirmed(preview))
    assert price() == 2
    assert chief.get("offered/release/").status_code == 302


def test_the_history_tells_what_an_edition_changed(chief):
    change_price(chief)
    change_price(chief, "3", TURBO)
    history = chief.get("generations/tableedition/").text
    assert NOTE in history
    second = TableEdition.objects.get(number=2)
    page = chief.get(f"generations/tableedition/{second.pk}/change/")
    changed = ("text2video · v2.5-turbo std, 5 s · price", "1.50", "3.00")
    assert shown(page) == [changed]
    assert "Against Edition 1" in page.text


def whole(desk: Any, document: object) -> Any:
    written = document if isinstance(document, str) else json.dumps(document)
    return desk.post("offered/whole/", document=written)


def test_a_model_of_tomorrow_goes_live_as_data(chief):
    document: dict[str, Any] = as_document(wiring.table())
    document["models"].append({"slug": "v3.0", "name": "Kling 3.0"})
    cell = {"kind": "text2video", "model": "v3.0", "mode": "4k", "duration": 15}
    offer = {"state": "yes", "price": {"base": "12.00"}, "features": {}}
    document["cells"].append(cell | offer)
    preview = whole(chief, document)
    assert "No account says what v3.0 is called on the wire" in preview.text
    chief.post("offered/whole/", **confirmed(preview))
    assert now(Key("text2video", "v3.0", "4k", 15)).state is State.YES


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{", "Line 1, column 2"),
        ("[" * 99_999, "be read as JSON"),
        ("[]", "A table is one object"),
        ({"models": [], "cells": [], "more": 1}, "is missing. Close it instead"),
        ({"models": [{}], "cells": [{}]}, "models.0.slug is missing"),
    ],
)
def test_mistakes_in_the_whole_are_told_in_words(chief, document, words):
    page = whole(chief, document)
    assert page.status_code == 200
    assert words in page.text.replace("&#x27;", "'")
    assert not TableEdition.objects.exists()


def test_a_cell_that_is_not_there_is_404(chief):
    assert chief.get("offered/text2video/v9/std/5/").status_code == 404
