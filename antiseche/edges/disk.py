"""Reading: the files of an author and of a theme, as values."""

from __future__ import annotations

import re
import time
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from functools import partial
from stat import S_ISREG
from typing import TYPE_CHECKING

from antiseche.config import SITE_FILE
from antiseche.edges.folders import refusal_of, stat_of, tree_of, unreadable
from antiseche.model import Asset, Problem
from antiseche.outputs.theme import HOUSE_STYLE, STYLESHEET
from antiseche.problems import file_problem, problem
from antiseche.recent import Recent
from antiseche.source import MovedError, Source, Span

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from antiseche.edges.folders import Tree

ASSETS_FOLDER = "assets"
_OTHER_SITE_FILES = frozenset((SITE_FILE, "site.yml"))
_OTHER_MARKDOWN = re.compile(r"\.(?:markdown|mdown|mkd|mdx|(?!md$)(?i:md))$")


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder, read: fiches, ``site.yaml`` if there is one, files to copy as they are."""

    sources: tuple[Source, ...]
    site_file: Source | None
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """Templates by name, the files published beside the pages, and what cannot be read."""

    templates: dict[str, str]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...] = ()


def read_content(
    folder: Path,
    recent: Recent | None = None,
    touched: Collection[Path] | None = None,
    digests: Mapping[str, str] = {},
) -> Content:
    """Read a content folder. Hidden and backup files are skipped, unreadable ones are problems.

    A source whose digest is in ``digests`` is opened only when its text is asked for. A file that
    ``recent`` knows is opened again only if its status changed; with ``touched``, only those paths
    and the folders are looked at, and nothing at all if there is none.
    """
    recent, now = recent or Recent(), time.time_ns()
    again = {
        path.relative_to(folder).as_posix() for path in touched or () if path.is_relative_to(folder)
    }
    tree: Tree | None = recent.find("tree", folder)
    if tree is None or touched is None or (touched and not tree.stands(again, now)):
        tree = tree_of(str(folder), now)
    recent.put("tree", folder, tree)
    entries, known = tree.entries, recent.find("said", folder) or {}
    if touched is None or any(path not in known and path not in entries for path in again):
        known = {}  # what is no file, there or before, is a folder: anything in it may be new
    settled = {**digests, **known}
    for path in again:
        settled.pop(path, None)
    said = {
        path: settled[path] if path in settled else stat_of(entry.path, now)
        for path, entry in entries.items()
    }
    recent.put("said", folder, said)
    reads = recent.take_each(
        "files", said, lambda changed: [_take(path, entries[path], digests) for path in changed]
    )
    fiches = [read for read in reads if isinstance(read, Source) and read.path != SITE_FILE]
    settings = (read for read in reads if isinstance(read, Source) and read.path == SITE_FILE)
    assets = tuple([read for read in reads if isinstance(read, Asset)])
    problems = [*tree.problems, *[read for read in reads if isinstance(read, Problem)]]
    return Content(tuple(fiches), next(settings, None), assets, tuple(problems))


def _take(
    path: str, entry: os.DirEntry[str], digests: Mapping[str, str]
) -> Source | Asset | Problem:
    """Read a file, unless it is a source whose digest is known."""
    if digest := digests.get(path):
        return Source(path, partial(_read_anew, path, entry.path), digest)
    return _read_one(path, entry)


def _read_anew(path: str, file: str) -> bytes:
    """Read a source that was seen before. Raise ``MovedError``."""
    try:
        read = _source(path, _read(file))
    except OSError as error:
        raise MovedError(path) from error
    return read.utf8 if isinstance(read, Source) else b""


def _read_one(path: str, entry: os.DirEntry[str]) -> Source | Asset | Problem:
    if refusal := refusal_of(entry, path):
        return refusal
    try:
        content = _read(entry.path)
    except OSError as error:
        return unreadable(path, error)
    if _OTHER_MARKDOWN.search(path):
        return _not_md(path)
    if path.lower() in _OTHER_SITE_FILES and path != SITE_FILE:
        message = f"Ce fichier n’est pas lu : les réglages sont dans « {SITE_FILE} »."
        return file_problem(path, "fichier-ignore", message, f"Renommez-le « {SITE_FILE} ».")
    if path != SITE_FILE and not path.endswith(".md"):
        return Asset(path, content)
    return _source(path, content)


def read_source(folder: Path, file: Path) -> Source | None:
    """Read one fiche of a content folder; None where there is none. Raise ``OSError``."""
    if file.suffix != ".md" or not file.is_relative_to(folder) or not S_ISREG(file.lstat().st_mode):
        return None
    read = _source(file.relative_to(folder).as_posix(), _read(str(file)))
    return read if isinstance(read, Source) else None


def _not_md(path: str) -> Problem:
    message = "Ce fichier n’est pas lu comme une fiche : son nom ne finit pas par « .md »."
    return file_problem(path, "fichier-ignore", message, "Renommez-le.")


def read_theme(
    *folders: Path, recent: Recent | None = None, touched: Collection[Path] | None = None
) -> ThemeFiles:
    """Read theme folders as one: a file of an earlier folder hides its namesake of a later one.

    The disk is asked nothing where ``recent`` knows them, and none of them is ``touched``.
    """
    recent, now = recent or Recent(), time.time_ns()
    last: ThemeFiles | None = recent.find("folders of the theme", folders)
    if last and touched is not None and not _are_in(touched, folders):
        return last
    templates: dict[str, str] = {}
    assets: dict[str, Asset] = {}
    problems: list[Problem] = []
    for folder in reversed(folders):
        for path, entry in tree_of(str(folder), now).entries.items():
            read = partial(_read_of_theme, path, entry)
            part = recent.take(("theme", entry.path), stat_of(entry.path, now), read)
            if isinstance(part, Source):
                templates[path] = part.text
            elif isinstance(part, Asset):
                assets[path] = part
            elif part:
                problems.append(part)
    theme = ThemeFiles(templates, tuple(assets[path] for path in sorted(assets)), tuple(problems))
    recent.put("folders of the theme", folders, theme)
    return theme


def _are_in(paths: Collection[Path], folders: Collection[Path]) -> bool:
    """Tell whether any of the paths is in one of the folders, or is one."""
    return any(path.is_relative_to(folder) for path in paths for folder in folders)


def _read_of_theme(path: str, entry: os.DirEntry[str]) -> Source | Asset | Problem | None:
    """Read a file of a theme: a template, a file to publish, or nothing of ours."""
    is_template = path.endswith(".html")
    if not is_template and not path.startswith(f"{ASSETS_FOLDER}/"):
        return None
    if refusal := refusal_of(entry, f"templates/{path}"):
        return refusal
    if is_template:
        return _source(f"templates/{path}", _read(entry.path))
    if path == STYLESHEET:
        message = "Ce fichier n’est pas lu : la feuille de style du site prend sa place."
        hint = f"Mettez vos styles dans « content/{HOUSE_STYLE} »."
        return file_problem(f"templates/{path}", "fichier-ignore", message, hint)
    return Asset(path, _read(entry.path))


def _source(path: str, content: bytes) -> Source | Problem:
    """Return a text file as a source: UTF-8, with or without a byte order mark, any line ends."""
    if content and not content.strip(b"\0"):
        message = "Ce fichier n’a que des octets nuls : son texte est perdu."
        return file_problem(path, "encodage", message, "Reprenez-en une version d’avant.")
    # Without its mark, it is known by its null bytes: every other one in French.
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or content.count(0) > len(content) / 4:
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


def _read(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123  a Path for each file costs more than reading it
        return stream.read()
