"""The site's addresses, and beside them the yardsticks'."""

from __future__ import annotations

from django.urls import path

from kling_site.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from kling_site.urls import (
    urlpatterns as site,
)

from .handwritten import create
from .stock import StockVideos

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("stock/videos/", StockVideos.as_view()),
    path("handwritten/generations/", create),
    *site,
]
