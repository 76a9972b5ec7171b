"""What a fiche says of itself: a title, a description, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.text.headings import heading_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

LONGEST_DESCRIPTION = 160  # characters that search engines show


def missing_titles(subject: Subject) -> Iterator[Problem]:
    """Find the fiche whose title can only come from its file name."""
    has_h1 = any(h.level == 1 for h in heading_tokens(subject.manuscript.tokens))
    if (place := subject.front.lacks("title")) and not has_h1:
        yield subject.problem(
            "titre-absent",
            place,
            "Cette fiche n’a pas de titre : celui de la page vient du nom du fichier.",
            "Ajoutez « title: … » à l’en-tête.",
        )


def poor_descriptions(subject: Subject) -> Iterator[Problem]:
    """Find descriptions that lists and search engines miss, or would cut."""
    text = " ".join(subject.front.text("description").split())
    if place := subject.front.lacks("description"):
        yield subject.problem(
            "description-absente",
            place,
            "Cette fiche n’a pas de description.",
            "Ajoutez « description: … », une phrase qui donne envie de la lire.",
        )
    elif len(text) > LONGEST_DESCRIPTION:
        yield subject.problem(
            "description-longue",
            subject.front.places["description"],
            f"Cette description a {len(text)} caractères ; au-delà de {LONGEST_DESCRIPTION}, "
            "les moteurs de recherche la coupent.",
            "Gardez l’essentiel.",
        )


def missing_tags(subject: Subject) -> Iterator[Problem]:
    """Find the fiche without tags; a chapter is found by its course."""
    if (place := subject.front.lacks("tags")) and not subject.front.chapter:
        yield subject.problem(
            "etiquettes-absentes",
            place,
            "Cette fiche n’a pas d’étiquette : on ne la trouve pas par sujet.",
            "Ajoutez « tags: [un sujet, un autre] ».",
        )


METADATA = (missing_titles, poor_descriptions, missing_tags)
