"""A person who calls the API, and what they own."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from generations import wiring
from generations.models import (
    Asset,
    Batch,
    Change,
    GatewayAccount,
    Generation,
    Lane,
    ObjectType,
    PriceState,
    Purpose,
    State,
    Video,
)
from generations.services.accept import create_generation
from generations.services.batches.accept import prepare_batch, take_batch
from generations.services.edit import edit_video
from generations.services.people import ALL_SCOPES

API = "/api/v1/"
BODY = {
    "kind": "text2video",
    "model": "v2.5-turbo",
    "mode": "std",
    "duration": 5,
    "prompt": "A paper boat on a slow river",
}
CLIP = bytes(range(256)) * 40
PICTURE = bytes(range(255, -1, -1)) * 20


class Caller:
    """Speaks JSON with a token; paths are relative to the API's root."""

    def __init__(self, user: Any, scopes: list[str] | None = None) -> None:
        self.user = user
        chosen = ALL_SCOPES if scopes is None else scopes
        self.token, self.secret = user.issue_token(name="Test", scopes=chosen)
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"})

    @property
    def id(self) -> UUID:
        pk: UUID = self.user.pk
        return pk

    def get(self, path: str, **headers: str) -> Any:
        return read(self.client.get(at(path), headers=spelt(headers)))

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.send("post", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)

    def delete(self, path: str) -> Any:
        return self.client.delete(at(path))

    def send(self, method: str, path: str, body: object, **headers: str) -> Any:
        call = getattr(self.client, method)
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        kind = headers.pop("content_type", "application/json")
        return call(at(path), data, content_type=kind, headers=spelt(headers))

    def bring(
        self, data: bytes, purpose: str = "image", name: str = "a.file", **parts: Any
    ) -> Any:
        """Upload a file; header names start with a capital."""
        headers = {key: parts.pop(key) for key in [*parts] if key[0].isupper()}
        form = {"file": SimpleUploadedFile(name, data), "purpose": purpose, **parts}
        return self.client.post(at("assets/"), form, headers=spelt(headers))

    def ask(self, **changes: Any) -> Generation:
        """Have a generation waiting in line."""
        return create_generation(self.id, BODY | changes)

    def ask_for_batch(self) -> Batch:
        """Have a batch waiting in line."""
        return take_batch(prepare_batch(self.id, {"generations": [BODY], "takes": 2}))

    def ask_for_failure(self) -> Generation:
        """Have a generation that was cancelled."""
        generation = self.ask()
        generation.move(State.CANCELLED)
        return generation

    def keep_upload(self) -> Asset:
        """Have a small picture among the uploads, its files in storage."""
        folder = f"{self.id}/assets/{uuid4()}"
        for name, content in (("a.png", PICTURE), ("thumbnail.webp", b"small")):
            store(f"{folder}/{name}", content)
        asset = Asset.objects.create(
            owner_id=self.id,
            sandbox=True,
            purpose=Purpose.IMAGE,
            name="Zoë's boat.png",
            type="image/png",
            width=480,
            height=320,
            size=len(PICTURE),
            sha256=hashlib.sha256(PICTURE).hexdigest(),
            file=f"{folder}/a.png",
            thumbnail=f"{folder}/thumbnail.webp",
        )
        Change.objects.record(self.id, ObjectType.ASSET, [asset.pk])
        return asset

    def keep_clip(
        self, *, pictures: bool = True, content: bytes = b"", **columns: Any
    ) -> Video:
        """Have a finished clip whose files are in storage."""
        generation, content = finished(self.id), content or CLIP
        digest = hashlib.sha256(content).hexdigest()
        folder = f"{self.id}/{generation.pk}"
        video = Video.objects.create(
            file=f"{folder}/{digest}.mp4",
            sha256=digest,
            **{**clip_columns(generation), **columns},
        )
        store(f"{folder}/{digest}.mp4", content)
        if pictures:
            draw(video, folder)
        Change.objects.record(self.id, ObjectType.VIDEO, [video.pk])
        return video


def at(path: str) -> str:
    """Return a path below the API's root, or an absolute address as it is."""
    return path if path.startswith(("/", "http")) else f"{API}{path}"


def spelt(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def finished(owner_id: UUID) -> Generation:
    """Return a generation that succeeded, written as it is after its end."""
    now = timezone.now()
    return Generation.objects.create(
        owner_id=owner_id,
        sandbox=True,
        kind="text2video",
        model="v2.5-turbo",
        mode="std",
        duration=5,
        prompt=str(BODY["prompt"]),
        request=BODY,
        state=State.SUCCEEDED,
        credits=Decimal("1.50"),
        price_state=PriceState.CAPTURED,
        lane=Lane.objects.of(owner_id, sandbox=True),
        cost=40.0,
        expected_p50=40.0,
        expected_p90=80.0,
        own_id=f"rehearsal-{timezone.now().timestamp()}-{id(object())}",
        submitted_at=now,
        running_at=now,
        ended_at=now,
    )


def clip_columns(generation: Generation) -> dict[str, Any]:
    """Return the columns of a clip that are not its file's."""
    return {
        "owner_id": generation.owner_id,
        "generation": generation,
        "account": GatewayAccount.objects.get(sandbox=True),
        "sandbox": True,
        "upstream_id": "clip-1",
        "upstream_expires_at": datetime(2027, 1, 1, tzinfo=UTC),
        "kind": generation.kind,
        "model": generation.model,
        "mode": generation.mode,
        "prompt": generation.prompt,
        "size": len(CLIP),
        "width": 1280,
        "height": 720,
        "duration": Decimal("5.042"),
        "fps": 24.0,
        "has_audio": False,
    }


def draw(video: Video, folder: str) -> None:
    """Put a poster and a preview of a clip into storage."""
    store(f"{folder}/{video.pk}-320.webp", b"small poster")
    store(f"{folder}/{video.pk}-640.webp", b"usual poster!")
    store(f"{folder}/{video.pk}-preview.mp4", b"preview")
    edit_video(
        video,
        posters=[[320, "webp"], [640, "webp"]],
        preview=f"{folder}/{video.pk}-preview.mp4",
        thumbhash="1QcSHQRnh493V4dIh4eXh1h4kJUI",
    )


def store(key: str, content: bytes) -> None:
    scratch = wiring.vault().scratch()
    scratch.write_bytes(content)
    wiring.vault().adopt(scratch, key)


def codes(answer: Any) -> set[tuple[str, str]]:
    """Return (field, code) of every problem in an answer."""
    return {(item["field"], item["code"]) for item in answer.json()["errors"]}


def read(answer: Any) -> Any:
    """Take in a whole answer, as `sent`, so that the file behind it is closed."""
    answer.sent = b"".join(answer) if answer.streaming else answer.content
    return answer
