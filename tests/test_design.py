"""The colours of the theme, measured: every text is readable, and docs/design.md says the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOKENS = (ROOT / "templates/assets/tokens.css").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs/design.md").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for what one must see

_VALUE = re.compile(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|var\(--([\w-]+)\));")
Colour = tuple[float, float, float]


def _read(tokens: str) -> dict[str, tuple[Colour, Colour]]:
    """Return each colour, by day and by night."""
    colours: dict[str, tuple[Colour, Colour]] = {}
    for name, day, night, other in _VALUE.findall(tokens):
        colours.setdefault(name, colours[other] if other else (_rgb(day), _rgb(night)))
    return colours


def _rgb(written: str) -> Colour:
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, « contrast ratio »)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


COLOURS = _read(TOKENS)
ACCENTS = [f"accent-{number}" for number in range(9)]
ALERTS = ["note", "tip", "important", "warning", "caution"]
CODE = ["comment", "keyword", "string", "number", "name", "builtin"]


def ground(name: str, time: int) -> Colour:
    """Return a background; « accent-1 à 14 % » is that much of it over the paper."""
    colour, _, share = name.partition(" à ")
    if not share:
        return COLOURS[colour][time]
    part = int(share.split()[0]) / 100
    over, under = COLOURS[colour][time], COLOURS["paper"][time]
    red, green, blue = (a * part + b * (1 - part) for a, b in zip(over, under, strict=True))
    return red, green, blue


PAIRS = [
    *((text, on, TEXT) for text in ("ink", "ink-soft", "link") for on in ("paper", "desk")),
    ("paper", "ink", TEXT),
    ("ink", "code-paper", TEXT),
    *((accent, f"{accent} à 14 %", TEXT) for accent in ACCENTS),
    *((alert, f"{alert} à 7 %", TEXT) for alert in ALERTS),
    *((f"code-{kind}", "code-paper", TEXT) for kind in CODE),
    *((f"code-{kind}", f"code-{line}", TEXT) for kind in CODE for line in ("shown", "ins", "del")),
    ("focus", "paper", SHAPE),
    ("focus", "desk", SHAPE),
]


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_the_contrast_is_enough_by_day_and_by_night(front: str, back: str, least: float) -> None:
    for time in (0, 1):
        assert contrast(COLOURS[front][time], ground(back, time)) >= least, ("jour", "nuit")[time]


def test_the_document_gives_the_contrasts() -> None:
    rows = []
    for front, back, _ in PAIRS:
        day, night = (f"{contrast(COLOURS[front][t], ground(back, t)):.1f}" for t in (0, 1))
        rows.append(f"| `{front}` | `{back}` | {day} | {night} |".replace(".", ","))
    table = "\n".join(rows)
    assert table in DESIGN, f"docs/design.md should say:\n{table}"


def test_the_document_names_every_token_and_no_other() -> None:
    said = set(re.findall(r"`--([\w-]+)`", DESIGN))
    numbered = re.compile(r"^(accent)-\d$")
    known = {numbered.sub(r"\1-N", name) for name in re.findall(r"--([\w-]+):", TOKENS)}
    assert said == known


def test_the_stylesheet_takes_its_colours_from_the_tokens() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(")
    print_only = {"90-print.css"}  # ink is black and paper white, whatever the house
    for sheet in sorted((ROOT / "templates/assets/css").glob("*.css")):
        found = literal.findall(sheet.read_text(encoding="utf-8"))
        assert not found or sheet.name in print_only, sheet.name
