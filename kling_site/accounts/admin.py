"""People as accounts: who they are, what they may do, and when they were last here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.admin import ShowFacets
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from .access import last_seen, seen_at
from .models import User

RIGHTS = ("is_staff", "groups", "is_superuser")
"""Only a superuser hands these out, or an operator could make themselves one."""

WORDS = {
    "labels": {
        "is_staff": gettext_lazy("May enter the panel"),
        "is_superuser": gettext_lazy("May do all"),
        "groups": gettext_lazy("Roles"),
    },
    "help_texts": {"is_staff": "", "is_superuser": "", "groups": ""},
}


def _written(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")


class PersonAdmin(ModelAdmin):
    """Accounts of people. Passwords are neither shown nor set here."""

    list_display: tuple[str, ...] = ("who", "roles", "seen", "joined", "may_sign_in")
    list_per_page = 50
    list_fullwidth = True
    list_filter_sheet = False
    change_list_template = "panel/change_list.html"
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    actions = None
    search_fields = ("email", "name")
    search_help_text = gettext_lazy("An e-mail or a name")
    ordering = ("email",)
    formfield_overrides = {
        models.ManyToManyField: {"widget": UnfoldAdminCheckboxSelectMultipleWidget}
    }
    fieldsets = (
        (
            None,
            {"fields": (("email", "name", "language"), ("seen", "ways_in", "joined"))},
        ),
        (
            gettext_lazy("Rights"),
            {"fields": (("access", "is_staff", "is_superuser"), ("groups",))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request).annotate(**last_seen())
        return found.prefetch_related("groups")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser is changed by superusers alone."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        closed = [] if request.user.is_superuser else list(RIGHTS)
        return ["email", "seen", "ways_in", "joined", "access", *closed]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Call rights by what they let somebody do."""
        return super().get_form(request, *args, **{**WORDS, **kwargs})

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        """Offer roles to be ticked; they are changed in their own room."""
        field = super().formfield_for_dbfield(*args, **kwargs)
        if isinstance(field, ModelMultipleChoiceField):
            field.widget = field.widget.widget
        return field

    @display(description=gettext_lazy("Person"), ordering="email", header=True)
    def who(self, row: User) -> list[str]:
        return [row.display_name, row.email]

    @display(description=gettext_lazy("Roles"))
    def roles(self, row: User) -> str:
        names = [group.name for group in row.groups.all()]
        whole = [_("superuser")] if row.is_superuser else []
        staff = [_("staff")] if row.is_staff and not whole else []
        return ", ".join([*whole, *staff, *names]) or "—"

    @display(description=gettext_lazy("Last seen"))
    def seen(self, row: User) -> str:
        moment = seen_at(row)
        return _written(moment) if moment else _("never")

    @display(description=gettext_lazy("Joined"), ordering="created_at")
    def joined(self, row: User) -> str:
        return _written(row.created_at)

    @display(
        description=gettext_lazy("Access"),
        ordering="is_active",
        label={"open": "success", "blocked": "danger"},
    )
    def may_sign_in(self, row: User) -> tuple[str, str]:
        return ("open", _("open")) if row.is_active else ("blocked", _("blocked"))

    @display(description=gettext_lazy("Access"))
    def access(self, row: User) -> str:
        return str(self.may_sign_in(row)[1])

    @display(description=gettext_lazy("Sessions and tokens"))
    def ways_in(self, row: User) -> str:
        sessions = UserSession.objects.filter(user=row).count()
        words = {"sessions": sessions, "tokens": row.api_tokens.count()}
        return _("%(sessions)s sessions, %(tokens)s tokens") % words


class RoleAdmin(ModelAdmin):
    """Roles are groups of rights; only superusers reach them."""

    list_display = ("name", "size")
    search_fields = ("name",)
    filter_horizontal = ("permissions",)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the rights that the panel asks for, not every table's."""
        if db_field.name == "permissions":
            shown = [site._meta for site in self.admin_site._registry]
            models = [meta.model_name for meta in shown]
            rights = Permission.objects.select_related("content_type")
            kwargs["queryset"] = rights.filter(
                content_type__model__in=[*models, "lane"]
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=gettext_lazy("People"))
    def size(self, row: Any) -> int:
        return int(row.user_set.count())
