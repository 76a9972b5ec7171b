"""Condensing: the body of a fiche cut down to what holds on one A4, in two or three columns.

Every block of the text (a paragraph, a table, a command…) has a rank: what the author keeps, then
what one comes back for, then what explains it. The sheet takes as many ranks as fit, and the
largest type in which they do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import escape
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from antiseche.text.column_height import Column, height, words
from antiseche.text.dressing import accessible
from antiseche.text.html import VOID, tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from antiseche.model import HowTo

KEPT, WANTED, LEADING, USEFUL, REST, LOST = range(6)  # ranks: the first go in first
SHORT_CODE, LONG_CODE = 8, 24  # lines
TEXT = 7  # the depth of what is no heading

_STEER = re.compile(r"<!--\s*antiseche\s*:\s*(garder|omettre)\s*-->", re.IGNORECASE)
_START = re.compile(r"<!--.*?-->|<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_COMMANDS = re.compile(r'"language-(?:bash|console|sh|shell|shell-session|terminal|zsh)"')
_USELESS_ON_PAPER = re.compile(
    r'<(?:!--.*?-->|sup class="footnote-ref">.*?</sup>|/?a\b[^>]*>|img\b[^>]*>)'
    r'|\s(?:id|role|style|tabindex)="[^"]*"| aria-label="Tableau"',
    re.DOTALL,
)
# The end of a sentence: a full stop, then a capital. « 3.11 » and « etc. puis » are not.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?:</(?:em|strong|code)>)*\s+(?=[\"«“]?\s?(?:<\w+>)*[A-ZÀ-ÖØ-Þ])"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A way to set the sheet: the room of its columns, and the lines that they hold together."""

    size: str
    column: Column
    lines: int


