"""What an extension needs: a clip that the gateway has, extends, and lets grow."""

from __future__ import annotations

from generations.capability.checking.case import Case, Settled
from generations.capability.checking.objects import check_realm, refuse_unknown
from generations.capability.clips import refuse_extension
from generations.capability.things import identity_in


def check_extension(case: Case) -> Settled:
    clip = case.things.clip
    if clip is None:
        if identity_in(case.body, "video"):
            refuse_unknown(case.report, "video", "clip")
        return Settled()
    check_realm(case.report, "video", case.materials, sandbox=clip.sandbox)
    refuse_extension(case.report, "video", case.table, clip, case.materials.now)
    return Settled(source_clip=clip.id)
