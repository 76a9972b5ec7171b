"""Condensing: the body of a fiche cut down to what holds on one A4, in two or three columns.

Every piece of the text (a paragraph, a table, a command…) has a rank: what the author keeps, then
what one comes back for, then what explains it. The sheet takes the lowest ranks that fit, set as
large as they allow. Room is counted in lines of a column, from the length of the text: the faces
of a reader are not known, so the count errs on the safe side.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import zip_longest
from typing import TYPE_CHECKING

from antiseche.text.html import VOID, tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from antiseche.model import HowTo

KEPT, WANTED, LEADING, USEFUL, REST = range(5)  # ranks, the first to be taken first
COMMANDS = ("language-bash", "language-sh", "language-shell", "language-console", "language-zsh")
SHORT_CODE, LONG_CODE = 8, 24  # lines

_STEER = re.compile(r"<!--\s*antiseche\s*:\s*(garder|omettre)\s*-->", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LOST = re.compile(
    r"<sup class=\"footnote-ref\">.*?</sup>|</?a\b[^>]*>|<img\b[^>]*>|\s(?:id|style|tabindex)=\"[^\"]*\"",
    re.DOTALL,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?:</(?:em|strong|code)>)*\s+(?=[\"«“]?\s?(?:<\w+>)*[A-ZÀ-ÖØ-Þ])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Size:
    """A way to set the sheet: columns, characters of text and of code in one, lines in all."""

    name: str
    text: int
    code: int
    lines: int


# From the largest to the smallest; tokens.css has the type sizes that go with the names.
SIZES = (
    Size("large", 62, 50, 104),
    Size("moyenne", 70, 57, 126),
    Size("petite", 52, 44, 216),
    Size("fine", 58, 49, 258),
)


@dataclass(frozen=True, slots=True)
class Digest:
    """What is left of a body, and the name of the size that it is to be set in."""

    html: str
    size: str


@dataclass(frozen=True, slots=True)
class Block:
    """A top element of a body: its name, its HTML; a comment that steers has the name ``!``."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A block that may be kept; a heading has the rank of the best piece under it."""

    block: Block
    rank: int


def condense(html: str, how_to: HowTo | None = None) -> Digest:
    """Condense the body of a fiche, and its how-to, to one page."""
    pieces = list(_pieces(list(_blocks(html))))
    if how_to:
        pieces += _steps(how_to)
    for limit in range(REST, KEPT, -1):
        kept = _under(pieces, limit)
        for size in SIZES:
            if _lines(kept, size) <= size.lines:
                return Digest(_printed(kept), size.name)
    return _cut_short(_under(pieces, WANTED), SIZES[-1])


def _cut_short(pieces: list[Piece], size: Size) -> Digest:
    """Drop the longest pieces, the last first, until the rest fits."""
    while _lines(pieces, size) > size.lines:
        droppable = [p for p in pieces if p.rank > KEPT and p.block.name not in _HEADINGS]
        if not droppable:
            break
        longest = max(reversed(droppable), key=lambda piece: _lines([piece], size))
        pieces = _under([piece for piece in pieces if piece is not longest], WANTED)
    return Digest(_printed(pieces), size.name)


def _printed(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece.block.html for piece in pieces)


# Reading the body.


def _blocks(html: str) -> Iterator[Block]:
    """Yield the top elements of a body, and the comments that steer between them."""
    depth = end = start = 0
    name = ""
    for tag in tags(html):
        if tag.name in VOID:
            continue
        if not tag.closing:
            if depth == 0:
                yield from (Block("!", found[1].lower()) for found in _STEER.finditer(html, end, tag.start))
                name, start = tag.name, tag.start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                end = tag.end
                yield Block(name, html[start:end])
    yield from (Block("!", found[1].lower()) for found in _STEER.finditer(html, end))


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """Yield what may be kept, ranked; headings come with a provisional rank."""
    steered: list[tuple[int, str]] = []  # the headings that the text is under, and what they ask
    fresh = True
    for index, block in enumerate(blocks):
        if block.name in _HEADINGS:
            level = int(block.name[1])
            while steered and steered[-1][0] >= level:
                steered.pop()
            asked = blocks[index + 1].html if blocks[index + 1 : index + 2] and blocks[index + 1].name == "!" else ""
            steered.append((level, asked or (steered[-1][1] if steered else "")))
            fresh = True
        asked = steered[-1][1] if steered else ""
        if block.name == "!" or asked == "omettre":
            continue
        bare = replace(block, html=_bare(block.html))
        if block.name in _HEADINGS:
            yield Piece(bare, KEPT)
        elif asked == "garder":
            yield Piece(bare, KEPT)
        elif piece := _ranked(bare, fresh=fresh):
            yield piece
            fresh = fresh and block.name != "p"


