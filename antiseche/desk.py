"""The desk of an author: the settings and every fiche, drafts too, as they are in the folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.checks.silences import hush
from antiseche.edges.disk import Content, read_content, read_theme
from antiseche.parse import parse
from antiseche.proofread import proofread
from antiseche.selection import out_of_drafts
from antiseche.site_file import read_config
from antiseche.templating import Templates
from antiseche.text.dates import DateOrder
from antiseche.text.frontmatter import read_front_matter
from antiseche.text.slugs import page_slug
from antiseche.text.urls import page_url

if TYPE_CHECKING:
    from pathlib import Path

    from antiseche.config import Config
    from antiseche.model import Fiche, Problem
    from antiseche.source import Source


@dataclass(frozen=True, slots=True)
class Desk:
    """What an author works on; ``site_file`` is ``site.yaml``, if there is one."""

    folder: Path
    config: Config
    fiches: tuple[Fiche, ...]
    site_file: Source | None


def open_desk(folder: Path, *templates: Path) -> Desk:
    """Read a content folder as its author left it; ``templates`` are theme folders."""
    content, config = read_folder(folder, *templates)
    parsed = (parse(source, config.reading).fiche for source in content.sources)
    return Desk(folder, config, tuple(fiche for fiche in parsed if fiche), content.site_file)


def read_folder(folder: Path, *templates: Path) -> tuple[Content, Config]:
    """Read the files of a content folder, and its settings."""
    content = read_content(folder)
    layouts = Templates(read_theme(*templates).templates).layouts
    config, _ = read_config(content.site_file, layouts)
    return content, config


def proofread_folder(folder: Path, *templates: Path) -> list[Problem]:
    """Return each place of the sources that typography would change."""
    content, config = read_folder(folder, *templates)
    found = [p for source in content.sources for p in proofread(source, config.reading)]
    return hush(found, config.ignore, None)


def own_order(desk: Desk) -> DateOrder:
    """Return the order in which the site writes its dates: said, else seen, else day first."""
    order = desk.config.reading.dates
    if desk.config.dates_declared:
        return order
    fronts = (read_front_matter(fiche.source, order)[0] for fiche in desk.fiches)
    read = [front.published for front in fronts if front.published]
    sure = {one.order for one in read if not one.ambiguous}
    slashed = sure - {DateOrder.ISO}
    if len(slashed) == 1:
        return slashed.pop()
    only_iso = sure == {DateOrder.ISO} and not any(one.ambiguous for one in read)
    return DateOrder.ISO if only_iso else order


def slug_of(fiche: Fiche) -> str:
    """Return the last part of the address of a fiche."""
    return fiche.card.url.rstrip("/").rpartition("/")[2]


def published_path(desk: Desk, draft: Fiche) -> str:
    """Return the path that a draft takes once published.

    Out of ``drafts/``: in the folder of its name, else in the one of fiches with its layout.
    """
    path = draft.source.path
    inner = out_of_drafts(path)
    if inner == path or "/" in inner:
        return inner
    alike = [
        fiche.source.path.rpartition("/")[0]
        for fiche in desk.fiches
        if fiche.layout == draft.layout and not fiche.card.draft and "/" in fiche.source.path
    ]
    folder = max(sorted(set(alike)), key=alike.count, default="fiches")
    return f"{folder}/{inner}"


def fiche_at(desk: Desk, path: str) -> Fiche | None:
    """Return the fiche that already has the address that a path would have."""
    url = page_url(path)
    return next((fiche for fiche in desk.fiches if fiche.card.url == url), None)


def matching(desk: Desk, word: str) -> list[Fiche]:
    """Return the fiches that a word names: a slug, a path, an address, or a title."""
    plain = word.strip("/").removesuffix(".md")
    exact = [f for f in desk.fiches if plain in {slug_of(f), f.source.path.removesuffix(".md")}]
    same_url = [f for f in desk.fiches if f.card.url.strip("/") == plain]
    return exact or same_url or [f for f in desk.fiches if slug_of(f) == page_slug(plain)]
