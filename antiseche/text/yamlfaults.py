"""What is wrong with a YAML text that cannot be read, in words for its author.

PyYAML says what surprised its grammar, and where; an author needs to know what to type instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from yaml.reader import ReaderError

from antiseche.source import Span
from antiseche.text.yamlerror import YamlError
from antiseche.text.yamlpairs import PAIRS, after_closing, quoted, swallowing_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml import Mark, YAMLError


# What went wrong, and what to do.
_KEY_AND_VALUE = "Chaque ligne s’écrit « clé: valeur »."
_INVISIBLE = ("Un caractère invisible interdit se cache ici.", "Retapez ce qui l’entoure.")
NOT_A_KEY = (
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
_STRAY = ("Ce « {} » n’est pas à sa place.", "Retirez-le, ou mettez la valeur entre guillemets.")
_LIST_ON_LINE = (
    "Une liste à tirets ne commence pas sur la ligne de sa clé.",
    "Mettez le premier tiret à la ligne, ou des crochets.",
)
_COMMA = ("Il manque une virgule entre deux éléments.", 'Écrivez par exemple « ["un", "autre"] ».')
_NO_KEY = (
    "Cette ligne n’a pas de clé.",
    "Décalez-la de deux espaces si elle continue la précédente.",
)
_TAB = ("Une tabulation décale cette ligne.", "Remplacez-la par des espaces.")
_UNREADABLE = ("Cette ligne ne se lit pas.", _KEY_AND_VALUE)

_SIGNS = "@`%*&!,]}"  # none may start a value
_HIDES = re.compile(r"(?:^|[\s,\[])#")  # what makes a comment of the rest of a line
_GLUED = re.compile(r"\s*[\w-]+:(?!//)(?:(?!: ).)*")  # a key that no space parts from its value
_NEEDLESS = re.compile(r"\s*[,;\]})]+")  # signs left after a value that is closed
_TEXT_OF_BLOCK = re.compile(r"[|>](?![-+\d]*\s*(?:#|$))")  # it should be under its sign
_OF_TEXT = re.compile(r"(?:title|description|author|kind|imgAlt|sectionTitle|footer)\s*:")
_GOES_ON = re.compile(r"\w\S*(?:\s+\S+){3}")  # too many words for a key and its value
_TEXT_LINE = re.compile(r"[\w-]+:\s+\w")
_NOT_DASH = re.compile(r"(?!-\s)\S|\Z")


class Explainer:
    """Finds, in the lines of a text, what an error is about; each method raises ``YamlError``."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        """Take the lines, and the number of the first in its file."""
        self._lines = lines
        self._first_line = first_line

    def explain(self, error: YAMLError) -> NoReturn:
        """Say what an error of PyYAML means."""
        if isinstance(error, ReaderError):
            index, column = self._at_offset(error.position)
            raise YamlError(Span(index + self._first_line, column + 1), *_INVISIBLE)
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        about = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
        if context:
            self._explain_opening(about, context, mark)
        index = min(mark.line if mark else 0, len(self._lines) - 1)
        if place := swallowing_quote(self._lines, index):
            self._refuse_open_quote(*place)
        if mark:
            self._explain_item(about, mark)
        likely = (index, index - 1)
        if context and "simple key" in about:  # which starts where no colon follows
            likely = (context.line, index)
        for candidate in likely:
            self._explain_line(candidate)
        self._explain_continuation(index)
        if indent := _indent(self._line(index)):
            raise YamlError(self._to_end(index, indent), *_NOT_ALIGNED)
        raise YamlError(self._to_end(index, mark.column if mark else 0), *_UNREADABLE)

    def _explain_opening(self, about: str, context: Mark, mark: Mark | None) -> None:
        """Tell a quote or a bracket, opened there, that cannot be read."""
        if "escape" in about:
            self.refuse_escape(self._to_end(context.line, context.column))
        if "quoted scalar" in about:
            self._refuse_open_quote(context.line, context.column)
        if "flow" in about:
            if "got '<scalar>'" in about and mark:
                self._refuse_missing_comma(context, mark)
            self._refuse_open_bracket(context.line, context.column)

    def refuse_sign(self, span: Span) -> NoReturn:
        """Refuse the sign that starts a value, up to the comment that may follow."""
        written = self._marked(span).split(" #")[0].strip()
        message = f"Une valeur ne peut pas commencer par « {written[:1]} »."
        self._ask_for_quotes(Span(span.line, span.column, max(1, len(written))), message, written)

    def refuse_escape(self, span: Span) -> NoReturn:
        """Refuse a backslash between double quotes."""
        message = "Entre guillemets, « \\ » a un sens particulier."
        self._ask_for_quotes(span, message, self._marked(span).strip().strip('"'))

    def _refuse_open_quote(self, index: int, column: int) -> NoReturn:
        line = self._line(index)
        sign = line[column : column + 1]
        name, closed = (
            ("Cette apostrophe", "refermée") if sign == "'" else ("Ce guillemet", "refermé")
        )
        span, mended = self._to_end(index, column), line.rstrip() + sign
        hint = f"Refermez la valeur : {mended[column:]}."
        if "[" in line[:column]:
            hint = "Refermez-le juste après le mot qu’il entoure."
        raise YamlError(span, f"{name} n’est jamais {closed}.", hint, mended=mended)

    def _refuse_open_bracket(self, index: int, column: int) -> NoReturn:
        if not self._line(index)[column:]:  # the text ends before the bracket is closed
            index, column = self._last_open(index, column)
        if self._line(index)[column : column + 1] not in {"[", "{"}:
            index, column = self._hidden_list(index, column)
        line, span = self._line(index), self._to_end(index, column)
        sign, rest = self._marked(span)[:1], line[column + 1 :].rstrip()
        if _HIDES.search(rest) and rest.endswith("]"):
            items = [item.strip() for item in rest.removesuffix("]").split(",")]
            whole = f"[{', '.join(quoted(item) if '#' in item else item for item in items)}]"
            raise YamlError(
                span,
                "Tout ce qui suit « # » serait perdu.",
                f"Mettez chaque élément entre guillemets : {whole}.",
                about_value=True,
                mended=line[:column] + whole,
            )
        if sign not in {"[", "{"}:
            raise YamlError(Span(span.line, span.column, 1), _STRAY[0].format(sign), _STRAY[1])
        message, hint = _OPEN_BRACKET
        mended = line.rstrip() + PAIRS.get(sign, "")
        raise YamlError(span, message.format(sign), hint, mended=mended)

    def _refuse_missing_comma(self, opening: Mark, item: Mark) -> None:
        """Refuse two items of a list between brackets that nothing parts."""
        index, start, column = item.line, opening.column, item.column
        line = self._line(index)
        if index == opening.line and line[start] == "[" and after_closing(line[start:]) is not None:
            mended = f"{line[:column].rstrip()}, {line[column:]}"
            raise YamlError(self._to_end(index, start), *_COMMA, about_value=True, mended=mended)

    def _explain_item(self, about: str, mark: Mark) -> None:
        """Tell the sign that an item of a list between brackets cannot start with."""
        index, column = mark.line, mark.column
        line = self._line(index)
        item = line[column:].partition(",")[0].partition("]")[0].strip()
        if "cannot start any token" in about and "[" in line[:column] and item:
            message = f"Une valeur ne peut pas commencer par « {item[0]} »."
            hint = f"Mettez-la entre guillemets : {quoted(item)}."
            mended = line[:column] + quoted(item) + line[column + len(item) :]
            span = Span(index + self._first_line, column + 1, len(item))
            raise YamlError(span, message, hint, about_value=True, mended=mended)

    def _last_open(self, index: int, column: int) -> tuple[int, int]:
        """Return the place of the last bracket that opens up to there; else the place given."""
        for above in range(min(index, len(self._lines) - 1), -1, -1):
            start = max(map(self._line(above).rfind, "[{"))
            if start >= 0:
                return above, start
        return index, column

    def _hidden_list(self, index: int, column: int) -> tuple[int, int]:
        """Return the place of the list of which a « # » hides the end; else the place given."""
        for above in range(min(index, len(self._lines) - 1), -1, -1):
            start = self._line(above).find("[")
            if start >= 0:
                hides = _HIDES.search(self._line(above)[start:])
                return (above, start) if hides else (index, column)
        return index, column

    def _explain_line(self, index: int) -> None:
        line = self._line(index)
        indent = _indent(line)
        if "\t" in line[:indent]:
            raise YamlError(self._to_end(index, line.index("\t")), *_TAB)
        found = _NOT_DASH.search(line)
        start = found.start() if found else len(line)
        if line[start : start + 1] in {*_SIGNS, "'", '"'}:
            self._explain_value(index, start)
            return
        key, colon, value = line.partition(":")
        is_glued = bool(value) and (not value[0].isspace() or value[0] == "\u00a0")
        if value.strip() and not (is_glued and _GLUED.fullmatch(line)):
            self._explain_value(index, line.index(value.strip(), len(key) + 1))
        if not colon and line.strip() and not line.lstrip().startswith(("-", "#")):
            if _GOES_ON.match(line) and _TEXT_LINE.match(self._line(index - 1)):
                raise YamlError(self._to_end(index, 0), *_NO_KEY, mended=f"  {line}")
            message = f"Il manque « : » après « {line.strip()} »."
            raise YamlError(self._to_end(index, indent), message, _KEY_AND_VALUE)
        if is_glued:
            message = f"Il manque une espace après « {key.strip()}: »."
            mended = f"{key}: {value.strip()}"
            hint = f"Écrivez « {mended.strip()} »."
            raise YamlError(self._to_end(index, indent), message, hint, mended=mended)

    def _explain_continuation(self, index: int) -> None:
        """Tell a value that goes on below its key, and contains what looks like another key."""
        line, above = self._line(index), self._line(index - 1)
        key, colon, value = above.partition(": ")
        if not colon or not value.strip() or _indent(line) <= _indent(above) or ": " not in line:
            return
        if (
            value.strip()[0] in {*PAIRS, *_SIGNS, "|", ">"}
            or " " not in line.partition(":")[0].lstrip()
        ):
            return
        whole = f"{value.strip()} {line.strip()}"
        span = self._to_end(index - 1, len(key) + len(colon) + _indent(value))
        raise YamlError(
            span,
            "Cette valeur contient un deux-points, qui annoncerait une autre clé.",
            f"Mettez-la entre guillemets : {quoted(whole)}.",
            about_value=True,
            mended=f"{key}: {quoted(whole)}",
            lines=2,
        )

    def _explain_value(self, index: int, start: int) -> None:
        """Tell what makes the value that starts there misread."""
        span = self._to_end(index, start)
        value = self._line(index)[start:].strip()
        if value[0] in "|>" and not _TEXT_OF_BLOCK.match(value):
            return
        if value.startswith("- ") and not _OF_TEXT.match(self._line(index)):
            raise YamlError(span, *_LIST_ON_LINE)
        if value.startswith(("|", ">", "- ", "{{", "{%")):
            self.refuse_sign(span)
        if value[0] in PAIRS:
            self._explain_pair(value, span)
        elif value[0] in _SIGNS:
            self.refuse_sign(span)
        elif ": " in value or value.endswith(":"):
            message = "Cette valeur contient un deux-points, qui annoncerait une autre clé."
            self._ask_for_quotes(span, message, value)

    def _explain_pair(self, value: str, span: Span) -> None:
        """Tell a value that goes on after the quote or bracket that seems to close it."""
        close = PAIRS[value[0]]
        if rest := after_closing(value):
            message = f"Cette valeur continue après un « {close} » qui la ferme."
            if _NEEDLESS.fullmatch(rest):
                mended = self._line(span.line - self._first_line).rstrip().removesuffix(rest)
                hint = f"Retirez « {rest.strip()} »."
                raise YamlError(span, message, hint, about_value=True, mended=mended)
            inner = value[1:-1] if value[0] in "\"'" and value.endswith(close) else value
            self._ask_for_quotes(span, message, inner)

    def _ask_for_quotes(self, span: Span, message: str, value: str) -> NoReturn:
        sign = "guillemets" if (safe := quoted(value))[0] == '"' else "apostrophes"
        before = self._line(span.line - self._first_line)[: span.column - 1]
        raise YamlError(
            span,
            message,
            f"Mettez-la entre {sign} : {safe}.",
            about_value=True,
            mended=before + safe,
        )

    def _line(self, index: int) -> str:
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def _marked(self, span: Span) -> str:
        return self._line(span.line - self._first_line)[span.column - 1 :][: span.length]

    def _to_end(self, index: int, column: int) -> Span:
        """Return the place, to the end of its line, of a column, from 0."""
        line = self._line(index).rstrip()
        column = min(column, max(0, len(line) - 1))
        return Span(index + self._first_line, column + 1, max(1, len(line) - column))

    def _at_offset(self, offset: int) -> tuple[int, int]:
        before = "\n".join(self._lines)[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
