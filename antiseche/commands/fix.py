"""``antiseche fix``: the right characters, written into the fiches themselves."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

from antiseche.commands.shared import (
    DONE,
    SOURCES_HELP,
    STOPPED,
    add_sources_arguments,
    content_folder,
    show_problems,
    theme_folders,
)
from antiseche.desk import read_folder
from antiseche.edges.writing import write_over
from antiseche.problems import stops
from antiseche.text.edits import Edit, apply_edits
from antiseche.text.frontmatter import read_front_matter
from antiseche.text.plurals import count
from antiseche.text.retouch import mended

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from antiseche.config import Reading
    from antiseche.source import Source

HELP = f"""\
antiseche fix [options]

Écrit dans les fiches les bons caractères : apostrophes courbes, guillemets,
espaces insécables. Le reste ne change pas d’un octet, ni l’en-tête, ni le site.
Ce qui changerait l’adresse d’un titre est laissé à la construction du site.

{SOURCES_HELP}\
  --diff                montre les changements, sans les écrire
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources_arguments(parser)
    parser.add_argument("--diff", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Mend the typography of the sources, or show how, and return the exit status."""
    folder, changed = content_folder(options), 0
    content, config = read_folder(folder, *theme_folders(options.templates))
    unread = [problem for problem in content.problems if stops([problem], strict=False)]
    for source, text in _mended(content.sources, config.reading):
        changed += 1
        if options.diff:
            sys.stdout.writelines(_diff(source, text))
        else:
            path = folder / source.path
            write_over(path, apply_edits(path.read_bytes(), _edits(source, text)))
            sys.stdout.write(f"{source.path}\n")
    if not options.diff and (changed or not unread):  # who knows what the unread ones hold
        said = count(changed, "fiche corrigée", "fiches corrigées")
        sys.stdout.write(f"{said}.\n" if changed else "Rien à corriger.\n")
    show_problems(unread)
    return STOPPED if unread else DONE


def _mended(sources: Iterable[Source], reading: Reading) -> Iterator[tuple[Source, str]]:
    """Yield each source whose typography changes, and its new text."""
    for source in sources:
        text = _whole(source, reading)
        if text != source.text:
            yield source, text


def _whole(source: Source, reading: Reading) -> str:
    """Return the whole text of a source, its body mended, its front matter as it is."""
    front, _ = read_front_matter(source, reading.dates)
    if not front.flag("typography", default=True):
        return source.text
    header = source.text[: len(source.text) - len(front.body)]
    return header + mended(front.body, source.path, reading.typography)


def _edits(source: Source, text: str) -> Iterator[Edit]:
    """Yield the lines that change; there are as many before as after."""
    pairs = zip(source.text.split("\n"), text.split("\n"), strict=True)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            yield Edit(number, 1, len(old), new)


def _diff(source: Source, text: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        source.text.splitlines(keepends=True),
        text.splitlines(keepends=True),
        source.path,
        source.path,
    )
    return (line if line.endswith("\n") else f"{line}\n" for line in lines)
