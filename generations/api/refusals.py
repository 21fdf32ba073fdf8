"""From whatever was raised to the refusal that the caller is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions as rest

from generations.errors import GenerationError, PriceChanged
from generations.media.vault import StorageTrouble
from generations.services.quotes import Offer

from .codes import CODES
from .multipart import malformed
from .problems import Refusal, problem
from .shapes.quote import quote_shape

logger = logging.getLogger(__name__)

RETRY_SOON = {"Retry-After": "5"}

Reading = Callable[[Any], Refusal]


def answer_to(exc: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Tell the caller what went wrong; the API's EXCEPTION_HANDLER."""
    return problem(refusal_of(exc))


def refusal_of(exc: BaseException) -> Refusal:
    """Return the refusal an exception means; what none expects is a fault of ours."""
    for kind, read in READINGS:
        if isinstance(exc, kind):
            return read(exc)
    logger.error("A call ended in an exception that nobody expected.", exc_info=exc)
    return Refusal("internal_error", "Something went wrong on our side. It is logged.")


def _service(exc: GenerationError) -> Refusal:
    code = exc.code if exc.code in CODES else "refused"
    headers = {"Retry-After": str(exc.retry_after)} if exc.retry_after else {}
    extra = _new_quote(exc.quote) if isinstance(exc, PriceChanged) else {}
    return Refusal(
        code, exc.detail, problems=exc.problems, headers=headers, extra=extra
    )


def _new_quote(offer: object) -> dict[str, object]:
    return {"quote": quote_shape(offer)} if isinstance(offer, Offer) else {}


def _unauthenticated(exc: rest.APIException) -> Refusal:
    challenge = getattr(exc, "auth_header", 'Bearer realm="api"')
    headers = {"WWW-Authenticate": challenge}
    return Refusal(exc.default_code, str(exc.detail), headers=headers)


def _denied(exc: rest.PermissionDenied) -> Refusal:
    code = exc.get_codes()
    return Refusal(code if code in CODES else "permission_denied", str(exc.detail))


def _method(exc: rest.MethodNotAllowed) -> Refusal:
    return Refusal("method_not_allowed", str(exc.detail))


def _throttled(exc: rest.Throttled) -> Refusal:
    wait: float = getattr(exc, "wait", None) or 1
    headers = {"Retry-After": str(int(wait))}
    return Refusal("rate_limited", headers=headers)


def _media_type(exc: rest.UnsupportedMediaType) -> Refusal:
    return Refusal(
        "unsupported_media_type",
        "The address does not take a body of this kind.",
        headers={"Accept": "application/json"},
    )


def _unavailable(exc: Exception) -> Refusal:
    logger.warning("Database or storage did not serve a call.", exc_info=exc)
    return Refusal("unavailable", headers=RETRY_SOON)


def _plain(code: str) -> Reading:
    return lambda exc: Refusal(code)


READINGS: tuple[tuple[type[BaseException], Reading], ...] = (
    (Refusal, lambda exc: exc),
    (GenerationError, _service),
    (rest.NotAuthenticated, _unauthenticated),
    (rest.AuthenticationFailed, _unauthenticated),
    (rest.PermissionDenied, _denied),
    (rest.MethodNotAllowed, _method),
    (rest.Throttled, _throttled),
    (rest.UnsupportedMediaType, _media_type),
    (rest.NotAcceptable, _plain("not_acceptable")),
    (rest.NotFound, _plain("not_found")),
    (rest.ParseError, _plain("bad_request")),
    (Http404, _plain("not_found")),
    (PermissionDenied, _plain("permission_denied")),
    (RequestDataTooBig, _plain("too_large")),
    (SuspiciousOperation, _plain("bad_request")),
    (MultiPartParserError, lambda exc: _service(malformed(exc))),
    (UnreadablePostError, _plain("bad_request")),
    (OperationalError, _unavailable),
    (InterfaceError, _unavailable),
    (StorageTrouble, _unavailable),
)
