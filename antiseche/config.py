"""The settings of a site, in one frozen value; ``site_file`` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.text.dates import DateOrder
from antiseche.text.typography import Typography

if TYPE_CHECKING:
    from antiseche.model import Series
    from antiseche.source import Span

SITE_FILE = "site.yaml"
DEFAULT_URL = "http://localhost:4321"

# The layouts that Astro schools name in their front matter, and the templates that stand for them.
KNOWN_LAYOUTS = (
    ("CheatSheetsLayout", "fiche"),
    ("BlogPostLayout", "article"),
    ("ChapterLayout", "chapitre"),
)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the navigation."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A code not to be reported for the files whose path matches a pattern (``fiches/*.md``)."""

    code: str
    path: str
    span: Span


TYPOGRAPHY = Typography()


@dataclass(frozen=True, slots=True)
class Reading:
    """The settings that reading one fiche depends on, and nothing else.

    ``layouts`` maps an alias, or the name of a template, to the template; ``base`` is the path of
    the site on its host, without its last slash.
    """

    dates: DateOrder = DateOrder.DAY_FIRST
    layouts: tuple[tuple[str, str], ...] = KNOWN_LAYOUTS
    author: str = ""
    base: str = ""
    typography: Typography = TYPOGRAPHY


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a site.

    ``menu_places`` are where ``site.yaml`` writes the addresses of its ``navigation``.
    ``url`` has no last slash; ``series`` are in the author's order; a path of the content folder
    after ``repository`` is where its source can be edited.
    """

    title: str = "Fiches"
    description: str = ""
    url: str = DEFAULT_URL
    author: str = ""
    footer: str = ""
    repository: str = ""
    series: tuple[Series, ...] = ()
    navigation: tuple[MenuEntry, ...] = (MenuEntry("Fiches", "/fiches/"),)
    menu_places: tuple[Span, ...] = ()
    ignore: tuple[Silence, ...] = ()
    dates_declared: bool = False
    url_declared: bool = False
    reading: Reading = Reading()
