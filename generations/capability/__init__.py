"""What the gateway offers, what it costs, and whether a request fits."""

from __future__ import annotations

from generations.capability.cells import (
    Cell,
    Extra,
    Feature,
    Key,
    Model,
    Price,
    State,
)
from generations.capability.codes import CODES, RULES
from generations.capability.expected import Expected, expected, slot_seconds
from generations.capability.seed import seed_table
from generations.capability.table import Table
from generations.capability.validation import Verdict, validate

__all__ = [
    "CODES",
    "RULES",
    "Cell",
    "Expected",
    "Extra",
    "Feature",
    "Key",
    "Model",
    "Price",
    "State",
    "Table",
    "Verdict",
    "expected",
    "seed_table",
    "slot_seconds",
    "validate",
]
