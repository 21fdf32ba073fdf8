"""Both forms of an address: with the final slash, under its name, and without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, path, re_path
from django.urls.resolvers import RoutePattern


def both_forms(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[URLPattern]:
    """Yield each route below `prefix` twice, so that neither form redirects."""
    for found in patterns:
        route = f"{prefix}{found.pattern}"
        if isinstance(found, URLResolver):
            yield from both_forms(found.url_patterns, route)
        elif isinstance(found.pattern, RoutePattern):
            yield path(route, found.callback, name=found.name)
            yield path(route.rstrip("/"), found.callback)
        else:
            yield _expression(found, prefix)


def _expression(found: URLPattern, prefix: str) -> URLPattern:
    own = str(found.pattern).removeprefix("^").removesuffix("/$")
    route = f"^{re.escape(prefix)}{own}/?$"
    return re_path(route, found.callback, name=found.name)
