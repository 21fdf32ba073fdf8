"""What each query parameter and header means."""

from __future__ import annotations

from collections.abc import Iterator

from drf_spectacular.utils import OpenApiParameter

from generations.api.query import Parameters

MEANINGS = {
    "active": "Only those whose state can still change.",
    "collection": "Not offered yet.",
    "created_after": "Only those made after this moment (or the start of this day).",
    "created_before": "Only those made before it.",
    "cursor": "From `next` or `previous` of another page.",
    "download": "Have the browser save the file, under a name that says what it is.",
    "e": "From a signed address.",
    "favourite": "Only favourites, or only the others.",
    "from": "The first day; thirty days before the last one.",
    "group_by": "Which groups to tell; all of them.",
    "hidden": "Include the hidden ones.",
    "kind": "Only these kinds, with commas between.",
    "model": "Only these models, with commas between.",
    "order": "How to sort; newest first.",
    "page_size": "How many at most; 24.",
    "purpose": "Only these purposes, with commas between.",
    "s": "From a signed address.",
    "search": "Only those whose title, prompt, note or id have all these words.",
    "since": "A cursor; a full copy when left out.",
    "state": "Only these states, with commas between.",
    "to": "The last day; today.",
    "trashed": "Only what is in the trash.",
    "version": "The OpenAPI version: 3.1, or 3.0 for older tools.",
    "w": "Width in pixels: 320, 640 or 1280; 640. The next wider one there is.",
}

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description=(
        "Your own name for this call, such as a fresh UUID. A repeat makes nothing "
        "new: it answers with what the first call made, as it is now."
    ),
)


def parameters_of(known: Parameters) -> Iterator[OpenApiParameter]:
    """Yield what the schema says of the query parameters of one address."""
    for name, reader in known.items():
        listed = reader.schema.get("type") == "array"
        yield OpenApiParameter(
            name,
            reader.schema,
            OpenApiParameter.QUERY,
            description=MEANINGS[name],
            style="form" if listed else None,
            explode=False if listed else None,
        )
