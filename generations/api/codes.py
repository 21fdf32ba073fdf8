"""Every `code` of a problem, with its status and what it means.

Codes are stable and never translated. The docs page lists them; those of single
fields are in `generations.capability.RULES`, in `generations.media.ingest.codes` and
in ITEMS.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One code: the status it comes with, and its meaning for the docs page."""

    status: int
    meaning: str


CODES: dict[str, Code] = {
    "validation": Code(400, "The request breaks rules; `errors` has every one."),
    "bad_request": Code(400, "The request is not one that HTTP or the site takes."),
    "not_authenticated": Code(401, "There is no credential."),
    "authentication_failed": Code(401, "The credential is unknown or has ended."),
    "insufficient_credits": Code(402, "The price is more than you have left."),
    "scope": Code(403, "The token lacks the scope that this call needs."),
    "csrf": Code(403, "A call with the site's cookie lacks its CSRF token."),
    "permission_denied": Code(403, "You may not do this."),
    "not_found": Code(404, "There is no such thing, or you may not see it."),
    "method_not_allowed": Code(405, "The address does not take this method."),
    "not_acceptable": Code(406, "The answer is JSON, which `Accept` leaves out."),
    "not_cancellable": Code(409, "It was sent already, or has ended."),
    "not_retryable": Code(409, "Only what failed or was cancelled can be retried."),
    "price_changed": Code(409, "The agreed price ended; `quote` is the new one."),
    "in_progress": Code(409, "A call with this Idempotency-Key is still under way."),
    "sandbox_mismatch": Code(409, "Sandbox and live work do not mix."),
    "too_many_uploads": Code(409, "You keep as many uploads as one person may."),
    "refused": Code(409, "The studio refuses, for the reason in `detail`."),
    "cursor_too_old": Code(410, "Changes since this cursor are forgotten: start over."),
    "too_large": Code(413, "The body, or its file, is larger than what is taken."),
    "unsupported_media_type": Code(415, "The body, or its file, is of another kind."),
    "range_not_satisfiable": Code(416, "The file has no such bytes."),
    "idempotency_mismatch": Code(422, "The Idempotency-Key came with another body."),
    "rate_limited": Code(429, "Too many calls; wait for `Retry-After` seconds."),
    "too_many_waiting": Code(429, "You have as many waiting as one person may."),
    "internal_error": Code(500, "A fault of ours; `request_id` finds it in the log."),
    "no_room": Code(503, "The studio's disk is almost full."),
    "unavailable": Code(503, "The studio cannot answer now; try again soon."),
}

ITEMS: dict[str, str] = {
    "malformed_json": "The body is not JSON.",
    "not_utf8": "The body is not UTF-8.",
    "duplicate_field": "The same name is twice in one object or form.",
    "malformed_form": "The body is not a whole form.",
    "too_deep": "The body is nested deeper than any request needs.",
    "too_many_digits": "A number has more digits than any value needs.",
    "unknown_parameter": "The address has a query parameter that it does not take.",
    "repeated_parameter": "A query parameter is there twice.",
    "bad_cursor": "The cursor is not one that this list gave out.",
    "in_the_past": "The moment is over already.",
    "wrong_order": "The end is before the start.",
    "too_long_a_time": "The two days are further apart than one answer covers.",
    "bad_header": "A header is not written in the form it takes.",
    "not_offered_yet": "It opens with a later version of the studio.",
}
