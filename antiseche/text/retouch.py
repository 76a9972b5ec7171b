"""The typography of a source, mended in the source itself, each correction at its place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from antiseche.text.markdown import Manuscript, parse_markdown, print_markdown
from antiseche.text.prose import edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from antiseche.source import Span
    from antiseche.text.typography import Typography


@dataclass(frozen=True, slots=True)
class Retouch:
    """Put ``new`` in place of ``old`` at a place of a source, because of a rule of typography.

    ``old`` is a line break where only printing can put a no-break space in its place.
    """

    span: Span
    old: str
    new: str
    rule: str


def retouches(manuscript: Manuscript, settings: Typography) -> Iterator[Retouch]:
    """Yield what typography would change in a text, where the source can be pointed at."""
    places = dict(_places(manuscript.tokens))
    for edit in edits(manuscript.tokens, settings):
        start, end, new, rule = edit.correction
        if id(edit.token) not in places:
            continue
        block, base = places[id(edit.token)]
        offset = _in_block(edit.token, start, end)
        if offset is None:
            continue
        at = base + offset
        old = block.content[at : at + end - start]
        span = manuscript.locator.span(block, at, end - start)
        if old == "\n" or manuscript.locator.written(span) == old:
            yield Retouch(span, old, new, rule)


def retouched(text: str, manuscript: Manuscript, settings: Typography) -> str:
    """Return a whole source with every correction made, for people to read and copy.

    Unlike ``mended``, it may print otherwise: the id of a heading moves with its spaces.
    """
    found = [one for one in retouches(manuscript, settings) if one.old != "\n"]
    return _with(text, found)


def mended(text: str, path: str, settings: Typography) -> str:
    """Return a body with its typography mended, which prints exactly as it did.

    A correction that would change what is printed (the id of a heading, the end of a bare link) is
    left to the printer.
    """
    wanted = [one for one in retouches(parse_markdown(text), settings) if one.old != "\n"]
    printed = _printed(text, path, settings)
    candidate = _with(text, wanted)
    if _printed(candidate, path, settings) == printed:
        return candidate
    kept: list[Retouch] = []
    for _, group in groupby(wanted, key=lambda one: one.span.line):
        trial = [*kept, *group]
        if _printed(_with(text, trial), path, settings) == printed:
            kept = trial
    return _with(text, kept)


def _printed(text: str, path: str, settings: Typography) -> tuple[object, ...]:
    body = print_markdown(parse_markdown(text), path, settings)
    headings = [(heading.id, heading.html) for heading in (*body.headings, body.lead) if heading]
    return body.html, headings, body.anchors


def _with(text: str, retouched: Sequence[Retouch]) -> str:
    lines = text.split("\n")
    for one in sorted(retouched, key=lambda one: (one.span.line, one.span.column), reverse=True):
        line, start = lines[one.span.line - 1], one.span.column - 1
        lines[one.span.line - 1] = line[:start] + one.new + line[start + len(one.old) :]
    return "\n".join(lines)


def _places(tokens: Iterable[Token]) -> Iterator[tuple[int, tuple[Token, int]]]:
    """Yield each token that holds text with its block, and where the label that it is in starts."""
    for block in tokens:
        if block.type == "html_block":
            yield id(block), (block, 0)
        for child in block.children or ():
            yield id(child), (block, 0)
            for inner in child.children or ():
                yield id(inner), (block, child.meta["at"] + len("!["))


def _in_block(token: Token, start: int, end: int) -> int | None:
    """Return where some characters of a token start in its block; None if not there as such."""
    if token.type == "html_block":
        return start
    at = token.meta.get("at")
    pieces = token.meta.get("pieces", [(0, at, len(token.content) or 1)])
    for offset, place, length in reversed(pieces):
        if offset <= start:
            inside = start - offset
            return place + inside if place is not None and inside + end - start <= length else None
    return None
