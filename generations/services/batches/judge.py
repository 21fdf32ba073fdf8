"""Judge a body of POST batches/: every problem of every member, and their prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from generations.capability import limits
from generations.capability.codes import MOVE_TO
from generations.capability.reading.fields import TERMS
from generations.capability.reading.report import Report
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.capability.reading.whole import whole
from generations.errors import Problem
from generations.services.checked import Checked, check
from generations.services.fingerprints import fingerprint
from generations.services.quotes import Items, Wanted

MEMBERS = "generations"
TAKES = "takes"
FIELDS = (MEMBERS, TAKES)
OF_THE_WHOLE = ("quote", "max_credits")
"""What is agreed to for all of it, and so said once, beside the members."""

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """The members of a batch, how often each is to be made, and the caller's terms."""

    owner_id: UUID
    members: tuple[Checked, ...] = ()
    takes: int = 1
    quote: str | None = None
    max_credits: Decimal | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def jobs(self) -> list[Checked]:
        """Every request to be made, the takes of one member side by side."""
        return [member for member in self.members for _ in range(self.takes)]

    @property
    def wanted(self) -> Wanted:
        """Return the whole, as something to be priced."""
        jobs = self.jobs
        requests = [member.request for member in self.members]
        return Wanted(
            self.owner_id,
            fingerprint({MEMBERS: requests, TAKES: self.takes}),
            tuple(job.price for job in jobs),
            self.items,
            jobs[0].expected,
            jobs[0].needs,
        )

    @property
    def items(self) -> Items:
        """Return what the priced parts cost, like ones together, as `4 x …`."""
        parts = [part for job in self.jobs for part in job.verdict.items]
        return [
            (f"{count} x {label}", price * count)
            for (label, price), count in Counter(parts).items()
        ]


def judge(owner_id: UUID, body: object) -> Judged:
    """Return what a body asks for, or everything that is wrong with it."""
    report = Report()
    if not isinstance(body, dict):
        report.add("non_field", "not_an_object", {"given": shown(body)})
        return Judged(owner_id, problems=tuple(report.problems))
    refuse_strangers(report, Place("", "a batch", (*FIELDS, *OF_THE_WHOLE)), body)
    takes = _takes(report, body.get(TAKES))
    terms = _terms(report, body)
    bodies = _bodies(report, body.get(MEMBERS), takes)
    members = tuple(check(owner_id, _without_terms(each)) for each in bodies)
    problems = [*report.problems, *_of_members(bodies, members)]
    return Judged(owner_id, members, takes, **terms, problems=tuple(problems))


def _without_terms(body: object) -> object:
    if not isinstance(body, dict):
        return body
    return {name: body[name] for name in body if name not in OF_THE_WHOLE}


def _takes(report: Report, given: object) -> int:
    if given is None:
        return 1
    return whole(report, TAKES, given, bounds=limits.TAKES) or 1


def _terms(report: Report, body: Body) -> dict[str, Any]:
    given = ((name, body.get(name)) for name in OF_THE_WHOLE)
    return {
        name: TERMS[name].read(report, name, value)
        for name, value in given
        if value is not None
    }


def _bodies(report: Report, given: object, takes: int) -> list[Any]:
    """Return the members, unless there are none or too many to be judged."""
    if given is None:
        report.add(MEMBERS, "required")
    elif not isinstance(given, list):
        report.wrong_type(MEMBERS, given, "a list of requests")
    elif not given:
        told = {"count": 0, "least": 1, "over": 1, "what": "requests"}
        report.add(MEMBERS, "too_few", told)
    elif (count := len(given) * takes) > limits.BATCH:
        told = {"count": count, "limit": limits.BATCH, "over": count - limits.BATCH}
        whole_batch = {"label": "The batch, with its takes,", "what": "requests"}
        report.add(MEMBERS, "too_many", {**told, **whole_batch})
    else:
        return given
    return []


def _of_members(bodies: list[Any], members: tuple[Checked, ...]) -> Iterator[Problem]:
    """Yield what is wrong with each member, under its place in the list."""
    for place, (body, member) in enumerate(zip(bodies, members, strict=True)):
        here = f"{MEMBERS}.{place}"
        yield from (_moved(problem, here) for problem in member.problems)
        yield from _terms_of_a_member(body, here)


def _moved(problem: Problem, here: str) -> Problem:
    """Return a problem of one request as one of the batch that it is in."""
    field = here if problem.field == "non_field" else f"{here}.{problem.field}"
    remedy = problem.remedy
    if remedy:
        change = {f"{here}.{name}": value for name, value in remedy.set.items()}
        remedy = replace(remedy, set=change)
    return replace(problem, field=field, remedy=remedy)


def _terms_of_a_member(body: object, here: str) -> Iterator[Problem]:
    """Yield that one price is agreed to for the whole."""
    report = Report()
    for name in OF_THE_WHOLE:
        if isinstance(body, dict) and name in body:
            told = {"parent": "a request of a batch", "near": name}
            field = f"{here}.{name}"
            report.add(
                field, "unknown_field", told, way_out=MOVE_TO, change={field: None}
            )
    yield from report.problems
