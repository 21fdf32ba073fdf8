"""A list costs the same few queries, however long it is."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generations.models import Generation, LedgerEntry, Video, Wallet, uuid7
from tests.api.caller import Caller, clip_columns

MOST = {
    "": 20,
    "live/": 10,
    "accounts/user/": 10,
    "generations/generation/": 10,
    "generations/video/": 10,
    "generations/ledgerentry/": 10,
    "generations/wallet/": 10,
    "generations/tableedition/": 10,
    "prices/": 10,
    "offered/": 10,
    "reports/": 12,
    "admin/logentry/": 10,
}
MANY = 1000


@pytest.fixture
def crowd(alice) -> None:
    """A thousand of everything."""
    clip = Caller(alice).keep_clip()
    users = get_user_model().objects
    people = users.bulk_create(
        users.model(email=f"p{n}@example.com") for n in range(MANY)
    )
    Wallet.objects.bulk_create(Wallet(owner=each, sandbox=True) for each in people)
    row = clip.generation
    values = {
        field.attname: getattr(row, field.attname)
        for field in Generation._meta.concrete_fields
    }
    rows = Generation.objects.bulk_create(
        Generation(**{**values, "id": uuid7(), "own_id": f"o{n}", "owner": people[n]})
        for n in range(MANY)
    )
    columns = clip_columns(row)
    Video.objects.bulk_create(
        Video(**{**columns, "generation": each, "owner_id": each.owner_id})
        for each in rows
    )
    _lines_and_notes(rows, clip)


def _lines_and_notes(rows: list[Generation], clip: Video) -> None:
    wallets = {wallet.owner_id: wallet for wallet in Wallet.objects.all()}
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            wallet=wallets[row.owner_id], kind="capture", amount=1, generation=row
        )
        for row in rows
    )
    kind = ContentType.objects.get_for_model(clip)
    LogEntry.objects.bulk_create(
        LogEntry(
            user=clip.owner, content_type=kind, object_id=str(clip.pk),
            action_flag=CHANGE, change_message="Looked\nat it",
        )
        for _ in range(MANY)
    )  # fmt: skip


@pytest.mark.slow
def test_lists_of_a_thousand_rows_cost_a_few_queries(crowd, boss):
    for path, most in MOST.items():
        with CaptureQueriesContext(connection) as caught:
            page = boss.get(path)
        assert page.status_code == 200
        told = "\n".join(query["sql"][:120] for query in caught)
        assert len(caught) <= most, f"{path}: {len(caught)}\n{told}"
