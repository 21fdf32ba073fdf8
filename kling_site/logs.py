"""JSON lines to standard error, with every secret masked last of all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

import structlog

from generations.sealing import IN_THE_OPEN

BEARER = re.compile(r"(?i)\b(bearer|basic)(\s+)[^\s\"'\\]+")
CALLBACK = re.compile(r"(/callbacks/)[^\s\"'\\/?#]+")
MASK = "[masked]"


class Scrubber:
    """Mask secrets in a finished line, wherever in it they came from.

    Working on the finished line covers tracebacks, the texts of other people's
    libraries and values bound long before, which no list of field names would.
    """

    def __init__(
        self, secrets: Iterable[str], opened: Collection[str] = frozenset()
    ) -> None:
        """Take the secrets that are known now, and a set that others come into."""
        self.secrets = [secret for secret in secrets if secret]
        self.opened = opened

    def __call__(self, logger: object, method: str, line: str) -> str:
        """Return the line without any of the secrets; last in a structlog chain."""
        for secret in (*self.secrets, *tuple(self.opened)):
            line = line.replace(secret, MASK)
        line = CALLBACK.sub(rf"\1{MASK}", line)
        return BEARER.sub(rf"\1\2{MASK}", line)


SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]


def logging_config(secrets: Iterable[str], *, level: str = "INFO") -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING for all other loggers."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                    Scrubber(secrets, IN_THE_OPEN),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django-q": {"level": "WARNING"},
            # A caller's mistake is answered to the caller; the operator has no part.
            "django.request": {"level": "ERROR"},
        },
    }
