from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.errors import Problem, Remedy, ValidationFailed
from generations.services.feed import CursorTooOld, CursorUnreadable, page

from . import paging, query
from .answers import answer
from .base import ApiView
from .documents.feed import ChangesSerializer
from .documents.operations import refused
from .problems import Refusal
from .records import records


class Changes(ApiView):
    """`changes/`: everything of one's own that changed, in one order."""

    parameters = {"since": query.text, "page_size": paging.PARAMETERS["page_size"]}

    @extend_schema(responses={200: ChangesSerializer, **refused(410)})
    def get(self, request: Request) -> HttpResponse:
        """Tell what changed after a cursor; without one, tell everything there is."""
        size = self.asked.get("page_size", paging.DEFAULT_SIZE)
        try:
            found = page(self.user_id, self.asked.get("since", ""), size)
        except CursorTooOld:
            raise Refusal("cursor_too_old") from None
        except CursorUnreadable:
            raise _unreadable() from None
        told = records(found.changes, self.names)
        return answer({"changes": told, "cursor": found.cursor, "more": found.more})


def _unreadable() -> ValidationFailed:
    text = "This is not a cursor that the feed gave out."
    out = Remedy("Start without `since`.", {"since": None})
    return ValidationFailed([Problem("since", "bad_cursor", text, out)])
