from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from generations import wiring

ROOM = 2 * 2**30
"""Bytes that must be free: a few dozen clips, and the database's own needs."""

PROOF = b"Written by the doctor, and removed at once."


def check() -> Iterator[tuple[str, str]]:
    """Write a file, read it back and remove it; look how much room there is."""
    vault, key = wiring.vault(), f"doctor/{uuid4().hex}"
    local = vault.scratch()
    local.write_bytes(PROOF)
    try:
        vault.adopt(local, key)
        whole = b"".join(vault.read(key, 0, len(PROOF))) == PROOF
    finally:
        local.unlink(missing_ok=True)
        vault.delete(key)
    if not whole:
        yield "It does not give back what it was given.", "Check STORAGE_URL."
        return
    yield from _room(vault.free_bytes())


def _room(free: int) -> Iterator[tuple[str, str]]:
    room = f"{free / 2**30:.1f} GiB free"
    if free < ROOM:
        yield (
            f"Only {room}: new clips will soon find no place.",
            "Free some disk, or set STORAGE_URL to an object store.",
        )
    else:
        yield f"Files can be written, read and removed; {room}.", ""
