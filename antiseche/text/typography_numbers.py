"""Rules for numbers: thousands, units, times, dates, and the words that a number or a name completes.

Authorities: Lexique, « Nombres », « Symboles », « Heures », « Dates » and « Abréviations »; the Système
international (BIPM brochure, 5.4.3) for the space between a value and its unit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.text.typography_signs import CAPITALS, NBSP, NNBSP, SPACES, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.text.typography_signs import Finding

_UNITS = """
    o ko Ko Mo Go To Po Kio Mio Gio Tio octet octets kB KB MB GB TB PB KiB MiB GiB TiB
    bit bits kbit Mbit Gbit ko/s Ko/s Mo/s Go/s kB/s MB/s GB/s kbit/s Mbit/s Gbit/s kb/s Mb/s Gb/s
    ns µs μs ms s min h j
    px em rem pt pc vh vw vmin vmax dpi ppp Mpx fps ips
    nm µm μm mm cm dm m km m² cm² km² m³ cm³ m/s km/h
    mg g kg l L cl ml mL
    Hz kHz MHz GHz THz dB mV V kV mA mAh W kW MW Wh kWh J kJ Ω kΩ °C °F
    € $ £ ¥ k€ K€ M€ Md€ k$ M$ Md$ EUR USD CHF
    ‰
""".split()
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "janv[.] févr[.] avr[.] juil[.] sept[.] oct[.] nov[.] déc[.]"
).split()

_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_UNIT = rf"(?: {_UNIT} | % (?! [{SPACES}]*+ [0-9] ) ) (?! [\w’'] )"  # not a remainder: 10 % 3
_MINUTES = rf"(?: (?<= [0-9{SPACES}] h ) (?P<minutes> [{SPACES}]++ ) (?= [0-5][0-9] (?!\w) ) )?"
_MONTH = rf"(?i: {'|'.join(_MONTHS)} ) (?!\w)"
_NUMBER = rf"""
    (?P<head> [0-9] (?<! [\w\#.,:] . ) (?! (?<= [0-9][{SPACES}] . ) [0-9]{{2}} (?![0-9]) ) [0-9]*+ )
    (?P<thousands> (?: [{SPACES}] [0-9]{{3}} (?![0-9]) )++ )?+
    (?: [.,] [0-9]++ )?+
"""
_SPACED_NUMBER = re.compile(
    rf"""
    {_NUMBER}
    (?: (?: er (?= [{SPACES}]++ {_MONTH} ) )?
        (?P<gap> [{SPACES}]++ ) (?: (?P<month> {_MONTH} ) | {_UNIT} {_MINUTES} ) )?
    (?(gap) | (?(thousands) | (?!) ) )
    """,
    re.VERBOSE,
)
_SPACE = re.compile(f"[{SPACES}]")


def numbers(text: str) -> Iterator[Finding]:
    """Keep together the thousands of a number, the number and its unit, the day and its month.

    A thin space groups thousands; a full one leads to a unit, and goes on both sides of the `h` of a
    time. Only the symbols above are units: before a word, as before a year, the line may break.
    """
    for match in matches(_SPACED_NUMBER, "0123456789", text):
        if match["thousands"] and _is_one_number(match):
            for space in _SPACE.finditer(text, *match.span("thousands")):
                yield *space.span(), NNBSP, "nombre"
        if match["month"] and len(match["head"]) > _LONGEST_DAY:
            continue
        if match["gap"]:
            yield *match.span("gap"), NBSP, "date" if match["month"] else "unite"
        if match["minutes"]:
            yield *match.span("minutes"), NBSP, "unite"


_LONGEST_DAY = 2
_LONGEST_HEAD = 3
_LIST_BEFORE = re.compile(rf"(?: [0-9][{SPACES}] | \+ ) \Z", re.VERBOSE)
_LIST_AFTER = re.compile(f"[{SPACES}][0-9]")
_LABEL = re.compile(
    rf"(?<!\w) (?: codes? | statuts? | erreurs? | HTTP | ports? | lignes? | pages? ) [{SPACES}] \Z",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_LABEL = 10


def _is_one_number(number: re.Match[str]) -> bool:
    """Tell `10 000` from what is several numbers: `1 2 345`, `06 123 456`, `codes 200 404`."""
    text, start, head = number.string, number.start(), number["head"]
    return (
        len(head) <= _LONGEST_HEAD
        and not head.startswith("0")
        and not _LIST_BEFORE.search(text, max(0, start - 2), start)
        and not _LIST_AFTER.match(text, number.end("thousands"))
        and not (
            len(head) == _LONGEST_HEAD
            and _LABEL.search(text, max(0, start - _LONGEST_LABEL), start)
        )
    )


_GLUED_NUMBER = re.compile(rf"{_NUMBER} (?P<unit> {_UNIT} ) {_MINUTES}", re.VERBOSE)


def glued_units(text: str) -> Iterator[Finding]:
    """Add the space that is missing between a value and its unit: `85%`, `16px`."""
    for match in matches(_GLUED_NUMBER, "0123456789", text):
        unit = match.start("unit")
        yield unit, unit + 1, NBSP + text[unit], "unite"
        if match["minutes"]:
            yield *match.span("minutes"), NBSP, "unite"


_NUMERO = re.compile(
    rf"° (?<= [nN]° ) (?<! \w[nN]° ) (?P<gap> [{SPACES}]*+ ) (?= [0-9] )", re.VERBOSE
)
_CIVILITY = re.compile(
    rf"""
    [MDP] (?<! [\w.’'] . ) (?: (?<= M ) (?: M?\. | mes? | lles? ) | (?<= [DP] ) r )
    (?P<gap> [{SPACES}]++ ) (?= [{CAPITALS}] )
    """,
    re.VERBOSE,
)


def abbreviations(text: str) -> Iterator[Finding]:
    """Keep `n°` with its number, `M.`, `Mme`, `Mlle`, `Dr` and `Pr` with the name."""
    for match in matches(_NUMERO, "°", text):
        start, end = match.span("gap")
        if start < end:
            yield start, end, NBSP, "abreviation"
        else:
            yield start - 1, start, f"°{NBSP}", "abreviation"
    for match in matches(_CIVILITY, "MDP", text):
        yield *match.span("gap"), NBSP, "abreviation"
