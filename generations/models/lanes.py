"""Fair turns: start-time fair queueing over one lane per person.

The next job is the oldest of the eligible lane with the smallest virtual start.
The lane's start then moves on by cost / weight (cost in expected slot-seconds), and
the realm's clock to where the lane stood. A lane that had nothing to do re-enters
at the clock, so idling saves up nothing. Of lanes that start alike, which is usual
where jobs cost alike, the one whose oldest job came first goes first. Tags belong to
lanes, not to jobs: a job cancelled before its turn costs its owner nothing.
"""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from .states import State, in_slot


class VirtualClock(models.Model):
    """How far the turns of one realm (rehearsal or live) have gone."""

    sandbox = models.BooleanField(primary_key=True)
    now = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"{self.now:.1f}"

    @classmethod
    def reading(cls, *, sandbox: bool) -> float:
        return cls.objects.get_or_create(sandbox=sandbox)[0].now

    @classmethod
    def reach(cls, moment: float, *, sandbox: bool) -> None:
        cls.objects.filter(sandbox=sandbox, now__lt=moment).update(now=moment)


class LaneQuerySet(models.QuerySet["Lane"]):
    def of(self, owner_id: UUID, *, sandbox: bool) -> Lane:
        return self.get_or_create(owner_id=owner_id, sandbox=sandbox)[0]

    def eligible(self, *, sandbox: bool) -> Self:
        """Lanes with work waiting and below their own cap, the next in turn first.

        The realm is looked up with IN: a comparison to True is written as the bare
        column, which no index serves.
        """
        free = Q(running_cap__isnull=True) | Q(running_cap__gt=_running())
        waiting = self.with_work(sandbox=sandbox).filter(free)
        return waiting.order_by("virtual_start", "front")

    def with_work(self, *, sandbox: bool) -> Self:
        return self.filter(sandbox__in=[sandbox], waiting__gt=0)

    def line(self, *, sandbox: bool) -> tuple[int, UUID | None]:
        """Return how many jobs of a realm wait, and the oldest of them."""
        waiting = self.with_work(sandbox=sandbox).order_by("front")
        fronts = list(waiting.values_list("waiting", "front"))
        return sum(count for count, _ in fronts), fronts[0][1] if fronts else None


def _running() -> Coalesce:
    """How many jobs of a lane hold a slot."""
    from .generations import Generation

    jobs = Generation.objects.filter(in_slot(), lane=OuterRef("pk"))
    count = jobs.order_by().values("lane").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count), 0)


def _front() -> Subquery:
    """The oldest waiting job of a lane: ids rise with time."""
    from .generations import Generation

    jobs = Generation.objects.filter(lane=OuterRef("pk"), state=State.QUEUED)
    return Subquery(jobs.order_by("id").values("id")[:1])


class Lane(models.Model):
    """One person's place among the turns of a realm.

    `waiting` counts the lane's queued jobs and `front` is the oldest of them; both
    are kept by the moves of Generation.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lanes"
    )
    sandbox = models.BooleanField()
    weight = models.FloatField(default=1.0)
    running_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    virtual_start = models.FloatField(default=0.0)
    waiting = models.PositiveIntegerField(default=0)
    front = models.UUIDField(null=True, editable=False)

    objects: ClassVar[LaneQuerySet] = LaneQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        permissions = [("set_turns", _("May set a person's share of turns"))]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "sandbox"], name="one_lane_per_realm"
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="weights_pull"),
        ]
        indexes = [
            models.Index(
                fields=["sandbox", "virtual_start", "front"],
                name="lanes_in_turn",
                condition=Q(waiting__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"lane {self.pk}: {self.waiting} waiting from {self.virtual_start:.1f}"

    def enter(self, jobs: int = 1) -> None:
        """Count more waiting jobs; a lane that was idle starts at the clock."""
        mine, more = Lane.objects.filter(pk=self.pk), F("waiting") + jobs
        if mine.filter(waiting__gt=0).update(waiting=more, front=_front()):
            return
        clock = VirtualClock.reading(sandbox=self.sandbox)
        start = Greatest(F("virtual_start"), clock)
        mine.update(waiting=more, front=_front(), virtual_start=start)

    def leave(self) -> None:
        """Count one waiting job less: it started, ended or was cancelled."""
        mine = Lane.objects.filter(pk=self.pk)
        mine.update(waiting=F("waiting") - 1, front=_front())

    def take_turn(self, cost: float) -> None:
        """Pay for a start: the lane moves on, and the clock to where it stood.

        A lane that its cap held back while the clock went on does not catch up.
        """
        VirtualClock.reach(self.virtual_start, sandbox=self.sandbox)
        start = Greatest("virtual_start", VirtualClock.reading(sandbox=self.sandbox))
        Lane.objects.filter(pk=self.pk).update(virtual_start=start + cost / F("weight"))

    def give_back_turn(self, cost: float) -> None:
        """Undo the payment for a start that the gateway did not take."""
        Lane.objects.filter(pk=self.pk).update(
            virtual_start=F("virtual_start") - cost / F("weight")
        )
