"""From a table to JSON values: each cell has its features and its price with it."""

from __future__ import annotations

from generations.capability.cells import Cell, Extra, Feature, Model, Price
from generations.capability.table import Table

Document = dict[str, object]


def as_document(table: Table) -> Document:
    """Return a table as JSON values. A price without a cell is not among them."""
    return {
        "models": [_model(each) for each in table.models],
        "cells": [_cell(each, table.prices.get(each.key)) for each in table.cells],
    }


def _model(model: Model) -> Document:
    return {"slug": model.slug, "name": model.name, "default": model.default}


def _cell(cell: Cell, price: Price | None) -> Document:
    return {
        **cell.key._asdict(),
        "state": cell.state.value,
        "reason": cell.reason,
        "price": price and _price(price),
        "features": {name: _feature(f) for name, f in cell.features.items()},
    }


def _feature(feature: Feature) -> Document:
    return {
        "state": feature.state.value,
        "reason": feature.reason,
        "excludes": list(feature.excludes),
        "needs": list(feature.needs),
    }


def _price(price: Price) -> Document:
    return {
        "base": _amount(price.base),
        "per_seconds": price.per_seconds,
        "extras": [_extra(extra) for extra in price.extras],
    }


def _extra(extra: Extra) -> Document:
    return {
        "field": extra.field,
        "value": extra.value,
        "label": extra.label,
        "credits": _amount(extra.credits),
    }


def _amount(credits: object) -> str:
    return f"{credits:.2f}"
