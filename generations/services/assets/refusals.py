"""Why an upload is not taken, in words for who sent it."""

from __future__ import annotations

from collections.abc import Mapping

from generations.errors import GenerationError, Problem


class UploadRefused(GenerationError):
    """A file is not taken; `problems` has the one reason, on its field."""

    CODES: Mapping[str, str] = {
        "too_heavy": "too_large",
        "unsupported_type": "unsupported_media_type",
    }

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.detail} Nothing was kept.", [problem])
        self.code = self.CODES.get(problem.code, "validation")


class TooManyUploads(GenerationError):
    """The person keeps as many uploads, or as much of them, as one may."""

    code = "too_many_uploads"

    def __init__(self, count: int, size: int, most: int, most_bytes: int) -> None:
        super().__init__(
            f"You keep {count:,} uploads of {size / 1e9:.1f} GB in all; one person may "
            f"keep {most:,} of {most_bytes / 1e9:.1f} GB. Remove some that you no "
            "longer need. Nothing was kept."
        )


class TooManyAMinute(GenerationError):
    """Somebody brings uploads faster than they are read for all others beside."""

    code = "rate_limited"

    def __init__(self, limit: int, wait: int) -> None:
        super().__init__(
            f"One person may bring {limit:,} uploads a minute. Nothing was kept."
        )
        self.retry_after = wait


class StorageAway(GenerationError):
    """Files cannot be read or written just now."""

    code = "unavailable"
    retry_after = 5

    def __init__(self) -> None:
        super().__init__("The studio's storage does not answer. Send it again soon.")


class NoRoom(GenerationError):
    """The studio's disk is almost full."""

    code = "no_room"
    retry_after = 600

    def __init__(self) -> None:
        super().__init__(
            "The studio's disk is almost full, so it takes no uploads now. Whoever "
            "runs it can make room. Nothing was kept."
        )
