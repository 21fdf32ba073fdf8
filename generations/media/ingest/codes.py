"""Every code of a refused upload, with what it means, for the page that lists codes."""

from __future__ import annotations

MEANINGS = {
    "unreadable": "The file is empty, broken, cut short, or holds nothing of its kind.",
    "unsupported_type": "The file is of a kind that is not taken; the text says which.",
    "took_too_long": "Reading the file took more time than it may.",
    "too_heavy": "The file has more bytes than can be read.",
    "too_many_pixels": "The picture has more pixels than can be read.",
    "too_small": "A side of the picture is shorter than the gateway takes.",
    "bad_shape": "The picture is too long for its width; a crop that fits is proposed.",
    "crop_outside": "The crop leaves the picture.",
    "not_only_a_picture": "The file is a page, a script or an archive as well.",
    "mask_size": "The mask and its picture differ in size.",
    "mask_empty": "Nothing is painted on the mask.",
    "too_short": "The sound or video, or the part asked for, is too short.",
    "too_long": "The sound or video is too long.",
    "bad_cut": "The cut starts before the beginning, or ends before it starts.",
    "silent": "Nothing can be heard in the sound.",
    "bad_video_size": "The video is neither 720p nor 1080p.",
    "no_such_moment": "The clip has no picture at that moment.",
}
