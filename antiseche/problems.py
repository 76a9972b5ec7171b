"""Problems: the closed list of their codes, how one is made, and how it is shown."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import fields
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from antiseche.model import Problem, Severity
from antiseche.text.spaces import bind_spaces
from antiseche.text.typography_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from antiseche.source import Source, Span

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# Each code is documented in docs/soucis.md; the severity belongs to the code, never to the place.
CODES = {
    "chemin-refuse": ERROR,
    "config-invalide": ERROR,
    "conflit-git": ERROR,
    "date-invalide": ERROR,
    "encodage": ERROR,
    "entete-cle-double": ERROR,
    "entete-illisible": ERROR,
    "entete-non-fermee": ERROR,
    "entete-valeur": ERROR,
    "fichier-illisible": ERROR,
    "gabarit-invalide": ERROR,
    "imbrication": ERROR,
    "layout-inconnu": ERROR,
    "niveau-inconnu": ERROR,
    "url-en-double": ERROR,
    "alt-absent": WARNING,
    "ancre-morte": WARNING,
    "balise-mal-fermee": WARNING,
    "cle-inconnue": WARNING,
    "date-format": WARNING,
    "etiquette-proche": WARNING,
    "fichier-ignore": WARNING,
    "html-dangereux": WARNING,
    "image-absente": WARNING,
    "langage-inconnu": WARNING,
    "layout-astro": WARNING,
    "lien-externe-mort": WARNING,
    "lien-malforme": WARNING,
    "lien-mort": WARNING,
    "lien-vers-brouillon": WARNING,
    "markdown-visible": WARNING,
    "section-vide": WARNING,
    "serie-inconnue": WARNING,
    "silence-inutile": WARNING,
    "texte-perdu": WARNING,
    "titre-absent": WARNING,
    "titre-en-double": WARNING,
    "titre-repete": WARNING,
    "titre-saute": WARNING,
    "date-ambigue": INFO,
    "date-future": INFO,
    "description-absente": INFO,
    "description-longue": INFO,
    "etiquettes-absentes": INFO,
    "fiche-orpheline": INFO,
    "reseau-absent": INFO,
    "url-absente": INFO,
    **{f"typo-{rule}": INFO for rule in RULES},
}

_FIELDS = attrgetter(*(field.name for field in fields(Problem)))
TAB_WIDTH = 4  # columns that a tab takes in an excerpt
EXCERPT_WIDTH = 96  # columns of an excerpt; a longer line is cut around the place
_COLOURS = {ERROR: "31", WARNING: "33", INFO: "36"}


def problem(source: Source, code: str, span: Span, message: str, hint: str = "") -> Problem:
    """Return the problem of that code at a place of the source."""
    line = source.line(span.line)
    return Problem(
        path=source.path,
        line=span.line,
        column=min(span.column, len(line) + 1),
        code=code,
        severity=CODES[code],
        message=bind_spaces(message),
        hint=bind_spaces(hint),
        length=max(1, min(span.length, len(line) - span.column + 1)),
        excerpt=line,
    )


def file_problem(path: str, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem about a whole file."""
    return Problem(path, 1, 1, code, CODES[code], bind_spaces(message), bind_spaces(hint))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems sorted; tuples of their fields compare faster than problems do."""
    return tuple(sorted(problems, key=_FIELDS))


def stops(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether the build may not publish; ``strict`` counts warnings too."""
    severities = [problem.severity for problem in problems]
    return ERROR in severities or (strict and WARNING in severities)


def as_text(problem: Problem, *, colour: bool = False) -> str:
    """Return the problem for a terminal: place, line, caret, message, hint."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    severity: str = problem.severity
    if colour:
        severity = f"\x1b[{_COLOURS[problem.severity]}m{severity}\x1b[0m"
        place = f"\x1b[1m{place}\x1b[0m"
    lines = [f"{place}  {severity}  {problem.code}"]
    if problem.excerpt.strip():
        lines += _excerpt(problem)
    advice = f"{problem.message} {problem.hint}".strip()
    return "\n".join([*lines, f"  {advice}"])


def _excerpt(problem: Problem) -> list[str]:
    before = problem.excerpt[: problem.column - 1]
    marked = problem.excerpt[problem.column - 1 : problem.column - 1 + problem.length]
    after = problem.excerpt[problem.column - 1 + len(marked) :]
    before, marked, after = (_printable(part) for part in (before, marked, after))
    if display_width(before) > EXCERPT_WIDTH // 2:
        before = "…" + _fitting(before[::-1], EXCERPT_WIDTH // 2 - 1)[::-1]
    marked = _fitting(marked, EXCERPT_WIDTH - display_width(before))
    after = _fitting(after, EXCERPT_WIDTH - display_width(before + marked))
    gutter = " " * len(str(problem.line))
    caret = " " * display_width(before) + "^" * max(1, display_width(marked))
    return [f"  {problem.line} │ {before}{marked}{after}".rstrip(), f"  {gutter} │ {caret}"]


def _fitting(text: str, columns: int) -> str:
    """Return as much of the beginning of a text as fits in some columns."""
    widths = accumulate(map(display_width, text))
    return "".join(c for c, width in zip(text, widths, strict=True) if width <= columns)


def _printable(text: str) -> str:
    expanded = text.replace("\t", " " * TAB_WIDTH)
    return "".join(c if c.isprintable() or unicodedata.combining(c) else " " for c in expanded)


def display_width(text: str) -> int:
    """Return the terminal columns of a text: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def as_json(problem: Problem) -> str:
    """Return the problem as one JSON object on one line."""
    keys = ("code", "severity", "path", "line", "column", "message", "hint")
    return json.dumps({key: getattr(problem, key) for key in keys}, ensure_ascii=False)


def as_github(problem: Problem, root: str) -> str:
    """Return the problem as a workflow command that annotates the file; ``root`` leads to it."""
    command = {ERROR: "error", WARNING: "warning", INFO: "notice"}[problem.severity]
    path = problem.path if problem.path.startswith("templates/") else f"{root}/{problem.path}"
    properties = ",".join(
        f"{name}={_escape(str(value), property_value=True)}"
        for name, value in (
            ("file", path),
            ("line", problem.line),
            ("col", problem.column),
            ("title", problem.code),
        )
    )
    advice = f"{problem.message} {problem.hint}".strip()
    return f"::{command} {properties}::{_escape(advice)}"


def _escape(text: str, *, property_value: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if property_value else escaped


def count_line(problems: Iterable[Problem]) -> str:
    """Return one line that counts the problems: ``1 erreur, 2 avertissements, 3 remarques.``."""
    severities = [problem.severity for problem in problems]
    names = ((ERROR, "erreur"), (WARNING, "avertissement"), (INFO, "remarque"))
    counts = ((severities.count(severity), name) for severity, name in names)
    said = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n]
    return f"{', '.join(said)}." if said else "Aucun souci."
