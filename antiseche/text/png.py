"""A picture made of rectangles, as a PNG file: enough for an icon, and the same bytes each time."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Colour = tuple[int, int, int]


class Rectangle(NamedTuple):
    """A filled rectangle, in hundredths of the side of the picture."""

    left: float
    top: float
    right: float
    bottom: float
    colour: Colour


def png(side: int, rectangles: Iterable[Rectangle]) -> bytes:
    """Return a square picture, in pixels, the rectangles one over the other."""
    rows = [bytearray(3 * side) for _ in range(side)]
    for left, top, right, bottom, colour in rectangles:
        start, end = round(side * left / 100), round(side * right / 100)
        for row in rows[round(side * top / 100) : round(side * bottom / 100)]:
            row[3 * start : 3 * end] = bytes(colour) * (end - start)
    # Eight bits a channel, red green blue; each row begins with its filter: none.
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
