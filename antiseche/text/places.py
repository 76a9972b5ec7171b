"""Where each piece of Markdown stands in its source: markdown-it only tells the lines of blocks.

Inline tokens get ``meta["at"]``: the offset, in the content of their ``inline`` block, of the
first character that they were made from. A text token that an escape or an entity is part of also
gets ``meta["pieces"]``: (offset in the token, offset in the block, characters in the block) of each
part.
``Locator`` turns an offset in a block into a line and a column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from antiseche.source import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_BLOCK_PREFIX = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+[\s>]*)*")


class _PlacedState(StateInline):
    """The state of inline parsing, which writes down where each token starts."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  markdown-it's name
        token = super().pushPending()
        token.meta["at"] = self._pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _PlacedParser(ParserInline):
    """The inline parser of markdown-it, with a state that knows places."""

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: Any,  # noqa: ANN401  markdown-it lets anything in
        tokens: list[Token],
    ) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        if src and not self.terminator_re.search(src):  # mere words, as in most cells of tables
            state.append_pending(src)
            state.pushPending()
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def place_tokens(md: MarkdownIt, preset: str) -> None:
    """Make the parser, configured anew with that preset, write down the place of its tokens."""
    md.inline = _PlacedParser()
    md.configure(preset)
    md.inline.ruler2.before("fragments_join", "place_fragments", _place_fragments)
    md.core.ruler.before("text_join", "place_specials", _place_specials)
    md.core.ruler.after("block", "place_cells", _place_cells)


def _place_fragments(state: StateInline) -> None:
    """Give to text that is about to be joined the place of its first fragment."""
    previous: Token | None = None
    for token in state.tokens:
        if previous and token.type == previous.type == "text":
            token.meta["at"] = previous.meta["at"]
        # Half of a « ** » that became a tag stays as an empty text: it starts nothing.
        previous = token if token.content else None


def _place_specials(state: StateCore) -> None:
    """Write down the parts of each text that escapes and entities are about to be joined to."""
    for block in state.tokens:
        children = block.children or []
        if not any(child.type == "text_special" for child in children):
            continue
        run: list[Token] = []
        for child in children:
            if child.type in {"text", "text_special"}:
                run.append(child)
            else:
                _place_run(run)
                run = []
        _place_run(run)


def _place_run(run: list[Token]) -> None:
    if not any(token.type == "text_special" for token in run):
        return
    pieces, offset = [], 0
    for token in run:
        length = len(token.markup if token.type == "text_special" else token.content)
        pieces.append((offset, token.meta["at"], length))
        offset += len(token.content)
    run[0].meta["pieces"] = pieces


def _place_cells(state: StateCore) -> None:
    """Give each cell of a table its number in its row, from 0."""
    number = 0
    for token in state.tokens:
        if token.type == "tr_open":
            number = 0
        elif token.type in {"th_open", "td_open"}:
            cell = number
            number += 1
        elif token.type in {"th_close", "td_close"}:
            cell = -1
        elif token.type == "inline" and token.level and number and cell >= 0:
            token.meta["cell"] = cell


class Locator:
    """Finds the line and column, in a file, of what stands in a block of its Markdown."""

    def __init__(self, body: str, first_line: int) -> None:
        """Take the Markdown, and the line of the file that it starts at."""
        self._lines = body.split("\n")
        self._first_line = first_line
        self._block: Token | None = None
        self._written: list[str] = []
        self._starts: list[int] = []

    def line(self, index: int) -> str:
        """Return a line of the body, from 0; empty beyond its end."""
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def span(self, block: Token, offset: int = 0, length: int = 1) -> Span:
        """Return the place of some characters of the content of a block."""
        if not block.map:
            return Span(self._first_line, 1, length)
        self._open(block)
        row = bisect_right(self._starts, offset) - 1
        index = block.map[0] + row
        offset -= self._starts[row]
        written, cell = self._written[row], block.meta.get("cell")
        column = self._column(index, written, cell, offset)
        if cell is not None:  # where a bar is escaped
            length += written[offset : offset + length].count("|")
        longest = len(self.line(index).rstrip()) - column
        return Span(index + self._first_line, column + 1, max(1, min(length, longest)))

    def _open(self, block: Token) -> None:
        """Split the content of a block into lines, once for all that is looked for in it."""
        if block is not self._block:
            self._block = block
            self._written = block.content.split("\n")
            self._starts = list(accumulate((len(w) + 1 for w in self._written[:-1]), initial=0))

    def _column(self, index: int, written: str, cell: int | None, offset: int) -> int:
        line = self.line(index)
        if cell is not None:
            escaped = written.replace("|", r"\|")
            return _cell_start(line, cell, escaped) + len(written[:offset].replace("|", r"\|"))
        ends_alike = line.rstrip().endswith(written.rstrip())
        if ends_alike:
            return len(line.rstrip()) - len(written.rstrip()) + offset
        found = line.find(written.strip())
        return max(0, found) + offset

    def written(self, span: Span) -> str:
        """Return the characters of a place."""
        line = self.line(span.line - self._first_line)
        return line[span.column - 1 : span.column - 1 + span.length]

    def whole_line(self, index: int) -> Span:
        """Return the place of the text of a line of the body, from 0."""
        line = self.line(index)
        indent = len(line) - len(line.lstrip())
        return Span(index + self._first_line, indent + 1, max(1, len(line.strip())))


def _cell_start(line: str, cell: int, escaped: str) -> int:
    prefix = _BLOCK_PREFIX.match(line)
    start = prefix.end() if prefix else 0
    borders = [start - 1] if not line.startswith("|", start) else []
    borders += [match.start() for match in _CELL_BORDER.finditer(line, start)]
    border = borders[cell] if cell < len(borders) else start - 1
    return max(line.find(escaped, border + 1), border + 1)
