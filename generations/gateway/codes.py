"""What each code of the gateway means for a call: the table, and its safe defaults.

Source: Kling's public error table; the page of this gateway prints none. A code that
is not here proves nothing: a create so answered is in doubt, a query told nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import partial

from generations.gateway.errors import (
    AccountFault,
    Ambiguous,
    Busy,
    Duplicate,
    GatewayError,
    ModelFault,
    NotFound,
    Refused,
    Unavailable,
)


class Meaning(Enum):
    ACCOUNT = auto()
    MODEL = auto()
    REQUEST = auto()
    MISSING = auto()
    CONTENT = auto()
    RATE = auto()
    SLOTS = auto()
    DUPLICATE = auto()
    DOUBT = auto()


CODES: Mapping[int, Meaning] = {
    1000: Meaning.ACCOUNT,  # authentication failed
    1001: Meaning.ACCOUNT,  # Authorization header empty
    1002: Meaning.ACCOUNT,  # Authorization invalid
    1003: Meaning.ACCOUNT,  # key not valid yet
    1004: Meaning.ACCOUNT,  # key expired
    1100: Meaning.ACCOUNT,  # account abnormal
    1101: Meaning.ACCOUNT,  # account in arrears
    1102: Meaning.ACCOUNT,  # resource pack used up or expired
    1103: Meaning.MODEL,  # no right to this operation or model
    1200: Meaning.REQUEST,  # parameters invalid
    1201: Meaning.REQUEST,  # one key or value invalid
    1202: Meaning.REQUEST,  # wrong method
    1203: Meaning.MISSING,  # no such model or task
    1300: Meaning.CONTENT,  # platform policy
    1301: Meaning.CONTENT,  # content safety
    1302: Meaning.RATE,  # calls come too fast
    1303: Meaning.SLOTS,  # more running tasks than the pack allows
    1304: Meaning.ACCOUNT,  # address not on the account's list
    5000: Meaning.DOUBT,  # internal error
    5001: Meaning.DOUBT,  # maintenance
    5002: Meaning.DOUBT,  # internal timeout
}

# Only where the answer carries no code of the table: what a proxy says with a page.
BARE_STATUS: Mapping[int, Meaning] = {401: Meaning.ACCOUNT, 403: Meaning.ACCOUNT}

ErrorMaker = Callable[..., GatewayError]

ON_CREATE: Mapping[Meaning, ErrorMaker] = {
    Meaning.ACCOUNT: AccountFault,
    Meaning.MODEL: ModelFault,
    Meaning.REQUEST: partial(Refused, cause="request"),
    Meaning.MISSING: partial(Refused, cause="request"),
    Meaning.CONTENT: partial(Refused, cause="content"),
    Meaning.RATE: partial(Busy, concurrency=False),
    Meaning.SLOTS: partial(Busy, concurrency=True),
    Meaning.DUPLICATE: Duplicate,
    Meaning.DOUBT: Ambiguous,
}

ON_QUERY: Mapping[Meaning, ErrorMaker] = {
    Meaning.ACCOUNT: AccountFault,
    Meaning.MODEL: ModelFault,
    Meaning.MISSING: NotFound,
}
ELSE_ON_QUERY: ErrorMaker = Unavailable

# What a refusal of an own id used twice says is undocumented, so any such wording
# counts. A match only ever turns a refusal into a look-up, never into a new purchase.
_OWN_ID = re.compile(r"external[_ ]?task[_ ]?id|task[_ ]?id", re.IGNORECASE)
_TWICE = re.compile(r"duplicat|exist|unique|repeat|already|in use", re.IGNORECASE)


def meaning_on_create(
    http_status: int, code: int | None, message: str, *, has_own_id: bool = True
) -> Meaning:
    """Say what an answer that did not accept a create means.

    A redirect or a server error leaves the outcome in doubt whatever its body says:
    the hop that wrote it is not the one that decides. Where no own id was sent, words
    about an id that exists or does not are about another: they tell of no duplicate.
    """
    meaning = Meaning.DOUBT
    if is_definite(http_status) and code != 0:
        meaning = _definite(http_status, code)
    undecided = has_own_id and meaning in {Meaning.REQUEST, Meaning.DOUBT}
    if undecided and speaks_of_a_duplicate(message):
        return Meaning.DUPLICATE
    return meaning


def meaning_on_query(http_status: int, code: int | None) -> Meaning:
    """Say what a query's answer without a task means.

    Absence takes a code of the table: a bare 404 is a proxy's page about an address,
    and what a 404 with any other code denies is not known.
    """
    if not is_definite(http_status) or code == 0:
        return Meaning.DOUBT
    return _definite(http_status, code)


def _definite(http_status: int, code: int | None) -> Meaning:
    if code is not None and code in CODES:
        return CODES[code]
    return BARE_STATUS.get(http_status, Meaning.DOUBT)


def is_definite(http_status: int) -> bool:
    return 200 <= http_status < 300 or 400 <= http_status < 500


def speaks_of_a_duplicate(message: str) -> bool:
    return bool(_OWN_ID.search(message) and _TWICE.search(message))
