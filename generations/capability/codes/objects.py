"""The rules of what a request names: pictures, sounds, clips, faces."""

from __future__ import annotations

from generations.capability.codes.rule import CONTINUE, Rule

OBJECT_RULES: dict[str, Rule] = {
    "unknown_id": Rule(
        "The id is not that of an object of the caller's, or it is no more.",
        "{label} is the id of no {what} of yours.",
        "Use the id of one that you have.",
    ),
    "wrong_purpose": Rule(
        "The upload was made for another use than the field's.",
        "{label} takes an upload for `{purpose}`. This one is for `{given}`.",
        "Upload it again for `{purpose}`.",
    ),
    "sandbox_mismatch": Rule(
        "The object was made in the sandbox and the studio works live, or the reverse.",
        "{label} was made {theirs}, and the studio works {ours}. The two never mix.",
        "Use one that was made {ours}.",
    ),
    "wrong_size": Rule(
        "A mask has not the size of the picture that it was painted on.",
        "{label} has {given} pixels, {other} has {size}. Both must be equal.",
        "Make it {size} pixels.",
    ),
    "in_trash": Rule(
        "The clip is in the trash.",
        "{label} is in the trash.",
        "Restore it first.",
    ),
    "expired_upstream": Rule(
        "The gateway has deleted its copy of the clip, from which it would work.",
        "{label} is no longer at the gateway{since}. Your own copy is safe.",
        CONTINUE,
    ),
    "not_extendable": Rule(
        "The gateway extends no clips of this kind or model.",
        "{label} cannot be extended. {reason}",
        CONTINUE,
    ),
    "too_long_chain": Rule(
        "Extended once more, the clip would be longer than the gateway lets it be.",
        "{label} lasts {length} s. With about {more} s more it would be longer than "
        "the {limit} s that a clip may have in all.",
        CONTINUE,
    ),
    "too_long_for_faces": Rule(
        "The clip is longer than those in which faces are looked for.",
        "{label} lasts {length} s. Faces are looked for in at most {limit} s.",
        "Use a shorter one.",
    ),
    "not_ready": Rule(
        "The face session is not ready to be used.",
        "{label} is not ready: {reason}.",
    ),
    "unknown_face": Rule(
        "The face is not one that the session found.",
        "{label} is {given}. That is none of the {count} faces of this session.",
        "Choose one of its faces.",
    ),
    "face_too_short": Rule(
        "The face is seen for less time than a sound needs of it.",
        "{label} is seen for {length} s. A sound needs {least} s of it.",
        "Choose another face.",
    ),
    "bad_length": Rule(
        "The sound is shorter or longer than the gateway takes.",
        "{label} lasts {length} s. It may last {low} to {high} s.",
        "Use another one.",
    ),
    "beyond_sound": Rule(
        "The crop goes beyond the end of the sound.",
        "{label} is {given:,} ms. The sound ends at {length:,} ms.",
        "Use {near}.",
    ),
    "too_short_crop": Rule(
        "The part of the sound that is used is too short.",
        "{label} leaves {length:,} ms of the sound. It takes at least {least:,} ms.",
        "Use {near}.",
    ),
    "outside_clip": Rule(
        "The sound would go on after the clip has ended.",
        "The sound would end at {end:,} ms, and the clip ends at {length:,} ms.",
        "Use {near}.",
    ),
    "face_not_met": Rule(
        "The sound and the sight of the face share too little time.",
        "The sound would go from {start:,} to {end:,} ms; the face is seen from "
        "{first:,} to {last:,} ms. They share {shared:,} ms, and need {least:,}.",
        "Let the sound and the face meet for longer.",
    ),
}