# From the largest to the smallest; the stylesheet has the type that goes with each size.
SETTINGS = (
    Setting("affiche", Column(text=51, code=41), 84),
    Setting("large", Column(text=62, code=50), 104),
    Setting("moyenne", Column(text=70, code=57), 126),
    Setting("petite", Column(text=52, code=44), 216),
    Setting("fine", Column(text=58, code=49), 258),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is left of a body, and the size that it is to be set in."""

    html: str
    size: str


@dataclass(frozen=True, slots=True)
class Block:
    """A top element of a body, and its rank; that of a heading comes from what it is over.

    A comment that steers is a block of the name ``!``, whose text is what it asks.
    """

    name: str
    html: str
    rank: int = KEPT

    @property
    def depth(self) -> int:
        """Return the level of a heading; below all of them for any other block."""
        return int(self.name[1]) if _HEADING.fullmatch(self.name) else TEXT


def condense(html: str, how_to: HowTo | None = None) -> Sheet:
    """Condense the body of a fiche, and its how-to, to one page."""
    ranked = [*_rank(_steer(list(_blocks(html)))), *(_steps(how_to) if how_to else ())]
    for limit in range(REST, KEPT, -1):
        kept = _under(ranked, limit)
        if _holds(SETTINGS[-1], kept):  # a larger one would hardly do
            return _sheet(kept, next(setting for setting in SETTINGS if _holds(setting, kept)))
    return _cut_short(ranked, SETTINGS[-1])


def _sheet(blocks: Sequence[Block], setting: Setting) -> Sheet:
    return Sheet("\n".join(block.html for block in blocks), setting.size)


def _holds(setting: Setting, blocks: Sequence[Block]) -> bool:
    """Tell whether the blocks hold in a setting; most that do not are soon known not to."""
    totals = accumulate(height(block.html, setting.column) for block in blocks)
    return all(total <= setting.lines for total in totals)


def _lines(blocks: Sequence[Block], setting: Setting) -> float:
    return sum(height(block.html, setting.column) for block in blocks)


def _cut_short(blocks: Sequence[Block], setting: Setting) -> Sheet:
    """Leave out the tallest blocks, as many as must be; what the author keeps is not left out."""
    shortest_first = sorted(
        (block for block in blocks if KEPT < block.rank <= WANTED),
        key=lambda block: height(block.html, setting.column),
    )

    def with_shortest(number: int) -> list[Block]:
        out = {id(block) for block in shortest_first[number:]}
        return _under([block for block in blocks if id(block) not in out], WANTED)

    numbers = range(len(shortest_first) + 1)
    too_many = bisect_right(
        numbers, setting.lines, key=lambda number: ceil(_lines(with_shortest(number), setting))
    )
    return _sheet(with_shortest(max(0, too_many - 1)), setting)


def _under(blocks: Sequence[Block], limit: int) -> list[Block]:
    """Keep the blocks up to a rank, and the headings that still have something under them."""
    kept: list[Block] = []
    above = 0  # headings down to this level have something under them, reading backwards
    for block in reversed(blocks):
        if block.depth <= above:
            kept.append(block)
            above = block.depth - 1
        elif block.depth == TEXT and block.rank <= limit:
            kept.append(block)
            above = TEXT - 1
    return kept[::-1]


# Reading the body.


def _blocks(html: str) -> Iterator[Block]:
    """Yield the top elements of a body, and the comments that steer between them."""
    at = 0
    while found := next((one for one in _START.finditer(html, at) if one["name"]), None):
        yield from _asked(html, at, found.start())
        name = found["name"].lower()
        at = _end(html, name, found.start())
        yield Block(name, html[found.start() : at])
    yield from _asked(html, at, len(html))


def _end(html: str, name: str, start: int) -> int:
    """Return where an element ends: at the end tag that matches, else with the body."""
    depth = 0
    for tag in _tags_of(name).finditer(html, start):
        depth += -1 if tag["closing"] else 1
        if depth == 0 or name in VOID:
            return tag.end()
    return len(html)


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?P<closing>/?){name}\b[^>]*>", re.IGNORECASE)


def _asked(html: str, start: int, end: int) -> Iterator[Block]:
    for found in _STEER.finditer(html, start, end):
        yield Block("!", found[1].lower())


def _steer(blocks: Sequence[Block]) -> Iterator[Block]:
    """Do what the comments ask of their sections: leave out, or mark as kept by rank 0.

    Other blocks come out with the rank ``LOST``: they are still to be ranked.
    """
    sections: list[tuple[int, str]] = [(0, "")]  # level, what is asked of all that is under it
    for block in blocks:
        if block.name == "!":
            level, _ = sections[-1]
            sections[-1] = (level, block.html)
            continue
        if block.depth < TEXT:
            while sections[-1][0] >= block.depth:
                sections.pop()
            sections.append((block.depth, sections[-1][1]))
        asked = sections[-1][1]
        if asked != "omettre":
            yield Block(block.name, _on_paper(block.html), KEPT if asked == "garder" else LOST)


@lru_cache(maxsize=1024)  # a fiche that is saved again has nearly all its blocks as they were
def _on_paper(html: str) -> str:
    """Leave out what says nothing on paper."""
    return _USELESS_ON_PAPER.sub("", accessible(html))


def _rank(blocks: Iterator[Block]) -> Iterator[Block]:
    """Rank each block; a paragraph that announces the next one has its rank."""
    opening = True  # nothing has been said yet under the heading
    announcing: Block | None = None
    for block in blocks:
        rank = block.rank if block.rank == KEPT else _worth(block)
        if block.name == "p" and rank == LOST and words(block.html).rstrip().endswith(":"):
            announcing = block
            continue
        if announcing and block.depth == TEXT:
            yield replace(announcing, rank=rank)
        announcing = None
        if block.name == "p" and rank == LOST and opening and words(block.html).strip():
            yield replace(block, html=_first_sentence(block.html), rank=LEADING)
        else:
            yield replace(block, rank=rank)
        opening = block.depth < TEXT


def _worth(block: Block) -> int:
    """Return the rank of a block for what it is; that of a paragraph depends on its place."""
    if "<pre" in block.html:
        lines = words(block.html).count("\n") + 1
        if _COMMANDS.search(block.html) or lines <= SHORT_CODE:
            return WANTED
        return USEFUL if lines <= LONG_CODE else REST
    if "<table" in block.html:
        return WANTED
    if "markdown-alert" in block.html:
        return LEADING
    return USEFUL if block.name in {"ul", "ol"} else LOST


def _first_sentence(html: str) -> str:
    ends = (found.start() for found in _SENTENCE_END.finditer(html))
    end = next((end for end in ends if not _is_in_code(html, end)), None)
    if end is None:
        return html
    sentence = html[:end]
    opened: list[str] = []
    for tag in tags(sentence):
        if not tag.closing and tag.name not in VOID:
            opened.append(tag.name)
        elif tag.name in opened:
            opened.remove(tag.name)
    return sentence + "".join(f"</{name}>" for name in reversed(opened))


def _is_in_code(html: str, at: int) -> bool:
    return html.count("<code", 0, at) > html.count("</code>", 0, at)


def _steps(how_to: HowTo) -> tuple[Block, Block]:
    steps = "".join(f"<li>{escape(step.name)}</li>" for step in how_to.steps)
    return (
        Block("h2", f"<h2>{escape(how_to.name)}</h2>"),
        Block("ol", f"<ol>{steps}</ol>", WANTED),
    )
