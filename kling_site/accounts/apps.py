from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kling_site.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for what ends a person's ways in."""
        from . import receivers  # noqa: F401 - connects as it is imported
