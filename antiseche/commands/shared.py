"""What several commands share: their options, and how they speak."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import antiseche
from antiseche.edges.clock import WrongEpochError, today
from antiseche.edges.progress import is_watched
from antiseche.edges.terminal import has_colour
from antiseche.order import Order, memory_file
from antiseche.problem_formats import as_text, count_line
from antiseche.text.spaces import bind_spaces
from antiseche.text.urls import is_site

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from antiseche.model import Problem

DONE, STOPPED, MISUSED, INTERRUPTED = 0, 1, 2, 130

SOURCES_HELP = """\
  --content DOSSIER     les fiches et site.yaml (content)
  --templates DOSSIER   vos gabarits, lus avant ceux d’Antisèche (templates)
"""
SITE_HELP = f"""\
{SOURCES_HELP}\
  --output DOSSIER      le site produit (site)
  --base-url ADRESSE    l’adresse du site, à la place de celle de site.yaml
  --jobs N              le nombre de processus (un par cœur)
  --no-memory           refait tout, sans se souvenir des fois précédentes
"""
CHOICE_HELP = """\
  --drafts              les brouillons et les fiches datées du futur aussi
  --strict              un avertissement arrête la construction
"""


def misuse(message: str) -> NoReturn:
    """Say in one line what is wrong with the command, and leave."""
    stop = "" if message.endswith("?") else "."
    said = f"antiseche : {message}{stop}\nL’aide : antiseche --help\n"
    sys.stderr.write(bind_spaces(said))
    raise SystemExit(MISUSED)


def add_sources_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which fiches are meant, and which theme."""
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--templates", type=Path)


def add_site_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which site is meant."""
    add_sources_arguments(parser)
    parser.add_argument("--output", type=Path, default=Path("site"))
    parser.add_argument("--base-url", type=legible)
    parser.add_argument("--jobs", type=positive)
    parser.add_argument("--no-memory", action="store_true")
    parser.set_defaults(drafts=False, strict=False)


def add_choice_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is published, and what stops it."""
    parser.add_argument("--drafts", action="store_true")
    parser.add_argument("--strict", action="store_true")


def legible(text: str) -> str:
    """Read words, which a terminal that is not in UTF-8 would give as bytes."""
    text.encode()
    return text


def positive(text: str) -> int:
    """Read a whole number above zero."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def site_order(options: argparse.Namespace) -> Order:
    """Return what is to be built, or leave when it makes no sense."""
    content, output = content_folder(options), options.output.resolve()
    themes = theme_folders(options.templates)
    if output == Path.home() or any(_overlap(output, folder) for folder in (content, *themes)):
        misuse(f"écrire le site dans « {options.output} » écraserait vos fichiers")
    if output.exists() and not output.is_dir():
        misuse(f"« {options.output} » est un fichier ; --output attend un dossier")
    if options.base_url and not is_site(options.base_url):
        misuse(f"« {options.base_url} » n’est pas une adresse ; écrivez https://exemple.fr")
    return Order(
        content=content,
        templates=themes,
        output=output,
        today=day_of_today(),
        base_url=options.base_url,
        drafts=options.drafts,
        strict=options.strict,
        jobs=options.jobs,
        memory=None if options.no_memory else memory_file(output),
        progress=is_watched() and not getattr(options, "quiet", False),
    )


def _overlap(one: Path, other: Path) -> bool:
    """Tell whether a folder is another, or one is within the other."""
    return one.is_relative_to(other) or other.is_relative_to(one)


def content_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the fiches, or leave when there is none."""
    folder: Path = options.content.resolve()
    if not folder.is_dir():
        misuse(
            f"le dossier « {options.content} » n’existe pas ; --content dit où sont vos fiches, "
            'et « antiseche new "Titre de la fiche" » écrit la première'
        )
    return folder


def day_of_today() -> date:
    """Return the day, or leave when the clock is told what is no time."""
    try:
        return today()
    except WrongEpochError as error:
        misuse(f"SOURCE_DATE_EPOCH devrait être un nombre de secondes, pas « {error} »")


def theme_folders(chosen: Path | None) -> tuple[Path, ...]:
    """Return the author's templates first, which may come later, then those of Antisèche."""
    package = Path(antiseche.__file__).resolve().parent
    packaged = next(p for p in (package / "_templates", package.parent / "templates") if p.is_dir())
    if chosen and not chosen.is_dir():
        misuse(f"le dossier « {chosen} » n’existe pas ; --templates dit où sont vos gabarits")
    own = (chosen or Path("templates")).resolve()
    return (packaged,) if own == packaged else (own, packaged)


def show_problems(problems: Sequence[Problem]) -> None:
    """Show problems for a person to read, then count them."""
    if not problems:
        return
    colour = has_colour(sys.stderr)
    for problem in problems:
        sys.stderr.write(f"{as_text(problem, colour=colour)}\n\n")
    sys.stderr.write(f"{count_line(problems)}\n")
