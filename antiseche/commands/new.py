"""``antiseche new``: a fiche to fill, in its place."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from antiseche.commands.shared import DONE, STOPPED, day_of_today, legible, misuse
from antiseche.desk import Desk, fiche_at, open_desk, own_order
from antiseche.edges.folders import is_reserved
from antiseche.edges.writing import write_new
from antiseche.levels import LEVELS, Level
from antiseche.selection import DRAFTS_FOLDER
from antiseche.text.dates import write_date
from antiseche.text.fold import fold
from antiseche.text.nearest import nearest
from antiseche.text.skeleton import skeleton
from antiseche.text.slugs import page_slug
from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    import argparse

HELP = """\
antiseche new TITRE [options]

Écrit une fiche à compléter dans content/fiches/, et dit où. Un fichier qui
existe n’est jamais remplacé.

  --serie CLÉ           une série de site.yaml
  --level NIVEAU        débutant, intermédiaire ou avancé (débutant)
  --draft               un brouillon, dans content/drafts/
  --content DOSSIER     les fiches et site.yaml (content)
"""

FICHES_FOLDER = "fiches"
LONGEST_NAME = 100  # characters of a file name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("TITRE", type=legible)
    parser.add_argument("--serie", type=legible, default="")
    parser.add_argument("--level", type=legible, default=LEVELS[0].label)
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--content", type=Path, default=Path("content"))


def run(options: argparse.Namespace) -> int:
    """Write the fiche, say its path, and return the exit status."""
    title = " ".join(options.TITRE.split())
    name = _file_name(title)
    options.content.mkdir(parents=True, exist_ok=True)
    desk = open_desk(options.content)
    path = f"{DRAFTS_FOLDER if options.draft else FICHES_FOLDER}/{name}.md"
    text = skeleton(
        title,
        level=_level(options.level).label.lower(),
        date=write_date(day_of_today(), own_order(desk)),
        series=_series(options.serie, desk),
        other_series=[series.key for series in desk.config.series],
    )
    places = (path, f"{FICHES_FOLDER}/{name}.md", f"{DRAFTS_FOLDER}/{name}.md")
    if other := next((found for place in places if (found := fiche_at(desk, place))), None):
        return _refuse(os.path.relpath(options.content / other.source.path))
    shown = os.path.relpath(options.content / path)
    try:
        write_new(options.content / path, text.encode())
    except FileExistsError:
        return _refuse(shown)
    sys.stdout.write(f"{shown}\n")
    return DONE


def _refuse(path: str) -> int:
    sys.stderr.write(bind_spaces(f"antiseche : « {path} » existe déjà.\n"))
    return STOPPED


def _file_name(title: str) -> str:
    slug = page_slug(title)
    if not slug:
        misuse(f"« {title} » ne donne pas d’adresse : il y faut une lettre latine ou un chiffre")
    if slug == "index":
        misuse(f"« {title} » donnerait à la fiche la place du catalogue ; allongez ce titre")
    if is_reserved(slug):
        misuse(f"« {title} » donnerait un nom de fichier interdit sous Windows ; allongez ce titre")
    if len(slug) <= LONGEST_NAME:
        return slug
    return slug[:LONGEST_NAME].rpartition("-")[0] or slug[:LONGEST_NAME]


def _level(word: str) -> Level:
    labels = [level.label.lower() for level in LEVELS]
    level = next((level for level in LEVELS if fold(word) == level.slug), None)
    if level is None:
        meant = nearest(word, labels)
        choice = f"vouliez-vous dire « {meant} » ?" if meant else f"il y a {', '.join(labels)}"
        misuse(f"« {word} » n’est pas un niveau ; {choice}")
    return level


def _series(word: str, desk: Desk) -> str:
    """Return the key of a series: as declared, or any word in a site that declares none."""
    keys = [series.key for series in desk.config.series]
    named = {fold(name): s.key for s in desk.config.series for name in (s.label, s.key)}
    key = named.get(fold(word))
    if word and keys and key is None:
        meant = nearest(word, keys)
        choice = f"vouliez-vous dire « {meant} » ?" if meant else f"il y a {', '.join(keys)}"
        misuse(f"la série « {word} » n’est pas dans site.yaml ; {choice}")
    return key or word
