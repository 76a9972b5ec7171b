"""French typography: what a careful compositor would change in a text, and nothing else.

``corrections`` finds it, by the tables of rules below; ``typeset`` does it to a plain string.
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
    from collections.abc import Iterable, Iterator, Mapping

    from antiseche.text.typography_signs import Find, Finding

__all__ = ["OBJECT", "Correction", "Typography", "corrections", "typeset"]


@dataclass(frozen=True, slots=True)
class Typography:
    """What a site wants of its typography.

    ``enabled``: any of it. ``insert``: the spaces that were not typed at all, before ``! ? ;`` and
    units. ``editorial``: choices that change letters (``2ème``, ``etc...``, ``coeur``).
    ``superscript``: raised letters in ordinals.
    """

    enabled: bool = True
    insert: bool = False
    editorial: bool = False
    superscript: bool = False

    @classmethod
    def off(cls) -> Typography:
        """Return the settings of a text that stays as it was typed."""
        return cls(enabled=False)


class Correction(NamedTuple):
    """Put ``replacement`` in place of ``text[start:end]``, never empty, because of a ``rule``."""

    start: int
    end: int
    replacement: str
    rule: str


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


@lru_cache(maxsize=1024)  # the labels of fiches say the same again and again
def typeset(text: str, settings: Typography) -> str:
    """Return a plain string, such as a description, with its corrections made."""
    return corrected(text, findings(text, settings))


def typeset_title(text: str, settings: Typography) -> str:
    """Return the title of a page with its corrections made; « X - Site » stays."""
    return corrected(text, findings(without_lone_hyphens(text), settings))


def corrections(text: str, settings: Typography) -> tuple[Correction, ...]:
    """Return what all the rules change in a text, in order, each place named once.

    Made, they leave nothing to correct. Time is linear in the length of the text.
    """
    return tuple(map(Correction._make, findings(text, settings)))


@lru_cache(maxsize=4)  # a fiche is printed, then its Markdown is: the same text is read twice
def findings(text: str, settings: Typography) -> tuple[Finding, ...]:
    """Return the corrections as plain tuples, which take a third of the time to build."""
    if not settings.enabled:
        return ()
    view = _without_addresses(text)
    quotes = quotations(view, STRAIGHT_AND_CURLY if settings.editorial else STRAIGHT)
    view = _with_quotes(view, quotes)
    found = {at: (at, at + 1, mark, "guillemets") for at, mark in quotes.items()}
    for find in _rules(settings):
        for finding in find(view):
            # The later of two says more: ``etc...`` is ``etc.``, and a quote has its space inside.
            found[finding[0]] = finding
    return tuple(_changes(text, found))


@lru_cache(maxsize=16)
def _rules(settings: Typography) -> tuple[Find, ...]:
    insert = _INSERT if settings.insert else ()
    editorial = _EDITORIAL if settings.editorial else ()
    return (*_CORE, *insert, *editorial)


_ADDRESS = re.compile(
    r"""
    / (?: (?<= :/ ) /                                       # https://…
        | (?<= \w\.[a-z]{2}/ ) | (?<= \w\.[a-z]{3}/ ) )     # exemple.fr/…
    [^\s»”"]*+
    """,
    re.VERBOSE,
)


def _without_addresses(text: str) -> str:
    """Return the text with the paths of its addresses made opaque."""
    return _ADDRESS.sub(lambda match: OBJECT * len(match[0]), text)


_LONE_HYPHEN = re.compile(r"-(?<!\S-)(?!\S)")


def without_lone_hyphens(name: str) -> str:
    """Return a name with its lone hyphens made opaque, so that no rule makes dashes of them."""
    return _LONE_HYPHEN.sub(OBJECT, name) if "-" in name else name


def _with_quotes(text: str, quotes: Mapping[int, str]) -> str:
    """Return the text with the marks that its quotes stand for, one character for one."""
    return corrected(text, ((at, at + 1, quotes[at], "") for at in sorted(quotes)))


def _changes(text: str, found: Mapping[int, Finding]) -> Iterator[Finding]:
    """Yield in order what is found to change, less what it would put back as it was."""
    for start in sorted(found):
        _, end, replacement, rule = finding = found[start]
        if end - start == 1:
            if text[start] != replacement:
                yield finding
        elif text[start:end] != replacement:
            yield _least(text, start, end, replacement, rule)


def _least(text: str, start: int, end: int, replacement: str, rule: str) -> Finding:
    while end - start > 1 and replacement and text[start] == replacement[0]:
        start, replacement = start + 1, replacement[1:]
    while end - start > 1 and replacement and text[end - 1] == replacement[-1]:
        end, replacement = end - 1, replacement[:-1]
    return start, end, replacement, rule


def corrected(text: str, found: Iterable[Finding], shift: int = 0) -> str:
    """Return a text with corrections made, which come in order, and name places less ``shift``."""
    made, done = "", 0
    for start, end, replacement, _ in found:
        made += text[done : start - shift] + replacement
        done = end - shift
    return made + text[done:]


def raised(text: str) -> list[Finding]:
    """Return where the letters of ordinals are in a typeset text, for markup to raise them."""
    return list(choices.raised_letters(_without_addresses(text)))
