"""The natural size of images, read from the first bytes of their files."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from antiseche.text.dressing import Size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from antiseche.model import Asset

_SVG_TAG = re.compile(rb"<svg\b[^>]*>")
_SVG_LENGTH = re.compile(rb"""\s(width|height)=["']([\d.]+)(?:px)?["']""")
_SVG_BOX = re.compile(rb"""\sviewBox=["'][-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)["']""")
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset(range(0xD0, 0xDA)) | {0x01}  # markers that no length follows
_JPEG_FILL = 0xFF


def image_sizes(assets: Iterable[Asset]) -> dict[str, Size]:
    """Return the size of each image, under its address from the root of the site."""
    return {f"/{asset.path}": size for asset in assets if (size := size_of(asset.content))}


def size_of(content: bytes) -> Size | None:
    """Return the size of an image; None for what is not one, or is broken."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return Size(*struct.unpack_from(">II", content, 16))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return Size(*struct.unpack_from("<HH", content, 6))
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
        return _svg(content[:4096])
    except (struct.error, IndexError, OverflowError, ValueError):
        return None


def _jpeg(content: bytes) -> Size | None:
    at = 2
    while content[at] == _JPEG_FILL:
        marker = content[at + 1]
        if marker == _JPEG_FILL:
            at += 1
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return Size(width, height)
        elif marker in _JPEG_ALONE:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None


def _webp(content: bytes) -> Size | None:
    match content[12:16]:
        case b"VP8X":
            low, high, *rest = struct.unpack_from("<HBHB", content, 24)
            return Size((low | high << 16) + 1, (rest[0] | rest[1] << 16) + 1)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", content, 21)
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return Size(width & 0x3FFF, height & 0x3FFF)
    return None


def _svg(head: bytes) -> Size | None:
    tag = _SVG_TAG.search(head)
    if not tag:
        return None
    lengths = {name: float(value) for name, value in _SVG_LENGTH.findall(tag[0])}
    if len(lengths) < 2 and (box := _SVG_BOX.search(tag[0])):  # noqa: PLR2004
        lengths = {b"width": float(box[1]), b"height": float(box[2])}
    if len(lengths) < 2 or not all(lengths.values()):  # noqa: PLR2004
        return None
    return Size(round(lengths[b"width"]), round(lengths[b"height"]))
