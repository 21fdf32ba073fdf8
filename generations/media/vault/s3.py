"""A vault in an S3 bucket, of AWS or of any server that speaks its protocol."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from generations.media.vault.contract import Pieces, StorageTrouble, Vault, checked

MEBIBYTE = 1024 * 1024
# One request for every ordinary clip, and no threads besides the caller's.
TRANSFER = TransferConfig(
    multipart_threshold=64 * MEBIBYTE,
    multipart_chunksize=16 * MEBIBYTE,
    use_threads=False,
)
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
PARAMETERS = frozenset({"endpoint", "region", "prefix"})


class S3Vault(Vault):
    """Files as objects `<prefix><key>`; safe to share between threads."""

    def __init__(
        self, client: Any, bucket: str, prefix: str = "", *, incoming: Path
    ) -> None:
        super().__init__(incoming)
        self.client = client
        self.bucket = bucket
        self.prefix = f"{checked(prefix.strip('/'))}/" if prefix.strip("/") else ""

    def adopt(self, local: Path, key: str) -> None:
        """Upload the file, ask the store for its size, and only then let go of it."""
        place = self._place(key)
        kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
        with told(key):
            self.client.upload_file(
                str(local),
                **place,
                ExtraArgs={"ContentType": kind},
                Config=TRANSFER,
            )
        if self.size(key) != local.stat().st_size:
            self.delete(key)
            raise StorageTrouble("The store kept another size than was sent.")
        local.unlink()

    def exists(self, key: str) -> bool:
        """Return whether there is a file under `key`."""
        try:
            self.size(key)
        except FileNotFoundError:
            return False
        return True

    def size(self, key: str) -> int:
        """Return the file's size in bytes."""
        with told(key):
            return int(self.client.head_object(**self._place(key))["ContentLength"])

    def read(self, key: str, start: int, length: int) -> Pieces:
        """Open the object now, and return `length` bytes from `start` in pieces."""
        if length <= 0:
            return Pieces(io.BytesIO().read, lambda: None, 0)
        with told(key):
            wanted = f"bytes={start}-{start + length - 1}"
            body = self.client.get_object(**self._place(key), Range=wanted)["Body"]

        def pull(size: int) -> bytes:
            with told(key):
                piece: bytes = body.read(size)
            return piece

        return Pieces(pull, body.close, length)

    def delete(self, key: str) -> None:
        """Remove the object, if it is there."""
        with told(key):
            self.client.delete_object(**self._place(key))

    def path(self, key: str) -> Path | None:
        """Return None: the file is elsewhere."""
        checked(key)
        return None

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys of all objects whose key starts with `prefix`."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.prefix + prefix
        )
        with told(prefix):
            for page in pages:
                for entry in page.get("Contents", ()):
                    yield entry["Key"].removeprefix(self.prefix)

    def _place(self, key: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.prefix + checked(key)}


def s3_vault(url: str, root: Path, **credentials: str | None) -> S3Vault:
    """Return the vault of `s3://bucket?endpoint=…&region=…&prefix=…`.

    Servers other than AWS rarely resolve a host name per bucket, so an endpoint is
    spoken to by path. `credentials` are boto3's; None leaves it to its usual sources.
    """
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    if parts.scheme != "s3" or not parts.netloc or not given.keys() <= PARAMETERS:
        raise ValueError("Not a store such as s3://bucket?endpoint=…&region=…")
    endpoint = given.get("endpoint")
    client = boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint,
        region_name=given.get("region", "us-east-1"),
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if endpoint else "auto"},
            # Servers other than AWS may not know the newer checksum headers.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "total_max_attempts": 3},
        ),
        **credentials,
    )
    return S3Vault(
        client, parts.netloc, given.get("prefix", ""), incoming=root / ".incoming"
    )


@contextmanager
def told(key: str) -> Iterator[None]:
    """Tell boto3's errors as the OSErrors of the vault's contract."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in MISSING:
            raise FileNotFoundError(key) from error
        raise StorageTrouble(f"The store refused: {error}") from error
    except (BotoCoreError, Boto3Error, HTTPClientError) as error:
        raise StorageTrouble(f"The store cannot be reached: {error}") from error
