"""What can be asked for: one body for each kind, told apart by `kind`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from generations.capability import limits
from generations.capability.reading.camera import AXES, MOVES
from generations.capability.reading.kinds import ASPECT_RATIOS, SOUND

from .words import described, open_set, text

DURATION = {"oneOf": [{"type": "integer"}, {"type": "string"}]}
AMOUNT = {"oneOf": [{"type": "number"}, {"type": "string"}]}
METADATA: dict[str, Any] = {"type": "object", "additionalProperties": {}}
ID: dict[str, Any] = {"type": "string", "format": "uuid"}
CAMERA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "x-extensible-enum": list(MOVES)},
        "config": {
            "type": "object",
            "properties": {axis: {"type": "number"} for axis in AXES},
        },
    },
}
POINT: dict[str, Any] = {
    "type": "object",
    "required": ["x", "y"],
    "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}},
}
AREAS: dict[str, Any] = {
    "type": "array",
    "maxItems": limits.DYNAMIC_MASKS,
    "items": {
        "type": "object",
        "required": ["mask", "trajectories"],
        "properties": {
            "mask": ID,
            "trajectories": {
                "type": "array",
                "minItems": limits.TRAJECTORY[0],
                "maxItems": limits.TRAJECTORY[1],
                "items": POINT,
            },
        },
    },
}
PICTURES: dict[str, Any] = {
    "type": "array",
    "minItems": limits.IMAGE_LIST[0],
    "maxItems": limits.IMAGE_LIST[1],
    "items": ID,
}
AGAIN = "May be said, and must then be the clip's."


def kind(name: str) -> Any:
    return described({"type": "string", "enum": [name]})


def upload(what: str, **kwargs: Any) -> serializers.UUIDField:
    return serializers.UUIDField(help_text=f"The id of {what} of yours.", **kwargs)


def milliseconds(help_text: str) -> serializers.IntegerField:
    told = f"{help_text} Milliseconds."
    return serializers.IntegerField(required=False, min_value=0, help_text=told)


def volume(help_text: str) -> serializers.FloatField:
    low, high = limits.VOLUME
    return serializers.FloatField(
        required=False, min_value=low, max_value=high, help_text=f"{help_text} 1."
    )


class TermsSerializer(serializers.Serializer[Any]):
    """What stands beside any request, and is never sent on."""

    title = text("Your own name for it.", required=False, allow_blank=True)
    metadata = described(METADATA, "Your own notes, flat.", required=False)
    quote = serializers.UUIDField(required=False, help_text="The price you agreed to.")
    max_credits = described(AMOUNT, "The highest price you agree to.", required=False)


class ChoicesSerializer(TermsSerializer):
    """The choices that name a cell of the capability table."""

    model = text("A slug of the capability table, such as `v2.6`.")
    mode = text("`std` or `pro`; the model's own default.", required=False)
    duration = described(DURATION, "Seconds; 5.", required=False)
    negative_prompt = text(required=False, allow_blank=True)


class Text2VideoRequestSerializer(ChoicesSerializer):
    """A clip from words."""

    kind = kind("text2video")
    prompt = text(max_length=limits.PROMPT)
    cfg_scale = serializers.FloatField(required=False, help_text="0 to 1.")
    sound = open_set(SOUND, required=False)
    aspect_ratio = open_set(ASPECT_RATIOS, required=False)
    camera_control = described(CAMERA, "One simple axis, or a move.", required=False)


class Image2VideoRequestSerializer(ChoicesSerializer):
    """A clip from a first frame, a last one, or both. It has their shape."""

    kind = kind("image2video")
    image = upload("a picture", required=False)
    image_tail = upload("a picture to end with", required=False)
    prompt = text(required=False, allow_blank=True, max_length=limits.PROMPT)
    cfg_scale = serializers.FloatField(required=False, help_text="0 to 1.")
    sound = open_set(SOUND, required=False)
    static_mask = upload("a mask of what stands still", required=False)
    dynamic_masks = described(
        AREAS,
        "Areas and their paths, in pixels of `image` from its top left corner.",
        required=False,
    )
    camera_control = described(CAMERA, "One simple axis, or a move.", required=False)


class MultiImage2VideoRequestSerializer(ChoicesSerializer):
    """A clip from several pictures."""

    kind = kind("multi_image2video")
    image_list = described(PICTURES, "The ids of pictures of yours, in order.")
    prompt = text(max_length=limits.PROMPT)
    aspect_ratio = open_set(ASPECT_RATIOS, required=False)


class ExtendRequestSerializer(TermsSerializer):
    """How a clip goes on. Model and mode are the clip's own."""

    prompt = text(required=False, allow_blank=True, max_length=limits.PROMPT)
    model = text(AGAIN, required=False)
    mode = text(AGAIN, required=False)


class VideoExtendRequestSerializer(ExtendRequestSerializer):
    """A longer clip: the whole of one, and about five seconds more."""

    kind = kind("video_extend")
    video = upload("a clip")


class LipSyncFaceRequestSerializer(TermsSerializer):
    """Which face speaks, and what is heard when."""

    face_session = upload("a face session")
    face_id = text("One of the session's faces.")
    audio = upload("a sound", required=False)
    audio_id = text("The gateway's id of a sound, where that is on.", required=False)
    sound_start_time = milliseconds("Where the sound is cut; 0.")
    sound_end_time = milliseconds("Where it is cut at its end; its own end.")
    sound_insert_time = milliseconds("When in the clip it begins; 0.")
    sound_volume = volume("How loud it is;")
    original_audio_volume = volume("How loud the clip's own sound stays;")


class LipSyncRequestSerializer(LipSyncFaceRequestSerializer):
    """A clip in which a face speaks a sound."""

    kind = kind("lip_sync")


KINDS: dict[str, Any] = {
    "text2video": Text2VideoRequestSerializer,
    "image2video": Image2VideoRequestSerializer,
    "multi_image2video": MultiImage2VideoRequestSerializer,
    "video_extend": VideoExtendRequestSerializer,
    "lip_sync": LipSyncRequestSerializer,
}

GENERATION_REQUEST = PolymorphicProxySerializer(
    component_name="GenerationRequest",
    serializers=KINDS,
    resource_type_field_name="kind",
)
ANY_REQUEST: dict[str, Any] = {"$ref": "#/components/schemas/GenerationRequest"}
