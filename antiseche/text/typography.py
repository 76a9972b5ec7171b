"""French typography: what a careful compositor would change in a text, and nothing else.

`corrections` finds it, by the tables of rules below; `typeset` applies it to a plain string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from antiseche.text import typography_choices as choices
from antiseche.text import typography_marks as marks
from antiseche.text import typography_numbers as numbers
from antiseche.text.typography_dashes import dashes
from antiseche.text.typography_quotes import STRAIGHT, STRAIGHT_AND_CURLY, quotations
from antiseche.text.typography_signs import OBJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from antiseche.text.typography_signs import Find

__all__ = ["OBJECT", "RULES", "Correction", "Typography", "corrections", "raised", "typeset"]


@dataclass(frozen=True, slots=True)
class Typography:
    """What a site wants of its typography.

    `enabled`: any of it. `insert`: the spaces that were not typed at all, before glued `! ? ;` and
    units. `editorial`: choices that change letters (`2ème`, `etc...`, `coeur`). `superscript`: raised
    letters in ordinals. `attributes`: the `alt` and `title` of images, links and tags.
    """

    enabled: bool = True
    insert: bool = False
    editorial: bool = False
    superscript: bool = False
    attributes: bool = True

    @classmethod
    def off(cls) -> Typography:
        """Return the settings of a text that stays as it was typed."""
        return cls(enabled=False)


class Correction(NamedTuple):
    """Put `replacement` in place of `text[start:end]`, which is never empty, because of a `rule`.

    A tuple, for there are many of them, and a frozen dataclass takes three times as long to make.
    """

    start: int
    end: int
    replacement: str
    rule: str


RULES = {
    "espace": "l’espace devant ; : ! ? est insécable",
    "guillemets": "une citation se met entre « et », avec des espaces insécables ; « l’autre “dedans” »",
    "apostrophe": "l’apostrophe est courbe",
    "points": "les points de suspension sont un seul caractère",
    "tiret": "une incise est entre tirets cadratins",
    "nombre": "les milliers sont séparés par une espace fine insécable",
    "unite": "une espace insécable lie un nombre à son unité",
    "date": "une espace insécable lie le jour au mois",
    "abreviation": "une espace insécable suit n°, M., Mme ; « etc. » n’a qu’un point",
    "ordinal": "les ordinaux s’abrègent 1er, 1re, 2e",
    "ligature": "œ s’écrit d’une pièce : cœur, nœud",
}
"""The names of the rules, and what each says to an author."""

_CORE = (
    marks.guillemets,
    marks.spaced_marks,
    marks.apostrophes,
    marks.suspension_points,
    dashes,
    numbers.numbers,
    numbers.abbreviations,
)
_INSERT = (
    marks.glued_marks,
    numbers.glued_units,
)
_EDITORIAL = (
    choices.etcetera,
    choices.ordinals,
    choices.centuries,
    choices.dimensions,
    choices.dialogues,
    choices.ligatures,
)


def corrections(text: str, settings: Typography) -> tuple[Correction, ...]:
    """Return what all the rules change in a text, in order, each place named once.

    Applied, they leave nothing to correct. Time is linear in the length of the text.
    """
    if not settings.enabled:
        return ()
    view = _without_addresses(text)
    quotes = quotations(view, STRAIGHT_AND_CURLY if settings.editorial else STRAIGHT)
    view = _with_quotes(view, quotes)
    found = {at: (at, at + 1, mark, "guillemets") for at, mark in quotes.items()}
    for find in _rules(settings):
        for finding in find(view):
            # The later of two rules says more: `etc...` is `etc.`, and a quote has its space inside.
            found[finding[0]] = finding
    return tuple(
        _least(text, *finding)
        for _, finding in sorted(found.items())
        if text[finding[0] : finding[1]] != finding[2]
    )


@lru_cache(maxsize=16)
def _rules(settings: Typography) -> tuple[Find, ...]:
    insert = _INSERT if settings.insert else ()
    editorial = _EDITORIAL if settings.editorial else ()
    return (*_CORE, *insert, *editorial)


_ADDRESS = re.compile(
    r"""/ (?: (?<= :/ ) / | (?<= \w\.[a-z]{2}/ ) | (?<= \w\.[a-z]{3}/ ) ) [^\s»”"]*+""", re.VERBOSE
)


def _without_addresses(text: str) -> str:
    """Return the text with objects in place of the paths of addresses, one for each character."""
    return _ADDRESS.sub(lambda match: OBJECT * len(match[0]), text)


def _with_quotes(text: str, quotes: Mapping[int, str]) -> str:
    """Return the text with the marks that its quotes stand for."""
    pieces, done = [], 0
    for at in sorted(quotes):
        pieces += text[done:at], quotes[at]
        done = at + 1
    return "".join([*pieces, text[done:]])


def _least(text: str, start: int, end: int, replacement: str, rule: str) -> Correction:
    """Return the correction without what it would put back as it was."""
    while end - start > 1 and replacement and text[start] == replacement[0]:
        start, replacement = start + 1, replacement[1:]
    while end - start > 1 and replacement and text[end - 1] == replacement[-1]:
        end, replacement = end - 1, replacement[:-1]
    return Correction(start, end, replacement, rule)


def typeset(text: str, settings: Typography) -> str:
    """Return a plain string, such as a title or a description, with its corrections made."""
    pieces, done = [], 0
    for correction in corrections(text, settings):
        pieces += text[done : correction.start], correction.replacement
        done = correction.end
    return "".join([*pieces, text[done:]])


def raised(text: str, settings: Typography) -> tuple[tuple[int, int], ...]:
    """Return the bounds of the letters to raise, in a text whose corrections are made."""
    return tuple(choices.raised_letters(text)) if settings.enabled and settings.superscript else ()
