"""The two brokers of django-q2, made to behave alike: each bell is given out once.

Its own table broker gives a bell out again after a time that starts when it is
fetched, not when it runs, so two copies could run at once. Both also write a status
to the cache twice a second for each cluster, which nobody reads.
"""

from __future__ import annotations

import logging
from time import sleep

from django.db import DatabaseError
from django_q.brokers.orm import ORM
from django_q.brokers.redis_broker import Redis
from django_q.conf import Conf
from redis import RedisError

from . import heartbeat

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds before a broker that failed is asked again

heartbeat.connect()


class WithoutStatus:
    """A broker that keeps no status of clusters in the cache."""

    @staticmethod
    def get_cache() -> None:
        """Return no cache, so that django-q2 writes no status."""

    def set_stat(self, key: str, value: str, timeout: int) -> None:
        """Leave the status out."""

    def get_stat(self, key: str) -> None:
        """Return no status."""

    def get_stats(self, pattern: str) -> None:
        """Return no status."""


class TableBells(WithoutStatus, ORM):
    """Bells in a table of the database."""

    def queue_size(self) -> int:
        """Return how many bells wait."""
        return int(self.get_connection().filter(key=self.list_key).count())

    def dequeue(self) -> list[tuple[None, str]] | None:
        """Take the oldest bells; whoever deletes the row has the bell."""
        try:
            bells = self._take()
        except DatabaseError:
            logger.warning("The queue cannot be read.", exc_info=True)
            sleep(PAUSE)
            return None
        if not bells:
            sleep(Conf.POLL)
        return bells

    def _take(self) -> list[tuple[None, str]]:
        table = self.get_connection()
        rows = table.filter(key=self.list_key).order_by("pk")
        oldest = list(rows.values_list("pk", "payload")[: Conf.BULK])
        return [(None, bell) for pk, bell in oldest if table.filter(pk=pk).delete()[0]]

    def acknowledge(self, task_id: None) -> None:
        """Do nothing: the row went when the bell was taken."""

    fail = delete = acknowledge


class RedisBells(WithoutStatus, Redis):
    """Bells in a list of Redis or Valkey."""

    def dequeue(self) -> list[tuple[None, bytes]] | None:
        """Take the oldest bell, waiting up to a second for one."""
        try:
            bell = self.connection.blpop(self.list_key, 1)
        except RedisError:
            logger.warning("The queue cannot be read.", exc_info=True)
            sleep(PAUSE)
            return None
        return [(None, bell[1])] if bell else None
