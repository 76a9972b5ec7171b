"""YAML read safely, each value with its place in the file.

PyYAML only splits the text into events here: no object is built, no alias followed, no value
converted. So nothing is lost (``3.10`` stays ``3.10``), nothing runs, nothing explodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import yaml

from antiseche.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 200_000  # characters of a YAML text
MAX_DEPTH = 40  # levels of nesting
MAX_KEYS = 500  # in one mapping

_TYPES = {f"tag:yaml.org,2002:{name}": name for name in ("bool", "null", "int", "float")}
# What an escape such as "\P" or "\ud800" can bring in, and no page can show.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_resolver = yaml.SafeLoader("")
_fast_loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where it was built


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written.

    ``type`` is what YAML would take it for (``str``, ``bool``, ``null``…); ``comment`` is what
    follows the value on its line after ``#``.
    """

    text: str
    span: Span
    type: str = "str"
    comment: str = ""


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


class YamlError(Exception):
    """The text is not readable YAML; says where and, in French, why and what to do.

    ``about_value`` tells a value that misleads YAML from a broken structure.
    """

    def __init__(self, span: Span, message: str, hint: str, *, about_value: bool = False) -> None:
        """Hold the place and the words of the problem."""
        super().__init__(message)
        self.span, self.message, self.hint = span, message, hint
        self.about_value = about_value


# What went wrong, and what to do.
_KEY_AND_VALUE = "Chaque ligne s’écrit « clé: valeur »."
_INVISIBLE = ("Un caractère invisible interdit se cache ici.", "Retapez ce qui l’entoure.")
_NOT_A_KEY = (
    "Un nom de clé était attendu ici.",
    "Écrivez « clé: valeur », ou mettez le tout entre guillemets.",
)
_NOT_ALIGNED = (
    "Cette ligne n’est pas alignée avec les précédentes.",
    "Alignez-la sur celles de même rang.",
)
_OPEN_BRACKET = (
    "Ce « {} » n’est jamais refermé.",
    "Refermez-le, ou mettez la valeur entre guillemets.",
)
_OPEN_QUOTE = ("Ce guillemet n’est jamais refermé.", "Refermez-le.")
_SECOND_DOCUMENT = ("Un second document YAML commence ici.", "Gardez-en un seul.")
_TAB = ("Une tabulation décale cette ligne.", "Remplacez-la par des espaces.")
_UNREADABLE = ("Cette ligne ne se lit pas.", _KEY_AND_VALUE)

_PAIRS = {'"': '"', "'": "'", "[": "]", "{": "}"}


