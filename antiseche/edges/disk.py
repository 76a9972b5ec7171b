"""Reading: the files of an author and of a theme, as values."""

from __future__ import annotations

import os
import re
import time
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from antiseche.config import SITE_FILE
from antiseche.edges.signature import TICK
from antiseche.model import Asset, Problem, Source, Span
from antiseche.problems import file_problem, problem
from antiseche.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

ASSETS_FOLDER = "assets"
_OTHER_MARKDOWN = re.compile(r"\.(?:markdown|mdown|mkd|mdx|(?!md$)(?i:md))$")
# Names that Windows cannot hold, whatever their extension: the site must go anywhere.
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
_PRIVATE = re.compile(
    r"[._#]|.*(~|\.sw[a-p]|\.tmp|\.bak)$|(4913|node_modules|thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)
_MAX_NAME = 255 - len(".index.html")  # bytes of a name on every common file system


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder, read: fiches, ``site.yaml`` if there is one, files to copy as they are."""

    sources: tuple[Source, ...]
    site: Source | None
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name, and the files published beside the pages."""

    templates: dict[str, str]
    assets: tuple[Asset, ...]


def read_content(
    folder: Path, recent: Recent | None = None, touched: Collection[Path] | None = None
) -> Content:
    """Read a content folder; hidden and backup files are not seen, unreadable ones are problems.

    A file that ``recent`` knows is not opened again while the disk says the same of it. Of what it
    knows, the disk is asked about the ``touched`` ones only, where it is known which these are, and
    about the folders.
    """
    recent, now = recent or Recent(), time.time_ns()
    tree = _tree(str(folder), recent, now)
    again = {
        path.relative_to(folder).as_posix() for path in touched or () if path.is_relative_to(folder)
    }
    entries, known = tree.entries, recent.find("said", folder) or {}
    if touched is None or any(path not in known and path not in entries for path in again):
        known = {}  # what is no file, there or before, is a folder: anything in it may be new
    said = {
        path: known[path] if path in known and path not in again else _said(entry.path, now)
        for path, entry in entries.items()
    }
    recent.put("said", folder, said)
    reads = recent.take_each(
        "files", said, lambda changed: [_read_one(path, entries[path]) for path in changed]
    )
    found: dict[type, list[Any]] = {Source: [], Asset: [], Problem: [*tree.problems]}
    for read in reads:
        found[type(read)].append(read)
    sources = tuple(source for source in found[Source] if source.path != SITE_FILE)
    site = next((source for source in found[Source] if source.path == SITE_FILE), None)
    return Content(sources, site, tuple(found[Asset]), tuple(found[Problem]))


def _read_one(path: str, entry: os.DirEntry[str]) -> Source | Asset | Problem:
    if refusal := _refusal(entry, path):
        return refusal
    try:
        content = _read(entry.path)
    except OSError as error:
        return _unreadable(path, error)
    if _OTHER_MARKDOWN.search(path):
        return _not_md(path)
    if path != SITE_FILE and not path.endswith(".md"):
        return Asset(path, content)
    return _source(path, content)


def _said(path: str, now: int) -> object:
    """Return what the disk says of a path; of one written a moment ago, what equals nothing."""
    try:
        state = os.lstat(path)
    except OSError:
        return object()
    said = state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns
    return object() if now - max(said[-2:]) < TICK else said


def _not_md(path: str) -> Problem:
    message = "Ce fichier n’est pas lu comme une fiche : son nom ne finit pas par « .md »."
    return file_problem(path, "fichier-ignore", message, "Renommez-le.")


def read_theme(
    *folders: Path, recent: Recent | None = None, touched: Collection[Path] | None = None
) -> Theme:
    """Read theme folders as one: a file of an earlier folder hides its namesake of a later one.

    The disk is asked nothing where ``recent`` knows them, and none of them is ``touched``.
    """
    recent, now = recent or Recent(), time.time_ns()
    last: Theme | None = recent.find("folders of the theme", folders)
    if last and touched is not None and not _are_in(touched, folders):
        return last
    templates: dict[str, str] = {}
    assets: dict[str, Asset] = {}
    for folder in reversed(folders):
        for path, entry in _tree(str(folder), recent, now).entries.items():
            read = partial(_read_of_theme, path, entry)
            part = recent.take(("theme", entry.path), _said(entry.path, now), read)
            if isinstance(part, str):
                templates[path] = part
            elif part:
                assets[path] = part
    theme = Theme(templates, tuple(assets[path] for path in sorted(assets)))
    recent.put("folders of the theme", folders, theme)
    return theme


def _are_in(paths: Collection[Path], folders: Collection[Path]) -> bool:
    """Tell whether any of the paths is in one of the folders, or is one."""
    return any(path.is_relative_to(folder) for path in paths for folder in folders)


def _read_of_theme(path: str, entry: os.DirEntry[str]) -> str | Asset | None:
    """Read a file of a theme: a template, a file to publish, or nothing of ours."""
    if _refusal(entry, path):
        return None
    if path.endswith(".html"):
        return _with_line_feeds(_read(entry.path)).decode("utf-8-sig", errors="replace")
    return Asset(path, _read(entry.path)) if path.startswith(f"{ASSETS_FOLDER}/") else None


def _source(path: str, content: bytes) -> Source | Problem:
    """Return a text file as a source: UTF-8, with or without a byte order mark, any line ends."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        message = "Ce fichier est enregistré en UTF-16."
        return file_problem(path, "encodage", message, "Réenregistrez-le en UTF-8.")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return _undecodable(content, path, error)
    return Source(path, _with_line_feeds(content.removeprefix(BOM_UTF8)))


def _with_line_feeds(content: bytes) -> bytes:
    if b"\r" not in content:  # to look costs less than to copy
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _undecodable(content: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    before = _with_line_feeds(content[: error.start]).decode("utf-8-sig")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    # What is not UTF-8 is shown as it would be in Latin-1, which it most likely is.
    escaped = _with_line_feeds(content).decode("utf-8-sig", errors="surrogateescape")
    readable = re.sub("[\udc80-\udcff]", lambda byte: chr(ord(byte[0]) - 0xDC00), escaped)
    return problem(
        Source.of(path, readable),
        "encodage",
        Span(line, column),
        "Ce caractère n’est pas en UTF-8.",
        "Réenregistrez le fichier en UTF-8.",
    )


@lru_cache(maxsize=1 << 16)  # of every file, at every save
def is_private(name: str) -> bool:
    """Tell whether a file or folder of that name is not seen: hidden, or an editor's own."""
    return bool(_PRIVATE.match(name))


def _read(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123  a Path for each file costs more than reading it
        return stream.read()


@dataclass(frozen=True, slots=True)
class _Tree:
    """The files under a folder, under their paths from it, and what the disk said of each folder.

    In every folder they are in the order of their names; ``problems`` are those of the folders.
    """

    folders: dict[str, object]
    entries: dict[str, os.DirEntry[str]]
    problems: list[Problem]


def _tree(folder: str, recent: Recent, now: int) -> _Tree:
    """List the files under a folder, once while the disk says the same of each folder."""
    tree: _Tree | None = recent.find(("tree", folder), None)
    if tree is None or any(_said(one, now) != said for one, said in tree.folders.items()):
        tree = _Tree({}, {}, [])
        _list(folder, "", tree, now)
    recent.put(("tree", folder), None, tree)
    return tree


def _list(folder: str, within: str, tree: _Tree, now: int) -> None:
    """List a folder; ``within`` is its path from the root, with a slash at its end, or empty."""
    tree.folders[folder] = _said(folder, now)
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError as error:
        tree.problems.append(_unreadable(within.removesuffix("/") or ".", error))
        return
    for entry in entries:
        if is_private(entry.name):
            continue
        path = within + entry.name
        if not entry.is_dir(follow_symlinks=False):
            tree.entries[path] = entry
        elif refusal := _refusal(entry, path):
            tree.problems.append(refusal)
        else:
            _list(entry.path, f"{path}/", tree, now)


def _refusal(entry: os.DirEntry[str], path: str) -> Problem | None:
    """Return why this entry cannot be published, if it cannot."""
    name = entry.name
    if name != name.encode(errors="replace").decode():
        readable = path.encode("utf-8", "backslashreplace").decode()
        message = "Le nom de ce fichier n’est pas en UTF-8."
        return file_problem(readable, "chemin-refuse", message, "Renommez-le.")
    is_folder = entry.is_dir(follow_symlinks=False)
    reasons = (
        (
            _RESERVED.fullmatch(name) or _FORBIDDEN.search(name),
            "chemin-refuse",
            f"Le nom « {name} » est interdit sur certains systèmes.",
            "Renommez-le.",
        ),
        (
            len(name.encode()) > _MAX_NAME,
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


def _unreadable(path: str, error: OSError) -> Problem:
    reason = "vous n’avez pas le droit de le lire" if isinstance(error, PermissionError) else None
    return file_problem(
        path,
        "fichier-illisible",
        f"Ce fichier ne peut pas être lu : {reason or error.strerror or 'erreur du disque'}.",
        "Vérifiez qu’il existe et que vous en avez les droits.",
    )
