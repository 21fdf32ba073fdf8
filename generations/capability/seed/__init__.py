"""The tables as the product starts with them.

Cells follow facts.md section 4 and its decision, prices section 5: one credit is one
unit of the upstream price list.
"""

from __future__ import annotations

from functools import cache

from generations.capability.cells import Cell, Key, Model, Price
from generations.capability.seed import (
    image2video,
    multi_image2video,
    text2video,
    video_extend,
)
from generations.capability.seed.lip_sync import (
    IDENTIFY_FACE,
    IDENTIFY_FACE_PRICE,
    LIP_SYNC,
    LIP_SYNC_PRICE,
)
from generations.capability.seed.rows import Row, price_of
from generations.capability.table import Table

MODELS = (
    Model("v1.6", "Kling 1.6"),
    Model("v2.1", "Kling 2.1"),
    Model("v2.1-master", "Kling 2.1 Master"),
    Model("v2.5-turbo", "Kling 2.5 Turbo"),
    Model("v2.6", "Kling 2.6", default=True),
)

ROWS: dict[str, tuple[Row, ...]] = {
    "text2video": text2video.ROWS,
    "image2video": image2video.ROWS,
    "multi_image2video": multi_image2video.ROWS,
    "video_extend": video_extend.ROWS,
}


@cache
def seed_table() -> Table:
    """Return the one table the product starts with."""
    rows = ((kind, row) for kind, rows in ROWS.items() for row in rows)
    cells: list[Cell] = [cell for kind, row in rows for cell in row.cells(kind)]
    prices: dict[Key, Price] = {c.key: price_of(c) for c in cells if c.state.is_open}
    prices |= {LIP_SYNC.key: LIP_SYNC_PRICE, IDENTIFY_FACE.key: IDENTIFY_FACE_PRICE}
    return Table(MODELS, (*cells, LIP_SYNC, IDENTIFY_FACE), prices)
