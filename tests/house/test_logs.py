from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
import structlog

from kling_site.logs import logging_config

KEY = "canary-key-f81d"


@pytest.fixture
def lines():
    """Return a function that reads what the configured handler has written."""
    config = logging_config([KEY, ""])
    formatter = logging.config.DictConfigurator(config).configure_formatter(
        config["formatters"]["json"]
    )
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(formatter)
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: handler.stream.getvalue().splitlines()
    logger.removeHandler(handler)


def test_a_line_of_any_library_is_json_with_its_level(lines):
    logging.getLogger("tests.logs").warning("took %s s", 3)
    line = json.loads(lines()[0])
    assert (line["event"], line["level"]) == ("took 3 s", "warning")
    assert line["timestamp"].endswith("Z")


def test_the_key_reaches_no_line_whichever_way_it_comes(lines):
    structlog.get_logger("tests.logs").info("sent", url=f"https://x/{KEY}", n=[KEY])
    logging.getLogger("tests.logs").info("header %s", {"Authorization": KEY})
    try:
        raise ValueError(f"refused {KEY}")
    except ValueError:
        logging.getLogger("tests.logs").exception("failed")
    assert len(lines()) == 3
    assert KEY not in "".join(lines())
    assert all(json.loads(line) for line in lines())


@pytest.mark.parametrize("header", ["Bearer sk-1.a_b", "bearer  sk-1", "Basic c2s="])
def test_credentials_of_people_are_masked_too(lines, header):
    structlog.get_logger("tests.logs").info("asked", headers={"Authorization": header})
    assert json.loads(lines()[0])["headers"]["Authorization"].endswith("[masked]")


def test_a_callers_mistake_is_no_warning_to_the_operator(client, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/nowhere/at/all")
    grave = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert [r.name for r in grave if r.name != "django.request"] == []
    assert logging_config([])["loggers"]["django.request"]["level"] == "ERROR"
