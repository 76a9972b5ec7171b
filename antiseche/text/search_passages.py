"""The passages of a fiche: what search finds and shows, each with the id that it opens at."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from antiseche.model import Passage
from antiseche.text.search_pieces import DESCRIPTION, HEADING, TAG, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from antiseche.model import Card, HowTo, Question
    from antiseche.text.markdown import Body
    from antiseche.text.search_pieces import Field

QUESTIONS, STEPS = "_questions", "_mode-d-emploi"  # the ids that the layout gives

_TAG = re.compile(r"<[^>]*>")


def passages(body: Body, how_to: HowTo | None, faq: tuple[Question, ...]) -> Iterator[Passage]:
    """Yield what opens a fiche, then each of its sections."""
    opening = [""] if body.lead is None else ["", body.lead.id]
    first = [section.text for section in body.sections if section.id in opening]
    yield Passage("", "", "\n".join(filter(None, first)))
    headings = {heading.id: _without_tags(heading.html) for heading in body.headings}
    for section in body.sections:
        if section.id not in opening:
            heading = headings.get(section.id, section.title)
            yield Passage(section.id, heading, section.text)
    if how_to:
        steps = (f"{step.name} {_without_tags(step.text)}" for step in how_to.steps)
        yield Passage(STEPS, how_to.name, "\n".join(steps))
    if faq:
        answers = (f"{entry.question} {_without_tags(entry.answer)}" for entry in faq)
        yield Passage(QUESTIONS, "Questions fréquentes", "\n".join(answers))


def searched(card: Card, shown: Iterable[Passage]) -> Iterator[tuple[Field, ...]]:
    """Yield the fields of each passage of a fiche, in the same order: what is searched in it."""
    first, *others = shown
    yield (
        (card.title, TITLE),
        (" ".join((card.series, *(tag.label for tag in card.tags))), TAG),
        (card.description, DESCRIPTION),
        (first.text, TEXT),
    )
    for passage in others:
        yield (passage.heading, HEADING), (passage.text, TEXT)


def _without_tags(html: str) -> str:
    return unescape(_TAG.sub("", html))
