"""The model names of the interface document, in every spelling it prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

V1, V1_6, V2_1, V2_1_MASTER, V2_5_TURBO, V2_6 = (
    "v1",
    "v1.6",
    "v2.1",
    "v2.1-master",
    "v2.5-turbo",
    "v2.6",
)

DEFAULT_NAME = "kling-v1"

_SUFFIXES = {
    "v1.6": V1_6,
    "v2.1": V2_1,
    "v2.1_master": V2_1_MASTER,
    "v2.5_turbo": V2_5_TURBO,
    "v2.6": V2_6,
}

MODELS: Mapping[str, str] = MappingProxyType(
    {DEFAULT_NAME: V1}
    | {
        f"maas_{maker}_{suffix}": model
        for maker in ("kl", "keling")
        for suffix, model in _SUFFIXES.items()
    }
)
"""Lower-cased wire name -> model. The page's header says KeLing, most of its
enums say KL, and its own examples send the default, `kling-v1`."""


def model_named(name: str) -> str | None:
    """Return the model that a wire name means, whatever its letter case."""
    return MODELS.get(name.lower())
