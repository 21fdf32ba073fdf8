from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PanelConfig(AppConfig):
    name = "kling_site.panel"
    label = "panel"

    def ready(self) -> None:
        """Make the two usual roles once the rights they are made of exist.

        The last app that has tables is waited for: one without is never told of.
        """
        from .roles import make_roles

        post_migrate.connect(make_roles, sender=apps.get_app_config("generations"))
