"""Reading: the files of an author and of a theme, as values."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.config import SITE_FILE
from antiseche.model import Asset, Source, Span
from antiseche.problems import file_problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from antiseche.model import Problem

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


def read_content(folder: Path) -> Content:
    """Read a content folder; hidden and backup files are not seen, unreadable ones are problems."""
    sources: list[Source] = []
    assets: list[Asset] = []
    problems: list[Problem] = []
    site = None
    for path, found in _walk(str(folder), "", problems):
        try:
            content = _read(found)
        except OSError as error:
            problems.append(_unreadable(path, error))
            continue
        if _OTHER_MARKDOWN.search(path):
            problems.append(_not_md(path))
            continue
        if path != SITE_FILE and not path.endswith(".md"):
            assets.append(Asset(path, content))
            continue
        text, fault = decode(content, path)
        if fault:
            problems.append(fault)
        elif path == SITE_FILE:
            site = Source(path, text)
        else:
            sources.append(Source(path, text))
    return Content(tuple(sources), site, tuple(assets), tuple(problems))


def _not_md(path: str) -> Problem:
    message = "Ce fichier n’est pas lu comme une fiche : son nom ne finit pas par « .md »."
    return file_problem(path, "fichier-ignore", message, "Renommez-le.")


def read_theme(*folders: Path) -> Theme:
    """Read theme folders as one: a file of an earlier folder hides its namesake of a later one."""
    templates: dict[str, str] = {}
    assets: dict[str, Asset] = {}
    for folder in reversed(folders):
        for path, found in _walk(str(folder), "", []):
            if path.endswith(".html"):
                text = _read(found).decode("utf-8-sig", errors="replace")
                templates[path] = _with_line_feeds(text)
            elif path.startswith(f"{ASSETS_FOLDER}/"):
                assets[path] = Asset(path, _read(found))
    return Theme(templates, tuple(assets[path] for path in sorted(assets)))


def decode(content: bytes, path: str) -> tuple[str, Problem | None]:
    """Decode a text file: UTF-8, with or without a byte order mark, any line ends."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "Ce fichier est enregistré en UTF-16."
        return "", file_problem(path, "encodage", message, "Réenregistrez-le en UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _undecodable(content, path, error)
    return _with_line_feeds(text), None


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(content: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    before = _with_line_feeds(content[: error.start].decode("utf-8-sig"))
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    # What is not UTF-8 is shown as it would be in Latin-1, which it most likely is.
    escaped = content.decode("utf-8-sig", errors="surrogateescape")
    readable = re.sub("[\udc80-\udcff]", lambda byte: chr(ord(byte[0]) - 0xDC00), escaped)
    return problem(
        Source(path, _with_line_feeds(readable)),
        "encodage",
        Span(line, column),
        "Ce caractère n’est pas en UTF-8.",
        "Réenregistrez le fichier en UTF-8.",
    )


def is_private(name: str) -> bool:
    """Tell whether a file or folder of that name is not seen: hidden, or an editor's own."""
    return bool(_PRIVATE.match(name))


def _read(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123  a Path for each file costs more than reading it
        return stream.read()


def _walk(folder: str, within: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Yield the regular files under a folder, by name: the path from the root, and the file.

    ``within`` is the path of the folder from the root, with a slash at its end, or empty.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(within.removesuffix("/") or ".", error))
        return
    for entry in entries:
        if is_private(entry.name):
            continue
        path = f"{within}{entry.name}"
        if refusal := _refusal(entry, path):
            problems.append(refusal)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{path}/", problems)
        else:
            yield path, entry.path


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
            not is_folder and not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode),
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
