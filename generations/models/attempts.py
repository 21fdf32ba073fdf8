from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .generations import Generation
from .states import MAY_HAVE_ARRIVED, OPEN_OUTCOMES, Outcome


class SubmitAttemptQuerySet(models.QuerySet["SubmitAttempt"]):
    def open_of(self, generation: Generation) -> SubmitAttempt | None:
        """Return the attempt that the gateway may have taken, if there is one."""
        return self.filter(generation=generation, outcome__in=OPEN_OUTCOMES).first()

    def sent_for(self, generation: Generation) -> Self:
        """The attempts that may have bought something."""
        return self.filter(generation=generation, outcome__in=MAY_HAVE_ARRIVED)

    def of_callback(self, digest: str) -> Self:
        """Attempts whose callback address has this digest: one, or none.

        The exclusion is the condition of the index.
        """
        return self.filter(callback_digest=digest).exclude(callback_digest="")


class SubmitAttempt(models.Model):
    """One try to buy, written before the call and never taken back.

    The own id belongs to the purchase and stays the same over its attempts, so that
    a rule of uniqueness at the gateway would work for us. `sent_to` is a digest of
    the address and key that it went to: what another one does not know says nothing.
    `callback_digest` is all that is kept of the secret address at which the gateway
    may tell of this attempt, `called_back_at` the last look that it brought about.
    """

    generation = models.ForeignKey(
        Generation, on_delete=models.PROTECT, related_name="attempts"
    )
    own_id = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    body_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.INTENT)
    sent_to = models.CharField(max_length=32, blank=True)
    candidate_task_id = models.CharField(max_length=128, blank=True)
    request_id = models.CharField(max_length=120, blank=True)
    code = models.IntegerField(null=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    message = models.CharField(max_length=500, blank=True)
    looks = models.PositiveSmallIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    unfound_for = models.FloatField(default=0.0, help_text="Seconds.")
    callback_digest = models.CharField(max_length=64, blank=True, db_default="")
    called_back_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[SubmitAttemptQuerySet] = SubmitAttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["generation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["own_id", "number"], name="attempts_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["generation"],
                condition=Q(outcome__in=sorted(OPEN_OUTCOMES)),
                name="one_open_attempt",
            ),
            models.UniqueConstraint(
                fields=["callback_digest"],
                condition=~Q(callback_digest=""),
                name="one_attempt_per_callback",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.own_id} #{self.number}: {self.outcome}"

    def end(self, outcome: Outcome, now: datetime, **words: object) -> None:
        """Write what became of the attempt."""
        self.outcome, self.ended_at = outcome, now
        type(self).objects.filter(pk=self.pk).update(
            outcome=outcome, ended_at=now, **words
        )

    def remember(self, task_id: str) -> None:
        """Keep a task id that the gateway answered, whoever holds the row by now.

        It is only a candidate: settling asks for it where the own id is not found.
        """
        mine = type(self).objects.filter(pk=self.pk, outcome__in=OPEN_OUTCOMES)
        mine.filter(candidate_task_id="").update(candidate_task_id=task_id)

    def miss(self, now: datetime, *, counts_at_most: float) -> bool:
        """Count a definite "not found", and the time that it stayed so.

        No single look counts for more than `counts_at_most` seconds, so a clock that
        jumps does not prove an absence. Of looks that overlap one counts; False for
        the others.
        """
        passed = (now - (self.looked_at or self.started_at)).total_seconds()
        found = {
            "looks": self.looks + 1,
            "unfound_for": self.unfound_for + min(max(passed, 0.0), counts_at_most),
        }
        mine = type(self).objects.filter(pk=self.pk, looked_at=self.looked_at)
        if not mine.update(looked_at=now, **found):
            return False
        self.looks, self.unfound_for = self.looks + 1, found["unfound_for"]
        self.looked_at = now
        return True
