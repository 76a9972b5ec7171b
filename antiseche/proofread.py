"""Proofreading: each place of a source that French typography would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.problems import problem
from antiseche.text.frontmatter import read_front_matter
from antiseche.text.markdown import TooDeepError, parse_markdown
from antiseche.text.retouch import retouches
from antiseche.text.typography_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.config import Reading
    from antiseche.model import Problem
    from antiseche.source import Source


def proofread(source: Source, reading: Reading) -> Iterator[Problem]:
    """Yield what ``fix`` would write, and what only printing can do."""
    front, _ = read_front_matter(source, reading.dates)
    if not front.flag("typography", default=True):
        return
    try:
        manuscript = parse_markdown(front.body, front.body_line)
    except TooDeepError:
        return
    for one in retouches(manuscript, reading.typography):
        hint = (
            "Le site s’en charge : l’espace insécable y prend la place du retour à la ligne."
            if one.old == "\n"
            else "Le site s’en charge ; « antiseche fix » l’écrit aussi dans la fiche."
        )
        yield problem(source, f"typo-{one.rule}", one.span, f"Ici, {RULES[one.rule]}.", hint)
