"""Problems and values, said on one line each, so that cases can expect them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.levels import Level
from antiseche.text.dates import ReadDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from antiseche.model import Problem

PLAIN_SPACES = {0x00A0: " ", 0x202F: " "}


def said_problems(problems: Iterable[Problem], *, path: bool = False) -> str:
    """Say each problem: code, place, ⟦what is marked⟧, message, hint, with plain spaces."""
    return "\n".join(_said(problem, path=path) for problem in problems) or "aucun souci"


def _said(problem: Problem, *, path: bool) -> str:
    start = problem.column - 1
    marked = problem.excerpt[start : start + problem.length]
    assert len(marked) == problem.length or not problem.excerpt, "the mark leaves the line"
    place = f"{problem.path}:" if path else ""
    advice = f"{problem.message} {problem.hint}".translate(PLAIN_SPACES).rstrip()
    code = f"{problem.severity} {problem.code}"
    return f"{code} {place}{problem.line}:{problem.column} ⟦{marked}⟧\n  {advice}"


def said_value(value: object) -> str:
    """Say a value of a front matter."""
    match value:
        case Level():
            return value.slug
        case ReadDate():
            return f"{value.day} ({value.order})"
        case tuple():
            return "[" + ", ".join(map(said_value, value)) + "]"
        case _:
            return repr(value)
