"""The `data` of answers, as the document's pages print it."""

from __future__ import annotations

from typing import Any

from .tasks import Task


def created(task: Task) -> dict[str, object]:
    """Shape the answer to a create of any family with an own id."""
    return {
        "task_id": task.task_id,
        "task_info": own_id(task),
        "task_status": "submitted",
        "created_at": task.created_at,
        "updated_at": task.created_at,
    }


def looked_at(task: Task, origin: str, now: int) -> dict[str, Any]:
    """Shape a look as all families but text2video print it: ids and times on top."""
    return {
        "task_id": task.task_id,
        "task_status": task.status(now),
        "task_status_msg": task.message(now),
        "task_info": {**own_id(task), **_parent(task, origin)},
        "task_result": {"videos": task.videos(origin, now)},
        "created_at": task.created_at,
        "updated_at": task.updated_at(now),
    }


def own_id(task: Task) -> dict[str, object]:
    """Shape `task_info`: the own id where one was given."""
    given = task.order.external_task_id
    return {} if given is None else {"external_task_id": given}


def _parent(task: Task, origin: str) -> dict[str, object]:
    """Shape the video that `task` went on from, where it did from one."""
    parent = task.order.parent
    return {} if parent is None else {"parent_video": parent.shown(origin)}
