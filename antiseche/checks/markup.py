"""Raw HTML, images and code: what a browser would mend in silence, or a reader miss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from antiseche.model import Span
from antiseche.text.highlight import knows, read_info, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

_DANGEROUS_URL = re.compile(r"\s*(?:javascript|vbscript|data:(?!image/))", re.IGNORECASE)


def unknown_languages(subject: Subject) -> Iterator[Problem]:
    """Find each code block whose language has no colours."""
    for token in subject.manuscript.tokens:
        language = read_info(unescapeAll(token.info)).language if token.type == "fence" else ""
        if knows(language):
            continue
        meant = suggest(language)
        yield subject.problem(
            "langage-inconnu",
            _language_span(subject, token, language),
            f"« {language} » n’est pas un langage connu : ce code reste sans couleur.",
            f"Vouliez-vous écrire « {meant} » ?" if meant else "« text » dit que c’est voulu.",
        )


def _language_span(subject: Subject, token: Token, language: str) -> Span:
    locator = subject.manuscript.locator
    index = token.map[0] if token.map else 0
    whole = locator.whole_line(index)
    column = max(0, locator.line(index).find(language))
    return Span(whole.line, column + 1, len(language))


def missing_alternatives(subject: Subject) -> Iterator[Problem]:
    """Find each image that says nothing to who cannot see it."""
    message, hint = "Cette image n’a pas de texte de remplacement.", "Dites ce qu’elle montre : "
    for block in subject.manuscript.tokens:
        for child in block.children or ():
            if child.type == "image" and not child.content.strip():
                at = child.meta["at"]
                end = block.content.find(")", at) + 1 or at + 1
                shown = f"{hint}« ![ce qu’on voit](…) »."
                yield subject.problem("alt-absent", subject.span(block, at, end), message, shown)
    for placed in subject.tags():
        if placed.tag.name == "img" and "alt" not in placed.tag.attributes:
            shown = f'{hint}« alt="ce qu’on voit" ».'
            yield subject.problem("alt-absent", placed.span, message, shown)
    if subject.front.text("imgSrc") and not subject.front.text("imgAlt"):
        place = subject.front.places["imgSrc"]
        yield subject.problem("alt-absent", place, message, f"{hint}ajoutez « imgAlt: … ».")


def dangerous_markup(subject: Subject) -> Iterator[Problem]:
    """Find scripts and what runs one."""
    for placed in subject.tags():
        if placed.tag.name == "script" and not placed.tag.closing:
            yield subject.problem(
                "html-dangereux",
                placed.span,
                "Un script dans une fiche peut tout faire sur la page.",
                "Retirez-le.",
            )
        for name, attribute in placed.tag.attributes.items():
            runs = name.startswith("on") or (
                name in {"href", "src", "action", "formaction"}
                and _DANGEROUS_URL.match(attribute.value)
            )
            if runs:
                yield subject.problem(
                    "html-dangereux",
                    placed.span,
                    f"L’attribut « {name} » de cette balise lance un script.",
                    "Retirez-le.",
                )


MARKUP = (unknown_languages, missing_alternatives, dangerous_markup)
