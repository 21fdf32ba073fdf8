"""Every vault keeps one contract: whole files under plain keys, read by range."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from generations.media.vault import FileVault, StorageTrouble, Vault, from_url
from generations.media.vault.contract import CHUNK
from generations.media.vault.s3 import S3Vault

KEY = "7/018f-a/5f3c.mp4"
BAD_KEYS = [
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a/..",
    "a/./b",
    "a//b",
    "a/",
    ".incoming/x",
    "a/.hidden",
    "a\\b",
    "a b",
    "a\x00b",
    "a\n",
    "caf\u00e9",
    "x" * 600,
]


class VaultContract:
    """What holds for a vault of any kind."""

    def put(self, vault: Vault, content: bytes, key: str = KEY) -> Path:
        local = vault.scratch()
        local.write_bytes(content)
        vault.adopt(local, key)
        return local

    def test_an_adopted_file_is_there_and_the_local_one_gone(self, vault: Vault):
        local = self.put(vault, b"clip")
        assert vault.exists(KEY)
        assert vault.size(KEY) == 4
        assert b"".join(vault.read(KEY, 0, 4)) == b"clip"
        assert not local.exists()

    def test_a_file_from_another_folder_is_adopted_too(
        self, vault: Vault, tmp_path: Path
    ):
        local = tmp_path / "poster.webp"
        local.write_bytes(b"poster")
        vault.adopt(local, "7/poster.webp")
        assert vault.size("7/poster.webp") == 6

    def test_adopting_twice_keeps_the_later_file(self, vault: Vault):
        self.put(vault, b"first")
        self.put(vault, b"later!")
        assert b"".join(vault.read(KEY, 0, 6)) == b"later!"

    def test_an_empty_file_is_a_file(self, vault: Vault):
        self.put(vault, b"")
        assert vault.exists(KEY)
        assert vault.size(KEY) == 0
        assert list(vault.read(KEY, 0, 0)) == []

    @pytest.mark.parametrize(
        ("start", "length"), [(0, 1), (999_999, 1), (0, 1_000_000), (300_000, 600_000)]
    )
    def test_any_part_is_read_in_small_pieces(
        self, vault: Vault, start: int, length: int
    ):
        content = bytes(range(250)) * 4000
        self.put(vault, content)
        pieces = list(vault.read(KEY, start, length))
        assert b"".join(pieces) == content[start : start + length]
        assert max(map(len, pieces)) <= CHUNK

    def test_a_reader_may_stop_early(self, vault: Vault):
        self.put(vault, bytes(1_000_000))
        with closing(vault.read(KEY, 0, 1_000_000)) as pieces:
            assert next(pieces)

    def test_reading_past_the_end_is_trouble_and_not_silence(self, vault: Vault):
        self.put(vault, b"short")
        with pytest.raises(StorageTrouble):
            list(vault.read(KEY, 0, 50))

    def test_a_missing_file_is_missing_at_once(self, vault: Vault):
        assert not vault.exists(KEY)
        with pytest.raises(FileNotFoundError):
            vault.size(KEY)
        with pytest.raises(FileNotFoundError):
            vault.read(KEY, 0, 1)

    def test_deleting_is_final_and_may_be_repeated(self, vault: Vault):
        self.put(vault, b"clip")
        vault.delete(KEY)
        vault.delete(KEY)
        assert not vault.exists(KEY)

    def test_an_audit_sees_every_file_and_nothing_on_its_way(self, vault: Vault):
        for key in ("7/a/1.mp4", "7/b/2.mp4", "71/c/3.mp4"):
            self.put(vault, b"x", key)
        vault.scratch().write_bytes(b"on its way")
        assert set(vault.keys()) == {"7/a/1.mp4", "7/b/2.mp4", "71/c/3.mp4"}
        assert set(vault.keys("7/")) == {"7/a/1.mp4", "7/b/2.mp4"}

    @pytest.mark.parametrize("key", BAD_KEYS)
    def test_a_key_that_could_lead_elsewhere_is_refused(self, vault: Vault, key: str):
        local = vault.scratch()
        local.write_bytes(b"x")
        for call in (vault.exists, vault.size, vault.delete, vault.path):
            with pytest.raises(ValueError, match="storage key"):
                call(key)
        with pytest.raises(ValueError, match="storage key"):
            vault.read(key, 0, 1)
        with pytest.raises(ValueError, match="storage key"):
            vault.adopt(local, key)

    def test_a_failed_adoption_keeps_the_local_file(self, vault: Vault):
        with pytest.raises(OSError, match="nowhere"):
            vault.adopt(vault.incoming / "nowhere", KEY)
        assert not vault.exists(KEY)

    def test_scratch_names_never_repeat(self, vault: Vault):
        assert len({vault.scratch() for _ in range(20)}) == 20

    def test_only_old_leftovers_are_swept(self, vault: Vault):
        old, new = vault.scratch(), vault.scratch()
        for file in (old, new):
            file.write_bytes(b"left by a crash")
        os.utime(old, (0, 0))
        assert vault.sweep(older_than=3600) == 1
        assert (old.exists(), new.exists()) == (False, True)

    def test_free_room_is_counted(self, vault: Vault):
        assert vault.free_bytes() > 0


class TestFileVault(VaultContract):
    @pytest.fixture
    def vault(self, tmp_path: Path) -> Vault:
        return FileVault(tmp_path / "media")

    def test_no_address_means_files(self, tmp_path: Path):
        assert isinstance(from_url("", tmp_path), FileVault)

    def test_a_file_has_a_path(self, vault: Vault):
        self.put(vault, b"clip")
        path = vault.path(KEY)
        assert path is not None
        assert path.read_bytes() == b"clip"

    def test_a_file_from_another_disk_is_copied_first(
        self, vault: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ):
        replace = os.replace

        def across(source: Path, target: Path) -> None:
            if source.parent != vault.incoming:
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            replace(source, target)

        monkeypatch.setattr(os, "replace", across)
        local = tmp_path / "poster.webp"
        local.write_bytes(b"poster")
        vault.adopt(local, KEY)
        assert vault.size(KEY) == 6
        assert not local.exists()
        assert list(vault.incoming.iterdir()) == []

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_a_full_disk_gives_no_file_its_final_name(
        self, vault: Vault, monkeypatch: pytest.MonkeyPatch, step: str
    ):
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, step, full)
        with pytest.raises(OSError, match="No space left"):
            self.put(vault, b"clip")
        assert not vault.exists(KEY)

    def test_the_file_is_on_the_disk_before_it_has_its_name(
        self, vault: Vault, monkeypatch: pytest.MonkeyPatch
    ):
        steps: list[str] = []
        fsync, replace = os.fsync, os.replace

        def note_fsync(descriptor: int) -> None:
            steps.append("fsync")
            fsync(descriptor)

        def note_replace(source: Path, target: Path) -> None:
            steps.append("replace")
            replace(source, target)

        monkeypatch.setattr(os, "fsync", note_fsync)
        monkeypatch.setattr(os, "replace", note_replace)
        self.put(vault, b"clip")
        # The file; its new name; the two folders on the way and the root.
        assert steps == ["fsync", "replace", "fsync", "fsync", "fsync"]

    def test_room_is_that_of_its_own_disk(self, vault: Vault, tmp_path: Path):
        free = shutil.disk_usage(tmp_path).free
        assert abs(vault.free_bytes() - free) < free / 2


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> S3Vault:
    """The bucket that this run was given; making its client takes a second."""
    vault = from_url(os.environ["STORAGE_URL"], tmp_path_factory.mktemp("s3"))
    assert isinstance(vault, S3Vault)
    return vault


@pytest.mark.servers
class TestS3Vault(VaultContract):
    @pytest.fixture
    def vault(self, bucket: S3Vault, tmp_path: Path) -> Vault:
        own = f"tests/{uuid.uuid4().hex}"
        return S3Vault(bucket.client, bucket.bucket, own, incoming=tmp_path / "in")

    def test_a_file_is_not_on_this_machine(self, vault: Vault):
        self.put(vault, b"clip")
        assert vault.path(KEY) is None

    def test_a_large_file_is_sent_in_parts(self, vault: Vault):
        local = vault.scratch()
        with local.open("wb") as file:
            file.truncate(70 * 1024 * 1024)
        vault.adopt(local, KEY)
        assert vault.size(KEY) == 70 * 1024 * 1024

    def test_wrong_keys_are_trouble_and_not_a_missing_file(self, tmp_path: Path):
        vault = from_url(
            os.environ["STORAGE_URL"], tmp_path, access_key="who", secret_key="wrong"
        )
        with pytest.raises(StorageTrouble):
            vault.exists(KEY)


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        ["s3://", "s3:bucket", "file:///media", "s3://b?endpint=x", "s3://b?endpoint"],
    )
    def test_an_address_that_names_no_store_is_refused(self, url: str, tmp_path: Path):
        with pytest.raises(ValueError, match=r"s3://bucket|bad query"):
            from_url(url, tmp_path)

    def test_a_store_that_does_not_answer_is_trouble(self, tmp_path: Path):
        vault = from_url(
            "s3://bucket?endpoint=http://127.0.0.1:9",
            tmp_path,
            access_key="a",
            secret_key="b",
        )
        with pytest.raises(StorageTrouble, match="cannot be reached"):
            vault.exists(KEY)

    def test_the_keys_given_sign_the_requests(self, tmp_path: Path):
        vault = from_url("s3://bucket", tmp_path, access_key="ours", secret_key="b")
        assert isinstance(vault, S3Vault)
        signed = vault.client.generate_presigned_url(
            "get_object", Params={"Bucket": "bucket", "Key": KEY}
        )
        assert "Credential=ours" in signed
        assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in signed
