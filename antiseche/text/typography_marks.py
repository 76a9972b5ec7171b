"""Rules for the marks of a sentence: ; : ! ? « » ’ … and the spaces that go with them.

The spaces are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale*: a
thin no-break space before ; ! ?, a full one before the colon and inside the guillemets.  Every
expression begins with the character that betrays its subject, which the `re` module finds fast, and
only then looks behind it.
"""

import re
from collections.abc import Iterator

from antiseche.text.typography_signs import (
    CAPITALS,
    LINE,
    NBSP,
    NNBSP,
    OBJECT,
    PASSAGE,
    SPACES,
    Finding,
    gap_before,
)

_THEN = {
    ":": r"\s | \Z",  # not :rocket: ::before :)
    ";": r"""[\s»”"] | \Z""",  # not ;-) ;;
    "!": r"""[\s)\]»”"…] | \.\.\. | \Z""",  # not != !important
    "?": r"""[\s)\]»”"…] | \.\.\. | \Z""",  # not ?. ??= ?page=2
}
_SPACED_MARKS = tuple(
    re.compile(
        rf"""
        [{mark}] (?<= [{SPACES}] . ) {"[!?]*+" if mark in "!?" else ""} (?= {then} )
        (?! [{SPACES}]+ [;:!?] (?: \s | \Z ) )  # not in « ; : ! ? », which names the marks
        """,
        re.VERBOSE,
    )
    for mark, then in _THEN.items()
)
_GOES_ON = re.compile(rf"""[{SPACES}]++[^\s)\]»”"]""")
_NOT_BEFORE_MARK = frozenset(f"«“‹([{{;:!?=&|,{LINE}{PASSAGE}")


def spaced_marks(text: str) -> Iterator[Finding]:
    """Make the space before ; : ! ? one that does not break.

    Authority: Lexique, « Ponctuation ».  A mark with no space before it is none of our business here:
    `key: value` and `image:tag` are not French.
    """
    for pattern in _SPACED_MARKS:
        for match in pattern.finditer(text):
            mark = match.start()
            gap = gap_before(text, mark)
            if gap and text[gap - 1] not in _NOT_BEFORE_MARK and not _is_operator(match):
                yield gap, mark, NBSP if text[mark] == ":" else NNBSP, "espace"


def _is_operator(match: re.Match[str]) -> bool:
    """Tell whether the mark is `a ?? b` or the `!!` of a shell: doubled, in mid-sentence."""
    return match[0] in {"??", "!!"} and _GOES_ON.match(match.string, match.end()) is not None


_GLUED_MARK = re.compile(
    rf"""
    [!?] (?<= [\w)\]»”’…%€°{OBJECT}] . ) (?<! \(\). )
    (?<! Yahoo! ) (?<! Joomla! )
    [!?]*+
    (?= [)\]»”"]*+ (?: \Z | [{LINE}{PASSAGE}] | [{SPACES}]++ (?: \Z | [{CAPITALS}«“"(—{OBJECT}] ) ) )
    |
    ; (?<= [\w»{OBJECT}] ; ) (?= \s | \Z )
    """,
    re.VERBOSE,
)


def glued_marks(text: str) -> Iterator[Finding]:
    """Add the space that is missing before ! ? at the end of a sentence, and before ; anywhere.

    Never before a colon: nothing tells a French one from that of `key: value`.
    """
    for match in _GLUED_MARK.finditer(text):
        mark = match.start()
        yield mark, mark + 1, NNBSP + text[mark], "espace"


_OPENING = re.compile(rf"«[{SPACES}]*+(?![\s»]|\Z)")


def guillemets(text: str) -> Iterator[Finding]:
    """Put a no-break space inside « and », in place of what is there, if anything.

    Authority: Lexique, « Guillemets ».
    """
    for match in _OPENING.finditer(text):
        mark, end = match.span()
        yield _inner_space(mark + 1, end, mark, f"«{NBSP}")
    mark = text.find("»")
    while mark >= 0:
        gap = gap_before(text, mark)
        if gap and text[gap - 1] not in _NOT_BEFORE_CLOSING:
            yield _inner_space(gap, mark, mark, f"{NBSP}»")
        mark = text.find("»", mark + 1)


_NOT_BEFORE_CLOSING = frozenset(f"«{LINE}{PASSAGE}")


def _inner_space(start: int, end: int, mark: int, spaced: str) -> Finding:
    """Replace the spaces, or else the mark itself by the mark and its space."""
    if start < end:
        return start, end, NBSP, "guillemets"
    return mark, mark + 1, spaced, "guillemets"


_APOSTROPHE = re.compile(
    rf"""
    ' (?<= [^\W\d_] ' )
      (?: (?<= \w\w' ) | (?<= [cçdjlmnopstvyzCÇDJLMNOPSTVYZ] ' ) )
      (?= [^\W_] | [«“{OBJECT}] )
    """,
    re.VERBOSE,
)


def apostrophes(text: str) -> Iterator[Finding]:
    """Curve the apostrophe between a letter and the letter, quotation or object that it leads to.

    Minutes (`2'33`) follow a digit, and what `'quotes'` a string of code is at the edge of a word, or
    after a lone letter that French does not elide (`f'…'`, `b'…'`).
    """
    for match in _APOSTROPHE.finditer(text):
        yield match.start(), match.end(), "’", "apostrophe"


_DOTS = re.compile(
    rf"""
    \. (?: (?<= [\w)\]»”’!?%€{OBJECT}] . ) \.\.+ (?= [\s)\]»”"!?,;:] | \Z )
         | (?<= [(\[] . ) (?<! [^\s«“] [(\[] . ) \.\. (?= [)\]] (?: [\s.,;:!?»”] | \Z ) )
       )
    """,
    re.VERBOSE,
)


def suspension_points(text: str) -> Iterator[Finding]:
    """Make one character of the dots that end a word, or that stand for a cut: `(...)`, `[...]`.

    Authority: Lexique, « Points de suspension ».  Dots that lead to a word are code (`...args`,
    `main...feature`, `./...`), and dots on their own may be (`...`, the operator).
    """
    for match in _DOTS.finditer(text):
        yield match.start(), match.end(), "…", "points"
