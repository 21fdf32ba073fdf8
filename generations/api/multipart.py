"""Bodies with a file: `multipart/form-data` of a bounded size, kept on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from rest_framework.parsers import BaseParser, DataAndFiles
from rest_framework.request import Request

from generations.capability.reading.shown import clean
from generations.errors import Problem, Remedy, ValidationFailed
from generations.services.assets import limits

from .bodies import declared_length
from .problems import Refusal

LARGEST = limits.UPLOAD_BYTES + limits.FORM_BYTES
BROKEN = (MultiPartParserError, ValueError, LookupError, TypeError, AttributeError)
"""What Django's reader raises on a form whose headers nobody would write."""


class FormParser(BaseParser):
    """Read a form; raises `Refusal` (413) or `ValidationFailed`."""

    media_type = "multipart/form-data"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> DataAndFiles:
        """Return texts and files, refusing a large body before any of it is read."""
        request = (parser_context or {})["request"]
        if declared_length(request.META) > LARGEST:
            text = f"A file may have {limits.UPLOAD_BYTES:,} bytes."
            raise Refusal("too_large", text)
        meta = {**request.META, "CONTENT_TYPE": media_type}
        handlers = request.upload_handlers
        try:
            reader = MultiPartParser(meta, stream, handlers, "utf-8")
            return DataAndFiles(*reader.parse())
        except BROKEN as error:
            raise malformed(error) from None


def malformed(error: Exception) -> ValidationFailed:
    """Return the refusal of a form that cannot be taken apart."""
    text = f"The body is not a whole form: {clean(str(error), 80)}"
    out = Remedy("Send multipart/form-data with the file as a part named `file`.")
    return ValidationFailed([Problem("non_field", "malformed_form", text, out)])


def form_of(request: Request) -> dict[str, Any] | None:
    """Return the parts of a form by name, None for a body of another kind.

    Raises `ValidationFailed` for a name that is there twice.
    """
    if not isinstance(request.data, QueryDict):
        return None
    parts: dict[str, Any] = {}
    for name, values in request.data.lists():
        if len(values) > 1:
            text = f"`{clean(name)}` is in the form {len(values)} times, not once."
            raise ValidationFailed([Problem("non_field", "duplicate_field", text)])
        parts[name] = values[0]
    return parts
