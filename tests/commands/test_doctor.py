from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from django.db import DatabaseError
from django.utils import timezone

from generations import wiring
from generations.gateway import Reach
from generations.media.vault import FileVault
from generations.models import GatewayAccount
from generations.queue import Cluster
from generations.queue.marks import RunDirectory
from generations.services.doctor import (
    Finding,
    configuration,
    database,
    examine,
    gateway,
    mail,
    storage,
    workers,
)
from generations.services.doctor import queue as queue_check
from generations.services.doctor.findings import guarded
from generations.services.gateway_accounts import sync_from_settings

WELL = Reach(is_reachable=True, key="accepted", detail="")


def wrong(check: Callable) -> list[Finding]:
    return [finding for finding in guarded("gateway", check) if finding.is_wrong]


@pytest.fixture
def ping(monkeypatch, settings):
    """Return a function that says how the gateway answers the doctor."""
    settings.SANDBOX_EMBEDDED = False
    answer = [WELL]
    monkeypatch.setattr(wiring.gateway(), "ping", lambda endpoint: answer[0])
    return lambda reach: answer.__setitem__(0, reach)


@pytest.fixture
def studio(settings, tmp_path) -> RunDirectory:
    """The marks of a studio that runs: this very process."""
    settings.STUDIO_DATA_DIR = tmp_path
    marks = RunDirectory(tmp_path / "run" / str(os.getpid()))
    marks.create()
    for name in ("pacemaker", *Cluster):
        marks.mark(f"alive.{name}")
    return marks


@pytest.mark.django_db
def test_a_healthy_studio_gets_one_line_for_each_thing_and_no_remedy(manage, ping):
    lines = manage("doctor")
    assert [line.split()[0] for line in lines] == ["ok"] * 8


@pytest.mark.django_db
def test_anything_wrong_ends_the_command_with_1_after_the_whole_look(
    manage, ping, capsys
):
    ping(Reach(is_reachable=False, key="unknown", detail="Connection refused"))
    with pytest.raises(SystemExit, match="1"):
        manage("doctor")
    found = list(examine())
    assert [finding.about for finding in found if finding.is_wrong] == ["gateway"]
    assert len(found) == 8


def test_a_check_that_breaks_is_a_finding_and_no_traceback():
    def broken():
        raise RuntimeError("the disk is on fire\nand so on")

    (finding,) = guarded("storage", broken)
    assert finding.is_wrong
    assert "the disk is on fire." in str(finding)
    assert "\n" not in str(finding)


def test_a_broken_database_is_not_blamed_on_the_gateway():
    def broken():
        raise DatabaseError("no such table")

    (finding,) = guarded("gateway", broken)
    assert finding.remedy == "Mend the database first."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (Reach(is_reachable=False, key="unknown", detail="Refused"), "out of reach"),
        (Reach(is_reachable=True, key="refused", detail="1002"), "refuses the key"),
        (Reach(is_reachable=True, key="unknown", detail="HTML"), "answers strangely"),
    ],
)
def test_the_gateway_is_judged_by_a_free_question(ping, reach, said):
    ping(reach)
    (finding,) = wrong(gateway.check)
    assert said in finding.text


@pytest.mark.django_db
def test_a_studio_on_another_port_is_pointed_to(settings, tmp_path, ping):
    settings.STUDIO_DATA_DIR, settings.SANDBOX_EMBEDDED = tmp_path, True
    (tmp_path / "run" / str(os.getpid())).mkdir(parents=True)
    (tmp_path / "run/sandbox.lock").write_text("9000")
    (finding,) = wrong(gateway.check)
    assert "PORT=9000" in finding.remedy


@pytest.mark.django_db
def test_an_open_breaker_is_told_with_its_reason(ping):
    sync_from_settings()
    GatewayAccount.objects.update(
        breaker_opened_at=timezone.now(), breaker_text="The balance is used up"
    )
    (finding,) = wrong(gateway.check)
    assert "The balance is used up" in finding.text


@pytest.mark.django_db
def test_the_embedded_sandbox_need_not_answer_while_no_studio_runs(settings, tmp_path):
    settings.SANDBOX_EMBEDDED, settings.STUDIO_DATA_DIR = True, tmp_path
    assert not wrong(gateway.check)


def test_a_studio_at_work_is_well(studio):
    assert not wrong(workers.check)


def test_a_cluster_that_takes_no_bells_is_named(studio):
    studio.mark("alive.media", time.monotonic() - 60)
    (finding,) = wrong(workers.check)
    assert "cluster media has taken no bell for 60 seconds" in finding.text


def test_a_cluster_with_a_long_step_in_hand_is_not_frozen(studio):
    studio.mark("alive.media", time.monotonic() - 60)
    with studio.step(Cluster.MEDIA, 300):
        assert not wrong(workers.check)


def test_a_pacemaker_that_stands_still_is_told(studio):
    studio.mark("alive.pacemaker", time.monotonic() - 60)
    (finding,) = wrong(workers.check)
    assert "pacemaker stands still" in finding.text


@pytest.mark.django_db
def test_pending_migrations_are_counted(monkeypatch):
    monkeypatch.setattr(database, "_pending_migrations", lambda: 3)
    (finding,) = wrong(database.check)
    assert "3 migrations are pending" in finding.text


@pytest.mark.django_db
def test_a_cache_that_forgets_is_found_out(settings):
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {"default": dummy}
    (finding,) = wrong(database.check_cache)
    assert "forgets" in finding.text


@pytest.mark.django_db
def test_the_queue_is_asked_for_every_cluster():
    (finding,) = guarded("queue", queue_check.check)
    assert all(cluster in finding.text for cluster in Cluster)


def test_a_full_disk_is_told_before_clips_get_lost(monkeypatch):
    monkeypatch.setattr(wiring.vault(), "free_bytes", lambda: 2**30)
    (finding,) = wrong(storage.check)
    assert "1.0 GiB free" in finding.text


def test_looking_at_the_storage_leaves_nothing_behind(monkeypatch, tmp_path):
    left = FileVault(tmp_path)
    monkeypatch.setattr(wiring, "vault", lambda: left)
    assert not wrong(storage.check)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_mail_server_that_refuses_is_named_with_its_variable(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_FILE_PATH = None
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    (finding,) = [f for f in guarded("mail", mail.check) if f.is_wrong]
    assert "EMAIL_URL" in finding.remedy


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SITE_URL": "http://studio.example"}, "without https"),
        ({"SITE_URL": "https://studio.example", "DEBUG": True}, "DEBUG"),
        ({"SANDBOX": False, "GATEWAY_URL": "http://gw.example"}, "the key travels"),
    ],
)
def test_settings_that_are_wrong_together_are_told(settings, changes, said):
    for name, value in changes.items():
        setattr(settings, name, value)
    assert any(said in finding.text for finding in wrong(configuration.check))
