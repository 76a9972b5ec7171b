"""Markdown that is not read as its author meant, so that readers see its marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from antiseche.checks.losses import cells_of
from antiseche.text.headings import heading_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

_CODE = "markdown-visible"
_ORDINARY = "Mettez une espace ordinaire à la place."


class _Slip(NamedTuple):
    """What opens a line of a paragraph and was meant otherwise: ``{}`` stands for it."""

    sign: str
    followed_by: str
    message: str
    hint: str


_SLIPS = {
    "glued": _Slip(
        "#{2,6}",
        r"[^\W\d_]|[0-9]{1,2}[.)][ ]|[\u2600-\u27bf\U0001f300-\U0001faff]",
        "Ce titre se lit comme du texte : il manque une espace après « {} ».",
        "Ajoutez cette espace.",
    ),
    "bound": _Slip(
        "#{1,6}",
        "\u00a0",
        "Ce titre se lit comme du texte : une espace insécable suit « {} ».",
        _ORDINARY,
    ),
    "deep": _Slip(
        "#{7,}",
        "[ ]",
        "« {} » n’ouvre aucun titre : il y en a de six niveaux.",
        "Écrivez « ###### », ou moins.",
    ),
    "item": _Slip(
        r"[-*+]|[0-9]{1,3}[.)]",
        "\u00a0",
        "Cet élément de liste se lit comme du texte : une espace insécable suit « {} ».",
        _ORDINARY,
    ),
}
_OPENING = re.compile(
    "|".join(f"^(?P<{name}>{slip.sign})(?={slip.followed_by})" for name, slip in _SLIPS.items()),
    re.MULTILINE,
)
_STARS = re.compile(r"(?<![*\\/\w])\*\*(?=[^\W_])|(?<=[^\W\d_])\*\*(?![*/\w])")
_GLUED_STARS = re.compile(r"[^\w\s*]\*\*\w")  # « **Attention :**suite »
_ITEMS = re.compile(  # but neither « -v » nor « --force » nor « -1 »
    r"^(?P<sign>[-+](?=[^\W\d_]{2})|(?P<number>[0-9]{1,2})[.)](?=[^\W\d_]{2})).*"
    r"(?:\n(?:(?(number)[0-9]{1,2}[.)]|[-+])(?=[^\W\d_]{2})).*)+",
    re.MULTILINE,
)
_OPTION = re.compile(r"[-+][a-z]{1,3}\b")
_NUMBER = re.compile(r"^[0-9]+", re.MULTILINE)
_RULE = re.compile(r"[|:\s–—-]+")
_NO_TITLE = re.compile(r"[.,;…]\Z|\n|\A\[[^\]]*\]\([^)]*\)\Z")


def unread_lines(subject: Subject) -> Iterator[Problem]:
    """Find lines of paragraphs whose first characters were meant as markup."""
    for block, text in _paragraphs(subject):
        for found in _OPENING.finditer(text):
            slip = _SLIPS[str(found.lastgroup)]
            message = slip.message.format(found[0])
            yield subject.problem(_CODE, subject.span(block, *found.span()), message, slip.hint)


def unread_tables(subject: Subject) -> Iterator[Problem]:
    """Find paragraphs that were meant as tables."""
    last = ""
    for block, text in _paragraphs(subject):
        first, *rest = text.split("\n")
        before, last = last, text
        if before.startswith("|") and _RULE.fullmatch(first) and "-" in first:
            yield subject.problem(
                _CODE,
                subject.span(block, 0, len(first)),
                "Ce tableau se lit comme du texte : sa ligne de tirets suit une ligne vide.",
                "Retirez cette ligne vide.",
            )
        elif rest and all(line.startswith("|") for line in (first, *rest)):
            missing = "il lui manque une ligne de tirets"
            if _RULE.fullmatch(rest[0]):
                missing = "sa ligne de tirets n’a pas une colonne de tirets par cellule"
            yield subject.problem(
                _CODE,
                subject.span(block, 0, len(first)),
                f"Ce tableau se lit comme du texte : {missing}.",
                f"Écrivez « {'|---' * len(cells_of(first))}| » sous la première ligne.",
            )


def unread_lists(subject: Subject) -> Iterator[Problem]:
    """Find lines of a paragraph that follow one another as the items of a list do."""
    for block, text in _paragraphs(subject):
        found = _ITEMS.search(text)
        if found and _is_a_list(found):
            sign = found["sign"]
            yield subject.problem(
                _CODE,
                subject.span(block, found.start(), found.start() + len(sign)),
                f"Cette liste se lit comme du texte : il manque une espace après « {sign} ».",
                "Ajoutez-la sur chaque ligne ; si c’est du code, `ainsi`.",
            )


def _is_a_list(items: re.Match[str]) -> bool:
    """Tell whether items have more than the names of options, or numbers that follow each other."""
    if not items["number"]:
        return any(not _OPTION.match(line) for line in items[0].split("\n"))
    numbers = [int(number) for number in _NUMBER.findall(items[0])]
    return numbers == [*range(numbers[0], numbers[0] + len(numbers))]


def unread_stars(subject: Subject) -> Iterator[Problem]:
    """Find « ** » that make nothing bold; the first of each block tells them all."""
    for block in subject.manuscript.tokens:
        children = block.children or ()  # an escape says that it is meant
        texts = (one for one in children if one.type == "text" and "pieces" not in one.meta)
        found = next(((one, at) for one in texts if (at := _STARS.search(one.content))), None)
        if found:
            start = found[0].meta["at"] + found[1].start()
            hint = "Fermez-les, sans espace entre eux et le texte ; si c’est du code, `ainsi`."
            if _GLUED_STARS.search(block.content, start + len("**")):
                hint = "Mettez une espace après les « ** » qui ferment."
            yield subject.problem(
                _CODE,
                subject.span(block, start, start + len("**")),
                "Ces « ** » ne mettent rien en gras : les lecteurs les voient.",
                hint,
            )


def underlined_paragraphs(subject: Subject) -> Iterator[Problem]:
    """Find paragraphs that a rule below them made headings."""
    for heading in heading_tokens(subject.manuscript.tokens):
        _, end = heading.opening.map or (0, 1)
        rule = subject.manuscript.locator.line(end - 1).strip(" >")
        if rule == "---" and _NO_TITLE.search(heading.block.content):
            yield subject.problem(
                _CODE,
                subject.heading_span(heading),
                "Ce paragraphe devient un titre : « --- » le souligne.",
                "Laissez une ligne vide au-dessus de « --- ».",
            )


def _paragraphs(subject: Subject) -> Iterator[tuple[Token, str]]:
    """Yield the text of each paragraph as it was typed, with its block."""
    opening = ""
    for token in subject.manuscript.tokens:
        if token.type == "inline" and opening == "paragraph_open":
            yield token, token.content
        opening = token.type


UNREAD = (unread_lines, unread_tables, unread_lists, unread_stars, underlined_paragraphs)
