"""Moving a fiche: what changes in it, and in every file that links to it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from antiseche.config import SITE_FILE
from antiseche.text.edits import Edit
from antiseche.text.urls import as_folder, is_outer, page_url, resolve, split_tail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.desk import Desk
    from antiseche.model import Fiche
    from antiseche.source import Span


def link_edits(desk: Desk, moved: Fiche, new_path: str) -> dict[str, list[Edit]]:
    """Return, by path of today, what keeps every link true once a fiche has moved.

    Links to it lead to its new place; its own links lead where they did.
    """
    found: dict[str, list[Edit]] = {}
    for fiche in desk.fiches:
        is_moved = fiche.source.path == moved.source.path
        reader = new_path if is_moved else fiche.source.path
        for href, span in _addresses(fiche):
            target = _target(desk, resolve(href, fiche.source.path))
            leads_to_moved = target is not None and as_folder(target) == moved.card.url
            if leads_to_moved:
                new = _renamed(href, reader, new_path, desk)
            elif is_moved and target is not None:
                new = _kept(href, fiche.source.path, new_path)
            else:
                continue
            if new != href:
                found.setdefault(fiche.source.path, []).append(Edit.at(span, new))
    found |= _menu_edits(desk, moved, new_path)
    return {path: sorted(set(edits)) for path, edits in found.items()}


def _addresses(fiche: Fiche) -> Iterator[tuple[str, Span]]:
    """Yield what is typed at the place of each link; none that is written another way there."""
    for link in fiche.links:
        typed = fiche.source.written(link.span)
        if unquote(typed) == unquote(link.href):
            yield typed, link.span
    if "imgSrc" in fiche.places:
        span = fiche.places["imgSrc"]
        typed = fiche.source.written(span)
        if typed[:1] not in {"'", '"'}:
            yield typed, span


def _menu_edits(desk: Desk, moved: Fiche, new_path: str) -> dict[str, list[Edit]]:
    edits = []
    for entry, span in zip(desk.config.navigation, desk.config.menu_places, strict=False):
        target = _target(desk, entry.url)
        if desk.site_file and target is not None and as_folder(target) == moved.card.url:
            typed = desk.site_file.written(span)
            new = _renamed(entry.url, SITE_FILE, new_path, desk)
            edits.append(Edit.at(span, typed.replace(entry.url, new)))
    return {SITE_FILE: edits} if edits else {}


def _target(desk: Desk, url: str) -> str | None:
    """Return the path that an address has on the site, None when it is of another site."""
    origin = desk.config.url
    if desk.config.url_declared and url.startswith(f"{origin}/"):
        url = url.removeprefix(origin)
    return None if is_outer(url) else unquote(split_tail(url)[0])


def _renamed(href: str, reader: str, new_path: str, desk: Desk) -> str:
    """Return the link to the old place as one to the new, written the same way."""
    target, tail = split_tail(href)
    if not target:
        return href
    if target.endswith(".md"):
        if target.startswith("/"):
            return f"/{quote(new_path)}{tail}"
        return _relative(new_path, reader) + tail
    new = page_url(new_path)
    if not target.startswith("/") and not is_outer(target):
        return new + tail
    shown = new if target.endswith("/") else new.rstrip("/")
    origin = desk.config.url if is_outer(target) else ""
    return f"{origin}{shown}{tail}"


def _kept(href: str, old_path: str, new_path: str) -> str:
    """Return a link of a moved fiche so that it leads where it did."""
    if href.startswith(("/", "#", "?")) or is_outer(href):
        return href
    if resolve(href, old_path) == resolve(href, new_path):
        return href
    target, tail = split_tail(href)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(old_path), unquote(target)))
    relative = _relative(joined, new_path) + tail
    same = resolve(relative, new_path) == resolve(href, old_path)
    return relative if same else resolve(href, old_path)


def _relative(path: str, reader: str) -> str:
    return quote(posixpath.relpath(path, posixpath.dirname(reader) or "."))
