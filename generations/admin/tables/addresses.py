"""Where the panel shows a cell, and which cell an address means."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from generations.capability import Cell, Key, Table

NONE = "-"
"""What stands in an address for a choice that a kind doesn't have."""


def slug_of(key: Key) -> str:
    return "/".join(str(part or NONE) for part in key)


def cell_address(key: Key, **query: str) -> str:
    path = reverse("admin:offered_cell", args=[str(part or NONE) for part in key])
    pairs = [f"{name}={value}" for name, value in query.items()]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def cell_at(table: Table, kind: str, model: str, mode: str, length: str) -> Cell:
    """Return the cell of an address, or raise a 404."""
    wanted = "/".join((kind, model, mode, length))
    found = next((cell for cell in table.cells if slug_of(cell.key) == wanted), None)
    if found is None:
        raise Http404
    return found
