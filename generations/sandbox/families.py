"""Every family that the sandbox imitates; a new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import text2video
from .order import Family

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {family.segment: family for family in (text2video.FAMILY,)}
)
