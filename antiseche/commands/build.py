"""``antiseche build``: the site, built once."""

from __future__ import annotations

import os
import sys
import time
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
from antiseche.model import Severity
from antiseche.text.dates import date_in_words
from antiseche.text.plurals import count
from antiseche.text.spaces import bind_spaces
from antiseche.up_to_date import bring_up_to_date

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from antiseche.model import Report
    from antiseche.order import Order

NAMED = 5  # files at the most, of those that may be forgotten in the output folder

HELP = f"""\
antiseche [build] [options]

Construit le site : les fiches de content/ deviennent les pages de site/.

{SITE_HELP}\
{CHOICE_HELP}\
  --explain             dit pour chaque fichier écrit pourquoi il l’a été
  --quiet               ne dit que ce qui arrête la construction
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_site_arguments(parser)
    add_choice_arguments(parser)
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--quiet", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Build the site, say what was done, and return the exit status."""
    start = time.perf_counter()
    order = site_order(options)
    report = bring_up_to_date(order)
    if not options.quiet:
        show_problems(report.problems)
    elif not report.published:
        show_problems([p for p in report.problems if p.severity is not Severity.INFO])
    if not report.published:
        sys.stderr.write(bind_spaces("Rien n’a été publié : le site précédent est intact.\n"))
        return STOPPED
    if options.explain:
        sys.stdout.write(bind_spaces(_explanation(report, order)))
    if not options.quiet:
        sys.stdout.write(bind_spaces(_summary(report, order, time.perf_counter() - start)))
    return DONE


def _explanation(report: Report, order: Order) -> str:
    """Return a line for each file that was written or removed: why it was."""
    folder, changes = os.path.relpath(order.output), report.changes
    reasons = [*zip(changes.written, changes.reasons, strict=True)]
    reasons += [(path, "plus rien ne le produit, il est supprimé.") for path in changes.removed]
    if not reasons:
        return "Rien n’a changé : aucun fichier n’est à refaire.\n"
    return "".join(f"{folder}/{path} : {reason}\n" for path, reason in sorted(reasons))


def _summary(report: Report, order: Order, seconds: float) -> str:
    changes = report.changes
    took = f"{seconds:.2f}".replace(".", ",")
    said = ", ".join(
        (
            count(len(changes.written), "fichier écrit", "fichiers écrits"),
            count(changes.unchanged, "inchangé"),
            count(len(changes.removed), "supprimé"),
        )
    )
    folder = os.path.relpath(order.output)
    lines = [f"{count(report.fiches, 'fiche')} dans {folder}/ : {said}, en {took}\u00a0s."]
    if report.drafts:
        lines.append(f"{count(report.drafts, 'brouillon')} de côté (--drafts pour les voir).")
    lines += [
        f"En attente du {date_in_words(card.published)} : « {card.title} » ({card.path})."
        for card in report.scheduled
        if card.published
    ]
    if unknown := report.changes.unknown:
        lines.append(_left(unknown, folder))
    return "".join(f"{line}\n" for line in lines)


def _left(unknown: Sequence[str], folder: str) -> str:
    """Say what else the output folder holds: files of others, or of builds that are forgotten."""
    named = ", ".join(unknown[:NAMED])
    if more := len(unknown[NAMED:]):
        named = f"{named} et {count(more, 'autre fichier', 'autres fichiers')}"
    return (
        f"Restent dans {folder}/, sans venir de cette construction : {named}. "
        "Supprimez ce qui provient d’une fiche disparue."
    )
