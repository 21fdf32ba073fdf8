"""Three requests that somebody new can run as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from generations.capability import Table

from .choices import Choices, choices

PROMPTS = (
    (_("Low sun over open water"), "16:9",
     "Low sun over open water, long swell rolling in, slow push forward, no wind"),
    (_("Ridges at first light"), "16:9",
     "First light climbing over folded ridgelines, haze lifting from the valleys"),
    (_("Silk in slow wind"), "9:16",
     "Red silk folding in slow wind, close up, soft side light, dark background"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    name: object
    shape: str
    prompt: str
    choices: Choices

    @property
    def price(self) -> Decimal:
        return self.choices.price


def examples(table: Table) -> list[Example]:
    """Return the examples, each on the model that is cheapest to try."""
    offered = table.offered("text2video")
    if not offered:
        return []
    cheapest = min(offered, key=lambda cell: table.price(cell, {}))
    given = {"model": cheapest.model or "", "mode": cheapest.mode or ""}
    found = []
    for name, shape, prompt in PROMPTS:
        values = {**given, "prompt": prompt, "aspect_ratio": shape}
        settled = choices(table, "text2video", values)
        found.append(Example(name, shape, prompt, settled))
    return found
