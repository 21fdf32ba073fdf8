"""Addresses below `/api/v1/`; the final slash is optional everywhere."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from .asset_files import AssetFile, AssetThumbnail
from .assets import Assets, OneAsset
from .base import ApiView
from .batches import Batches, CancelBatch, OneBatch
from .cancel import Cancel
from .capabilities import Capabilities
from .changes import Changes
from .clip_files import File, Poster, Preview
from .events.gate import EventsView
from .extend import Extend
from .generations import Generations, OneGeneration
from .lineage import LineageView
from .me import Me
from .quotes import Quotes
from .retry import Retry
from .schema import Schema
from .server import Server
from .summary import Summary
from .tokens import OneToken, Tokens
from .usage import Usage
from .videos import OneVideo, Restore, Videos

ID = "(?P<id>[^/]+)"


def _address(path: str, view: type[ApiView]) -> URLPattern:
    return re_path(f"^{path}/?$", view.as_view())


urlpatterns = [
    _address("generations", Generations),
    _address(f"generations/{ID}", OneGeneration),
    _address(f"generations/{ID}/cancel", Cancel),
    _address(f"generations/{ID}/retry", Retry),
    _address("batches", Batches),
    _address(f"batches/{ID}", OneBatch),
    _address(f"batches/{ID}/cancel", CancelBatch),
    _address("quotes", Quotes),
    _address("videos", Videos),
    _address("videos/summary", Summary),
    _address(f"videos/{ID}", OneVideo),
    _address(f"videos/{ID}/restore", Restore),
    _address(f"videos/{ID}/extend", Extend),
    _address(f"videos/{ID}/lineage", LineageView),
    _address(f"videos/{ID}/file", File),
    _address(f"videos/{ID}/poster", Poster),
    _address(f"videos/{ID}/preview", Preview),
    _address("assets", Assets),
    _address(f"assets/{ID}", OneAsset),
    _address(f"assets/{ID}/file", AssetFile),
    _address(f"assets/{ID}/thumbnail", AssetThumbnail),
    _address("changes", Changes),
    _address("events", EventsView),
    _address("me", Me),
    _address("tokens", Tokens),
    _address(f"tokens/{ID}", OneToken),
    _address("usage", Usage),
    _address("server", Server),
    _address("capabilities", Capabilities),
    _address("schema", Schema),
]
