"""Rules for numbers and names: thousands, units, times, dates, n°, M. and Mme.

Authorities: Lexique, « Nombres », « Symboles », « Heures », « Dates » and « Abréviations »; for
the space between a value and its unit, the SI brochure of the BIPM, 5.4.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.text.typography_signs import (
    CAPITALS,
    NBSP,
    NNBSP,
    OBJECT,
    SPACES,
    is_in_code,
    matches,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.text.typography_signs import Finding

_UNITS = """
    bit bits kbit Mbit Gbit kbps Mbps Gbps kb Kb Mb Gb kbit/s Mbit/s Gbit/s kb/s Kb/s Mb/s Gb/s
    o octet octets ko Ko Mo Go To Po Kio Mio Gio Tio ko/s Ko/s Mo/s Go/s Kio/s Mio/s Gio/s
    kB KB MB GB TB PB KiB MiB GiB TiB kB/s KB/s MB/s GB/s
    ns µs μs ms s min h j
    px em rem pt vh vw vmin vmax dvh svh lvh deg dpi ppp Mpx fps FPS ips
    nm µm μm mm cm dm m km mm² cm² m² km² cm³ m³ m/s km/h
    mg g kg cl ml mL l L
    Hz kHz MHz GHz THz dB mV V kV mA mAh mW W kW MW Wh kWh J kJ Ω kΩ hPa °C °F
    € $ £ ¥ k€ K€ M€ Md€ k$ M$ Md$ EUR USD CHF ‰
