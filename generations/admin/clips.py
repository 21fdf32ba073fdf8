"""Clips: whose, how large, and taking one down."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from generations import wiring
from generations.models import Video
from generations.services.trash import poster_keys, restore_video, trash_video

from .deeds import Cleaned, Deed, Deeds
from .filters import ByKind, ByModel, ByPerson, ByRealm, InTrash, Made
from .reading import ReadOnly
from .words import ago, at, link, megabytes, realm, row_address


def _take_down(row: Video, values: Cleaned, actor: AbstractBaseUser) -> str:
    trash_video(row)
    return _("Taken down: the clip is in its owner's trash.")


def _put_back(row: Video, values: Cleaned, actor: AbstractBaseUser) -> str:
    restore_video(row)
    return _("Put back into its owner's gallery.")


TAKE_DOWN = Deed(
    name="take_down",
    permission="generations.take_down_video",
    title=gettext_lazy("Take down"),
    button=gettext_lazy("Take it down"),
    explain=lambda row: _(
        "The clip goes to its owner's trash and is removed for good when that is "
        "emptied. The owner can take it back until then."
    ),
    do=_take_down,
    fits=lambda row: row.trashed_at is None,
    icon="delete",
    danger=True,
)
PUT_BACK = Deed(
    name="put_back",
    permission="generations.take_down_video",
    title=gettext_lazy("Put back"),
    button=gettext_lazy("Put it back"),
    explain=lambda row: _("The clip leaves the trash and is in the gallery again."),
    do=_put_back,
    fits=lambda row: row.trashed_at is not None,
    icon="restore_from_trash",
)


class ClipAdmin(ReadOnly, Deeds):
    """Clips are read; taking one down is the only deed, and can be undone."""

    deeds = (TAKE_DOWN, PUT_BACK)
    list_display = ("poster", "what", "person", "made_with", "length", "weight", "made")
    list_display_links = None
    list_select_related = ("owner",)
    list_filter = (
        ByKind,
        ByModel,
        ByPerson,
        InTrash,
        Made,
        ByRealm,
    )
    list_filter_submit = True
    search_fields = ("=id", "title", "prompt", "owner__email", "=sha256")
    search_help_text = gettext_lazy("An id, a title, a prompt, an e-mail, a sha256")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("poster",),
                    ("person", "asked", "made_with"),
                    ("length", "picture", "weight"),
                    ("made_at", "trashed", "where"),
                    ("sha256",),
                    ("prompt",),
                )
            },
        ),
    )
    readonly_fields = (
        "poster", "person", "asked", "made_with", "length", "picture", "weight",
        "made_at", "trashed", "where", "sha256", "prompt",
    )  # fmt: skip

    def get_urls(self) -> list[Any]:
        picture = self.admin_site.admin_view(self.poster_view)
        return [
            path("<uuid:pk>/poster/", picture, name="clip_poster"),
            *super().get_urls(),
        ]

    def poster_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Send a clip's smallest poster: signed addresses are for the site's own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, str(pk))
        keys = poster_keys(row) if row else {}
        if not keys:
            raise Http404
        vault, key = wiring.vault(), keys[min(keys)]
        try:
            content = b"".join(vault.read(key, 0, vault.size(key)))
        except FileNotFoundError:
            raise Http404 from None
        kind = f"image/{key.rpartition('.')[2]}"
        return HttpResponse(
            content, kind, headers={"Cache-Control": "private, max-age=3600"}
        )

    @display(description=gettext_lazy("Poster"))
    def poster(self, row: Video) -> str:
        if not row.posters:
            return "—"
        address = reverse("admin:clip_poster", args=[row.pk])
        tag = '<img class="panel-poster" src="{}" alt="" loading="lazy">'
        return format_html(tag, address)

    @display(description=gettext_lazy("Clip"), ordering="id")
    def what(self, row: Video) -> str:
        name = row.title or row.prompt or str(row.pk)
        return link(row_address(row), Truncator(name).chars(60))

    @display(description=gettext_lazy("Owner"), ordering="owner__email")
    def person(self, row: Video) -> str:
        return link(row_address(row.owner), row.owner)

    @display(description=gettext_lazy("Request"))
    def asked(self, row: Video) -> str:
        return link(row_address(row.generation), row.generation_id)

    @display(description=gettext_lazy("Made with"), ordering="model")
    def made_with(self, row: Video) -> str:
        return f"{row.kind} · {row.model}"

    @display(description=gettext_lazy("Length"), ordering="duration")
    def length(self, row: Video) -> str:
        return f"{row.duration:.1f} s"

    @display(description=gettext_lazy("Picture"))
    def picture(self, row: Video) -> str:
        sound = _("with sound") if row.has_audio else _("silent")
        return f"{row.width} by {row.height}, {row.fps:g} fps, {sound}"

    @display(description=gettext_lazy("Size"), ordering="size")
    def weight(self, row: Video) -> str:
        return megabytes(row.size)

    @display(description=gettext_lazy("Made"), ordering="id")
    def made(self, row: Video) -> str:
        return ago(row.created_at)

    @display(description=gettext_lazy("Made at"))
    def made_at(self, row: Video) -> str:
        return at(row.created_at)

    @display(description=gettext_lazy("In the trash since"))
    def trashed(self, row: Video) -> str:
        return at(row.trashed_at)

    @display(description=gettext_lazy("Realm"))
    def where(self, row: Video) -> str:
        return realm(row.sandbox)
