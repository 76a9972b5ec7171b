"""The text of a new fiche: a front matter that is filled, and sections to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.text.yamlerror import YamlError
from antiseche.text.yamlpairs import quoted
from antiseche.text.yamltree import Entries, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

_BODY = """
<!-- La réponse en une phrase ou une commande : ce que l’on vient chercher. -->

## En pratique

<!-- Les étapes, une commande à la fois, avec ce qu’elle affiche. -->

## Si ça ne marche pas

<!-- Les erreurs courantes, et comment s’en sortir. -->

## Pour aller plus loin

<!-- Des liens vers d’autres fiches : [les volumes](volumes.md). -->
"""


def skeleton(
    title: str, *, level: str, date: str, series: str = "", other_series: Sequence[str] = ()
) -> str:
    """Return a fiche to fill; without a series, a comment recalls those of the site."""
    serie = [f"serie: {yaml_text(series)}"] if series else []
    if not series and other_series:
        serie = [f"# serie: {' ou '.join(other_series)}"]
    lines = [
        "---",
        f"title: {yaml_text(title)}",
        "description:",
        f"level: {level}",
        f"publishedDate: {date}",
        *serie,
        "tags: []",
        "---",
    ]
    return "\n".join(lines) + "\n" + _BODY


def yaml_text(text: str) -> str:
    """Return a text as a value of a front matter, between quotes only if it needs them."""
    try:
        root = read_yaml(f"key: {text}")
    except YamlError:
        return quoted(text)
    if isinstance(root, Entries):
        _, value = root.pairs[0]
        if value == Scalar(text, value.span, "str", "", 1):
            return text
    return quoted(text)
