"""Which writer makes the body of a kind's create."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from generations.gateway import text2video


class Writer(Protocol):
    def __call__(
        self,
        request: Mapping[str, Any],
        *,
        wire_model_name: str,
        external_task_id: str,
    ) -> dict[str, Any]: ...


WRITERS: Mapping[str, Writer] = {"text2video": text2video.payload}


def writer_for(kind: str) -> Writer:
    """Give the writer of `kind`; KeyError where none exists yet."""
    return WRITERS[kind]
