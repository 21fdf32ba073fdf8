"""A whole table as JSON and back: what an edition keeps, and what an operator writes.

Nothing here knows which kinds, models, modes or lengths there are: a new one is data.
"""

from __future__ import annotations

from generations.capability.editions.reading import Found, Unreadable, read
from generations.capability.editions.writing import as_document

__all__ = ["Found", "Unreadable", "as_document", "read"]
