"""Raw HTML, images and code: what a browser would mend in silence, or a reader miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from antiseche.text.dialect import parser
from antiseche.text.highlight import knows, read_info, suggest
from antiseche.text.html import runs_a_program, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from antiseche.checks.subject import PlacedTag, Subject
    from antiseche.model import Problem
    from antiseche.source import Span

_ADDRESSES = {"href", "xlink:href", "src", "action", "formaction", "data", "poster"}
# Types of script that hold data, and so run nothing.
_DATA_TYPES = ("application/ld+json", "application/json", "text/plain", "importmap")


def unknown_languages(subject: Subject) -> Iterator[Problem]:
    """Find each code block whose language has no colours."""
    for token in subject.manuscript.tokens:
        language = read_info(unescapeAll(token.info)).language if token.type == "fence" else ""
        if knows(language) or not token.map:
            continue
        meant = suggest(language)
        yield subject.problem(
            "langage-inconnu",
            subject.line_span(token.map[0], language),
            f"« {language} » n’est pas un langage connu : ce code reste sans couleur.",
            f"Vouliez-vous écrire « {meant} » ?" if meant else "« text » dit que c’est voulu.",
        )


def missing_alternatives(subject: Subject) -> Iterator[Problem]:
    """Find each image that says nothing to who cannot see it."""
    for block in subject.manuscript.tokens:
        for child in block.children or ():
            if child.type == "image" and not child.content.strip():
                span = subject.span(block, child.meta["at"], _end_of(child, block))
                address = str(child.attrs["src"])
                yield _no_alternative(subject, span, address, f"« ![ce qu’on voit]({address}) »")
    for placed in subject.tags:
        source = placed.tag.attributes.get("src")
        if placed.tag.name == "img" and source and "alt" not in placed.tag.attributes:
            wanted = '« alt="ce qu’on voit" »'
            yield _no_alternative(subject, placed.span, source.value, wanted)
    if (image := subject.front.text("imgSrc")) and subject.front.lacks("imgAlt"):
        span = subject.front.places["imgSrc"]
        yield _no_alternative(subject, span, image, "« imgAlt: ce qu’on voit »")


def _no_alternative(subject: Subject, span: Span, address: str, wanted: str) -> Problem:
    message = f"L’image « {address} » n’a pas de texte de remplacement."
    return subject.problem("alt-absent", span, message, f"Dites ce qu’elle montre : {wanted}.")


def _end_of(child: Token, block: Token) -> int:
    """Return where an inline token ends: where the next one starts, or with its block."""
    starts = [c.meta["at"] for c in block.children or () if c.meta.get("at", -1) > child.meta["at"]]
    return min(starts, default=len(block.content.rstrip()))


def images_without_address(subject: Subject) -> Iterator[Problem]:
    """Find ``<img>`` tags that show nothing: most often, a word that should be code."""
    for placed in subject.tags:
        names = placed.tag.attributes.keys()
        if placed.tag.name == "img" and not placed.tag.closing and not names & {"src", "srcset"}:
            yield subject.problem(
                "image-absente",
                placed.span,
                "Cette balise « <img> » n’a pas d’adresse (src) : elle ne montre rien.",
                "Si c’est du texte, mettez-la entre accents graves : `<img>`.",
            )


def dangerous_markup(subject: Subject) -> Iterator[Problem]:
    """Find scripts and what runs one."""
    for placed in subject.tags:
        if placed.tag.name == "script" and not placed.tag.closing and not _is_data(placed):
            yield subject.problem(
                "html-dangereux",
                placed.span,
                "Ce script peut tout faire sur la page.",
                "Retirez-le ; pour le montrer, mettez-le dans un bloc de code.",
            )
        for name, attribute in placed.tag.attributes.items():
            if name.startswith("on") or name == "srcdoc":
                start, end = attribute.name_start, attribute.name_start + len(name)
                message, hint = f"L’attribut « {name} » lance un script.", "Retirez-le."
            elif name in _ADDRESSES and runs_a_program(attribute.value):
                start, end = attribute.start, attribute.end
                seen = "".join(attribute.value.split())
                message = f"L’adresse « {seen} » peut lancer un script."
                hint = "Donnez l’adresse d’une page."
            else:
                continue
            span = subject.span(placed.block, placed.shift + start, placed.shift + end)
            yield subject.problem("html-dangereux", span, message, hint)


def dangerous_answers(subject: Subject) -> Iterator[Problem]:
    """Find, in the texts of the header, tags that run a script."""
    texts = [(f"faq[{n}].answer", answer) for n, (_, answer) in enumerate(subject.front.faq)]
    _, steps = subject.front.how_to or ("", ())
    texts += [(f"howTo.steps[{n}].text", text) for n, (_, text) in enumerate(steps)]
    for place, text in texts:
        children = parser().parseInline(text)[0].children or ()
        pieces = "".join(child.content for child in children if child.type == "html_inline")
        for tag in tags(pieces):
            runs = any(
                name.startswith("on") or (name in _ADDRESSES and runs_a_program(attribute.value))
                for name, attribute in tag.attributes.items()
            )
            if runs or (tag.name == "script" and not tag.closing):
                yield subject.problem(
                    "html-dangereux",
                    subject.front.places[place],
                    f"La balise « <{tag.written}> » de ce texte lance un script.",
                    "Retirez-la.",
                )


def _is_data(placed: PlacedTag) -> bool:
    kind = placed.tag.attributes.get("type")
    return kind is not None and kind.value.strip().lower() in _DATA_TYPES


MARKUP = (
    unknown_languages,
    missing_alternatives,
    images_without_address,
    dangerous_markup,
    dangerous_answers,
)
