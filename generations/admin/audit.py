"""The audit log: who did what to which row, and why. Django's own table keeps it."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from .reading import ReadOnly
from .words import at, link

OBJECT_REPR = 200


def note(actor: AbstractBaseUser, row: Model, deed: str, reason: str) -> None:
    """Write down a deed in the transaction that does it."""
    LogEntry.objects.create(
        user_id=actor.pk,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row)[:OBJECT_REPR],
        action_flag=CHANGE,
        change_message=f"{deed}\n{reason}",
    )


def notes_on(row: Model) -> QuerySet[LogEntry]:
    """Return what operators did to a row, in order."""
    kind = ContentType.objects.get_for_model(row)
    found = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
    return found.select_related("user").order_by("pk")


def deed_of(entry: LogEntry) -> str:
    return entry.get_change_message().partition("\n")[0]


def reason_of(entry: LogEntry) -> str:
    return entry.get_change_message().partition("\n")[2]


class AuditAdmin(ReadOnly):
    """Every deed of every operator."""

    list_display = ("when", "who", "deed", "on_what", "reason")
    list_display_links = ("when",)
    list_select_related = ("user", "content_type")
    search_fields = ("user__email", "object_repr", "object_id", "change_message")
    ordering = ("-pk",)
    fields = ("when", "who", "deed", "on_what", "reason")
    readonly_fields = fields

    @display(description=_("When"), ordering="action_time")
    def when(self, entry: LogEntry) -> str:
        return at(entry.action_time)

    @display(description=_("Who"), ordering="user__email")
    def who(self, entry: LogEntry) -> str:
        return str(entry.user)

    @display(description=_("What"))
    def deed(self, entry: LogEntry) -> str:
        return deed_of(entry)

    @display(description=_("On"))
    def on_what(self, entry: LogEntry) -> str:
        url = entry.get_admin_url()
        return link(url, entry.object_repr) if url else entry.object_repr

    @display(description=_("Reason"))
    def reason(self, entry: LogEntry) -> str:
        return reason_of(entry)
