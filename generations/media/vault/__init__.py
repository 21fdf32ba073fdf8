"""Where finished media files are kept: a folder, or an S3 bucket."""

from __future__ import annotations

from pathlib import Path

from generations.media.vault.contract import StorageTrouble, Vault
from generations.media.vault.files import FileVault

__all__ = ["FileVault", "StorageTrouble", "Vault", "from_url"]


def from_url(
    url: str,
    root: Path,
    *,
    access_key: str = "",
    secret_key: str = "",
    session_token: str = "",
) -> Vault:
    """Return the vault an address names; an empty one names the folder `root`.

    `s3://bucket?endpoint=…&region=…&prefix=…` names a bucket, all parameters optional;
    `root` then only holds files on their way. Without keys, the usual sources of AWS
    credentials are asked.
    """
    if not url:
        return FileVault(root)
    # Only studios on S3 pay for importing its client.
    from generations.media.vault.s3 import s3_vault

    return s3_vault(
        url,
        root,
        aws_access_key_id=access_key or None,
        aws_secret_access_key=secret_key or None,
        aws_session_token=session_token or None,
    )
