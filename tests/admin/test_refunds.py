"""An operator finds a failed request, reads why, and gives credits back, once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry

from generations.models import LedgerEntry, Wallet
from tests.api.caller import Caller

from .operators import REFUSAL, failed, refused, request_path, running

WHY = "The gateway broke, and they had a deadline"


def refund(desk, row, amount="1.50", reason=WHY):
    return desk.post(request_path(row, "refund"), amount=amount, reason=reason)


def balance(person) -> Decimal:
    return Wallet.objects.of(person.pk, sandbox=True).balance


def test_a_failed_request_is_found_by_its_persons_mail_and_explained(support, alice):
    row, other = refused(alice), running(alice)
    found = support.get("generations/generation/", q="alice@", state="failed").text
    assert str(row.pk) in found
    assert str(other.pk) not in found
    page = support.get(request_path(row)).text
    assert "refused the prompt under its content rules" in page
    assert REFUSAL in page
    assert "1301" in page
    assert "ab" * 32 in page


@pytest.mark.parametrize("by", ["pk", "own_id", "gateway_task_id"])
def test_a_request_is_found_by_every_id_it_has(support, alice, by):
    row, other = running(alice), running(alice)
    found = support.get("generations/generation/", q=str(getattr(row, by))).text
    assert str(row.pk) in found
    assert str(other.pk) not in found


def test_a_refund_with_its_reason_is_in_the_ledger(support, alice):
    row, before = failed(alice), balance(alice)
    assert refund(support, row).status_code == 302
    line = LedgerEntry.objects.refund_of(row)
    assert (line.amount, line.reason) == (Decimal("1.50"), WHY)
    assert line.actor == "sue@example.com"
    assert balance(alice) == before + Decimal("1.50")
    ledger = support.get("generations/ledgerentry/", person="alice@example.com").text
    assert WHY in ledger
    assert WHY in support.get(request_path(row)).text


def test_a_refund_is_in_the_audit_log(support, boss, alice):
    row = failed(alice)
    refund(support, row)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (support.user, str(row.pk))
    audit = boss.get("admin/logentry/").text
    assert "Refunded 1.50 credits." in audit
    assert WHY in audit


def test_a_request_is_refunded_once(support, alice):
    row, before = failed(alice), balance(alice)
    refund(support, row)
    again = refund(support, row, amount="0.50")
    assert again.status_code == 200
    assert "refunded already" in again.text
    assert balance(alice) == before + Decimal("1.50")
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("amount", ["1.51", "0", "-1", "much", "", "1.005"])
def test_a_refund_lies_between_nothing_and_the_price(support, alice, amount):
    row, before = failed(alice), balance(alice)
    assert refund(support, row, amount=amount).status_code == 200
    assert balance(alice) == before


def test_a_refund_needs_a_reason(support, alice):
    row = failed(alice)
    assert "This field is required" in refund(support, row, reason=" ").text
    assert not LedgerEntry.objects.filter(kind="refund").exists()


def test_what_is_under_way_is_not_refunded(support, alice):
    row, before = running(alice), balance(alice)
    assert "its credits are held, not spent" in refund(support, row).text
    assert balance(alice) == before


def test_the_page_says_what_the_money_did(support, alice):
    clip = Caller(alice).keep_clip()
    told = support.get(request_path(clip.generation, "refund")).text
    assert "1.50 credits were charged for it" in told
    told = support.get(request_path(failed(alice), "refund")).text
    assert "Nothing was charged" in told
