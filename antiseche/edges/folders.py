"""Listing: the files under a folder, and what the disk says of them before they are opened."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from antiseche.edges.signature import TICK
from antiseche.problems import file_problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from antiseche.model import Problem

# Names that Windows cannot hold, whatever their extension: the site must go anywhere.
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
_PRIVATE = re.compile(
    r"[._#]|.*(~|\.sw[a-p]|\.tmp|\.bak)$|(4913|node_modules|thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)
_REASONS = {
    errno.EACCES: "vous n’avez pas le droit de le lire",
    errno.ELOOP: "un lien symbolique y tourne en rond",
    errno.ENOENT: "il n’existe pas",
    errno.EPERM: "vous n’avez pas le droit de le lire",
}
LONGEST_NAME = 255  # bytes, on every common file system
_LONGEST_SOURCE = LONGEST_NAME - len(".index.html")


def is_private(name: str) -> bool:
    """Tell whether a file or folder of that name is not seen: hidden, or an editor's own."""
    return bool(_PRIVATE.match(name))


def is_reserved(name: str) -> bool:
    """Tell whether Windows holds no file of that name, whatever its extension."""
    return bool(_RESERVED.fullmatch(name))


def stat_of(path: str, now: int) -> object:
    """Return what the disk says of a path; of one written a moment ago, what equals nothing."""
    try:
        state = os.lstat(path)
    except OSError:
        return object()
    said = state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns
    return object() if now - max(said[-2:]) < TICK else said


@dataclass(frozen=True, slots=True)
class Tree:
    """The files under a folder, under their paths from it, and what the disk said of each folder.

    In every folder they are in the order of their names; ``problems`` are those of the folders.
    """

    folders: dict[str, object]
    entries: dict[str, os.DirEntry[str]]
    problems: list[Problem]

    def stands(self, touched: Collection[str], now: int) -> bool:
        """Tell whether the touched files are still there, and each folder as it was."""
        entries = map(self.entries.get, touched)
        return all(entry and os.path.lexists(entry.path) for entry in entries) and all(
            stat_of(folder, now) == said for folder, said in self.folders.items()
        )


def tree_of(folder: str, now: int) -> Tree:
    """List the files under a folder."""
    tree = Tree({}, {}, [])
    _list(folder, "", tree, now)
    return tree


def _list(folder: str, within: str, tree: Tree, now: int) -> None:
    """List a folder; ``within`` is its path from the root, with a slash at its end, or empty."""
    tree.folders[folder] = stat_of(folder, now)
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError as error:
        what = "Ce dossier" if within else "Le dossier des fiches"
        tree.problems.append(unreadable(within.removesuffix("/") or ".", error, what))
        return
    for entry in entries:
        if is_private(entry.name):
            continue
        path = within + entry.name
        if not entry.is_dir(follow_symlinks=False):
            tree.entries[path] = entry
        elif refusal := refusal_of(entry, path):
            tree.problems.append(refusal)
        else:
            _list(entry.path, f"{path}/", tree, now)


def refusal_of(entry: os.DirEntry[str], path: str) -> Problem | None:
    """Return why this entry cannot be published, if it cannot."""
    name = entry.name
    if name != name.encode(errors="replace").decode():
        readable = path.encode("utf-8", "backslashreplace").decode()
        message = "Le nom de ce fichier n’est pas en UTF-8."
        return file_problem(readable, "chemin-refuse", message, "Renommez-le.")
    is_folder = entry.is_dir(follow_symlinks=False)
    reasons = (
        (
            is_reserved(name) or _FORBIDDEN.search(name),
            "chemin-refuse",
            f"Le nom « {name} » est interdit sur certains systèmes.",
            "Renommez-le.",
        ),
        (
            len(name.encode()) > _LONGEST_SOURCE,
            "chemin-refuse",
            "Ce nom est trop long pour être publié.",
            "Raccourcissez-le.",
        ),
        (
            entry.is_symlink(),
            "fichier-ignore",
            "Ce lien symbolique n’est pas suivi.",
            "Copiez le fichier à sa place.",
        ),
        (
            is_folder and name.endswith(".md"),
            "fichier-ignore",
            "Ce dossier porte un nom de fiche.",
            "Retirez « .md » de son nom.",
        ),
        (
            not is_folder and not entry.is_file(follow_symlinks=False),
            "fichier-ignore",
            "Ce n’est pas un fichier ordinaire.",
            "Déplacez-le hors du dossier des fiches.",
        ),
    )
    for holds, code, message, hint in reasons:
        if holds:
            return file_problem(path, code, message, hint)
    return None


def unreadable(path: str, error: OSError, what: str = "Ce fichier") -> Problem:
    """Return the problem of what cannot be read: a file, unless it is said to be something else."""
    reason = _REASONS.get(error.errno or 0, "le disque a répondu par une erreur")
    return file_problem(
        path,
        "fichier-illisible",
        f"{what} ne peut pas être lu : {reason}.",
        "Vérifiez qu’il existe et que vous en avez les droits.",
    )
