"""The texts in Markdown of a front matter, printed: the answers of a faq, the steps of a how-to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from antiseche.model import HowTo, Question, Step
from antiseche.source import Span
from antiseche.text.markdown import print_inline
from antiseche.text.typography import Typography, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from antiseche.model import Link
    from antiseche.source import Source
    from antiseche.text.frontmatter import FrontMatter


class Answers(NamedTuple):
    """What a front matter answers, and the links of it."""

    faq: tuple[Question, ...]
    how_to: HowTo | None
    links: tuple[Link, ...]


def print_answers(
    source: Source, front: FrontMatter, typography: Typography, base: str = ""
) -> Answers:
    """Print the answers of a front matter; ``base`` is as for ``print_markdown``."""
    say = partial(typeset, settings=typography)
    links: list[Link] = []
    faq, steps = [], []
    for number, (question, text) in enumerate(front.faq):
        answer, found = print_inline(text, source.path, typography, base=base)
        faq.append(Question(say(question), answer))
        links += _placed(source, front.places[f"faq[{number}].answer"], text, found)
    name, given_steps = front.how_to or ("", ())
    for number, (step, text) in enumerate(given_steps):
        done, found = print_inline(text, source.path, typography, base=base)
        steps.append(Step(say(step), done))
        links += _placed(source, front.places[f"howTo.steps[{number}].text"], text, found)
    how_to = HowTo(say(name), tuple(steps)) if name else None
    return Answers(tuple(faq), how_to, tuple(links))


def _placed(source: Source, start: Span, text: str, links: Iterable[Link]) -> Iterator[Link]:
    """Yield the links of a text, whose spans are in it, where they stand in the source.

    Quotes, escapes and folds part a value from what was typed; an address is the same in both. One
    that is not found has the place of the text, ``start``.
    """
    typed, lines = source.text.split("\n"), text.split("\n")
    row, column = start.line - 1, start.column - 1
    for link in links:
        written = lines[link.span.line - 1][link.span.column - 1 :][: link.span.length]
        if found := _find(typed, written, row, column):
            row, column = found
            yield replace(link, span=Span(row + 1, column + 1, len(written)))
            column += len(written)
        else:
            yield replace(link, span=start)


def _find(lines: list[str], written: str, row: int, column: int) -> tuple[int, int] | None:
    for index in range(row, len(lines)):
        at = lines[index].find(written, column if index == row else 0)
        if at >= 0:
            return index, at
    return None
