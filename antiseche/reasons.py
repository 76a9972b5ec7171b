"""Why a file of the site was made again: which of the things that it is made from changed.

What an output is made from is kept as parts, each with its fingerprint: the generator, each
template that it reaches, each field of its view. The next time, the parts that differ tell why.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from antiseche.model import Output

Parts = dict[str, str]

GENERATOR, TEMPLATE = "generator", "templates/"
# Fields that are told by their own: « the title of the fiche » says more than « its card ».
SHARED = "frame"  # one value for all pages
TOLD_WITHIN = ("card", SHARED, "page")

# The path of the site on its host, and the fields whose links hold it: they change with it.
BASE, HOLD_THE_BASE = "base", ("faq", "how_to", "html", "sizes")

# How a part is told to an author, by its last name, or by both where they differ.
SAYINGS = {
    GENERATOR: "Antisèche lui-même",
    "address": "l’adresse du site",
    "accent": "la couleur de la série",
    "antiseche": "le choix d’une antisèche",
    "author": "l’auteur, ou le nombre de ses fiches",
    "base": "l’adresse du site",
    "cards": "une des fiches de la liste",
    "chapter": "la place dans le cours",
    "content": "le fichier lui-même",
    "cover": "l’image de la fiche",
    "crumbs": "le chemin jusqu’à la page",
    "description": "la description",
    "draft": "l’état de brouillon",
    "early": "le premier script du thème",
    "edit_url": "l’adresse de la source",
    "facet": "un des rayons",
    "facets": "un des rayons du catalogue",
    "faq": "la foire aux questions",
    "fiches": "le nombre de fiches",
    "footer": "le pied de page du site",
    "how_to": "une des étapes",
    "html": "le texte de la fiche",
    "image": "l’image de la fiche",
    "kind": "le genre de la fiche",
    "layout": "la mise en page de la fiche",
    "lead": "le premier titre",
    "level": "le niveau de la fiche",
    "listed": "le choix de paraître dans les moteurs de recherche",
    "make": "ce qui produit ce fichier",
    "markdown": "le Markdown de la fiche",
    "minutes": "le temps de lecture",
    "navigation": "le menu du site",
    "newest": "une des dernières fiches",
    "numbered": "l’ordre de la liste",
    "origin": "l’adresse du site",
    "outline": "le sommaire",
    "pages": "une des pages du plan",
    "passages": "le texte de la fiche",
    "path": "le chemin de la source",
    "place": "une des voisines dans la série",
    "policy": "le premier script du thème",
    "published": "la date de la fiche",
    "related": "une des fiches proches",
    "series": "la série",
    "shard": "un des mots à chercher",
    "shards": "la taille de l’index",
    "shelf": "le nom ou le nombre de fiches du rayon",
    "shelves": "une des fiches du catalogue",
    "side": "la taille de l’icône",
    "sizes": "la taille d’une image",
    "tab": "l’onglet de la série",
    "tabs": "une des séries du site",
    "tags": "une des étiquettes",
    "title": "le titre",
    "total": "le nombre de fiches",
    "url": "l’adresse",
    "version": "le style ou un script du thème",
    "frame.title": "le titre du site",
    "frame.description": "la description du site",
}
NEW = "ce fichier est nouveau"
FORGOTTEN = "rien n’était retenu de ce qui l’a produit la dernière fois"
TAMPERED = "le fichier publié manquait, ou n’était plus celui de la dernière construction"


def parts_of(
    output: Output,
    made_with: Mapping[str, str],
    name: Callable[[object], str],
    known: dict[int, Parts],
) -> Parts:
    """Return the parts of an output: ``made_with`` and each field of its view.

    ``name`` gives the fingerprint of a value; ``known`` keeps the parts of each frame, by its id.
    """
    return {**made_with, "make": name(output.make), **_parts(output.view, name, known)}


def _parts(
    view: object, name: Callable[[object], str], known: dict[int, Parts], within: str = ""
) -> Parts:
    if not is_dataclass(view):
        return {}
    parts: Parts = {}
    for field in (field for field in fields(view) if field.compare):
        value = getattr(view, field.name)
        if field.name == SHARED:
            if id(value) not in known:
                known[id(value)] = _parts(value, name, known, f"{SHARED}.")
            parts |= known[id(value)]
        elif field.name in TOLD_WITHIN:
            parts |= _parts(value, name, known, f"{field.name}.")
        else:
            parts[f"{within}{field.name}"] = name(value)
    return parts


def why(before: Mapping[str, str] | None, now: Mapping[str, str]) -> str:
    """Return in a sentence why a file was made again, from what it was made of before and now.

    ``before`` is None for a file that was not there, empty when nothing of it is remembered.
    """
    if not before:
        return f"{NEW if before is None else FORGOTTEN}."
    changed = [part for part in {**before, **now} if before.get(part) != now.get(part)]
    if GENERATOR in changed:
        changed = [GENERATOR]
    if any(_field(part) == BASE for part in changed):
        changed = [part for part in changed if _field(part) not in HOLD_THE_BASE]
    said = list(dict.fromkeys(map(_saying, changed)))
    if not said:
        return f"{TAMPERED}."
    verb = "a changé" if len(said) == 1 else "ont changé"
    return f"{_listed(said)} {verb}."


def _saying(part: str) -> str:
    if part.startswith(TEMPLATE):
        return f"le gabarit {part}"
    return SAYINGS.get(part) or SAYINGS.get(_field(part), part)


def _field(part: str) -> str:
    return part.rpartition(".")[2]


def _listed(said: list[str]) -> str:
    """Return « a, b et c »."""
    *first, last = said
    return f"{', '.join(first)} et {last}" if first else last
