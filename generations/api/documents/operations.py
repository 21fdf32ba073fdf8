"""Answers and examples that several operations share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from generations.api.codes import CODES
from generations.api.problems import CONTENT_TYPE

from .generation import GenerationSerializer
from .problem import ProblemSerializer
from .quote import ConflictSerializer

Responses = dict[Any, Any]


def refused(*statuses: int) -> Responses:
    """Return the refusals with these statuses, each with its codes."""
    return {(status, CONTENT_TYPE): refusal(status) for status in statuses}


def refusal(status: int) -> OpenApiResponse:
    """Return what the schema says of one status of refusal."""
    codes = {name: code for name, code in CODES.items() if code.status == status}
    told = " ".join(f"`{name}`: {code.meaning}" for name, code in codes.items())
    body = ConflictSerializer if status == 409 else ProblemSerializer
    return OpenApiResponse(body, description=told)


GENERATION_MADE: Responses = {201: GenerationSerializer, **refused(402, 409, 422)}


def file_answers(*types: str) -> Responses:
    """Return the answers of an address that sends a file, whole or in part."""
    whole = OpenApiResponse(OpenApiTypes.BINARY, description="The file.")
    part = OpenApiResponse(OpenApiTypes.BINARY, description="The range asked for.")
    unchanged = OpenApiResponse(description="You have it already.")
    return {
        (200, *types): whole,
        (206, *types): part,
        304: unchanged,
        **refused(416),
    }


EXAMPLE = OpenApiExample(
    "A clip of five seconds",
    request_only=True,
    value={
        "kind": "text2video",
        "model": "v2.6",
        "prompt": "A paper boat on a slow river, seen from above",
        "aspect_ratio": "16:9",
    },
)
