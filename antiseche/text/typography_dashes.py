"""Which hyphens between spaces are dashes.

Authority: Lexique, « Tiret »: an aside stands between dashes, with spaces around. A hyphen between
spaces may as well be a subtraction, a range, a list or the name of a page (« X - Site »), so all
the hyphens of a sentence become dashes together, and only if none is doubtful.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.text.typography_signs import (
    CAPITALS,
    EMOJI,
    LINE,
    NBSP,
    NNBSP,
    OBJECT,
    PASSAGE,
    SPACES,
    gap_after,
    gap_before,
    names_a_sign,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from antiseche.text.typography_signs import Finding

# A single hyphen at the start of a line would be a list's. A space may be bound already, by an
# author or by the mark that follows: « - je cite - : ».
_HYPHENS = re.compile(rf"-(?:(?<=[ {NBSP}{NNBSP}«]-)-{{0,2}}+|(?<=\n-)-{{1,2}}+)(?=[{SPACES}»,.)])")
_SENTENCE_END = re.compile(rf"[.!?…](?=[\s)\]»”])|[{LINE}{PASSAGE}]")

# A lone letter is an operand, unless it is a French word or a unit: « 3 h ».
_BEFORE = re.compile(
    rf"""
    (?: (?<! \w ) [aàyÀ]
      | [^\W_]{{2}}
      | [0-9] \s{{0,4}} [^\W\d_]
      | [0-9)\]»”’…!?,%€$°\#+{OBJECT}{EMOJI}]
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
    (?: [aàyÀ] (?! \w ) | [^\W\d_] [\w’'] | [«“{OBJECT}] | [;:!?»,.)] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# An aside may begin with a number, or in parentheses: « Le build - 3 min - passe. »
_AFTER_A_WORD = re.compile(rf"[^\W\d_]{{2}}[{SPACES}]+-{{1,3}}[{SPACES}]+[0-9(]\Z")
_WITHIN_SENTENCE = rf"[^.!?…{LINE}{PASSAGE}]* \Z"
_FORMULA = re.compile(rf"\s [=+*/×<>] \s {_WITHIN_SENTENCE}", re.VERBOSE)
_COMMAND = re.compile(
    rf"""
    (?<! \w ) (?: cargo | docker | dotnet | git | go | kubectl | make | np[mx] | pnpm | poetry | ssh
      | sudo | uv | yarn ) \s+ (?: --? )? [\w./] {_WITHIN_SENTENCE}
    """,
    re.VERBOSE,
)
_LONGEST_FORMULA = 60

# What an aside begins with, where a noun would be half of a pair: « client - serveur ».
_LEADING_WORDS = """
    le la les un une du de des au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos
    votre vos leur leurs chaque tout toute tous toutes aucun aucune je tu il ils elle elles on nous
    vous ça cela qui que dont où celui celle ceux celles et ou mais donc or ni car puis comme si
    quand lorsque puisque parce soit sinon à en dans par pour sur sous avec sans chez vers dès
    depuis pendant selon malgré voir pas plus moins très trop peu presque même aussi ainsi
""".split()
_LEADING = re.compile(
    rf"""
    (?: [cdjlmnst] | qu | jusqu | lorsqu | puisqu ) [’'] \w
    | (?: {"|".join(_LEADING_WORDS)} ) [{SPACES}]+ [\w«“"({OBJECT}]
    | (?: encore | déjà | enfin | surtout | souvent | parfois | toujours | jamais | bref
        | \w+? (?: al | [ae]m | us ) e?ment ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)

_INSIDE = rf"(?: [^.!?…{LINE}{PASSAGE}] | [.!?…] (?! [\s)\]»”] | \Z ) )"  # a sentence: Node.js
_NAME_THAT_DOES = re.compile(
    rf"""
    (?: [{CAPITALS}] (?: (?! \s ) {_INSIDE} )*+ [{SPACES}]++ )++ [^\W\d_{CAPITALS}]
    {_INSIDE}*+ [.!?…]
    """,
    re.VERBOSE,
)

_ONE_WORD = re.compile(r"\s+(?:[«“]\s*)?\S+(?:\s*[»;:!?]+)?\s+")
_BARE_NUMBER = re.compile(r"\s*\d[\d.,]*\s*%?\s*")
_ADVERB = re.compile(r"(?:(?:al|[ae]m|us)e?ment|\b(?:donc|enfin|parfois|souvent|toujours))\b")
_LONGEST_WORD, _LONGEST_THING, _LONGEST_LIST = 24, 32, 160
_REFRAIN = re.compile(
    rf"\b(\w+)[{SPACES}]+-[{SPACES}][^-]{{0,60}}\b\1[{SPACES}]+-[{SPACES}][^-]{{0,60}}\b\1\b"
)
# « Le port - fermé - refuse » : a thing with its article, of which one word is said.
_THING = re.compile(
    rf"""
    (?: (?: (?<! \w ) (?: les? | la | une? | des | du | aux? | ce | cet | cette | ces | [mts]on
        | [mts]a | [mts]es | notre | votre | nos | vos | leurs? ) [{SPACES}]
      | (?<! \w ) [dl] [’'] ) [^\W_] [\w-]* | {OBJECT}
    ) \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VERB_NEXT = re.compile(rf"[{SPACES}]+(?:(?:ne|se|est|sont|a|ont)[{SPACES}]|[ns][’'])\w")


def dashes(text: str) -> Iterator[Finding]:
    """Make dashes of the hyphens around an aside: ``-``, ``--`` or ``---`` between words."""
    for hyphens in _by_sentence(text):
        if _surround_an_aside(hyphens):
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


def _surround_an_aside(hyphens: Sequence[re.Match[str]]) -> bool:
    match hyphens:
        case [lone]:
            return _join_words(lone) and not (
                _precede_a_mark(lone)
                or _introduce_a_name(lone)
                or _follow_a_number(lone)
                or _are_named(lone)
                or _pair_words(lone)
            )
        case [first, last]:
            return (
                (_join_words(first) or _lead_to_a_number(first))
                and _join_words(last)
                and not (
                    _precede_a_mark(first)
                    or _are_subtractions(first, last)
                    or (_introduce_a_name(last) and not _resume_with_a_name(first, last))
                    or _separate_single_words(first, last)
                    or _repeat_a_word(first)
                )
            )
        case _:
            return False


def _join_words(hyphens: re.Match[str]) -> bool:
    text, before, after = hyphens.string, _before(hyphens), _after(hyphens)
    return (
        _BEFORE.search(text, max(0, before - _LONGEST_BEFORE), before) is not None
        and _AFTER.match(text, after) is not None
        and not text[before - 1] == text[after] == OBJECT
        and not _is_code(hyphens)
    )


def _lead_to_a_number(hyphens: re.Match[str]) -> bool:
    """Tell whether they stand between a word and a number, or a parenthesis."""
    before, after = _before(hyphens), _after(hyphens)
    said = _AFTER_A_WORD.search(hyphens.string, max(0, before - _LONGEST_BEFORE), after + 1)
    return said is not None and not _is_code(hyphens)


def _is_code(hyphens: re.Match[str]) -> bool:
    """Tell whether a formula or, before two hyphens, a command leads there."""
    text, before = hyphens.string, _before(hyphens)
    rest = max(0, before - _LONGEST_FORMULA), before + 1
    is_command = hyphens[0] != "-" and _COMMAND.search(text, *rest)
    return bool(is_command or _FORMULA.search(text, *rest))


def _before(hyphens: re.Match[str]) -> int:
    """Return where what comes before a hyphen and its space ends."""
    return gap_before(hyphens.string, hyphens.start())


def _after(hyphens: re.Match[str]) -> int:
    """Return where what follows a hyphen and its space begins."""
    return gap_after(hyphens.string, hyphens.end())


def _precede_a_mark(hyphens: re.Match[str]) -> bool:
    """Tell whether « tar xf -, puis » is written: only what ends an aside may stand there."""
    return hyphens.string[hyphens.end()] in ",.)"


def _are_subtractions(first: re.Match[str], last: re.Match[str]) -> bool:
    """Tell whether « taille - 1 - décalage » is written."""
    return _BARE_NUMBER.fullmatch(first.string, first.end(), last.start()) is not None


def _introduce_a_name(hyphens: re.Match[str]) -> bool:
    """Tell whether « X - Site » is written: the name of a page, and where it is."""
    return hyphens[0] == "-" and hyphens.string[_after(hyphens)].isupper()


def _resume_with_a_name(first: re.Match[str], last: re.Match[str]) -> bool:
    """Tell whether « - c'est long - Docker répond enfin. » is written.

    The name of a page does not go on so, nor does an aside begin as « X - How to - Site » does.
    """
    goes_on = _NAME_THAT_DOES.match(last.string, _after(last)) is not None
    return goes_on and not _introduce_a_name(first)


def _follow_a_number(hyphens: re.Match[str]) -> bool:
    """Tell whether « Étape 1 - cloner » is written, or ``SELECT 1 -- comment``."""
    return hyphens.string[_before(hyphens) - 1].isdigit()


def _are_named(hyphens: re.Match[str]) -> bool:
    """Tell whether « le séparateur -- termine les options » is written."""
    return hyphens[0] != "-" and names_a_sign(hyphens.string, _before(hyphens))


def _pair_words(hyphens: re.Match[str]) -> bool:
    """Tell whether « client - serveur » is written: no aside begins there.

    Two hyphens are no pair's: that is how to have a dash before a noun.
    """
    text, before, after = hyphens.string, _before(hyphens), _after(hyphens)
    return (
        hyphens[0] == "-"
        and text[before - 1].isalpha()
        and text[after].isalpha()
        and not _LEADING.match(text, after)
    )


def _separate_single_words(first: re.Match[str], last: re.Match[str]) -> bool:
    """Tell whether « rouge - vert - bleu » is written.

    One word is an aside when it is an adverb, or when what it is said of is there: a thing with its
    article before, or a verb after. Words alone are a list, whatever their number.
    """
    if not first[0] == last[0] == "-":
        return False
    between = _ONE_WORD.fullmatch(first.string, first.end(), last.start())
    if between is None or _ADVERB.search(between[0]):
        return False
    before = _before(first)
    is_said_of = _THING.search(first.string, max(0, before - _LONGEST_THING), before)
    return not (is_said_of or _VERB_NEXT.match(last.string, last.end()))


def _repeat_a_word(first: re.Match[str]) -> bool:
    """Tell whether « une fois - deux fois - trois fois » is written."""
    start, end = max(0, first.start() - _LONGEST_WORD), first.end() + _LONGEST_LIST
    return _REFRAIN.search(first.string, start, end) is not None
