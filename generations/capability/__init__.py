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
from generations.capability.clips import against_extending, against_faces
from generations.capability.codes import CODES, RULES
from generations.capability.expected import Expected, expected, slot_seconds
from generations.capability.faces import FacesVerdict, validate_faces
from generations.capability.materials import NO_MATERIALS, Materials
from generations.capability.seed import seed_table
from generations.capability.table import Table
from generations.capability.validation import Verdict, validate

__all__ = [
    "CODES",
    "NO_MATERIALS",
    "RULES",
    "Cell",
    "Expected",
    "Extra",
    "FacesVerdict",
    "Feature",
    "Key",
    "Materials",
    "Model",
    "Price",
    "State",
    "Table",
    "Verdict",
    "against_extending",
    "against_faces",
    "expected",
    "seed_table",
    "slot_seconds",
    "validate",
    "validate_faces",
]
