"""``antiseche schema``: what an editor needs to know of the header of a fiche."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from antiseche.commands.shared import DONE, content_folder, theme_folders
from antiseche.desk import open_desk
from antiseche.json_schema import json_schema

if TYPE_CHECKING:
    import argparse

HELP = """\
antiseche schema [options]

Écrit le JSON Schema (2020-12) de l’en-tête d’une fiche, avec les niveaux, les
séries et les étiquettes de ce site : votre éditeur complète et vérifie.

  --content DOSSIER     les fiches et site.yaml (content)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--content", type=Path, default=Path("content"))


def run(options: argparse.Namespace) -> int:
    """Print the schema, and return the exit status."""
    desk = open_desk(content_folder(options), *theme_folders(None))
    series = [one.key for one in desk.config.series]
    tags = {tag.label for fiche in desk.fiches for tag in fiche.card.tags}
    schema = json_schema(series, sorted(tags), sorted(dict(desk.config.reading.layouts)))
    sys.stdout.write(f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n")
    return DONE
