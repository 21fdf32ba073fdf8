"""Colours and a scene for a prompt: its words tilt the choice, its hash decides."""

from __future__ import annotations

import colorsys
import hashlib
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Float = np.float32

PALETTES = {
    "dawn": ("#06070d", "#2a2742", "#81566a", "#e8956b", "#ffdfae"),
    "ember": ("#080302", "#35100a", "#8d3013", "#e27b2d", "#ffd694"),
    "teal": ("#020c0c", "#063633", "#0f6d66", "#4bb8a2", "#ecf5de"),
    "rose": ("#0f0308", "#480b23", "#a01c3f", "#ea786c", "#ffdeca"),
    "violet": ("#060412", "#22164e", "#4c2c98", "#9463cd", "#f6bfcd"),
    "moon": ("#02050c", "#0c1936", "#254779", "#7ba3cf", "#ecf5ff"),
    "moss": ("#040703", "#1a290c", "#455f1a", "#93a945", "#f2f1be"),
    "sand": ("#0a0705", "#382315", "#875130", "#d09862", "#fae6c3"),
    "mist": ("#060909", "#202e2d", "#4a6461", "#94ada6", "#eff4ee"),
    "aurora": ("#02060d", "#0a2137", "#125d69", "#51d2a2", "#dfffe6"),
}

PALETTE_WORDS = {
    "dawn": "dawn sun sunrise sunset dusk morning evening peach first low",
    "ember": "ember fire flame gold golden copper orange amber lava candle autumn",
    "teal": "teal emerald turquoise ink jade lagoon jungle",
    "rose": "rose red pink blood silk love blossom cherry",
    "violet": "violet purple lavender nebula dream neon cyber",
    "moon": "moon blue night midnight ocean winter ice storm rain",
    "moss": "moss green forest grass meadow garden leaf spring dog",
    "sand": "sand desert dune coffee leather wood vintage",
    "mist": "mist fog snow cloud grey gray smoke silver",
    "aurora": "aurora space galaxy alien northern star cosmic",
}

SCENE_WORDS = {
    "sea": "sea ocean water wave waves lake river rain shore beach boat ship sail "
    "harbour island fish whale swim tide",
    "ridges": "mountain mountains hill hills valley ridge forest tree trees snow "
    "desert dune dunes road field meadow grass horse dog wolf village horizon",
    "bokeh": "night city street lights light lantern lanterns neon market party "
    "firefly fireflies spark sparks stars christmas traffic cafe window bus train",
    "silk": "silk fabric cloth dress ink paint liquid smoke abstract metal chrome "
    "gold copper marble fashion dance dancer",
}


@dataclass(frozen=True)
class Look:
    """How one film looks: `stops` are five colours from dark to light, 0 to 1."""

    scene: str
    stops: Array
    seed: int
    take: int
    table: Array

    def ramp(self, value: Array) -> Array:
        """Map values in [0, 1] along the stops; adds a last axis of three."""
        index = (value * np.float32(len(self.table) - 1)).astype(np.intp)
        return np.take(self.table, index, axis=0, mode="clip")

    def dice(self, purpose: str) -> np.random.Generator:
        """Return the film's own random numbers for one purpose."""
        return np.random.default_rng([self.seed, self.take, _number(purpose)])


def look_for(prompt: str, take: str) -> Look:
    """Choose by `prompt`; `take` only varies shapes, so takes are siblings."""
    words = set(re.findall(r"[a-z]+", prompt.lower()))
    seed = _number(prompt)
    palette = _chosen(PALETTE_WORDS, words, seed)
    scene = _chosen(SCENE_WORDS, words, seed >> 16)
    turn = ((seed >> 32) % 1000 / 1000 - 0.5) * 0.03
    stops = [_turned(colour, turn) for colour in PALETTES[palette]]
    ramp = np.array(stops, np.float32)
    return Look(scene, ramp, seed, _number(take), _table(ramp))


def _chosen(table: dict[str, str], words: set[str], number: int) -> str:
    hits = {name: _hits(line.split(), words) for name, line in table.items()}
    most = max(hits.values())
    best = [name for name in table if hits[name] == most]
    return best[number % len(best)]


def _hits(stems: list[str], words: set[str]) -> int:
    """Count the words that mean a stem: itself, or longer forms of a long one."""
    return sum(
        word == stem or (len(stem) > 3 and word.startswith(stem))
        for word in words
        for stem in stems
    )


def _turned(colour: str, turn: float) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, colourful = colorsys.rgb_to_hls(red, green, blue)
    return colorsys.hls_to_rgb((hue + turn) % 1, light, colourful)


def _number(text: str) -> int:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:6], "big")


def _table(stops: Array, size: int = 2048) -> Array:
    """Return the stops as a smooth table of `size` colours."""
    places = np.linspace(0, 1, len(stops))
    at = np.linspace(0, 1, size)
    channels = [np.interp(at, places, stops[:, one]) for one in range(3)]
    return np.stack(channels, axis=1).astype(np.float32)
