"""Addresses: one for each file, and no two alike."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from antiseche.config import DEFAULT_URL, SITE_FILE
from antiseche.problems import file_problem
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.site import Site
    from antiseche.model import Problem


def duplicate_addresses(site: Site) -> Iterator[Problem]:
    """Refuse that two files be published at one address, or at two that some disks confuse."""
    taken: dict[str, str] = {}
    for path, published in _published(site):
        same = _same(published)
        if other := taken.get(same):
            yield file_problem(
                path,
                "url-en-double",
                f"« {path} » aurait la même adresse que « {other} » : /{_shown(published)}.",
                "Renommez l’un des deux."
                if unicodedata.normalize("NFC", path) != unicodedata.normalize("NFC", other)
                else "Leurs accents sont codés de deux façons : renommez l’un des deux.",
            )
        taken.setdefault(same, path)


def files_over_folders(site: Site) -> Iterator[Problem]:
    """Refuse a file where the site has a folder: « fiches/un » beside « fiches/un.md »."""
    folders = {folder for path in site.routes for folder in _folders(_same(path))}
    for path, published in _published(site):
        if _same(published) in folders:
            yield file_problem(
                path,
                "url-en-double",
                f"« {path} » prendrait la place d’un dossier du site : /{published}/.",
                "Renommez ce fichier, ou donnez-lui une extension.",
            )


def _published(site: Site) -> list[tuple[str, str]]:
    """Return the path of each file of the author, and the one that it is published at."""
    files = [(fiche.source.path, output_path(fiche.card.url)) for fiche in site.fiches]
    files += [(asset.path, asset.path) for asset in site.assets if asset.path in site.routes]
    return sorted(files)


def _folders(path: str) -> Iterator[str]:
    """Yield each folder that a path is in."""
    while path := path.rpartition("/")[0]:
        yield path


def _same(path: str) -> str:
    """Return a path as disks see it that confuse cases, or forms of accents."""
    return unicodedata.normalize("NFC", path).casefold()


def _shown(published: str) -> str:
    return published.removesuffix("index.html")


def empty_addresses(site: Site) -> Iterator[Problem]:
    """Refuse names without any Latin letter or digit: they give no address."""
    for fiche in site.fiches:
        if "//" in fiche.card.url:
            yield file_problem(
                fiche.source.path,
                "chemin-refuse",
                "Ce chemin n’a pas d’adresse : un de ses noms n’a ni lettre latine ni chiffre.",
                "Renommez le fichier ou le dossier.",
            )


def missing_site_url(site: Site) -> Iterator[Problem]:
    """Ask for the address that the site will have: feeds and the sitemap need it."""
    if not site.config.url_declared:
        yield file_problem(
            SITE_FILE,
            "url-absente",
            f"L’adresse du site manque : rss.xml et sitemap.xml disent {DEFAULT_URL}.",
            "Ajoutez « url: https://… » à site.yaml, ou passez --base-url.",
        )


ADDRESSES = (duplicate_addresses, files_over_folders, empty_addresses, missing_site_url)
