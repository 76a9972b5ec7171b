"""Rules for the marks of a sentence: ; : ! ? « » ’ … and the spaces that go with them.

The spaces are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale*,
« Ponctuation »: a thin no-break space before ; ! ?, a full one before the colon and inside « ».
Every expression begins with the sign that it is about, which is found fast, and only then looks
behind it.
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
    gap_before,
    is_in_code,
    matches,
    names_a_sign,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.text.typography_signs import Finding

_SPACED_MARK = re.compile(
    rf"""
    [;:!?] (?<= [{SPACES}] . )
    (?: (?<= : ) (?= [\s»] | \Z )               # not :rocket: ::before :)
      | (?<= ; ) (?= [\s»”"] | \Z )             # not ;-) ;;
      | (?<= [!?] ) [!?]*+                      # not != ?. ?page=2 !important
        (?= [\s)\]"] | \Z | [^\x00-\x7f\w{OBJECT}] | \.\.\. | , [\s»]
          | \. [{SPACES}]*+ (?: [»){LINE}{PASSAGE}] | \Z )    # « Voir [pourquoi ?](/x). »
          | \. [{SPACES}] [{CAPITALS}«“"({OBJECT}] )
    )
    """,
    re.VERBOSE,
)
_NOT_BEFORE_MARK = frozenset(f"«“‹([{{=&|,{LINE}{PASSAGE}")
_SAD = (":(", ":-(", ":'(")
_GOES_ON = re.compile(rf"""[{SPACES}]++[^\s)\]»”"]""")


def spaced_marks(text: str) -> Iterator[Finding]:
    """Make the space before ; : ! ? one that does not break.

    Where there is none, this says nothing: ``key: value`` and ``image:tag`` are not French.
    """
    for match in matches(_SPACED_MARK, ";:!?", text):
        mark = match.start()
        gap = gap_before(text, mark)
        follows = gap and (text[gap - 1] not in _NOT_BEFORE_MARK or text.endswith(_SAD, 0, gap))
        if follows and not _is_named(match, gap):
            yield gap, mark, NBSP if text[mark] == ":" else NNBSP, "espace"


_NEXT_MARK = rf"[{SPACES}]+[;:!?](?:\s|\Z)"
_ANOTHER = re.compile(_NEXT_MARK)
_ASKED = re.compile(
    rf"""
    [{SPACES}]+ [!?]+
    (?: [{SPACES}]+ [;:] (?! {_NEXT_MARK} )
      | (?: [{SPACES}]+ [!?]+ ){{1,2}} (?= [{SPACES}]* (?: [{CAPITALS}»){LINE}{PASSAGE}] | \Z ) ) )
    """,
    re.VERBOSE,
)


def _is_asked(text: str, gap: int) -> bool:
    """Tell whether « Pourquoi ? : … » is written there, or « Attention ! ! » at the end."""
    return (
        gap > 1
        and (text[gap - 1] not in ".,;:" or text.endswith("...", 0, gap))
        and _ASKED.match(text, gap) is not None
        and not names_a_sign(text, gap)
    )


def _is_named(mark: re.Match[str], gap: int) -> bool:
    """Tell whether a mark is named, not used: among others, or doubled (``a ?? b``, ``!!``)."""
    text = mark.string
    if text[gap - 1] in ";:!?":
        before = gap_before(text, gap - 1)
        return before == 0 or (before < gap - 1 and not _is_asked(text, before))
    if _ANOTHER.match(text, mark.end()):  # « ; : ! ? »
        return not _is_asked(text, gap)
    if text.startswith(".", mark.end()) and not text.startswith("...", mark.end()):
        return names_a_sign(text, gap)  # « l’opérateur ?. »
    return mark[0] in {"??", "!!"} and _GOES_ON.match(text, mark.end()) is not None


_GLUED_SEMICOLON = re.compile(
    rf"""
    ; (?: (?<= [\w»”…%‰€$°+\#{OBJECT}{EMOJI}] ; ) | (?<= \.\.\. ; ) | (?<= etc\. ; ) )
    (?= [\s»] | \Z )
    (?! [{SPACES}]*+ (?: [{{}}] | [\w-]++ = | (?: do | done | then | else | fi | esac ) \b ) )
    """,
    re.VERBOSE,
)
_INCISE = rf"""
    [{SPACES}]++ (?: [mstMST] (?: e [{SPACES}] | [’'] ) )?
    (?: dit | fit | demand | répond | répli | cri | écri | exclam | ajout | lanc | lanç | repri
      | repren | murmur | souffl | soupir | pens | conclu | poursui | insist ) \w*
    (?: -t )? - (?: je | on | ils? | elles? ) (?! \w )
"""
_GLUED_MARK = re.compile(
    rf"""
    [!?] (?: (?<= [\w)\]»”’…%‰€$°+\#{OBJECT}{EMOJI}] . ) | (?<= \.\.\. . ) )
    (?<! \(\). )                                # not call()?
    (?<! Yahoo! ) (?<! Joomla! )
    [!?]*+ (?: \.{{3,}}+ | … )?+
    (?= [)\]”"]*+ (?: [{SPACES}]*+ (?: [»{LINE}{PASSAGE}] | \Z )
                     | [{SPACES}]*+ [{EMOJI}]
                     | [{SPACES}]++ (?: [0-9] | [:;] -? [()DPp] )
                     | [.,;:]? [{SPACES}]++ [{CAPITALS}«“"([—{OBJECT}-]
                     | {_INCISE} )
      | \) [{SPACES}.,;:!?] )
    """,
    re.VERBOSE,
)
_CODE_WITH_MARK = re.compile(
    rf"""
    (?: (?<! \S ) : \w+ [!?]                            # :wq!
      | (?<! [0-9kM] ) (?<! [0-9][{SPACES}] ) \$ [!?;]   # echo $?
      | \b https? \?  |  [\\^*|] \S* \?                 # expressions: \d+?
      | \b [a-z_] \w* \+\+ ;
      | \b (?: application | audio | font | image | text | video ) / [\w.+-]*\w ;
      | \{{ [^{{}}]* ;
    ) \Z
    """,
    re.VERBOSE,
)
_LONGEST_CODE = 32


