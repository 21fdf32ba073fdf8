"""What the kinds are called on the pages, and making something of that kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KIND_NAMES = {
    "text2video": _("Text"),
    "image2video": _("Image"),
    "multi_image2video": _("Multi-image"),
    "video_extend": _("Extended"),
    "lip_sync": _("Lip-sync"),
}

FORMS = ("text2video",)
"""Kinds that have a form of their own on the pages."""

DOINGS = {
    "text2video": _("Creating from text"),
    "image2video": _("Creating from an image"),
    "multi_image2video": _("Creating from several images"),
    "video_extend": _("Extending a clip"),
    "lip_sync": _("Lip-sync"),
}
