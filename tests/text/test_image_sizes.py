"""The size of images, from their first bytes."""

from __future__ import annotations

import struct

import pytest

from antiseche.model import Asset
from antiseche.text.image_sizes import image_sizes, size_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 64, 48)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab"  # a segment to step over
    b"\xff\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640)  # a fill byte, then the frame
)
LOSSY = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 639 | 479 << 14)
EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (639).to_bytes(3, "little") + b"\xdf\x01\0"


@pytest.mark.parametrize("content", [PNG, JPEG, LOSSY, LOSSLESS, EXTENDED])
def test_each_format_says_its_size(content: bytes) -> None:
    assert size_of(content) == (640, 480)


@pytest.mark.parametrize("content", [PNG, GIF, JPEG, LOSSY, LOSSLESS, EXTENDED])
def test_a_file_cut_short_has_no_size_and_raises_nothing(content: bytes) -> None:
    for end in range(len(content)):
        assert size_of(content[:end]) is None


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="640" height="480px">', (640, 480)),
        ('<?xml version="1.0"?>\n<svg viewBox="0 0 640.4 480">', (640, 480)),
        ("<svg width='100%' viewBox='-1,-1,64,48'>", (64, 48)),
        ('<svg stroke-width="2" width="0" height="4">', None),
        ('<svg width="1.2.3" height="4">', None),
        (f'<svg width="{"9" * 400}" height="4">', None),
        ("<svg>", None),
        ("<p>svg</p>", None),
    ],
)
def test_an_svg_says_it_in_one_of_two_ways(svg: str, size: tuple[int, int] | None) -> None:
    assert size_of(svg.encode()) == size


def test_only_images_have_a_size() -> None:
    assets = [Asset("images/a.gif", GIF), Asset("notes.txt", b"GIF")]
    assert image_sizes(assets) == {"/images/a.gif": (64, 48)}
