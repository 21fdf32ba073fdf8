"""What `manage.py` does with its variables, seen from outside."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kling_site import settings
from kling_site.env import read_dotenv

TOP = Path(__file__).resolve().parents[2]
READ = "from kling_site import settings as s; import json; print(json.dumps([%s]))"


def start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a Python of ours in the top folder; the suite has cleared what is ours."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=TOP,
        env={**os.environ, "DATABASE_URL": "", **variables},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


@pytest.fixture
def manage(tmp_path):
    """Return a function that runs manage.py with only the given variables set."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return start(
            "manage.py", *arguments, STUDIO_DATA_DIR=str(tmp_path), **variables
        )

    return run


@pytest.fixture
def told(tmp_path):
    """Return a function that starts with variables and reads some settings."""

    def read(*names: str, **variables: str) -> Any:
        code = READ % ", ".join(f"s.{name}" for name in names)
        done = start("-c", code, STUDIO_DATA_DIR=str(tmp_path), **variables)
        return json.loads(done.stdout)

    return read


def test_wrong_variables_refuse_to_start_with_their_names_alone(manage):
    done = manage("check", PORT="x", GATEWAY_KEY="canary-key", SIGN_UP="maybe")
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "PORT",
        "GATEWAY_ENDPOINT",
        "SIGN_UP",
    ]
    assert "canary-key" not in done.stderr + done.stdout


def test_a_public_site_without_a_secret_key_refuses_to_start(manage):
    done = manage("check", SITE_URL="https://studio.example")
    assert done.stderr == "SECRET_KEY: is needed with a public SITE_URL\n"


@pytest.mark.parametrize("site", ["http://127.0.0.1:9000", "http://[::1]:8000"])
def test_a_site_of_this_machine_makes_its_own_secret_key(manage, tmp_path, site):
    assert manage("check", SITE_URL=site).returncode == 0
    first = (tmp_path / "secret_key").read_text()
    assert manage("check", SITE_URL=site).returncode == 0
    assert (tmp_path / "secret_key").read_text() == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert len(first) > 50


def test_a_gateway_key_turns_rehearsal_into_business(told):
    names = ["SANDBOX", "SANDBOX_EMBEDDED", "SIGN_UP", "str(NEW_USER_CREDITS)"]
    names = [n.replace("str(", "").replace(")", "") + ".__str__()" for n in names]
    assert told(*names) == ["True", "True", "open", "1000"]
    live = told(*names, GATEWAY_KEY="k", GATEWAY_ENDPOINT="e")
    assert live == ["False", "False", "closed", "0"]


def test_the_address_of_the_gateway_follows_what_is_set(told):
    names = ["GATEWAY_URL", "SANDBOX_EMBEDDED", "RESULT_HOSTS[-1]"]
    assert told(*names, PORT="8100") == [
        "http://127.0.0.1:8800/v1/ai",
        True,
        "http://127.0.0.1:8800",
    ]
    elsewhere = "http://127.0.0.1:9999/v1/ai"
    assert told(*names, GATEWAY_URL=elsewhere + "/") == [
        elsewhere,
        False,
        "http://127.0.0.1:9999",
    ]


def test_every_variable_is_in_the_example_and_no_other():
    told_to_children = {"STUDIO_RUN_DIR"}  # by the supervisor; nobody else sets it
    files = {name for name in settings.env.known if name.endswith("_FILE")}
    documented = set(read_dotenv(TOP / ".env.example"))
    assert documented == settings.env.known - files - told_to_children


def test_the_secrets_marked_in_the_example_can_come_from_files():
    text = (TOP / ".env.example").read_text("utf-8")
    for name in settings.SECRETS:
        assert f"{name}_FILE" in settings.env.known
        assert f"\n{name}=" in text
