"""Generated calls, valid and not, find no fault and no answer that is not described."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from generations.api.schema import document

from .caller import Caller

load_all_checks()
schema = schemathesis.openapi.from_dict(document("3.1"))
schema.app = WSGIHandler()
calls = schema.exclude(
    # The sign-in of apps is allauth's: tested there, and few calls a minute are let in.
    path_regex="^(/api/v1/events/|/_allauth/)"
)

LEFT_OUT = [
    # Rules that join fields cannot be put in a schema, so valid bodies may be refused.
    checks.positive_data_acceptance,
    # Only a live server could tell: here each example meets what the last one left.
    checks.ensure_resource_availability,
    checks.use_after_free,
]


@pytest.fixture
def in_process(alice: Caller) -> Iterator[None]:
    """Let calls come as fast as they do, on the test's own database connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with override_settings(API_RATE=10**9, API_RATE_ANONYMOUS=10**9):
        yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def ids(alice: Caller, bob: Caller) -> Iterator[str | None]:
    """Ids to put into addresses, by turns: own ones, another's, and generated ones."""
    asked = (alice.ask().pk, alice.ask_for_failure().pk)
    own = (*asked, alice.keep_clip().pk, alice.keep_upload().pk)
    return cycle([*map(str, own), None, str(bob.keep_clip().pk)])


@calls.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.slow
@pytest.mark.timeout(240)  # a body of five kinds takes its time to be made up
@pytest.mark.usefixtures("in_process")
def test_generated_calls_are_answered_as_described(
    case: Case, alice: Caller, ids: Iterator[str | None]
):
    chosen = next(ids)
    if chosen and "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = chosen
    headers: dict[str, Any] = {"Authorization": f"Bearer {alice.secret}"}
    # A quote tells what is wrong with status 200.
    quoted = [checks.negative_data_rejection] if "quotes" in case.path else []
    case.call_and_validate(headers=headers, excluded_checks=[*LEFT_OUT, *quoted])
