"""Headings: in order, with something under each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from antiseche.text.headings import HeadingTokens, heading_tokens, lead
from antiseche.text.markdown import is_wrapper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject, Title
    from antiseche.model import Problem

# What fills no section: comments, spacers, the tags of a wrapper. Possessive: a comment ends at the
# first « --> », and text after many of them is not looked for in every way to end them.
_NOTHING = re.compile(
    r"(?:\s|<!--.*?-->|</?(?:article|section|div|center)\b[^>]*>|<[bh]r\s*/?>)*+", re.DOTALL
)


def repeated_titles(subject: Subject) -> Iterator[Problem]:
    """Find each H1 after the first."""
    titles = [title for title in subject.titles if title.level == 1]
    given = subject.front.text("title")
    said = given or next((t.text for t in titles if t.text), "")
    for number, title in enumerate(titles):
        if number or (given and not _is_of_page(subject, title)):
            yield subject.problem(
                "titre-repete",
                title.span,
                f"Un second titre principal : la fiche a déjà « {said} ».",
                "Écrivez « ## » pour en faire une section."
                if title.text
                else "Écrivez « <h2> » pour en faire une section.",
            )


def _is_of_page(subject: Subject, title: Title) -> bool:
    """Tell whether an H1 of Markdown is the heading of the page: its opening, or its title."""
    tokens = [token for token in subject.manuscript.tokens if not is_wrapper(token)]
    at = lead(tokens, subject.front.text("title"))
    heading = next((one for one in heading_tokens(tokens) if one.index == at), None)
    return heading is not None and subject.heading_span(heading) == title.span


def blank_headings(subject: Subject) -> Iterator[Problem]:
    """Find headings without any text."""
    for heading in heading_tokens(subject.manuscript.tokens):
        if not heading.block.content.strip() and heading.block.map:
            yield subject.problem(
                "titre-absent",
                subject.line_span(heading.block.map[0], "#" * heading.level),
                "Ce titre n’a pas de texte.",
                "Écrivez-le après les « # », ou retirez-le.",
            )


def skipped_levels(subject: Subject) -> Iterator[Problem]:
    """Find each heading more than one level below the one before it; the page has an H1."""
    above = 1
    for title in subject.titles:
        if title.level > above + 1:
            wanted = f"« {'#' * (above + 1)} »" if title.text else f"« <h{above + 1}> »"
            yield subject.problem(
                "titre-saute",
                title.span,
                f"Ce titre de niveau {title.level} suit un titre de niveau {above}.",
                f"Écrivez-le avec {wanted}.",
            )
        above = title.level


def empty_sections(subject: Subject) -> Iterator[Problem]:
    """Find each heading with neither text nor subsection under it."""
    tokens = _before_footnotes(subject.manuscript.tokens)
    headings: list[HeadingTokens | None] = [*heading_tokens(tokens), None]
    for heading, following in pairwise(headings):
        if heading is None or heading.level == 1 or not heading.block.content.strip():
            continue
        end = following.index if following else len(tokens)
        leads_deeper = following is not None and following.level > heading.level
        if not leads_deeper and all(_is_nothing(t) for t in tokens[heading.index + 3 : end]):
            yield subject.problem(
                "section-vide",
                subject.heading_span(heading),
                f"Il n’y a rien sous « {heading.text} ».",
                "Écrivez cette section, ou retirez son titre.",
            )


def _before_footnotes(tokens: Sequence[Token]) -> Sequence[Token]:
    end = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), len(tokens))
    return tokens[:end]


def _is_nothing(token: Token) -> bool:
    if token.type in {"html_block", "inline"}:
        return bool(_NOTHING.fullmatch(token.content))
    return token.type in {"paragraph_open", "paragraph_close", "hr"} or token.nesting != 0


STRUCTURE = (blank_headings, repeated_titles, skipped_levels, empty_sections)
