"""Every family that the sandbox imitates; a new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import image2video, lip_sync, multi_image2video, text2video, video_extend
from .order import Family

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.segment: family
        for family in (
            text2video.FAMILY,
            image2video.FAMILY,
            multi_image2video.FAMILY,
            video_extend.FAMILY,
            lip_sync.FAMILY,
        )
    }
)