def _is_code(text: str, mark: int) -> bool:
    """Tell whether a mark belongs to a name or a statement of code: ``:wq!``, ``$?``, ``i++;``."""
    return _CODE_WITH_MARK.search(text, max(0, mark - _LONGEST_CODE), mark + 1) is not None


def glued_marks(text: str) -> Iterator[Finding]:
    """Add the space that is missing before ! ? at the end of a sentence, and before ; anywhere.

    Never before a colon: nothing tells a French one from that of ``key: value``.
    """
    for match in matches(_GLUED_MARK, "!?", text):
        mark = match.start()
        if not (_is_code(text, mark) or _ends_a_call(text, mark, match.end())):
            yield mark, mark + 1, NNBSP + text[mark], "espace"
    for match in matches(_GLUED_SEMICOLON, ";", text):
        mark = match.start()
        if not (_is_code(text, mark) or is_in_code(text, mark)):
            yield mark, mark + 1, f"{NNBSP};", "espace"


_OPENING = re.compile(rf"«[{SPACES}]*+(?![\s»]|\Z)")
_CLOSING = re.compile("»")
_NOT_BEFORE_CLOSING = frozenset(f"«{LINE}{PASSAGE}")


def guillemets(text: str) -> Iterator[Finding]:
    """Put a no-break space inside « and », in place of what is there, if anything."""
    for match in matches(_OPENING, "«", text):
        start, end = match.span()
        if start + 1 < end:
            yield start + 1, end, NBSP, "guillemets"
        else:
            yield start, end, f"«{NBSP}", "guillemets"
    for match in matches(_CLOSING, "»", text):
        start, end = gap_before(text, match.start()), match.start()
        if not start or text[start - 1] in _NOT_BEFORE_CLOSING:
            continue
        if start < end:
            yield start, end, NBSP, "guillemets"
        else:
            yield end, end + 1, f"{NBSP}»", "guillemets"


_APOSTROPHE = re.compile(
    rf"""
    ' (?<= [^\W\d_] ' )
    (?: (?<= \w\w' ) | (?<= [cçdjlmnopstvyzCÇDIJLMNOPSTVYZ] ' ) )  # I'm is English, and prose
    (?= [^\W_] | [«“{OBJECT}]
      | (?: (?<= [Qq][Uu]' ) | (?<! \w\w' ) (?<! ['’-]\w' ) )
        (?! [^ \t\n{LINE}{PASSAGE}'’]{{0,60}} ['’] )   # not '/a/b/'
        (?: [.@\#$_/]\w | --?\w | ~/ | \([^\W\d_]{{1,20}}\)\w | [{EMOJI}] )
    )
    """,
    re.VERBOSE,
)


def apostrophes(text: str) -> Iterator[Finding]:
    """Curve the apostrophe between a letter and the letter, quotation or object it leads to.

    An elision leads to names of code too: ``l'.env``, ``l'--option``, ``l'/etc/hosts``.
    Minutes (``2'33``) follow a digit, and what ``'quotes'`` a string of code stands at the edge of
    a word, or after a lone letter that French does not elide (``f'…'``, ``b'…'``).
    """
    for match in _APOSTROPHE.finditer(text):
        yield match.start(), match.end(), "’", "apostrophe"


_DOTS = re.compile(
    rf"""
    \. (?: (?<= [\w)\]»”’!?%€$°+\#{OBJECT}] . ) \.\.+ (?= [\s)\]»”"!?,;:] | \Z )
         | (?<= , [{SPACES}] . ) \.\.+ (?= [\s)»”"!?,;:] | \Z )  # not [a, b, ...]
         | (?<= [(\[] . ) (?<! [^\s«“] [(\[] . ) \.\. (?= [)\]] (?: [\s.,;:!?»”] | \Z ) )
         | (?: (?<! [^«“{PASSAGE}] . ) | (?<= [«“] [{SPACES}] . ) ) \.\.+
           (?= [{SPACES}]++ [^\W\d_] )
         | (?P<asked> (?<= [«“{SPACES}] . ) \.\.+ (?= [{SPACES}]*+ [!?]++ (?: [\s)»”"] | \Z ) ) )
       )
    """,
    re.VERBOSE,
)
_CALL = re.compile(r"\w\([^()]*\Z")
_LONGEST_CALL = 60


def suspension_points(text: str) -> Iterator[Finding]:
    """Make one character of the dots that end a word, or stand for a cut: ``(...)``, ``[...]``.

    Dots that lead to a word are code (``...args``, ``main...feature``, ``./...``), those that end
    a call are too (``printf(format, args...)``). Dots on their own may be too, but where a passage
    begins, or before ? or ! in a sentence that does not name them.
    """
    for match in _DOTS.finditer(text):
        start, end = match.span()
        is_named = match["asked"] and names_a_sign(text, gap_before(text, start))
        if not (is_named or _ends_a_call(text, start, end)):
            yield start, end, "…", "points"


def _ends_a_call(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there comes last between the parentheses of ``f(a, …)``."""
    before = _CALL.search(text, max(0, start - _LONGEST_CALL), start)
    return before is not None and text.startswith(")", end)
