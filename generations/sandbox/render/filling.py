"""Filling holes in a picture with what surrounds them."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from .palette import Array, Float

REDUCED = 4
GROWN = 5
"""The hole is taken that many reduced dots larger: edges bleed."""


def filled(picture: Image.Image, hole: Image.Image) -> Image.Image:
    """Return the picture with soft colour where the "L" mask `hole` is white.

    Where nothing would be left to take colours from, it stays as it is.
    """
    grown = hole.reduce(REDUCED).filter(ImageFilter.MaxFilter(GROWN))
    known = (np.asarray(grown) < 8).astype(Float)[..., None]
    if not 0 < known.mean() < 1:
        return picture
    small = np.asarray(picture.reduce(REDUCED), Float)
    smooth = Image.fromarray(_spread(small * known, known).astype(np.uint8))
    ground = smooth.resize(picture.size, Image.Resampling.BICUBIC)
    edge = hole.filter(ImageFilter.MaxFilter(GROWN)).filter(ImageFilter.GaussianBlur(2))
    return Image.composite(ground, picture, edge)


def _spread(colour: Array, known: Array) -> Array:
    """Return `colour` (already times `known`) spread to where nothing is known.

    Halves the picture until everything is known, then goes back up, at each size
    keeping what is known there.
    """
    if known.min() > 0.999 or min(colour.shape[:2]) == 1:
        return np.asarray(colour / np.maximum(known, Float(1e-4)))
    coarse = _spread(_halved(colour), _halved(known))
    height, width = colour.shape[:2]
    below = np.stack(
        [
            np.asarray(
                Image.fromarray(coarse[..., one]).resize(
                    (width, height), Image.Resampling.BILINEAR
                )
            )
            for one in range(3)
        ],
        axis=2,
    )
    return np.asarray(colour + below * (1 - known))


def _halved(values: Array) -> Array:
    """Return the means of two by two dots; an odd last row or column is doubled."""
    height, width = values.shape[:2]
    even = np.pad(values, ((0, height & 1), (0, width & 1), (0, 0)), mode="edge")
    rows, columns, depth = even.shape
    blocks = even.reshape(rows // 2, 2, columns // 2, 2, depth)
    return np.asarray(blocks.mean((1, 3)))
