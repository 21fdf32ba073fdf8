"""The web server, gunicorn: `gunicorn -c python:kling_site.server`."""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kling_site.settings")
django.setup()

bind = (
    f"[{settings.HOST}]:{settings.PORT}"
    if ":" in settings.HOST
    else (f"{settings.HOST}:{settings.PORT}")
)
workers = settings.WEB_WORKERS
wsgi_app = "kling_site.asgi:application"
worker_class = "asgi"
preload_app = True  # a worker that dies is replaced in a tenth of a second
timeout = 30
graceful_timeout = 3
keepalive = 30
control_socket_disable = True
forwarded_allow_ips = ""  # settings.TRUSTED_PROXIES judges those headers


def post_fork(server: object, worker: object) -> None:
    """Let each worker connect to the database for itself."""
    connections.close_all()


def post_worker_init(worker: Any) -> None:
    """Have event streams end when the worker stops: it would wait for them."""
    from generations.api.events import application as events

    events.stop_when(lambda: not worker.alive)
