"""Problems: the closed list of their codes, how one is made, in what order they are said."""

from __future__ import annotations

from dataclasses import fields
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
