"""The front matter of a fiche: the one border where its keys become our names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from antiseche.levels import Level
from antiseche.model import Chapter, Problem
from antiseche.schema import KEYS_BY_NAME, keys_and_synonyms
from antiseche.source import Source, Span
from antiseche.text.dates import DateOrder, ReadDate
from antiseche.text.fold import fold
from antiseche.text.foreign_headers import keeps_back, language_of
from antiseche.text.forms import read_value
from antiseche.text.header_end import DASHES, end_of_header, is_key_line, names_a_key
from antiseche.text.nearest import nearest
from antiseche.text.values import ValueReader
from antiseche.text.yamltree import Entries, Node, Scalar, read_flag, read_mended

if TYPE_CHECKING:
    from collections.abc import Mapping

_GLUED_KEY = re.compile(r"[\w-]+:")
_FENCE_LIKE = re.compile(r"\.\.\.\s*|" + DASHES.pattern)
_MEANT_TO_OPEN = re.compile(DASHES.pattern + r"|\s*\+{3,}\s*|---\s+#.*")
_HTML = re.compile(r"<[A-Za-z!/]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the author says of a fiche before its text.

    ``values`` holds each value that could be read, under its key; ``places`` where each stands
    (``title``, ``tags[0]``, ``faq[1].answer``), ``blanks`` where a key has none, ``held`` those of
    the values that keep the fiche a draft; ``misnamed`` are the keys that another word was written
    for. ``body`` starts at line ``body_line``. What misses from a header that is not ``whole`` may
    only have been unread.
    """

    body: str
    body_line: int = 1
    values: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)
    blanks: Mapping[str, Span] = field(default_factory=dict)
    whole: bool = True
    held: tuple[Span, ...] = ()
    misnamed: frozenset[str] = frozenset()

    def text(self, key: str) -> str:
        """Return the text of a key, empty when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def labels(self, key: str) -> tuple[str, ...]:
        """Return the list of a key, empty when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()

    def lacks(self, key: str) -> Span | None:
        """Return the place to complain of, when a key was not given or is empty."""
        value = self.values.get(key)
        if (
            value
            or not self.whole
            or key in self.misnamed
            or (key in self.places and value is None)
        ):
            return None
        return self.places.get(key) or self.blanks.get(key) or Span(1, 1)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return the yes or no of a key."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else default

    @property
    def level(self) -> Level | None:
        """Return the level, when there is one."""
        value = self.values.get("level")
        return value if isinstance(value, Level) else None

    @property
    def published(self) -> ReadDate | None:
        """Return the date of publication, and how it was read."""
        value = self.values.get("publishedDate")
        return value if isinstance(value, ReadDate) else None

    @property
    def chapter(self) -> Chapter | None:
        """Return the place in a course, when both numbers are given."""
        section, number = self.values.get("sectionNumber"), self.values.get("chapterNumber")
        if isinstance(section, int) and isinstance(number, int):
            return Chapter(section, number, self.text("sectionTitle"))
        return None

    @property
    def faq(self) -> tuple[tuple[str, str], ...]:
        """Return the questions and their answers, in Markdown."""
        return self.labels("faq")  # type: ignore[return-value]

    @property
    def how_to(self) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """Return the name of the how-to and its steps (name, text in Markdown)."""
        return self.values.get("howTo")  # type: ignore[return-value]


def read_front_matter(source: Source, order: DateOrder) -> tuple[FrontMatter, list[Problem]]:
    """Split a source into front matter and body, and read the first. Never fails."""
    lines = source.text.split("\n")
    reader = ValueReader(source, order)
    opening = _opening(lines)
    if opening is None:
        _report_out_of_place(lines, reader)
        return FrontMatter(source.text, whole=not reader.problems), reader.problems
    first = opening + 1
    end, is_closed = end_of_header(lines, first)
    if not is_closed:
        _report_unclosed(lines, opening, end, reader)
    values, whole = _read_header(lines[first:end], first + 1, reader)
    past = end if end < len(lines) and _FENCE_LIKE.fullmatch(lines[end]) else end - 1
    body = "\n".join(lines[past + 1 :])
    front = FrontMatter(
        body,
        past + 2,
        values,
        reader.places,
        reader.blanks,
        whole=whole and is_closed,
        held=tuple(reader.held),
        misnamed=frozenset(reader.misnamed),
    )
    return front, reader.problems


def _report_unclosed(lines: list[str], opening: int, end: int, reader: ValueReader) -> None:
    hint = "Ajoutez une ligne « --- » après la dernière clé."
    if end < len(lines) and (dashes := lines[end].strip()):
        hint = f"Remplacez « {dashes} », à la ligne {end + 1}, par « --- »."
        if dashes == "---":
            hint = f"Retirez l’espace devant « --- », à la ligne {end + 1}."
    message = "L’en-tête s’ouvre ici et ne se referme jamais."
    reader.report("entete-non-fermee", Span(opening + 1, 1, 3), message, hint)


