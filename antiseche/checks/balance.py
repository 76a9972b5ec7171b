"""Tags of raw HTML: known, closed, and closing something; comments and code blocks that end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from antiseche.text.html import ELEMENTS, OPTIONAL_END, PHRASING, VOID
from antiseche.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from markdown_it.token import Token

    from antiseche.checks.subject import PlacedTag, Subject
    from antiseche.model import Problem
    from antiseche.text.html import Tag

_FOREIGN = {"svg", "math"}  # their own elements are theirs
_DRESSING = set("a b code del em i ins kbd mark s strong sub sup u".split())
_CODE = "balise-mal-fermee"
_HALF_TAG = re.compile(r"</?([a-z][a-z0-9]*)(?:\s+[\w-]+=[^<>]*|\s*)(?=<|$)", re.IGNORECASE)
_HALF_QUOTE = re.compile(r"<([a-z][a-z0-9]*)\s+[\w-]+=[^<>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\s*(?:md|mdx|markdown|rst|text)\b", re.IGNORECASE)
_FENCE_END = re.compile(r"[\s>]*(`{3,}|~{3,})\s*")


class _Open(NamedTuple):
    """An element still open; its name is the one that was meant."""

    name: str
    placed: PlacedTag


def unbalanced_tags(subject: Subject) -> Iterator[Problem]:
    """Find tags that no element has, that are never closed, or that close nothing."""
    opened: list[_Open] = []
    ends = {(placed.tag.name, placed.tag.closing) for placed in subject.tags}
    for placed in subject.tags:
        while opened and _ended_with_its_block(opened[-1], placed):
            yield from _never_closed(subject, opened.pop())
        name, is_foreign = placed.tag.name, _is_foreign(placed, opened)
        if placed.tag.broken:
            yield _half(subject, placed)
        elif name not in ELEMENTS and not is_foreign and not _is_custom(placed.tag, ends):
            meant = nearest(name, ELEMENTS)
            yield from _unknown(subject, placed, meant, opened)
            name = meant or name
        if _opens_twice(placed, opened):
            yield _meant_to_close(subject, placed)
            opened.pop()
            continue
        if placed.tag.closing:
            yield from _close(subject, name, placed, opened)
        elif name not in VOID and not _is_whole(placed.tag, in_html=not is_foreign):
            opened.append(_Open(name, placed))
    for one in opened:
        yield from _never_closed(subject, one)


def _opens_twice(placed: PlacedTag, opened: list[_Open]) -> bool:
    """Tell a start tag right in its own element, in one line of text: « <b>mot<b> »."""
    last = opened[-1] if opened else None
    tag = placed.tag
    return (
        last is not None
        and not tag.closing
        and not tag.attributes
        and last.placed.tag.name == tag.name
        and tag.name in _DRESSING
        and last.placed.block is placed.block
    )


def _meant_to_close(subject: Subject, placed: PlacedTag) -> Problem:
    name = placed.tag.written
    message = f"La balise « <{name}> » s’ouvre une seconde fois dans la même."
    return subject.problem(_CODE, placed.span, message, f"Vouliez-vous écrire « </{name}> » ?")


def _close(
    subject: Subject, name: str, placed: PlacedTag, opened: list[_Open]
) -> Iterator[Problem]:
    """Close the element, and say which others it closes that had to be closed before."""
    if name not in {one.name for one in opened}:
        if placed.tag.name in ELEMENTS and not _has_half(placed):
            yield _closes_nothing(subject, placed)
        return
    while (last := opened.pop()).name != name:
        yield from _never_closed(subject, last)


def _ended_with_its_block(one: _Open, placed: PlacedTag) -> bool:
    """Tell whether a tag of a line of text is still open in another block, where it cannot be."""
    is_of_a_line = one.placed.block.type == "inline" and one.name not in ELEMENTS - PHRASING
    return is_of_a_line and one.placed.block is not placed.block


def _is_foreign(placed: PlacedTag, opened: list[_Open]) -> bool:
    return placed.tag.name in _FOREIGN or any(one.name in _FOREIGN for one in opened)


def _is_custom(tag: Tag, ends: Collection[tuple[str, bool]]) -> bool:
    """Tell a custom element from what stands for something: « docker rm <nom-du-conteneur> »."""
    return "-" in tag.name and (bool(tag.attributes) or (tag.name, not tag.closing) in ends)


def _is_whole(tag: Tag, *, in_html: bool) -> bool:
    """Tell whether « /> » ends an element, as it does in SVG; a component is none of HTML."""
    return tag.self_closing and not (in_html and tag.name in ELEMENTS)


def _as_text(written: str) -> str:
    return f"Si c’est du texte, mettez-le entre accents graves : `{written}`."


def _unknown(
    subject: Subject, placed: PlacedTag, meant: str | None, opened: list[_Open]
) -> Iterator[Problem]:
    """Say that a tag is none of HTML; an end tag that repeats its start tag is not said again."""
    if placed.tag.closing and any(one.placed.tag.name == placed.tag.name for one in opened):
        return
    slash, name = "/" if placed.tag.closing else "", placed.tag.written
    written = f"<{slash}{name}>"
    hint = _as_text(written)
    if meant and name in {name.lower(), name.upper()}:  # « <String> » is no slip, but code
        hint = f"Vouliez-vous écrire « <{slash}{meant}> » ? {hint}"
    source = placed.tag.attributes.get("src")
    if source and name.lower() == "image":  # a component of other generators
        address = "adresse" if "{" in source.value else source.value
        hint = f"Écrivez « ![ce qu’on voit]({address}) »."
    message = f"« {written} » n’est pas une balise HTML : les lecteurs n’en verront rien."
    yield subject.problem(_CODE, placed.span, message, hint)


def _never_closed(subject: Subject, one: _Open) -> Iterator[Problem]:
    """Say that an element is never closed, unless it need not be, or was already complained of."""
    tag = one.placed.tag
    if one.name in OPTIONAL_END or tag.broken or tag.name not in ELEMENTS | _FOREIGN:
        return
    if tag.self_closing:
        message = f"« /> » ne ferme pas la balise « <{tag.written}> » : toute la suite y est prise."
        hint = f"Écrivez « <{tag.written}{' …' if tag.attributes else ''}></{tag.written}> »."
        yield subject.problem(_CODE, one.placed.span, message, hint)
        return
    hint = f"Ajoutez « </{one.name}> »."
    if one.placed.block.type == "inline":
        hint = f"{hint} {_as_text(f'<{tag.written}>')}"
    message = f"La balise « <{tag.written}> » n’est jamais refermée."
    yield subject.problem(_CODE, one.placed.span, message, hint)


def _closes_nothing(subject: Subject, placed: PlacedTag) -> Problem:
    name = placed.tag.name
    hint = (
        f"Écrivez « <{name}> »." if name in VOID else f"Retirez-la, ou ouvrez « <{name}> » avant."
    )
    message = f"La balise « </{placed.tag.written}> » ne ferme rien."
    return subject.problem(_CODE, placed.span, message, hint)


def _has_half(placed: PlacedTag) -> bool:
    """Tell whether the line of text of an end tag holds the half of a start tag, reported apart."""
    before = placed.block.content
    return placed.block.type == "inline" and any(
        match[1].lower() == placed.tag.name and match[0].count('"') % 2
        for match in _HALF_QUOTE.finditer(before)
    )


def _half(subject: Subject, placed: PlacedTag) -> Problem:
    slash = "/" if placed.tag.closing else ""
    message = f"Il manque « > » à la fin de la balise « <{slash}{placed.tag.written} »."
    return subject.problem(_CODE, placed.span, message, "Ajoutez-le.")


def half_tags(subject: Subject) -> Iterator[Problem]:
    """Find, in prose, tags that Markdown prints as text because their ``>`` is missing."""
    for block, text in subject.prose_with("<"):
        for match in _HALF_TAG.finditer(text):
            if match[1].lower() in ELEMENTS and ("=" in match[0] or match[0].startswith("</")):
                yield subject.problem(
                    _CODE,
                    subject.span(block, match.start(), match.start() + len(match[0].rstrip())),
                    f"Il manque « > » à la fin de la balise « {match[0].split()[0]} ».",
                    "Ajoutez-le.",
                )
        for match in _HALF_QUOTE.finditer(text):
            if match[1].lower() in ELEMENTS:
                yield subject.problem(
                    _CODE,
                    subject.span(block, *match.span()),
                    f"La balise « <{match[1]}> » ne se lit pas : il y manque un guillemet.",
                    "Refermez chaque guillemet que vous ouvrez.",
                )


def unclosed_comments(subject: Subject) -> Iterator[Problem]:
    """Find a comment that hides all the rest of its fiche, or that readers see."""
    for block in subject.manuscript.tokens:
        start = block.content.rfind("<!--") if block.type == "html_block" else -1
        if start >= 0 and "-->" not in block.content[start:]:
            yield subject.problem(
                _CODE,
                subject.span(block, start, start + len("<!--")),
                "Ce commentaire n’est jamais refermé : toute la suite est invisible.",
                "Ajoutez « --> ».",
            )
    for block, text in subject.prose_with("<!--"):
        for match in re.finditer("<!--", text):
            yield subject.problem(
                _CODE,
                subject.span(block, *match.span()),
                "Ce commentaire n’est pas refermé dans son paragraphe : les lecteurs le voient.",
                "Ajoutez « --> » avant la ligne vide.",
            )


def unclosed_code(subject: Subject) -> Iterator[Problem]:
    """Find a code block that swallows all that follows."""
    locator = subject.manuscript.locator
    for token in subject.manuscript.tokens:
        if token.type != "fence" or not token.map:
            continue
        start, end = token.map
        last = _FENCE_END.fullmatch(locator.line(end - 1)) if end - 1 > start else None
        if not last or not last[1].startswith(token.markup):
            rest = "toute la suite est prise"
            if token.level:  # of a list or a quotation, which closes it
                rest = "la fin de sa liste ou de sa citation est prise"
            yield subject.problem(
                _CODE,
                subject.line_span(start, token.markup),
                f"Ce bloc de code n’est jamais refermé : {rest} pour du code.",
                f"Ajoutez une ligne « {token.markup} » là où il finit.",
            )
        elif not _MARKDOWN.match(token.info) and (opened := _opened_within(token)):
            yield subject.problem(
                _CODE,
                subject.line_span(start, token.markup),
                f"Ce bloc de code n’est pas refermé avant « {opened} », qui en ouvre un autre.",
                f"Ajoutez une ligne « {token.markup} » là où il finit.",
            )


def _opened_within(fence: Token) -> str:
    """Return the first line of a block of code that would open another."""
    opening = re.search(
        rf"(?<=\n\n) {{0,3}}({fence.markup}\w[\w+#-]*)[ \t]*$", fence.content, re.MULTILINE
    )
    return opening[1] if opening else ""


BALANCE = (unbalanced_tags, half_tags, unclosed_comments, unclosed_code)
