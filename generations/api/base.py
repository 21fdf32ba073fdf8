"""What every address of the API has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, Throttled
from rest_framework.request import Request
from rest_framework.views import APIView

from . import answers, paging, query
from .problems import Refusal
from .scopes import ByMethod
from .shapes.video import Names, Shape
from .throttling import stranger_waits

REFUSED_WITHOUT_CREDENTIAL = (NotAuthenticated, AuthenticationFailed)


class ApiView(APIView):
    """One address. `scopes` names the scope of each method that changes something,
    `parameters` the query parameters that GET takes."""

    http_method_names = ["get", "head", "post", "patch", "delete"]
    metadata_class = None
    scopes: ClassVar[ByMethod] = {}
    parameters: ClassVar[query.Parameters] = {}

    request: Request

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check who calls, then what the address itself asks for, into `asked`."""
        super().initial(request, *args, **kwargs)
        if request.method in self.allowed_methods:
            looks = request.method in ("GET", "HEAD")
            takes = self.parameters if looks else {}
            self.asked = query.read_query(request.query_params, takes)

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]
        """Answer an exception, and count those who come without a credential."""
        if isinstance(exc, REFUSED_WITHOUT_CREDENTIAL):
            try:
                wait = stranger_waits(self.request)
            except DatabaseError as error:
                return super().handle_exception(error)
            exc = Throttled(wait) if wait else exc
        return super().handle_exception(exc)

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say how long the answer may be kept, and by whom."""
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(self.allowed_methods)
        elif response.status_code == 200 and request.method in ("GET", "HEAD"):
            response = self.keep(request, response)
        response.headers.setdefault("Cache-Control", answers.CACHE_CONTROL)
        return super().finalize_response(request, response, *args, **kwargs)

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return answers.kept(request, response)

    @property
    def person(self) -> Any:
        """Who calls: whatever the site's user model is."""
        return self.request.user

    @property
    def user_id(self) -> UUID:
        pk: UUID = self.person.pk
        return pk

    @property
    def names(self) -> Names:
        """What the owners of the caller's objects are called: all are the caller's."""
        return {self.user_id: self.person.display_name}

    def page(
        self, page: paging.Page[Any], found: Sequence[Shape], key: str = "id"
    ) -> HttpResponse:
        """Answer a list with the shapes that `page` found."""
        shown, more = page.turned(found)
        ends = [(shape[key], shape["id"]) for shape in shown]
        path, asked = self.request.path, self.request.query_params
        links = page.links(path, asked, [ends[0], ends[-1]] if ends else [], more=more)
        return answers.answer({"results": shown, **links})


def id_of(text: str) -> UUID:
    """Return the id in an address; a malformed one is like one that is not there."""
    found = query.identifier(text)
    if found is None:
        raise Refusal("not_found")
    return found
