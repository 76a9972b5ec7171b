"""Editorial choices: what a house may want, and an author may not have meant.

Unlike the other rules they change letters, or want markup: they are on only where they are asked
for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.text.typography_signs import LINE, NBSP, PASSAGE, SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.text.typography_signs import Finding

_ETC = re.compile(r"(?<!\w)etc(?P<dots>\.{3,}+|…)(?![\w….])", re.IGNORECASE)


def etcetera(text: str) -> Iterator[Finding]:
    """Write ``etc.`` with one dot: it says already that the list goes on. Lexique, « etc. »."""
    for match in _ETC.finditer(text):
        yield *match.span("dots"), ".", "abreviation"


_ORDINAL = re.compile(
    r"""
    (?<! [\w\#.,] )
    (?: (?: [0-9]++ | [IVXLC]++ ) (?P<eme> i? [èe] me )
      | [1I] (?P<ere> [èe] re )
    ) s? (?!\w)
    """,
    re.VERBOSE,
)


def ordinals(text: str) -> Iterator[Finding]:
    """Write ``2e``, ``1re``, not ``2ème``, ``1ère``. Lexique, « Adjectifs numéraux ordinaux »."""
    for match in _ORDINAL.finditer(text):
        ending = match.lastgroup or 0
        yield *match.span(ending), "e" if match["eme"] else "re", "ordinal"


_CENTURY = re.compile(
    rf"""
    (?<! \w ) (?: [0-9]++ | [IVXLC]++ ) (?: er | i?[èe]me | e )
    (?P<gap> [{SPACES}]++ ) siècles? (?!\w)
    """,
    re.VERBOSE,
)


def centuries(text: str) -> Iterator[Finding]:
    """Keep a century with its number: ``XXIe siècle``. Lexique, « Siècles »."""
    for match in _CENTURY.finditer(text):
        yield *match.span("gap"), NBSP, "date"


_TIMES = re.compile(rf"[0-9](?P<times>[{SPACES}]++x[{SPACES}]++)(?=[0-9])")


def dimensions(text: str) -> Iterator[Finding]:
    """Write ``1920 × 1080`` with the sign that an ``x`` between spaces stands for."""
    for match in _TIMES.finditer(text):
        yield *match.span("times"), f"{NBSP}×{NBSP}", "nombre"


_DIALOGUE = re.compile(
    rf"""
    (?: \A | (?<= [{LINE}{PASSAGE}] ) )
    (?P<dash> (?: [—–] | -{{1,3}}+ ) [{SPACES}]++ ) (?! [\s—–»;:!?-] | \Z )
    """,
    re.VERBOSE,
)


def dialogues(text: str) -> Iterator[Finding]:
    """Begin a line of dialogue with a dash that stays with it. Lexique, « Tiret »."""
    for match in _DIALOGUE.finditer(text):
        yield *match.span("dash"), f"—{NBSP}", "tiret"


_LIGATURE = re.compile(
    r"""
    oe (?= u )                          # cœur, nœud, œuvre: no French word keeps « oeu »
    | (?<! \w ) oe (?= il | soph | nolog | strog | dème | cumén )
    | (?<= f ) oe (?= t (?: us | al | aux ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


# A name of code keeps its letters: node_noeud, ./noeud, noeud.md, --coeur, coeur().
_NAME_BEFORE = re.compile(r"(?:[_/\\$@#=.:0-9]|--)[\w-]*\Z")
_NAME_AFTER = re.compile(r"[\w-]{0,40}(?:[_0-9/(\[]|[.\\:@=]\w)")
_LONGEST_NAME = 40


def ligatures(text: str) -> Iterator[Finding]:
    """Bind the letters that French spelling binds. Lexique, « Ligatures »."""
    for match in _LIGATURE.finditer(text):
        start, end = match.span()
        before = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
        if not before and not _NAME_AFTER.match(text, end):
            yield start, end, "Œ" if match[0][0] == "O" else "œ", "ligature"


_RAISED = re.compile(
    rf"""
    (?<! [\w\#.,:=$%\\@-] )
    (?: (?<! / ) | (?<= [0-9]e/ ) | (?<= [0-9][er][er]/ ) )  # /srv/2e, but 1re/2e ligne
    (?: [1I] (?P<first> ers? | res? )
      | (?: [0-9]++ | [IVXLC]{{2,}}+ | [VX] (?= e [{SPACES}]++ siècle ) )
        (?P<other> es? | n?des? | nds? )
    )
    (?! \w | [.,+-][0-9] | [.:_@\\-]\w )  # not 1e+5, nor 2e:3f:1a, nor 1er.md
    """,
    re.VERBOSE,
)


def raised_letters(text: str) -> Iterator[Finding]:
    """Find the letters of ordinals, which print wants above the line: 1er, 2e, XXIe.

    Lexique, « Adjectifs numéraux ordinaux ». They stay as they are: raising them is markup.
    """
    for match in _RAISED.finditer(text):
        letters = match.lastgroup or 0
        yield *match.span(letters), match[letters], "ordinal"
