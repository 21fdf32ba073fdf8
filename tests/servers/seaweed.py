"""An S3 of this run's own: SeaweedFS in one process, on free ports of loopback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.servers.ports import free_ports

START_SECONDS = 60
PORTS = [
    f"{part}.port{grpc}"
    for part in ("master", "volume", "filer", "s3")
    for grpc in ("", ".grpc")
]


@dataclass(frozen=True)
class S3Server:
    """How to reach the server; it lets this one pair of keys do everything."""

    endpoint: str
    access_key: str = "studio"
    secret_key: str = field(default="studio-secret", repr=False)
    region: str = "us-east-1"

    def client(self) -> Any:
        """Return a boto3 client, which gives up fast while the server starts."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name=self.region,
            config=Config(
                s3={"addressing_style": "path"},
                connect_timeout=2,
                read_timeout=10,
                retries={"total_max_attempts": 1},
            ),
        )


@contextmanager
def start_seaweed(folder: Path, *, bucket: str) -> Generator[S3Server]:
    """Run a server with its data in `folder` and one empty bucket in it."""
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    server = S3Server(f"http://127.0.0.1:{ports['s3.port']}")
    log = folder / "log"
    command = _command(folder, server, ports)
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _make_bucket(server, bucket, process, log)
        yield server
    finally:
        # Its own way to stop takes ten seconds, to spare data that nobody needs.
        process.kill()
        process.wait()


def _command(folder: Path, server: S3Server, ports: dict[str, int]) -> list[str]:
    keys = {"accessKey": server.access_key, "secretKey": server.secret_key}
    studio = {"name": "studio", "credentials": [keys], "actions": ["Admin"]}
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [studio]}), "utf-8")
    return [
        str(Path(sys.executable).with_name("weed")),
        "server",
        "-s3",
        f"-dir={folder}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=32",
        "-volume.preStopSeconds=0",
        f"-filer.localSocket={folder}/filer.sock",
        f"-s3.localSocket={folder}/s3.sock",
        f"-s3.config={config}",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]


def _make_bucket(
    server: S3Server, bucket: str, process: subprocess.Popen[bytes], log: Path
) -> None:
    """Make the bucket as soon as the server can write; raise when it never can."""
    client = server.client()
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            client.create_bucket(Bucket=bucket)
            client.put_object(Bucket=bucket, Key="ready", Body=b"")
            client.delete_object(Bucket=bucket, Key="ready")
        except (BotoCoreError, ClientError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"SeaweedFS did not start:\n{log.read_text('utf-8')[-2000:]}")
