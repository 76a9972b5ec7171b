"""YAML read safely, each value with its place in the file.

PyYAML only splits the text into events here: no object is built, no alias followed, no value
converted. So nothing is lost (``3.10`` stays ``3.10``), nothing runs, nothing explodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from antiseche.source import Span
from antiseche.text.fold import fold
from antiseche.text.yamlerror import YamlError
from antiseche.text.yamlfaults import NOT_A_KEY, Explainer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_LENGTH = 200_000  # characters of a YAML text
MAX_DEPTH = 40  # levels of nesting
MAX_KEYS = 500  # in one mapping

_MOST_MENDS = 30  # lines of a text that are read as they were meant
_LONGEST = 500  # lines of a text in which any is

_SECOND_DOCUMENT = ("Cette ligne de tirets ouvrirait une seconde partie.", "Retirez-la.")

_TYPES = {f"tag:yaml.org,2002:{name}": name for name in ("bool", "null", "int", "float")}
# What an escape such as "\P" or "\ud800" can bring in, and no page can show.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# An escape that names no character: there is none after U+10FFFF.
_BEYOND = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
GLUED = re.compile(r"#(?!\s).*")  # a « # » that no space follows is no comment
_FLAGS = dict.fromkeys(("true", "yes", "on", "oui", "vrai"), True) | dict.fromkeys(
    ("false", "no", "off", "non", "faux"), False
)
_resolver = yaml.SafeLoader("")
_fast_loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where it was built


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written.

    ``type`` is what YAML would take it for (``str``, ``bool``, ``null``…); ``comment`` is what
    follows the value on its ``last_line``, ``#`` included. The place of a folded or literal text is
    that of its first line.
    """

    text: str
    span: Span
    type: str = "str"
    comment: str = ""
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys and their values, in order; a key may come twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Items | Entries


@lru_cache(maxsize=16)  # a fiche that is saved again has most often the header that it had
def read_yaml(text: str, first_line: int = 1) -> Node | None:
    """Read one YAML document that starts at that line of its file; None when it is empty.

    Raise ``YamlError`` when it cannot be read.
    """
    if len(text) > MAX_LENGTH:
        span = Span(first_line, 1)
        raise YamlError(span, "Cet en-tête est démesuré.", "Mettez le texte dans le corps.")
    # PyYAML takes these for line ends, which would shift every line number after them.
    lines = text.translate(dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")).split("\n")
    reader = _Reader(lines, first_line)
    clean = "\n".join(lines)
    try:
        return reader.document(yaml.parse(clean, Loader=_fast_loader))
    except (yaml.YAMLError, ValueError, OverflowError):
        pass
    clean = _BEYOND.sub(r"\\U0000FFFF", clean)  # which is refused, where PyYAML would fail
    try:  # again with the loader whose errors say more
        return reader.document(yaml.parse(clean, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        reader.faults.explain(error)


def read_mended(
    lines: Sequence[str], first_line: int = 1
) -> tuple[Node | None, list[YamlError], bool]:
    """Read a document, each faulty line as it was meant, else without it; tell if none had to go.

    All the values at fault are returned; of broken lines only the first: the others may follow
    from it.
    """
    faults: list[YamlError] = []
    lines, whole = list(lines), True
    for _ in range(_MOST_MENDS):
        try:
            return read_yaml("\n".join(lines), first_line), faults, whole
        except YamlError as fault:
            index = fault.span.line - first_line
            mended_before = {one.span.line for one in faults}
            if (whole or fault.about_value) and fault.span.line not in mended_before:
                faults.append(fault)
            whole = whole and fault.about_value
            if not 0 <= index < len(lines) < _LONGEST or not lines[index]:
                break
            mended = fault.mended if fault.mended != lines[index] else ""
            lines[index : index + fault.lines] = [mended, *[""] * (fault.lines - 1)]
    return None, faults, False


def read_flag(node: Node) -> bool | None:
    """Return the yes or no that a value says, in English or in French; None if it says neither."""
    return _FLAGS.get(fold(node.text)) if isinstance(node, Scalar) else None


class _Reader:
    """Builds the tree of one document from its events."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.faults = Explainer(lines, first_line)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise YamlError(self._span(event), *_SECOND_DOCUMENT)
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._refuse_machinery(event)
        span = self._span(event)
        if depth > MAX_DEPTH:
            raise YamlError(span, "Les valeurs sont imbriquées sans fin.", "Aplatissez-les.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, span)
        nodes: list[Node] = []
        for inner in events:
            if isinstance(inner, yaml.CollectionEndEvent):
                span = self._whole(event, inner)
                break
            nodes.append(self._node(inner, events, depth + 1))
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(nodes), span)
        pairs = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                if self._line(span.line - self.first_line).startswith("{{", span.column - 1):
                    self.faults.refuse_sign(span)
                raise YamlError(key.span, *NOT_A_KEY)
            pairs.append((key, value))
        if len(pairs) > MAX_KEYS:
            raise YamlError(span, "Il y a trop de clés ici.", f"{MAX_KEYS} suffisent à tout.")
        return Entries(tuple(pairs), span)

    def _scalar(self, event: yaml.ScalarEvent, span: Span) -> Scalar:
        if _UNPRINTABLE.search(event.value):
            self.faults.refuse_escape(span)
        plain = not event.style  # None or "", as the loader likes
        tag = _implicit_tag(event.value) if plain else ""
        _, (index, column) = _marks(event)
        rest = self._line(index)[column:]
        comment = rest.strip() if plain and rest.lstrip().startswith("#") else ""
        kind = _TYPES.get(tag, "str")
        return Scalar(event.value, span, kind, comment, index + self.first_line)

    def _refuse_machinery(self, event: yaml.Event) -> None:
        """Refuse anchors, aliases and tags: no fiche needs them, and they carry the bombs."""
        if getattr(event, "anchor", None) or getattr(event, "tag", None) not in {None, "!"}:
            self.faults.refuse_sign(self._span(event))

    def _line(self, index: int) -> str:
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def _span(self, event: yaml.Event) -> Span:
        (index, column), (end_index, end_column) = _marks(event)
        if getattr(event, "style", None) in {"|", ">"}:
            text = next((i for i in range(index + 1, end_index + 1) if self._line(i).strip()), None)
            if text is not None:
                indent = len(self._line(text)) - len(self._line(text).lstrip())
                index, column = text, indent
        on_one_line = isinstance(event, yaml.ScalarEvent) and index == end_index
        end = end_column if on_one_line else len(self._line(index).rstrip())
        return Span(index + self.first_line, column + 1, max(1, end - column))

    def _whole(self, start: yaml.Event, end: yaml.Event) -> Span:
        """Return the place of a list or of some keys: up to their bracket, or their first line."""
        (index, column), (end_index, end_column) = _marks(start)[0], _marks(end)[1]
        if getattr(start, "flow_style", False) and index == end_index:
            return Span(index + self.first_line, column + 1, max(1, end_column - column))
        return self._span(start)


def _marks(event: yaml.Event) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the line and column, from 0, where an event starts and where it ends."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # never, says PyYAML's parser; its types do not know
        return (0, 0), (0, 0)
    return (start.line, start.column), (end.line, end.column)


def _implicit_tag(text: str) -> str:
    """Return what YAML 1.1 takes a plain value for."""
    tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag
