"""Silences: problems that ``site.yaml`` asks not to hear of, and those that say nothing."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from antiseche.config import SITE_FILE
from antiseche.problems import CODES, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from antiseche.config import Silence
    from antiseche.model import Problem
    from antiseche.source import Source

# Codes of problems that only some checks look for: their silences may well cover nothing.
_TYPOGRAPHY = {code for code in CODES if code.startswith("typo-")}
SELDOM_LOOKED_FOR = {"lien-externe-mort", "reseau-absent"} | _TYPOGRAPHY


def hush(
    problems: Iterable[Problem], silences: Sequence[Silence], site_file: Source | None
) -> list[Problem]:
    """Return the problems that no silence covers, and one for each silence that covers none."""
    kept: list[Problem] = []
    used: set[Silence] = set()
    for one in problems:
        covering = [silence for silence in silences if _covers(silence, one)]
        used.update(covering)
        if not covering:
            kept.append(one)
    unused = [s for s in silences if s not in used and s.code not in SELDOM_LOOKED_FOR]
    return [*kept, *(_useless(silence, site_file, kept) for silence in unused if site_file)]


def _useless(silence: Silence, site_file: Source, heard: Sequence[Problem]) -> Problem:
    hint = f"Retirez cette entrée de « ignore » dans {SITE_FILE}."
    if meant := _meant(silence, heard):
        hint = f"Vouliez-vous écrire « {meant} » ?"
    message = f"Rien à taire : aucun « {silence.code} » dans « {silence.path} »."
    return problem(site_file, "silence-inutile", silence.span, message, hint)


def _meant(silence: Silence, heard: Sequence[Problem]) -> str | None:
    """Return the path of a file, or of all those of a folder, that would have been silenced."""
    path = silence.path.strip("/").removeprefix("content/")
    for meant in (path, f"{path}/*"):
        if any(_covers(replace(silence, path=meant), one) for one in heard):
            return meant
    return None


def _covers(silence: Silence, one: Problem) -> bool:
    return silence.code == one.code and fnmatchcase(one.path, silence.path)