def _bare(html: str) -> str:
    """Return a piece without links, images, ids: what paper has no use for."""
    return _LOST.sub("", _COMMENT.sub("", html))


def _ranked(block: Block, *, fresh: bool) -> Piece | None:
    """Rank a block; ``fresh`` tells the first paragraph under a heading. None for a picture."""
    text = _text(block.html)
    if not text.strip() and block.name != "hr":
        return None
    match block.name:
        case "p":
            return Piece(replace(block, html=_first_sentence(block.html)), LEADING) if fresh else None
        case "pre" | "figure":
            lines = text.count("\n") + 1
            is_command = any(f'"{name}"' in block.html for name in COMMANDS)
            if is_command or lines <= SHORT_CODE:
                return Piece(block, WANTED)
            return Piece(block, USEFUL if lines <= LONG_CODE else REST)
        case "ul" | "ol":
            return Piece(block, USEFUL)
        case "div" if "markdown-alert" in block.html:
            return Piece(block, LEADING)
        case "div":
            return Piece(block, WANTED)
        case "section" | "hr" | "iframe":
            return None
    return Piece(block, REST)


def _first_sentence(html: str) -> str:
    end = _SENTENCE_END.search(html)
    return f"{html[: end.start()]}{_closing(html, end.start())}</p>" if end else html


def _closing(html: str, end: int) -> str:
    """Return the end tags of what is still open at the end of the sentence, but the paragraph."""
    opened: list[str] = []
    for tag in tags(html[:end]):
        if tag.closing and tag.name in opened:
            opened.remove(tag.name)
        elif not tag.closing and tag.name not in VOID:
            opened.append(tag.name)
    return "".join(f"</{name}>" for name in reversed(opened[1:]))


def _steps(how_to: HowTo) -> list[Piece]:
    steps = "".join(f"<li>{escape(step.name)}</li>" for step in how_to.steps)
    return [
        Piece(Block("h2", f"<h2>{escape(how_to.name)}</h2>"), KEPT),
        Piece(Block("ol", f"<ol>{steps}</ol>"), WANTED),
    ]


def _under(pieces: Sequence[Piece], limit: int) -> list[Piece]:
    """Keep the pieces up to a rank, and the headings that still have something under them."""
    kept: list[Piece] = []
    depth = 7  # of the heading that the pieces kept so far stand under, read backwards
    for piece in reversed(pieces):
        if piece.block.name in _HEADINGS:
            level = int(piece.block.name[1])
            if kept and (kept[-1].block.name not in _HEADINGS or depth > level):
                kept.append(piece)
                depth = level
        elif piece.rank <= limit:
            kept.append(piece)
            depth = 7
    return kept[::-1]


# Counting lines.


def _lines(pieces: Sequence[Piece], size: Size) -> float:
    return sum(_height(piece.block, size) for piece in pieces)


def _height(block: Block, size: Size) -> float:
    """Return the height of a block in a column, in lines of text, its margins with it."""
    match block.name:
        case "h1" | "h2":
            return 2.2 * _wrapped(_text(block.html), size.text * 0.8)
        case "h3" | "h4" | "h5" | "h6":
            return 1.6 * _wrapped(_text(block.html), size.text * 0.9)
        case "pre" | "figure":
            return 1.2 + sum(_wrapped(line, size.code) for line in _text(block.html).split("\n"))
        case "ul" | "ol":
            items = block.html.split("<li")[1:]
            return 0.5 + sum(0.15 + _wrapped(_text(item), size.text - 4) for item in items)
    if "<table" in block.html:
        return _table_height(block.html, size)
    if "markdown-alert" in block.html:
        return 1.4 + _wrapped(_text(block.html), size.text - 4)
    if "<pre" in block.html:
        return 1.5 + sum(_wrapped(line, size.code) for line in _text(block.html).split("\n"))
    return 0.4 + _wrapped(_text(block.html), size.text)


def _table_height(html: str, size: Size) -> float:
    """Return the height of a table whose columns share the width as browsers share it, nearly."""
    rows = [[_text(cell) for cell in row.split("<t")[1:]] for row in html.split("<tr")[1:]]
    widest = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    room = size.text - 2 * len(widest)
    total = sum(math.sqrt(width) for width in widest) or 1
    widths = [max(6, room * math.sqrt(width) / total) for width in widest]
    heights = (
        max((_wrapped(cell, width) for cell, width in zip(row, widths, strict=False)), default=1)
        for row in rows
    )
    return 0.8 + sum(height + 0.4 for height in heights)


def _wrapped(text: str, width: float) -> int:
    return max(1, math.ceil(len(text.rstrip()) / width))


def _text(html: str) -> str:
    """Return the words of a piece of HTML that may begin inside a tag."""
    whole = html if html.startswith("<") else f"<{html}"
    return unescape(_TAG.sub("", whole)).strip("\n")
