"""Which fields a refusal's words are about, as data.

Nothing documents the texts. Those that were seen in public: a `camera_control` limited
to some mode, length and model; `model/mode/duration(…) is not supported with
image_tail`; a model that has no tail frame. So the reading is tolerant: any spelling of
a field's name counts, and so does what people call it.
"""

from __future__ import annotations

import re

_ANY = re.IGNORECASE

#: Fields by the names of this product, with the ways to speak of them.
NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern, _ANY))
    for field, pattern in (
        ("camera_control", r"camera"),
        ("image_tail", r"(image|img)[\s_-]*tail|(tail|end|last)[\s_-]*(frame|image)"),
        ("dynamic_masks", r"dynamic[\s_-]*mask|trajector|motion[\s_-]*brush"),
        ("static_mask", r"static[\s_-]*mask|motion[\s_-]*brush"),
        ("sound", r"\bsound\b|\baudio\b"),
        ("cfg_scale", r"cfg[\s_-]*scale|\bcfg\b"),
        ("negative_prompt", r"negative[\s_-]*prompt"),
        ("aspect_ratio", r"aspect[\s_-]*ratio"),
        ("audio_id", r"audio[\s_-]*id|voice[\s_-]*id"),
        ("original_audio_volume", r"original[\s_-]*audio[\s_-]*volume"),
        ("sound_volume", r"sound[\s_-]*volume"),
        ("prompt", r"(?<!negative)(?<!negative[\s_-])\bprompt\b"),
        ("image", r"\bimage\b(?![\s_-]*(tail|list))"),
        ("image_list", r"image[\s_-]*list"),
        ("duration", r"\bdurations?\b|\d+\s*(s|sec|seconds)\b"),
        ("mode", r"\bmodes?\b"),
        ("model", r"\bmodel(s|[\s_-]*name)?\b"),
    )
)

#: What is said of a value that is wrong in itself, wherever it were sent.
_OF_A_VALUE = re.compile(
    r"pixel|resolution|base64|download|\bformat|too (large|small|long|short|big)"
    r"|out of range|must be between|width|height",
    _ANY,
)
_OF_SUPPORT = re.compile(
    r"support|not (allowed|available)|unavailable|only (for|in)", _ANY
)
#: What is said of fields that clash: each of them alone may well be taken.
_OF_A_CLASH = re.compile(r"exclu|together|combin|at the same time|\bboth\b", _ANY)


def fields_named(message: str) -> frozenset[str]:
    """Return the fields whose offer a refusal's words deny.

    None where they find fault with a value: a picture too small says nothing of
    whether pictures are taken. None either where fields only clash.
    """
    if _OF_A_CLASH.search(message):
        return frozenset()
    if _OF_A_VALUE.search(message) and not _OF_SUPPORT.search(message):
        return frozenset()
    return frozenset(field for field, pattern in NAMES if pattern.search(message))
