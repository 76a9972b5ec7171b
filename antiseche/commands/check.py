"""``antiseche check``: all that is to be mended, and nothing touched."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from antiseche.commands.shared import (
    CHOICE_HELP,
    DONE,
    SITE_HELP,
    STOPPED,
    add_choice_arguments,
    add_site_arguments,
    show_problems,
    site_order,
)
from antiseche.desk import proofread_folder
from antiseche.pipeline import examine
from antiseche.problem_formats import as_github, as_json, count_line
from antiseche.problems import in_order, stops
from antiseche.web_links import try_web_links

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from antiseche.model import Problem

HELP = f"""\
antiseche check [options]

Dit tout ce qu’il y a à corriger dans les fiches, sans y toucher.

{SITE_HELP}\
{CHOICE_HELP}\
  --format FORME        texte, json (un objet par ligne) ou github (annotations)
  --external            essaie aussi les liens du Web, une fois par jour au plus
  --typo                aussi ce que la typographie change dans chaque fiche
"""

FORMATS = ("texte", "json", "github")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_site_arguments(parser)
    add_choice_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, default="texte")
    parser.add_argument("--external", action="store_true")
    parser.add_argument("--typo", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Check the site, say what is to be mended, and return the exit status."""
    order = site_order(options)
    problems = [*examine(order).problems]
    if options.external:
        problems += try_web_links(order)
    if options.typo:
        problems += proofread_folder(order.content, *order.templates)
    found = in_order(problems)
    if options.format == "texte":
        show_problems(found)
        if not found:
            sys.stdout.write(f"{count_line(found)}\n")
    else:
        _write_lines(options.format, found, order.content)
    return STOPPED if stops(found, strict=order.strict) else DONE


def _write_lines(form: str, problems: Sequence[Problem], content: Path) -> None:
    root = os.path.relpath(content)
    for problem in problems:
        line = as_json(problem) if form == "json" else as_github(problem, root)
        sys.stdout.write(f"{line}\n")
