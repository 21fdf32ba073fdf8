"""What the processes of a cluster show of themselves, by django-q2's signals.

up.<cluster>     a worker came up
alive.<cluster>  a worker took a bell
heard.<cluster>  the process that collects the workers' results got one
"""

from __future__ import annotations

from django_q.conf import Conf
from django_q.signals import post_execute, post_spawn, pre_execute

from .marks import run_directory


def connect() -> None:
    """Leave marks from now on; called before django-q2 starts its processes."""
    post_spawn.connect(_up, dispatch_uid="up")
    pre_execute.connect(_alive, dispatch_uid="alive")
    post_execute.connect(_heard, dispatch_uid="heard")


def _up(**_: object) -> None:
    run_directory().mark(f"up.{Conf.CLUSTER_NAME}")


def _alive(**_: object) -> None:
    run_directory().mark(f"alive.{Conf.CLUSTER_NAME}")


def _heard(**_: object) -> None:
    run_directory().mark(f"heard.{Conf.CLUSTER_NAME}")
