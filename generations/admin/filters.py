"""What lists are narrowed by, in addresses that the home page's figures lead to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter, TextFilter

from generations import wiring
from generations.models import (
    ACTIVE,
    Cause,
    Generation,
    State,
    failed_by,
    failed_by_service,
    in_slot,
)

REASONS_OF = timedelta(days=7)


class Choice(DropdownFilter):
    """Narrows by one word of a fixed few; subclasses say which, and what each means."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(self.meaning(value)) if value else queryset

    def meaning(self, value: str) -> Q:
        return Q(**{str(self.parameter_name): value})


class ByState(Choice):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        groups = [("active", _("under way")), ("slot", _("holding a slot"))]
        return [*groups, *State.choices]

    def meaning(self, value: str) -> Q:
        groups = {"active": Q(state__in=ACTIVE), "slot": in_slot()}
        return groups.get(value, Q(state=value))


class ByFailure(Choice):
    title = _("failure")
    parameter_name = "failed"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return [
            ("service", _("of the service")),
            (Cause.CONTENT, _("refused by content rules")),
            (Cause.REQUEST, _("the request itself")),
            (Cause.GATEWAY, _("of the gateway")),
            (Cause.ACCOUNT, _("of the gateway account")),
            (Cause.STUDIO, _("of the studio")),
        ]

    def meaning(self, value: str) -> Q:
        known = value if value in Cause.values else Cause.REQUEST
        return failed_by_service() if value == "service" else failed_by(Cause(known))


class ByReason(Choice):
    """By the reason's code, of those that were met lately."""

    title = _("reason")
    parameter_name = "reason_code"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        recent = Generation.objects.made_since(timezone.now() - REASONS_OF)
        codes = recent.exclude(reason_code="").order_by("reason_code")
        met = list(codes.values_list("reason_code", flat=True).distinct())
        asked = request.GET.get(self.parameter_name)
        extra = [asked] if asked and asked not in met else []
        return [(code, code.replace("_", " ")) for code in met + extra]


class ByKind(Choice):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        kinds = dict.fromkeys(cell.kind for cell in wiring.table().cells)
        return [(kind, kind) for kind in kinds]


class ByModel(Choice):
    title = _("model")
    parameter_name = "model"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        models = [model.slug for model in wiring.table().models]
        return [(model, model) for model in models]


class ByPerson(TextFilter):
    """By e-mail: a whole one, or a part. `path` leads to it."""

    title = _("person")
    parameter_name = "person"
    path = "owner__email"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        term = (self.value() or "").strip()
        if not term:
            return queryset
        match = "iexact" if term.find("@") > 0 else "icontains"
        return queryset.filter(**{f"{self.path}__{match}": term})


class ByWalletsPerson(ByPerson):
    path = "wallet__owner__email"


class ByRealm(Choice):
    title = _("realm")
    parameter_name = "realm"
    path = "sandbox"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return [("live", _("live")), ("rehearsal", _("rehearsal"))]

    def meaning(self, value: str) -> Q:
        return Q(**{self.path: value == "rehearsal"})


class ByRealmOfMoney(ByRealm):
    """By the realm at work unless another is asked for: sums of both mean nothing."""

    all_option = ("", _("at work now"))

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return [*super().lookups(request, model_admin), ("both", _("both"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "both":
            return queryset
        at_work = "rehearsal" if wiring.sandbox() else "live"
        return queryset.filter(self.meaning(self.value() or at_work))


class ByWalletsRealm(ByRealmOfMoney):
    path = "wallet__sandbox"


class Lately(Choice):
    """By how long ago; `path` leads to the moment."""

    path = "created_at"
    spans = {"day": timedelta(days=1), "week": timedelta(days=7)}

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return [
            ("today", _("today")),
            ("day", _("in the last 24 hours")),
            ("week", _("in the last 7 days")),
        ]

    def meaning(self, value: str) -> Q:
        now = timezone.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        since = now - self.spans[value] if value in self.spans else midnight
        return Q(**{f"{self.path}__gte": since})


class Ended(Lately):
    title = _("ended")
    parameter_name = "ended"
    path = "ended_at"


class Made(Lately):
    title = _("made")
    parameter_name = "made"


class InTrash(Choice):
    title = _("trash")
    parameter_name = "trash"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return [("no", _("kept")), ("yes", _("in the trash"))]

    def meaning(self, value: str) -> Q:
        return Q(trashed_at__isnull=value == "no")
