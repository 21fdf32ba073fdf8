"""`/callbacks/<token>`: where the gateway tells that something changed.

Anyone may knock. Without a token that was handed out there is nothing to learn here,
and little to use up: what is refused costs at most two look-ups.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from generations.gateway import Malformed, decode
from generations.services.callbacks import called_back

from .problems import Refusal, problem
from .refusals import answer_to
from .throttling import stranger_knocks

LARGEST_BODY = 64 * 1024
JSON = "application/json"


@csrf_exempt
@login_not_required
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """Take a notification: 200 for every token that was ever handed out."""
    try:
        _check(request)
        if not called_back(token):
            raise stranger_knocks(request) or Refusal("not_found")
    except Refusal as refusal:
        return problem(refusal)
    except (DatabaseError, InterfaceError, UnreadablePostError) as error:
        return answer_to(error, {})
    return HttpResponse(status=200)


def _check(request: HttpRequest) -> None:
    """Refuse what no gateway sends, whoever's token it carries; cheap things first."""
    if request.method != "POST":
        raise Refusal("method_not_allowed", headers={"Allow": "POST"})
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        raise Refusal("too_large")
    if request.content_type != JSON:
        raise Refusal("unsupported_media_type", headers={"Accept": JSON})
    body = request.read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise Refusal("too_large")
    try:
        decode(body)
    except Malformed:
        raise Refusal("bad_request", "The body is not one JSON object.") from None
