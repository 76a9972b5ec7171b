"""Tags of raw HTML: known, closed, and closing something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from antiseche.text.html import ELEMENTS, OPTIONAL_END, PHRASING, VOID
from antiseche.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.subject import PlacedTag, Subject
    from antiseche.model import Problem

_FOREIGN = {"svg", "math"}  # their own elements are theirs


class _Open(NamedTuple):
    """An element still open; its name is the one that was meant."""

    name: str
    placed: PlacedTag


def unbalanced_tags(subject: Subject) -> Iterator[Problem]:
    """Find tags that no element has, that are never closed, or that close nothing."""
    opened: list[_Open] = []
    for placed in subject.tags():
        while opened and _ended_with_its_block(opened[-1], placed):
            yield _never_closed(subject, opened.pop())
        name: str | None = placed.tag.name
        if name not in ELEMENTS and not _is_foreign(placed, opened):
            name = nearest(placed.tag.name, ELEMENTS)
            yield _unknown(subject, placed, name)
        if name is None:
            continue
        if placed.tag.closing:
            yield from _close(subject, name, placed, opened)
        elif name not in VOID and not placed.tag.self_closing:
            opened.append(_Open(name, placed))
    yield from (_never_closed(subject, one) for one in opened if one.name not in OPTIONAL_END)


def _close(
    subject: Subject, name: str, placed: PlacedTag, opened: list[_Open]
) -> Iterator[Problem]:
    """Close the element, and say which others it closes that had to be closed before."""
    if name not in {one.name for one in opened}:
        if placed.tag.name in ELEMENTS:
            yield _closes_nothing(subject, placed)
        return
    while (last := opened.pop()).name != name:
        if last.name not in OPTIONAL_END:
            yield _never_closed(subject, last)


def _ended_with_its_block(one: _Open, placed: PlacedTag) -> bool:
    """Tell whether a tag of a line of text is still open in another block, where it cannot be."""
    is_inline = one.placed.block.type == "inline" and one.name in PHRASING
    return is_inline and one.placed.block is not placed.block


def _is_foreign(placed: PlacedTag, opened: list[_Open]) -> bool:
    name = placed.tag.name
    return "-" in name or name in _FOREIGN or any(one.name in _FOREIGN for one in opened)


def _unknown(subject: Subject, placed: PlacedTag, meant: str | None) -> Problem:
    slash = "/" if placed.tag.closing else ""
    written = f"<{slash}{placed.tag.written}>"
    as_text = f"Si c’est du texte, mettez-le entre accents graves : `{written}`."
    hint = f"Vouliez-vous écrire « <{slash}{meant}> » ? {as_text}" if meant else as_text
    message = f"« {written} » n’est pas une balise HTML : les lecteurs n’en verront rien."
    return subject.problem("balise-mal-fermee", placed.span, message, hint)


def _never_closed(subject: Subject, one: _Open) -> Problem:
    name = one.placed.tag.written
    message = f"La balise « <{name}> » n’est jamais refermée."
    return subject.problem(
        "balise-mal-fermee", one.placed.span, message, f"Ajoutez « </{one.name}> »."
    )


def _closes_nothing(subject: Subject, placed: PlacedTag) -> Problem:
    name = placed.tag.name
    hint = (
        f"Écrivez « <{name}> »." if name in VOID else f"Retirez-la, ou ouvrez « <{name}> » avant."
    )
    message = f"La balise « </{placed.tag.written}> » ne ferme rien."
    return subject.problem("balise-mal-fermee", placed.span, message, hint)


def unclosed_comments(subject: Subject) -> Iterator[Problem]:
    """Find a comment that hides all the rest of its fiche."""
    for block in subject.manuscript.tokens:
        start = block.content.rfind("<!--") if block.type == "html_block" else -1
        if start >= 0 and "-->" not in block.content[start:]:
            yield subject.problem(
                "balise-mal-fermee",
                subject.span(block, start, start + len("<!--")),
                "Ce commentaire n’est jamais refermé : toute la suite est invisible.",
                "Ajoutez « --> ».",
            )


BALANCE = (unbalanced_tags, unclosed_comments)
