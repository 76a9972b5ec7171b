"""Which hyphens between spaces are dashes.

Authority: Lexique, « Tiret »: an aside stands between dashes, with spaces around. A hyphen between
spaces may as well be a subtraction, a range, a list or the name of a page (« X - Site »), so all
the hyphens of a sentence become dashes together, and only if none is doubtful.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.text.typography_signs import (
    LINE,
    NBSP,
    NNBSP,
    OBJECT,
    PASSAGE,
    SPACES,
    gap_after,
    gap_before,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from antiseche.text.typography_signs import Finding

# A single hyphen at the start of a line would be a list's. A space may be bound already, by an
# author or by the mark that follows: « - je cite - : ».
_HYPHENS = re.compile(rf"-(?:(?<=[ {NBSP}{NNBSP}«]-)-{{0,2}}+|(?<=\n-)-{{1,2}}+)(?=[{SPACES}»])")
_SENTENCE_END = re.compile(rf"[.!?…](?=[\s)\]»”])|[{LINE}{PASSAGE}]")

# A lone letter is an operand, unless it is a French word or a unit: « 3 h ».
_BEFORE = re.compile(
    rf"""
    (?: (?<! \w ) [aàyÀ]
      | [^\W_]{{2}}
      | [0-9] \s{{0,4}} [^\W\d_]
      | [0-9)\]»”’…!?,%€$°\#+{OBJECT}]
      | \.\.\.
    ) \Z
    """,
    re.VERBOSE,
)
_LONGEST_BEFORE = 6
_AFTER = re.compile(
    rf"""
    (?! (?: (?: lun | mar | mercre | jeu | vendre | same ) di | dimanche | midi | minuit
          | janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre
          | novembre | décembre | aujourd | maintenant | présent ) (?! \w ) )
    (?: [aàyÀ] (?! \w ) | [^\W\d_] [\w’'] | [«“{OBJECT}] | [;:!?»] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FORMULA_OR_COMMAND = re.compile(
    rf"""
    (?: \s [=+*/×<>] \s
      | (?<! \w ) (?: cargo | docker | git | kubectl | make | np[mx] | pnpm | ssh | sudo | yarn )
        \s+ (?: --? )? [\w./]
    ) [^.!?…{LINE}{PASSAGE}]* \Z
    """,
    re.VERBOSE,
)
_LONGEST_FORMULA = 60

_ONE_WORD = re.compile(r"\s+(?:[«“]\s*)?\S+(?:\s*[»;:!?]+)?\s+")
_MORE_WORDS = re.compile(r"[ \n]+[^\s.!?…]+[ \n]+\w")


def dashes(text: str) -> Iterator[Finding]:
    """Make dashes of the hyphens around an aside: ``-``, ``--`` or ``---`` between words."""
    for hyphens in _by_sentence(text):
        if _surround_an_aside(text, hyphens):
            for match in hyphens:
                yield match.start(), match.end(), "—", "tiret"


def _by_sentence(text: str) -> Iterator[list[re.Match[str]]]:
    sentence: list[re.Match[str]] = []
    for match in _HYPHENS.finditer(text):
        if sentence and _SENTENCE_END.search(text, sentence[-1].end(), match.start()):
            yield sentence
            sentence = []
        sentence.append(match)
    if sentence:
        yield sentence


def _surround_an_aside(text: str, hyphens: Sequence[re.Match[str]]) -> bool:
    if not all(_join_words(text, match) for match in hyphens):
        return False
    match hyphens:
        case [lone]:
            return not (_introduce_a_name(lone) or _follow_a_number(lone))
        case [first, last]:
            return not (_introduce_a_name(last) or _separate_single_words(first, last))
        case _:
            return False


def _join_words(text: str, hyphens: re.Match[str]) -> bool:
    before, after = _before(hyphens), _after(hyphens)
    return (
        _BEFORE.search(text, max(0, before - _LONGEST_BEFORE), before) is not None
        and _AFTER.match(text, after) is not None
        and not text[before - 1] == text[after] == OBJECT
        and not _FORMULA_OR_COMMAND.search(text, max(0, before - _LONGEST_FORMULA), before + 1)
    )


def _before(hyphens: re.Match[str]) -> int:
    """Return where what comes before a hyphen and its space ends."""
    return gap_before(hyphens.string, hyphens.start())


def _after(hyphens: re.Match[str]) -> int:
    """Return where what follows a hyphen and its space begins."""
    return gap_after(hyphens.string, hyphens.end())


def _introduce_a_name(hyphens: re.Match[str]) -> bool:
    """Tell whether « X - Site » is written: the name of a page, and where it is."""
    return hyphens[0] == "-" and hyphens.string[_after(hyphens)].isupper()


def _follow_a_number(hyphens: re.Match[str]) -> bool:
    """Tell whether « Étape 1 - cloner » is written, or ``SELECT 1 -- comment``."""
    return hyphens.string[_before(hyphens) - 1].isdigit()


def _separate_single_words(first: re.Match[str], last: re.Match[str]) -> bool:
    """Tell whether « rouge - vert - bleu » is written."""
    if not first[0] == last[0] == "-":
        return False
    between = _ONE_WORD.fullmatch(first.string, first.end(), last.start())
    return between is not None and not _MORE_WORDS.match(last.string, last.end())
