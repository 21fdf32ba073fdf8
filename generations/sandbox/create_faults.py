"""What each fault does to a create call.

Every spoiler may raise `Refusal` (recorded, then answered) or `Hangup`, and must
itself record a call that it swallows.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from .attempts import Fate
from .call import HOUR, Inbound
from .creation import Creation
from .faults import Rule
from .protocol import (
    BAD_VALUE,
    INTERNAL_ERROR,
    TOO_MANY_TASKS,
    Answer,
    Hangup,
    Refusal,
    plain,
    refused,
)

Args = Mapping[str, Any]

BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    b"</body>\r\n</html>\r\n"
)


def bad_gateway() -> Answer:
    """Answer with a proxy's own page."""
    return plain(502, BAD_GATEWAY, "text/html")


def leave(rule: Rule, inbound: Inbound) -> NoReturn:
    """Cut the connection: at once, or for `hang` after keeping it for long."""
    if rule.fault == "hang":
        inbound.hold(rule.args.get("seconds", HOUR))
    raise Hangup


def coded(args: Args) -> Refusal:
    """Return the refusal that a `code` rule asks for."""
    code = int(args.get("code", INTERNAL_ERROR))
    return Refusal(
        code,
        str(args.get("message", f"error {code}")),
        http_status=args.get("http_status"),
    )


def malformed(args: Args) -> Answer:
    """Answer with the rule's own `body`, whatever it says."""
    body = str(args.get("body", '{"code": 0, "message": "SUCCEED", "data": nul'))
    return plain(int(args.get("http_status", 200)), body.encode("utf-8", "replace"))


def _accept_then_hang(creation: Creation, args: Args) -> Answer:
    creation.accept()
    creation.inbound.hold(args.get("seconds", HOUR))
    raise Hangup


def _accept_then_close(creation: Creation, args: Args) -> Answer:
    creation.accept()
    raise Hangup


def _accept_then_500(creation: Creation, args: Args) -> Answer:
    creation.accept()
    return refused(Refusal(INTERNAL_ERROR, "internal error"))


def _late_accept(creation: Creation, args: Args) -> Answer:
    creation.later(args.get("delay", 5.0), creation.accept_quietly)
    creation.inbound.hold(args.get("seconds", HOUR))
    raise Hangup


def _hang(creation: Creation, args: Args) -> Answer:
    creation.account.record(creation.attempt)
    creation.inbound.hold(args.get("seconds", HOUR))
    raise Hangup


def _drop_request(creation: Creation, args: Args) -> Answer:
    creation.account.record(creation.attempt)
    raise Hangup


def _500_no_accept(creation: Creation, args: Args) -> Answer:
    raise Refusal(INTERNAL_ERROR, "internal error")


def _html_502(creation: Creation, args: Args) -> Answer:
    if args.get("accepted"):
        creation.accept()
    else:
        creation.account.record(creation.attempt)
    return bad_gateway()


def _code(creation: Creation, args: Args) -> Answer:
    raise coded(args)


def _storm(creation: Creation, args: Args) -> Answer:
    raise Refusal(TOO_MANY_TASKS, "parallel task over resource pack limit")


def _swap_answers(creation: Creation, args: Args) -> Answer:
    """Answer with another task's ids, or with invented ones where none is."""
    task = creation.accept()
    others = [t for t in creation.account.shelf.tasks.values() if t is not task]
    if others:
        return creation.answered(others[-1])
    own_id = {"external_task_id": secrets.token_hex(8)}
    return creation.answered(task, task_id=secrets.token_hex(8), task_info=own_id)


def _other_external_id(creation: Creation, args: Args) -> Answer:
    other = {"external_task_id": args.get("external_task_id", secrets.token_hex(8))}
    return creation.answered(creation.accept(), task_info=other)


def _echo_external_id(creation: Creation, args: Args) -> Answer:
    """Name the task by its own id, as the document's examples do."""
    task = creation.accept()
    name = task.order.external_task_id or task.task_id
    return creation.answered(task, task_id=name)


def _empty_task_id(creation: Creation, args: Args) -> Answer:
    return creation.answered(creation.accept(), task_id="")


def _dup_reject(creation: Creation, args: Args) -> Answer:
    """Refuse a known own id; with `always`, refuse this one, known or not."""
    if args.get("always"):
        raise Refusal(BAD_VALUE, "external_task_id already exists")
    return creation.answered(creation.accept(duplicates=False))


def _fail(creation: Creation, args: Args) -> Answer:
    fate = Fate("failed", str(args.get("msg", "Image pixel is invalid")))
    return creation.answered(creation.accept(fate))


def _stuck(creation: Creation, args: Args) -> Answer:
    return creation.answered(creation.accept(Fate("stuck")))


def _status(creation: Creation, args: Args) -> Answer:
    word = args.get("word", "queued2")
    return creation.answered(creation.accept(), task_status=word)


def _malformed(creation: Creation, args: Args) -> Answer:
    if args.get("accepted", True):
        creation.accept()
    else:
        creation.account.record(creation.attempt)
    return malformed(args)


def _slow(creation: Creation, args: Args) -> Answer:
    task = creation.accept()
    creation.inbound.hold(args.get("seconds", 5.0))
    return creation.answered(task)


SPOILERS: Mapping[str, Callable[[Creation, Args], Answer]] = MappingProxyType(
    {
        "accept_then_hang": _accept_then_hang,
        "accept_then_close": _accept_then_close,
        "accept_then_500": _accept_then_500,
        "late_accept": _late_accept,
        "hang": _hang,
        "drop_request": _drop_request,
        "500_no_accept": _500_no_accept,
        "html_502": _html_502,
        "code": _code,
        "storm": _storm,
        "swap_answers": _swap_answers,
        "other_external_id": _other_external_id,
        "echo_external_id": _echo_external_id,
        "empty_task_id": _empty_task_id,
        "dup_reject": _dup_reject,
        "fail": _fail,
        "stuck": _stuck,
        "status": _status,
        "malformed": _malformed,
        "slow": _slow,
        "callback_first": _slow,  # its first notice goes out meanwhile
    }
)