def quoted(text: str) -> str:
    """Return the text between the quotes that YAML reads it well in."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


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
    except yaml.YAMLError:
        pass
    try:  # again with the loader whose errors say more
        return reader.document(yaml.parse(clean, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        reader.explain(error)


class _Reader:
    """Builds the tree of one document from its events."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line

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
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._children(events, depth)), span)
        nodes = list(self._children(events, depth))
        pairs = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise YamlError(key.span, *_NOT_A_KEY)
            pairs.append((key, value))
        if len(pairs) > MAX_KEYS:
            raise YamlError(span, "Il y a trop de clés ici.", f"{MAX_KEYS} suffisent à tout.")
        return Entries(tuple(pairs), span)

    def _children(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield self._node(event, events, depth + 1)

    def _scalar(self, event: yaml.ScalarEvent, span: Span) -> Scalar:
        if _UNPRINTABLE.search(event.value):
            self._refuse_escape(span)
        plain = not event.style  # None or "", as the loader likes
        tag = _implicit_tag(event.value) if plain else ""
        _, (line, column) = _marks(event)
        rest = self._line(line)[column:]
        comment = rest.strip() if plain and rest.lstrip().startswith("#") else ""
        return Scalar(event.value, span, _TYPES.get(tag, "str"), comment.removeprefix("#").strip())

    def _refuse_machinery(self, event: yaml.Event) -> None:
        """Refuse anchors, aliases and tags: no fiche needs them, and they carry the bombs."""
        if getattr(event, "anchor", None) or getattr(event, "tag", None) not in {None, "!"}:
            self._refuse_sign(self._span(event))

    def _line(self, index: int) -> str:
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def _span(self, event: yaml.Event) -> Span:
        (line, column), (end_line, end_column) = _marks(event)
        on_one_line = isinstance(event, yaml.ScalarEvent) and line == end_line
        end = end_column if on_one_line else len(self._line(line).rstrip())
        return Span(line + self.first_line, column + 1, max(1, end - column))

    def explain(self, error: yaml.YAMLError) -> NoReturn:
        """Raise the ``YamlError`` that tells an author what this error of PyYAML means."""
        if isinstance(error, yaml.reader.ReaderError):
            index, column = self._at_offset(error.position)
            raise YamlError(Span(index + self.first_line, column + 1), *_INVISIBLE)
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        about = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
        if "escape" in about and context:
            self._refuse_escape(self._to_end(context.line, context.column))
        if "quoted scalar" in about and context:
            raise YamlError(self._to_end(context.line, context.column), *_OPEN_QUOTE)
        if "flow" in about and context:
            sign = self._line(context.line)[context.column : context.column + 1]
            message, hint = _OPEN_BRACKET
            span = self._to_end(context.line, context.column)
            raise YamlError(span, message.format(sign), hint)
        index = min(mark.line if mark else 0, len(self.lines) - 1)
        for candidate in (index, index - 1):
            self._explain_line(candidate)
        if indent := _indent(self._line(index)):
            raise YamlError(self._to_end(index, indent), *_NOT_ALIGNED)
        raise YamlError(self._to_end(index, mark.column if mark else 0), *_UNREADABLE)

    def _explain_line(self, index: int) -> None:
        line = self._line(index)
        indent = _indent(line)
        if "\t" in line[:indent]:
            raise YamlError(self._to_end(index, line.index("\t")), *_TAB)
        key, colon, value = line.partition(":")
        value = value.strip()
        span = self._to_end(index, line.index(value, len(key) + 1) if value else indent)
        if not colon and line.strip() and not line.lstrip().startswith(("-", "#")):
            raise YamlError(span, f"Il manque « : » après « {line.strip()} ».", _KEY_AND_VALUE)
        if not value or value[0] in "|>":
            return
        if value[0] in _PAIRS:
            self._explain_pair(value, span)
        elif value[0] in "@`%*&!,]}":
            self._refuse_sign(span)
        elif ": " in value or value.endswith(":"):
            message = "Cette valeur contient un deux-points, qui a un sens pour la machine."
            self._ask_for_quotes(span, message, value)
        elif line[len(key) + 1] != " ":
            span = self._to_end(index, indent)
            raise YamlError(span, f"Il manque une espace après « {key.strip()}: ».", _KEY_AND_VALUE)

    def _explain_pair(self, value: str, span: Span) -> None:
        """Tell a value that goes on after the quote or bracket that seems to close it."""
        close = _PAIRS[value[0]]
        if close in value[1:]:
            inner = value[1:-1] if value[0] in "\"'" and value.endswith(close) else value
            message = f"Cette valeur continue après un « {close} » qui la ferme."
            self._ask_for_quotes(span, message, inner)

    def _refuse_sign(self, span: Span) -> NoReturn:
        """Refuse the sign that starts a value, up to the comment that may follow."""
        written = self._marked(span).split(" #")[0].strip()
        message = f"Une valeur ne peut pas commencer par « {written[:1]} »."
        self._ask_for_quotes(Span(span.line, span.column, max(1, len(written))), message, written)

    def _refuse_escape(self, span: Span) -> NoReturn:
        message = "Dans cette valeur, « \\ » a un sens pour la machine."
        self._ask_for_quotes(span, message, self._marked(span).strip().strip('"'))

    def _ask_for_quotes(self, span: Span, message: str, value: str) -> NoReturn:
        sign = "guillemets" if (safe := quoted(value))[0] == '"' else "apostrophes"
        raise YamlError(span, message, f"Mettez-la entre {sign} : {safe}.", about_value=True)

    def _marked(self, span: Span) -> str:
        return self._line(span.line - self.first_line)[span.column - 1 :][: span.length]

    def _to_end(self, index: int, column: int) -> Span:
        """Return the place, to the end of its line, of a column, from 0."""
        line = self._line(index).rstrip()
        column = min(column, max(0, len(line) - 1))
        return Span(index + self.first_line, column + 1, max(1, len(line) - column))

    def _at_offset(self, offset: int) -> tuple[int, int]:
        before = "\n".join(self.lines)[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


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
