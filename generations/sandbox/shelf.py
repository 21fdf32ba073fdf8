"""Every task and session the sandbox remembers, found by any of its names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .attempts import Fate
from .ledger import Event
from .sessions import Session
from .tasks import Film, Task


class Shelf:
    """Tasks by task id, (family, external id), video id and file token; sessions.

    Films lie in `folder` under their task ids, and beside them the files that came
    with requests, under their checksums.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tasks: dict[str, Task] = {}
        self._own_ids: dict[tuple[str, str], Task] = {}
        self._tokens: dict[str, Task] = {}
        self._videos: dict[str, Task] = {}
        self._sessions: dict[str, Session] = {}
        folder.mkdir(exist_ok=True)

    def put(self, task: Task) -> None:
        self.tasks[task.task_id] = task
        self._tokens[task.token] = task
        self._videos[task.video_id] = task
        if task.order.external_task_id:
            self._own_ids[task.order.family, task.order.external_task_id] = task

    def find(self, family: str, name: str) -> Task | None:
        """Return the task with this id, else the newest with this external id."""
        task = self.tasks.get(name) or self._own_ids.get((family, name))
        return task if task and task.order.family == family else None

    def with_token(self, token: str) -> Task | None:
        return self._tokens.get(token)

    def with_video(self, video_id: str) -> Task | None:
        return self._videos.get(video_id)

    def session(self, name: str) -> Session | None:
        """Return the session with this id, or whose pictures have this token."""
        return self._sessions.get(name)

    def put_session(self, session: Session) -> None:
        self._sessions[session.session_id] = session
        self._sessions[session.token] = session

    def path(self, task: Task) -> Path:
        return self.folder / f"{task.task_id}.mp4"

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Have these files on disk, whole or not at all; one content is kept once."""
        for name, content in files.items():
            path = self.folder / name
            if path.exists():
                continue
            draft = path.with_suffix(".draft")
            with draft.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(path)

    def replay(self, events: Iterable[Event]) -> int:
        """Put back every task on a ledger; return the most that ever ran at once."""
        most = 0
        for event in events:
            match event["event"]:
                case "create":
                    most = max(most, event["live"])
                    if "task" in event:
                        self.put(Task.from_json(event["task"]))
                case "faces" if "session" in event:
                    self.put_session(Session.from_json(event["session"]))
                case "film":
                    self._replay_film(event)
                case "fate":
                    self._replay_fate(event)
        return most

    def _replay_film(self, event: Event) -> None:
        """A film whose file is gone is forgotten, so that it is made again."""
        task = self.tasks.get(event["task_id"])
        if task and self.path(task).exists():
            task.film = Film(**event["film"])

    def _replay_fate(self, event: Event) -> None:
        if task := self.tasks.get(event["task_id"]):
            redirect(task, Fate(event["fate"], event["failure"]), event["at"])

    def sweep(self, now: int) -> None:
        """Delete files that belong to no task and to no session still open."""
        kept = {self.path(task).name for task in self.tasks.values()}
        for task in self.tasks.values():
            kept |= task.order.file_names
        for session in self._sessions.values():
            if not session.expired(now):
                kept.add(session.parent.file)
        for path in self.folder.iterdir():
            if path.name not in kept:
                path.unlink()


def redirect(task: Task, fate: Fate, at: int) -> None:
    """Give `task` another end, due at once."""
    task.fate, task.failure, task.due_at = fate.fate, fate.failure, at
