"""Headings: in order, with something under each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from antiseche.text.headings import HeadingTokens, heading_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem, Span

# What fills no section: comments, spacers, the tags of a wrapper.
_NOTHING = re.compile(
    r"(\s|<!--.*?-->|</?(article|section|div|center)\b[^>]*>|<[bh]r\s*/?>)*", re.DOTALL
)


def repeated_titles(subject: Subject) -> Iterator[Problem]:
    """Find each H1 after the first."""
    titles = [h for h in heading_tokens(subject.manuscript.tokens) if h.level == 1]
    for heading in titles[1:]:
        yield subject.problem(
            "titre-repete",
            _span(subject, heading),
            f"Un second titre principal : la fiche a déjà « {titles[0].text} ».",
            "Ajoutez un « # » pour en faire une section.",
        )


def skipped_levels(subject: Subject) -> Iterator[Problem]:
    """Find each heading more than one level below the one before it; the page has an H1."""
    above = 1
    for heading in heading_tokens(subject.manuscript.tokens):
        if heading.level > above + 1:
            yield subject.problem(
                "titre-saute",
                _span(subject, heading),
                f"Ce titre de niveau {heading.level} suit un titre de niveau {above}.",
                f"Écrivez-le avec {above + 1} « # ».",
            )
        above = heading.level


def empty_sections(subject: Subject) -> Iterator[Problem]:
    """Find each heading with neither text nor subsection under it."""
    tokens = _before_footnotes(subject.manuscript.tokens)
    headings: list[HeadingTokens | None] = [*heading_tokens(tokens), None]
    for heading, following in pairwise(headings):
        if heading is None or heading.level == 1:
            continue
        end = following.index if following else len(tokens)
        leads_deeper = following is not None and following.level > heading.level
        if not leads_deeper and all(_is_nothing(t) for t in tokens[heading.index + 3 : end]):
            yield subject.problem(
                "section-vide",
                _span(subject, heading),
                f"Il n’y a rien sous « {heading.text} ».",
                "Écrivez cette section, ou retirez son titre.",
            )


def _span(subject: Subject, heading: HeadingTokens) -> Span:
    first_line = heading.block.content.partition("\n")[0]
    return subject.span(heading.block, 0, len(first_line))


def _before_footnotes(tokens: Sequence[Token]) -> Sequence[Token]:
    end = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), len(tokens))
    return tokens[:end]


def _is_nothing(token: Token) -> bool:
    if token.type == "html_block":
        return bool(_NOTHING.fullmatch(token.content))
    if token.type == "inline":
        return bool(_NOTHING.fullmatch(token.content))
    return token.type in {"paragraph_open", "paragraph_close", "hr"} or token.nesting != 0


STRUCTURE = (repeated_titles, skipped_levels, empty_sections)
