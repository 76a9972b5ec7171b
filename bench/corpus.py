"""A folder of N fiches in French, made from the sections of the demo fiches; the same every time.

No block of text is twice in the corpus (``variation.py``), links lead to fiches that exist, and
what varies in a header varies as it does in a real site: series, levels, tags, dates of the past.
"""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.sections import read_sections
from bench.variation import vary

if TYPE_CHECKING:
    from bench.sections import Section

DEMO = Path(__file__).resolve().parent.parent / "content"
SEED = 1
FIRST_DAY, DAYS = date(2021, 1, 4), 1400
LENGTHS = (5_000, 9_600)  # bytes of a body
LINKS = (2, 3)
LEVELS = ("débutant", "intermédiaire", "avancé")
SERIES = {
    "api": "API", "bases": "Bases de données", "conteneurs": "Conteneurs", "css": "CSS",
    "docker": "Docker", "git": "Git", "html": "HTML", "javascript": "JavaScript",
    "linux": "Linux", "outillage": "Outillage", "python": "Python", "reseau": "Réseau",
    "securite": "Sécurité", "sql": "SQL", "terminal": "Terminal", "tests": "Tests",
}  # fmt: skip
TAGS = """\
Historique Dépannage Branches Fusion Recherche Fichiers Images Volumes Registre Réseau
Mandataire Secrets Sauvegarde Déploiement Cache Scripts Tubes Texte Journaux Droits Processus
Services Variables Modules Fonctions Types Grille Couleurs Sémantique Accessibilité Qualité
Performance Requêtes Index Jointures Clés Chiffrement Certificats Éditeur Raccourcis Paquets
Versions
""".split()
SITE = """\
title: Fiches mesurées
description: Un site fait pour mesurer le temps que prend sa construction, rien de plus.
url: https://fiches.example
author: L’équipe des mesures
dates: JJ/MM/AAAA
series:
"""


def write_corpus(folder: Path, size: int, seed: int = SEED) -> None:
    """Write a content folder: ``size`` fiches, the images that they show, ``site.yaml``."""
    fiches = folder / "fiches"
    fiches.mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE + _series(), encoding="utf-8")
    shutil.copytree(DEMO / "images", folder / "images")
    for number, text in enumerate(make_fiches(size, seed), 1):
        (fiches / f"{slug(number)}.md").write_text(text, encoding="utf-8")


def make_fiches(size: int, seed: int = SEED) -> list[str]:
    """Return the sources of the fiches, from the first to the last."""
    sections = read_sections(DEMO / "fiches")
    chance = random.Random(seed)  # noqa: S311  nothing here is secret
    return [_fiche(number, size, sections, chance) for number in range(1, size + 1)]


def slug(number: int) -> str:
    """Return the name of a fiche, in its file and its address."""
    return f"fiche-{number:05d}"


def _fiche(number: int, size: int, sections: tuple[Section, ...], chance: random.Random) -> str:
    chosen = _choose(sections, chance)
    body = [vary(section.text, f"{number}-{at}") for at, section in enumerate(chosen, 1)]
    others = chance.sample(range(1, size), min(chance.randint(*LINKS), size - 1))
    targets = (other + (other >= number) for other in others)  # not itself
    for at, target in enumerate(targets, 1):
        link = (
            f"À lire aussi : [la fiche {target}](/fiches/{slug(target)}/) (réf. {number}-0-{at})."
        )
        body.insert(chance.randint(1, len(body)), link)
    opening = f"Cette fiche réunit {len(chosen)} sections, pour la mesure {number}."
    return _header(number, chosen[0], chance) + "\n\n".join([opening, *body]) + "\n"


def _choose(sections: tuple[Section, ...], chance: random.Random) -> list[Section]:
    wanted = chance.randint(*LENGTHS)
    chosen: list[Section] = []
    for section in chance.sample(sections, len(sections)):
        if sum(len(one.text.encode()) for one in chosen) >= wanted:
            break
        if section.title not in {one.title for one in chosen}:
            chosen.append(section)
    return chosen


def _header(number: int, first: Section, chance: random.Random) -> str:
    title = first.title.replace("`", "").replace('"', "").rstrip(" ?….:")
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return f"""\
---
title: "{title} (fiche {number})"
description: "De quoi mesurer une construction : « {title} » et d’autres sections, fiche {number}."
level: {chance.choice(LEVELS)}
serie: {chance.choice(list(SERIES))}
tags: [{", ".join(chance.sample(TAGS, chance.randint(2, 4)))}]
publishedDate: {day.isoformat()}
---

"""


def _series() -> str:
    return "".join(
        f"  {key}:\n    label: {label}\n    blurb: Les fiches de la série {label}.\n"
        for key, label in SERIES.items()
    )