""".split()
_MONTHS = """
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    janv[.] févr[.] avr[.] juil[.] sept[.] oct[.] nov[.] déc[.]
""".split()
_DIGITS = "0123456789"

# Verbose, like the expressions that they are parts of. A number starts only once, whatever is
# typed, or the time to read a line of them would grow with its square.
_NUMBER = rf"""
    (?P<head> [0-9] (?<! [\w\#.,:] . )
              (?! (?<= [0-9] [{SPACES}] . ) [0-9]{{2}} (?![0-9]) ) [0-9]*+ )
    (?P<thousands> (?: [{SPACES}] [0-9]{{3}} (?![0-9]) )++ )?+
    (?: [.,] [0-9]++ )?+
"""
_MINUTES = rf"[0-5][0-9] (?: min )? (?! \w | [{SPACES}]*+ h (?!\w) )"  # not « 9 h 12 h »
_UNIT = rf"""
    (?: {"|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))}
      | % (?! % | [{SPACES}]*+ [0-9] )  # not a remainder: 10 % 3
    ) (?! [\w’'] )
    (?: (?<= [0-9{SPACES}] h ) (?P<minutes> [{SPACES}]++ ) (?= {_MINUTES} ) )?
"""
_MONTH = rf"(?i: {'|'.join(_MONTHS)} ) (?!\w)"
_SPACED_NUMBER = re.compile(
    rf"""
    {_NUMBER}
    (?: (?: er (?= [{SPACES}]++ {_MONTH} ) )?
        (?P<gap> [{SPACES}]++ ) (?: (?P<month> {_MONTH} ) | {_UNIT} | h (?= {_MINUTES} ) )
      | h (?P<late_gap> [{SPACES}]++ ) (?= {_MINUTES} ) )?
    (?(gap) | (?(late_gap) | (?(thousands) | (?!) ) ) )
    """,
    re.VERBOSE,
)
_SPACE = re.compile(f"[{SPACES}]")
_LONGEST_DAY = 2


def numbers(text: str) -> Iterator[Finding]:
    """Keep together the thousands of a number, a number and its unit, a day and its month.

    A thin space groups thousands; a full one leads to a unit, and goes on both sides of the ``h``
    of a time, or on the one where a space was typed. Only the symbols above are units: before a
    word, as before a year, a line may break.
    """
    for match in matches(_SPACED_NUMBER, _DIGITS, text):
        if match["thousands"]:
            for space in _SPACE.finditer(text, *_grouped(match)):
                yield *space.span(), NNBSP, "nombre"
        if match["minutes"]:
            yield *match.span("minutes"), NBSP, "unite"
        if match["late_gap"]:
            yield *match.span("late_gap"), NBSP, "unite"
        if match["month"] and len(match["head"]) <= _LONGEST_DAY:
            yield *match.span("gap"), NBSP, "date"
        elif match["gap"] and not match["month"]:
            yield *match.span("gap"), NBSP, "unite"


_LONGEST_HEAD = 3
_LIST_BEFORE = re.compile(
    rf"""
    (?: [0-9][{SPACES}]
      | (?<! \w ) (?: codes | statuts | erreurs | HTTP | ports | lignes | pages ) [{SPACES}]
    ) \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LIST_AFTER = re.compile(rf"[{SPACES}][0-9]")
_LONGEST_LIST_BEFORE = 10
_LONGEST_GAIN = len(" 000 000")  # after a « + »
# « RFC 2 119 » is a name, and « 06 12 000 000 » a telephone.
_NAME_BEFORE = re.compile(
    rf"""
    (?: (?<! \w ) (?: RFC | ISO | IEC | CEI | IEEE | ECMA | NF | PEP | BCP )
      | (?<! [\w.,] ) (?: 0 | \+ ) [0-9]{{1,3}} (?: [{SPACES}] [0-9]{{1,3}} ){{0,3}}
    ) [{SPACES}] \Z
    """,
    re.VERBOSE,
)
_LONGEST_NAME_BEFORE = 18
_YEAR = re.compile(
    rf"(?:19|20)[0-9]{{2}}[{SPACES}](?=[1-9][0-9]{{2}}[{SPACES}][0-9]{{3}}(?![0-9]))"
)


def _grouped(number: re.Match[str]) -> tuple[int, int]:
    """Return where the thousands of a number are that are its own: not those after a year."""
    start, end = number.span("thousands")
    if _LIST_AFTER.match(number.string, end) or _follows_a_name(number):
        return end, end
    if year := _YEAR.match(number.string, number.start()):  # « En 2024 100 000 visites »
        return (end, end) if end > year.end() + len("100 000") else (year.end(), end)
    return (start, end) if _is_one_number(number) else (end, end)


def _follows_a_list(number: re.Match[str]) -> bool:
    """Tell whether « les codes 200 404 » is written."""
    return _comes_after(_LIST_BEFORE, _LONGEST_LIST_BEFORE, number)


def _follows_a_name(number: re.Match[str]) -> bool:
    """Tell whether ``RFC 2 119`` or ``06 12 000 000`` is written."""
    return _comes_after(_NAME_BEFORE, _LONGEST_NAME_BEFORE, number)


def _comes_after(pattern: re.Pattern[str], longest: int, number: re.Match[str]) -> bool:
    start = number.start()
    return pattern.search(number.string, max(0, start - longest), start) is not None


def _is_of_a_telephone(number: re.Match[str]) -> bool:
    """Tell whether « +33 612 345 678 » is written; « +1 000 000 » is a number."""
    start = number.start()
    return number.string[start - 1 : start] == "+" and len(number["thousands"]) > _LONGEST_GAIN


def _is_one_number(number: re.Match[str]) -> bool:
    """Tell ``10 000`` from several numbers: ``1 2 345``, ``06 123 456``, ``codes 200 404``."""
    head = number["head"]
    return (
        len(head) <= _LONGEST_HEAD
        and not head.startswith("0")
        and not _is_of_a_telephone(number)
        and ("000" in number["thousands"] or not _follows_a_list(number))
    )


_GLUED_NUMBER = re.compile(rf"{_NUMBER} (?P<unit> {_UNIT} ) (?! [.-]\w )", re.VERBOSE)  # 16px.svg
_IN_A_NAME = re.compile(r"[^\W\d][_/-]\Z")
_IN_A_CALL = re.compile(r"\w\([^()]*\Z")
_LONGEST_CALL = 60


def glued_units(text: str) -> Iterator[Finding]:
    """Add the space that is missing between a value and its unit: ``85%``, ``16px``."""
    for match in matches(_GLUED_NUMBER, _DIGITS, text):
        if _is_of_code(match):
            continue
        unit = match.start("unit")
        yield unit, unit + 1, NBSP + text[unit], "unite"
        if match["minutes"]:
            yield *match.span("minutes"), NBSP, "unite"


def _is_of_code(number: re.Match[str]) -> bool:
    """Tell whether ``icone-16px``, ``calc(100% - 20px)`` or ``width: 50%`` is written."""
    text, start = number.string, number.start()
    return (
        is_in_code(text, start)
        or _IN_A_NAME.search(text, max(0, start - 2), start) is not None
        or _IN_A_CALL.search(text, max(0, start - _LONGEST_CALL), start) is not None
    )


_NUMERO = re.compile(
    rf"[°º] (?<= [nN] . ) (?<! \w [nN] . ) (?P<gap> [{SPACES}]*+ ) (?= [0-9{OBJECT}] )",
    re.VERBOSE,
)
_CIVILITY = re.compile(
    rf"M (?<! [\w.’'] M ) (?: M?\. | mes? | lles? ) (?P<gap> [{SPACES}]++ ) (?= [{CAPITALS}] )",
    re.VERBOSE,
)


def abbreviations(text: str) -> Iterator[Finding]:
    """Keep ``n°`` with its number, and ``M.``, ``MM.``, ``Mme``, ``Mlle`` with the name."""
    for match in matches(_NUMERO, "°º", text):
        start, end = match.span("gap")
        if start < end:
            yield start, end, NBSP, "abreviation"
        else:
            yield start - 1, start, text[start - 1] + NBSP, "abreviation"
    for match in matches(_CIVILITY, "M", text):
        yield *match.span("gap"), NBSP, "abreviation"
