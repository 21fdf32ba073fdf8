from __future__ import annotations

from typing import Any

from django.contrib.admin import ShowFacets
from django.http import HttpRequest
from unfold.admin import ModelAdmin


class ReadOnly(ModelAdmin):
    """Rows that the panel shows and never writes: they change by deeds alone."""

    list_per_page = 50
    show_full_result_count = False
    list_fullwidth = True
    list_filter_sheet = False
    change_list_template = "panel/change_list.html"
    show_facets = ShowFacets.NEVER
    actions = None

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