def _report_out_of_place(lines: list[str], reader: ValueReader) -> None:
    """Say that a header has no first line, is not opened by three dashes alone, or is not ours."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    opening, following = lines[first], "".join(lines[first + 1 : first + 2])
    dashes, language = opening.strip(), language_of(lines[first:])
    if language in {"TOML", "JSON"}:
        message = f"Cet en-tête est en {language} : il se lirait comme du texte."
        hint = "Réécrivez-le entre deux lignes « --- », chaque ligne sous la forme « clé: valeur »."
    elif names_a_key(opening) and "---" in lines[first:]:
        message = "Cet en-tête n’a pas de première ligne : il se lirait comme du texte."
        hint = f"Ajoutez une ligne « --- » avant « {opening.partition(':')[0]}: »."
    elif language or (_MEANT_TO_OPEN.fullmatch(opening) and names_a_key(following)):
        message = "Seule une ligne « --- » ouvre un en-tête : celui-ci se lirait comme du texte."
        hint = f"Remplacez « {dashes} » par « --- »."
        if dashes == "---":
            hint = "Retirez l’espace devant « --- »."
    else:
        return
    length = len(opening.partition(":")[0].rstrip())
    reader.report("entete-illisible", Span(first + 1, 1, length), message, hint)


def _opening(lines: list[str]) -> int | None:
    """Return the index of the line that opens a front matter; a rule opens none.

    Blank lines above it are forgiven, as Astro does.
    """
    written = list(islice(((i, line) for i, line in enumerate(lines) if line.strip()), 2))
    if len(lines) == 1 or not written or written[0][1].rstrip() != "---":
        return None
    opening = written[0][0]
    if opening or not lines[1].strip():
        is_key = len(written) > 1 and is_key_line(written[1][1])
        return opening if is_key else None
    return None if _HTML.match(lines[1]) else opening


def _read_header(
    lines: list[str], first_line: int, reader: ValueReader
) -> tuple[dict[str, object], bool]:
    """Return the value of each key that could be read, and whether all was read."""
    root, faults, whole = read_mended(lines, first_line=first_line)
    for fault in faults:
        code = "entete-valeur" if fault.about_value else "entete-illisible"
        reader.report(code, fault.span, fault.message, fault.hint)
    reader.mended = {fault.span.line for fault in faults}
    if root is None:
        return {}, whole
    if not isinstance(root, Entries):
        _report_no_keys(root, reader)
        return {}, False
    values: dict[str, object] = {}
    seen: set[str] = set()
    for name, node in root.pairs:
        key = KEYS_BY_NAME.get(name.text)
        meant = key.name if key else _meant(name)
        held = (meant == "draft" and read_flag(node) is True) or keeps_back(name.text, node)
        if held:
            reader.held.append(node.span)
        if name.text in seen:
            reader.report(
                "entete-cle-double",
                name.span,
                f"La clé « {name.text} » est écrite deux fois.",
                "Gardez celle qui convient.",
            )
        elif key:
            values[key.name] = read_value(reader, key, name, node)
        else:
            _report_unknown(name, meant, reader, held=held)
            reader.misnamed.add(meant or "")
        seen.add(name.text)
    if reader.held:  # what its author keeps back is not published because of a slip
        values["draft"] = True
    return {key: value for key, value in values.items() if value is not None}, whole


def _report_no_keys(root: Node, reader: ValueReader) -> None:
    message = "L’en-tête devrait être une suite de clés."
    hint = "Écrivez par exemple « title: Mon titre »."
    if isinstance(root, Scalar) and (glued := _GLUED_KEY.match(root.text)):
        message = f"Il manque une espace après « {glued[0]} »."
        hint = "Chaque ligne s’écrit « clé: valeur »."
    reader.report("entete-illisible", root.span, message, hint)


def _meant(name: Scalar) -> str | None:
    """Return the key that an unknown one most likely stands for."""
    words, typed = keys_and_synonyms(), name.text.strip()
    folded = {fold(word): key for word, key in words.items()}
    return folded.get(fold(typed)) or words.get(nearest(typed, words) or "")


def _report_unknown(name: Scalar, meant: str | None, reader: ValueReader, *, held: bool) -> None:
    message = f"La clé « {name.text} » n’existe pas."
    hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Retirez-la : elle n’est pas lue."
    if name.text != (plain := name.text.strip()):
        message = f"Une espace insécable touche la clé « {plain} », qui n’est pas lue."
        hint = "Remplacez-la par une espace ordinaire."
    if held and meant != "draft":
        hint = "Écrivez « draft: true »."
    if held:
        hint += " En attendant, la fiche reste un brouillon."
    reader.report("cle-inconnue", name.span, message, hint)
