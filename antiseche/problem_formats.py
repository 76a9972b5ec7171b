"""How problems are shown: to a person at a terminal, to a program, to GitHub."""

from __future__ import annotations

import json
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from antiseche.problems import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from antiseche.model import Problem

TAB_WIDTH = 4  # columns that a tab takes in an excerpt
EXCERPT_WIDTH = 96  # columns of an excerpt; a longer line is cut around the place
_COLOURS = {ERROR: "31", WARNING: "33", INFO: "36"}


def as_text(problem: Problem, *, colour: bool = False) -> str:
    """Return the problem for a terminal: place, line, caret, message, hint."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    severity: str = problem.severity
    if colour:
        severity = f"\x1b[{_COLOURS[problem.severity]}m{severity}\x1b[0m"
        place = f"\x1b[1m{place}\x1b[0m"
    lines = [f"{place}  {severity}  {problem.code}"]
    if problem.excerpt.strip():
        lines += _excerpt(problem)
    advice = f"{problem.message} {problem.hint}".strip()
    return "\n".join([*lines, f"  {advice}"])


def _excerpt(problem: Problem) -> list[str]:
    before = problem.excerpt[: problem.column - 1]
    marked = problem.excerpt[problem.column - 1 : problem.column - 1 + problem.length]
    after = problem.excerpt[problem.column - 1 + len(marked) :]
    before, marked, after = (_printable(part) for part in (before, marked, after))
    if display_width(before) > EXCERPT_WIDTH // 2:
        before = "…" + _fitting(before[::-1], EXCERPT_WIDTH // 2 - 1)[::-1]
    marked = _fitting(marked, EXCERPT_WIDTH - display_width(before))
    after = _fitting(after, EXCERPT_WIDTH - display_width(before + marked))
    gutter = " " * len(str(problem.line))
    caret = " " * display_width(before) + "^" * max(1, display_width(marked))
    return [f"  {problem.line} │ {before}{marked}{after}".rstrip(), f"  {gutter} │ {caret}"]


def _fitting(text: str, columns: int) -> str:
    """Return as much of the beginning of a text as fits in some columns."""
    widths = accumulate(map(display_width, text))
    return "".join(c for c, width in zip(text, widths, strict=True) if width <= columns)


def _printable(text: str) -> str:
    expanded = text.replace("\t", " " * TAB_WIDTH)
    return "".join(c if c.isprintable() or unicodedata.combining(c) else " " for c in expanded)


def display_width(text: str) -> int:
    """Return the terminal columns of a text: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def as_json(problem: Problem) -> str:
    """Return the problem as one JSON object on one line."""
    keys = ("code", "severity", "path", "line", "column", "message", "hint")
    return json.dumps({key: getattr(problem, key) for key in keys}, ensure_ascii=False)


def as_github(problem: Problem, root: str) -> str:
    """Return the problem as a workflow command that annotates the file; ``root`` leads to it."""
    command = {ERROR: "error", WARNING: "warning", INFO: "notice"}[problem.severity]
    path = problem.path if problem.path.startswith("templates/") else f"{root}/{problem.path}"
    properties = ",".join(
        f"{name}={_escape(str(value), property_value=True)}"
        for name, value in (
            ("file", path),
            ("line", problem.line),
            ("col", problem.column),
            ("title", problem.code),
        )
    )
    advice = f"{problem.message} {problem.hint}".strip()
    return f"::{command} {properties}::{_escape(advice)}"


def _escape(text: str, *, property_value: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if property_value else escaped


def count_line(problems: Iterable[Problem]) -> str:
    """Return one line that counts the problems: ``1 erreur, 2 avertissements, 3 remarques.``."""
    severities = [problem.severity for problem in problems]
    names = ((ERROR, "erreur"), (WARNING, "avertissement"), (INFO, "remarque"))
    counts = ((severities.count(severity), name) for severity, name in names)
    said = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n]
    return f"{', '.join(said)}." if said else "Aucun souci."
