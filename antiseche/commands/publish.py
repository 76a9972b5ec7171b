"""``antiseche publish``: a draft, taken to its place."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from antiseche.commands.shared import (
    DONE,
    SITE_HELP,
    STOPPED,
    add_site_arguments,
    misuse,
    show_problems,
    site_order,
)
from antiseche.desk import Desk, fiche_at, matching, open_desk, own_order, published_path, slug_of
from antiseche.edges.writing import write_new, write_over
from antiseche.model import Severity
from antiseche.pipeline import examine
from antiseche.relinking import link_edits
from antiseche.source import Source
from antiseche.text.dates import DateOrder, write_date
from antiseche.text.draft_edits import publishing_edits
from antiseche.text.edits import apply_edits
from antiseche.text.frontmatter import read_front_matter
from antiseche.text.nearest import nearest
from antiseche.text.plurals import count
from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from antiseche.model import Fiche, Problem
    from antiseche.text.edits import Edit

HELP = f"""\
antiseche publish BROUILLON [options]

Publie un brouillon : déplace le fichier à sa place, lui donne la date du jour,
corrige les liens qui y mènent, et dit ce qui lui manque encore.
BROUILLON est la fin de son adresse (annuler-un-commit) ou son chemin.

{SITE_HELP}"""

_BROKEN = {"entete-illisible", "entete-non-fermee"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("BROUILLON")
    add_site_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Publish the draft, say what was done and what misses, and return the exit status."""
    order = site_order(options)
    desk = open_desk(order.content, *order.templates)
    draft = _find(desk, options.BROUILLON)
    path = published_path(desk, draft)
    other = fiche_at(desk, path)
    if other and other is not draft:
        return _stop(f"« {path} » existe déjà : rien n’a changé")
    _, problems = read_front_matter(draft.source, own_order(desk))
    if broken := [problem for problem in problems if problem.code in _BROKEN]:
        show_problems(broken)
        return _stop("l’en-tête de ce brouillon ne se lit pas : rien n’a changé")
    relinked, own = _edits(desk, draft, path, order.today)
    if not _is_freed(draft.source, Source(path, apply_edits(draft.source.utf8, own))):
        return _stop("dans l’en-tête, mettez une seule clé par ligne : rien n’a changé")
    try:
        _move(desk.folder, draft.source.path, path, own, relinked)
    except FileExistsError:
        return _stop(f"« {path} » existe déjà : rien n’a changé")
    _say_done(os.path.relpath(order.content / path), relinked)
    _say_missing([problem for problem in examine(order).problems if problem.path == path])
    return DONE


def _find(desk: Desk, word: str) -> Fiche:
    drafts = [fiche for fiche in desk.fiches if fiche.card.draft]
    named = matching(desk, word)
    found = [fiche for fiche in named if fiche.card.draft]
    if not named:
        _no_such_draft(word, [slug_of(fiche) for fiche in drafts])
    if not found:
        misuse(f"« {named[0].source.path} » n’est pas un brouillon")
    if len(found) > 1:
        paths = ", ".join(fiche.source.path for fiche in found)
        misuse(f"« {word} » désigne plusieurs brouillons : {paths} ; donnez un chemin")
    return found[0]


def _no_such_draft(word: str, slugs: Sequence[str]) -> NoReturn:
    by_word = {part: slug for slug in slugs for part in slug.split("-")}
    meant = nearest(word, slugs) or by_word.get(nearest(word, by_word) or "")
    hint = f"il y a {', '.join(sorted(slugs))}" if slugs else "il n’y en a aucun"
    hint = f"vouliez-vous dire « {meant} » ?" if meant else hint
    misuse(f"aucun brouillon ne s’appelle « {word} » ; {hint}")


def _is_freed(before: Source, after: Source) -> bool:
    """Tell whether a header keeps its fiche back no more, and reads as well as it did."""
    front, problems = read_front_matter(after, DateOrder.DAY_FIRST)
    _, last = read_front_matter(before, DateOrder.DAY_FIRST)
    return not front.held and _count_errors(problems) <= _count_errors(last)


def _count_errors(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _edits(
    desk: Desk, draft: Fiche, path: str, today: date
) -> tuple[dict[str, list[Edit]], list[Edit]]:
    """Return what changes in the other files, by path, and in the draft."""
    order, old = own_order(desk), draft.source.path
    front, _ = read_front_matter(draft.source, order)
    edits = link_edits(desk, draft, path) if path != old else {}
    own = [*edits.pop(old, []), *publishing_edits(draft.source, front, write_date(today, order))]
    return edits, own


def _move(
    folder: Path, old: str, new: str, own: list[Edit], relinked: dict[str, list[Edit]]
) -> None:
    """Change the draft, move it and mend the links. Raise ``FileExistsError``.

    The new file comes first and the old one leaves last: nothing is lost if the disk fails.
    """
    published = apply_edits((folder / old).read_bytes(), own)
    if new == old:
        write_over(folder / old, published)
        return
    write_new(folder / new, published)
    for other, changes in relinked.items():
        file = folder / other
        write_over(file, apply_edits(file.read_bytes(), changes))
    (folder / old).unlink()


def _say_done(path: str, relinked: dict[str, list[Edit]]) -> None:
    links = sum(map(len, relinked.values()))
    said = f"La fiche {path} est publiée"
    if links:
        files = count(len(relinked), "fichier")
        mended = count(links, "lien corrigé", "liens corrigés")
        said += f", {mended} dans {files} ({', '.join(sorted(relinked))})"
    sys.stdout.write(bind_spaces(f"{said}.\n"))


def _say_missing(problems: Sequence[Problem]) -> None:
    if not problems:
        sys.stdout.write("Il ne lui manque rien.\n")
        return
    stops = any(problem.severity is Severity.ERROR for problem in problems)
    end = " avant de pouvoir construire le site" if stops else ""
    sys.stdout.write(bind_spaces(f"Il reste à corriger{end} :\n"))
    sys.stdout.flush()
    show_problems(problems)


def _stop(message: str) -> int:
    sys.stderr.write(bind_spaces(f"antiseche : {message}.\n"))
    return STOPPED
