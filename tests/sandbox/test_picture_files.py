"""A picture is bare base64 of a whole jpg or png within the document's limits."""

from __future__ import annotations

import base64

import pytest
from PIL import Image

from generations.sandbox.pictures import MOST_BYTES, Album
from generations.sandbox.protocol import Refusal
from generations.sandbox.sizes import NoPicture, sides

from .pictures import base64_of, bulky, chunk, jpeg, landscape, plain, png

SMALL = png(Image.new("RGB", (300, 310)))


def refused(value: object) -> str:
    with pytest.raises(Refusal) as refusal:
        Album().take({"image": value}, "image")
    assert refusal.value.code == 1201
    return refusal.value.message


@pytest.mark.parametrize("save", [png, jpeg])
def test_a_picture_is_taken_with_its_sides_and_its_bytes(save):
    album, content = Album(), save(landscape(640, 360))
    picture = album.take({"image": base64_of(content)}, "image")
    assert (picture.width, picture.height) == (640, 360)
    assert album.files == {picture.name: content}


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_every_kind_of_png_is_one(mode):
    assert sides(png(Image.new(mode, (301, 302)))) == (301, 302)


@pytest.mark.parametrize("options", [{"progressive": True}, {"exif": b"Exif\0\0MM"}])
def test_every_kind_of_jpeg_is_one(tmp_path, options):
    path = tmp_path / "a.jpg"
    Image.new("CMYK", (301, 302)).save(path, **options)
    assert sides(path.read_bytes() + b"trailing") == (301, 302)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("data:image/png;base64," + plain(), "data:"),
        ("http://127.0.0.1/a.png", "address"),
        ("HTTPS://example.com/a.png", "address"),
        ("not base64!", "base64"),
        (plain() + "\n", "base64"),
        (plain()[:-1], "base64"),
        ("é", "base64"),
        ("\ud800", "base64"),
        (base64.urlsafe_b64encode(b"\xff\xfe\xff" * 200).decode(), "base64"),
        (base64_of(b"GIF89a" + bytes(400)), "jpg"),
        (base64_of(b"RIFF\0\0\0\0WEBPVP8 "), "jpg"),
        (base64_of(b"<svg/>"), "jpg"),
        (plain(299, 320), "300"),
        (plain(320, 299), "300"),
        (plain(751, 300), "aspect ratio"),
        (plain(300, 751), "aspect ratio"),
    ],
)
def test_other_pictures_are_1201_and_told_why(value, named):
    assert named in refused(value)


def test_the_limits_themselves_are_taken():
    for width, height in ((300, 300), (750, 300), (300, 750)):
        assert Album().take({"image": plain(width, height)}, "image")
    assert Album().take({"image": base64_of(bulky(SMALL, MOST_BYTES))}, "image")


@pytest.mark.parametrize("more", [1, 3, 1 << 20])
def test_more_than_ten_megabytes_are_refused(more):
    assert "10MB" in refused(base64_of(bulky(SMALL, MOST_BYTES + more)))


def test_a_picture_that_would_unpack_to_very_much_is_refused():
    header = chunk(b"IHDR", (20_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0]))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    assert "pixels" in refused(base64_of(bomb))


@pytest.mark.parametrize("save", [png, jpeg])
def test_a_picture_cut_short_anywhere_is_none(save):
    content = save(landscape(310, 310))
    for length in {*range(0, 700, 7), *range(700, len(content), 997), len(content) - 3}:
        with pytest.raises(NoPicture):
            sides(content[:length])


def test_a_damaged_png_is_none():
    for at in range(12, len(SMALL) - 12, 5):
        damaged = bytearray(SMALL)
        damaged[at] ^= 0x10
        with pytest.raises(NoPicture):
            sides(bytes(damaged))
