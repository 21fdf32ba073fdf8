"""Data for the charts that unfold draws, in the studio's own colours."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

SIGNAL, GREY, RED, AMBER, BLUE = "#d3f34b", "#5f6a57", "#ff7a6b", "#f5bd55", "#86c8ee"
THICK = 26
"""Pixels of a bar; unfold's own word is 4."""


def bars(days: list[dict[str, Any]]) -> str:
    """Return the ends of each day as one stacked bar."""
    parts = [
        (_("Clips"), "clips", SIGNAL),
        (_("Failures"), "failures", RED),
        (_("Refused"), "refusals", AMBER),
        (_("Bad requests"), "bad_requests", GREY),
    ]
    datasets = [
        {
            "label": label,
            "data": [row[key] for row in days],
            "backgroundColor": colour,
            "stack": "ends",
            "maxBarThickness": THICK,
            "borderRadius": 3,
            "displayYAxis": True,
        }
        for label, key, colour in parts
    ]
    labels = [date_format(row["day"], "j M") for row in days]
    return json.dumps({"labels": labels, "datasets": datasets})


def lines(hours: list[tuple[datetime, float, float]]) -> str:
    """Return how long clips took, by hour: the middle one, and nine of ten."""
    series = [
        (_("Half took at most"), [row[1] for row in hours], SIGNAL),
        (_("Nine of ten"), [row[2] for row in hours], BLUE),
    ]
    datasets = [
        {
            "label": label,
            "data": [round(seconds, 1) for seconds in taken],
            "borderColor": colour,
            "backgroundColor": colour,
            "tension": 0.25,
            "displayYAxis": True,
            "suffixYAxis": "s",
            "pointStyle": "circle",
            "pointRadius": 2,
        }
        for label, taken, colour in series
    ]
    labels = [date_format(row[0], "H:i") for row in hours]
    return json.dumps({"labels": labels, "datasets": datasets})


def options(*, stacked: bool) -> str:
    """Return how a chart is drawn; they take the place of all of unfold's own."""
    font = {"family": "Geist"}
    ticks = {"color": "#949a8e", "precision": 0, "maxRotation": 0, "font": font}
    axis = {"stacked": stacked, "ticks": ticks, "beginAtZero": True}
    across = {**axis, "grid": {"display": False}}
    up = {**axis, "border": {"display": False}, "grid": {"lineWidth": 0.5}}
    labels = {"color": "#b0b5a9", "boxWidth": 8, "boxHeight": 8, "font": font}
    legend = {"display": True, "align": "end", "labels": labels}
    return json.dumps(
        {
            "responsive": True,
            "maintainAspectRatio": False,
            "animation": False,
            "scales": {"x": across, "y": up},
            "plugins": {"legend": legend},
        }
    )
