"""Reading ``content/site.yaml``, key by key, into a ``Config``. It never fails."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from antiseche.config import KNOWN_LAYOUTS, SITE_FILE, Config, MenuEntry, Silence
from antiseche.model import Series, Severity
from antiseche.problems import CODES
from antiseche.site_values import SiteValues
from antiseche.source import Source
from antiseche.text.dates import DateOrder
from antiseche.text.fold import fold
from antiseche.text.nearest import nearest
from antiseche.text.slugs import page_slug
from antiseche.text.typography import Typography, typeset
from antiseche.text.urls import is_site, split_tail
from antiseche.text.yamltree import GLUED, Entries, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from antiseche.model import Problem
    from antiseche.source import Span

# How values are written, for who wrote them otherwise.
_SERIES_HINT = "Écrivez « git: », puis « label: Git » dessous, plus à droite."
_MENU_HINT = "Écrivez « - label: Fiches », puis « url: /fiches/ » dessous."
_LAYOUTS_HINT = "Écrivez « MonGabarit: fiche », un par ligne."
_FLAGS_HINT = "Écrivez « typography: false », ou « insert: true » dessous."
_SILENCE_HINT = "Écrivez « - code: section-vide », puis « path: fiches/*.md » dessous."
_SITE_HINT = "Écrivez « title: Mes fiches », un réglage par ligne."


def read_config(
    source: Source | None, templates: Iterable[str], base_url: str | None = None
) -> tuple[Config, list[Problem]]:
    """Read ``site.yaml``, None when there is none; ``templates`` names the layouts at hand.

    ``base_url`` takes the place of its ``url``. What cannot be read keeps its default.
    """
    names = frozenset(templates)
    reader = _SiteReader(source or Source.of(SITE_FILE, ""), names)
    reader.read()
    config = reader.config
    if base_url:
        config = replace(config, url=base_url.rstrip("/"), url_declared=True)
    layouts = {name: name for name in names} | dict(config.reading.layouts)
    reading = replace(
        config.reading,
        layouts=tuple(sorted(layouts.items())),
        author=config.author,
        base=urlsplit(config.url).path.rstrip("/"),
    )
    return _typeset(replace(config, reading=reading)), reader.values.problems


def _typeset(config: Config) -> Config:
    """Return the settings with the typography that they ask for in all that readers see."""
    say = partial(typeset, settings=config.reading.typography)
    return replace(
        config,
        title=say(config.title),
        description=say(config.description),
        footer=say(config.footer),
        series=tuple(replace(s, label=say(s.label), blurb=say(s.blurb)) for s in config.series),
        navigation=tuple(replace(entry, label=say(entry.label)) for entry in config.navigation),
    )


class _SiteReader:
    """Reads ``site.yaml`` one setting at a time."""

    def __init__(self, source: Source, templates: frozenset[str]) -> None:
        self.values = SiteValues(source)
        self.templates = templates
        self.config = Config()

    def read(self) -> None:
        root = self.values.root()
        if root is not None:
            for name, value in self.values.entries(SITE_FILE, root, _SITE_HINT):
                if setting := _SETTINGS.get(name.text):
                    if not _is_blank(value):
                        setting(self, value)
                else:
                    self.values.unknown(name, _SETTINGS, _SYNONYMS)
        if not self.values.whole:  # what misses may only have been unread
            self.config = replace(self.config, url_declared=True, dates_declared=True)

    def title(self, node: Node) -> None:
        title = self.values.text("title", node) or self.config.title
        self.config = replace(self.config, title=title)

    def description(self, node: Node) -> None:
        self.config = replace(self.config, description=self.values.text("description", node))

    def author(self, node: Node) -> None:
        self.config = replace(self.config, author=self.values.text("author", node))

    def footer(self, node: Node) -> None:
        self.config = replace(self.config, footer=self.values.text("footer", node))

    def repository(self, node: Node) -> None:
        if (address := self._address("repository", node)) is not None:
            self.config = replace(self.config, repository=address)

    def url(self, node: Node) -> None:
        if (address := self._address("url", node)) is not None:
            self.config = replace(self.config, url=address)
        self.config = replace(self.config, url_declared=True)

    def _address(self, name: str, node: Node) -> str | None:
        """Read the address of a site, without its last slash; None when it is not one."""
        text = self.values.text(name, node)
        address = text.rstrip("/")
        if is_site(address):
            return address
        target, tail = split_tail(address)
        if is_site(target):
            hint = f"Retirez « {tail} »."
        else:
            meant = f"https://{address}"
            hint = f"Écrivez-la en entier : {meant if is_site(meant) else 'https://exemple.fr'}."
        if text:
            self.values.invalid(node.span, f"« {text} » n’est pas l’adresse d’un site.", hint)
        return None

    def dates(self, node: Node) -> None:
        text = self.values.text("dates", node)
        order = _ORDERS.get(fold(text))
        if order is None:
            forms = ", ".join(DateOrder)
            meant = _ENGLISH_ORDERS.get(fold(text))
            hint = f"Vouliez-vous écrire « {meant} » ?" if meant else f"Choisissez entre {forms}."
            self.values.invalid(node.span, f"« {text} » n’est pas un ordre de date.", hint)
        reading = replace(self.config.reading, dates=order or self.config.reading.dates)
        self.config = replace(self.config, reading=reading, dates_declared=True)

    def series(self, node: Node) -> None:
        found: dict[str, Series] = {}
        for key, value in self.values.entries("series", node, _SERIES_HINT):
            series = self._one_series(key.text, value)
            if other := found.get(series.slug):
                message = f"« {key.text} » aurait la même page que « {other.key} » : {other.url}."
                self.values.invalid(key.span, message, "Donnez-lui un autre nom.")
            else:
                found[series.slug] = series
        self.config = replace(self.config, series=tuple(found.values()))

    def _one_series(self, key: str, node: Node) -> Series:
        if _is_blank(node):
            return Series(key, page_slug(key), key)
        if isinstance(node, Scalar):
            return Series(key, page_slug(key), self.values.text(key, node) or key)
        given = self.values.texts(key, node, ("label", "blurb"), _SERIES_HINT)
        texts = {name: value.text.strip() for name, value in given.items()}
        return Series(key, page_slug(key), texts.get("label") or key, texts.get("blurb", ""))

    def navigation(self, node: Node) -> None:
        entries, places = [], []
        for item in self.values.items("navigation", node, _MENU_HINT):
            if isinstance(item, Entries):
                given = self.values.texts("navigation", item, ("label", "url"), _MENU_HINT)
                if "label" in given and "url" in given:
                    entries.append(MenuEntry(given["label"].text, given["url"].text))
                    places.append(given["url"].span)
                    continue
            message = "Une entrée du menu a un texte (label) et une adresse (url)."
            self.values.invalid(item.span, message, _MENU_HINT)
        menu = tuple(entries)
        self.config = replace(self.config, navigation=menu, menu_places=tuple(places))

    def layouts(self, node: Node) -> None:
        aliases = dict(KNOWN_LAYOUTS)
        for name, value in self.values.entries("layouts", node, _LAYOUTS_HINT):
            template = self.values.text(name.text, value)
            if template in self.templates:
                aliases[name.text] = template
            elif template:
                meant = nearest(template, self.templates)
                hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Créez ce gabarit."
                message = f"Il n’y a pas de gabarit « layouts/{template}.html »."
                self.values.invalid(value.span, message, hint)
        reading = replace(self.config.reading, layouts=tuple(aliases.items()))
        self.config = replace(self.config, reading=reading)

    def typography(self, node: Node) -> None:
        if isinstance(node, Scalar):
            settings = Typography(enabled=self.values.flag("typography", node))
        else:
            flags = {"insert": False, "opt": False, "sup": False}
            for name, value in self.values.entries("typography", node, _FLAGS_HINT):
                if name.text in flags:
                    flags[name.text] = self.values.flag(name.text, value)
                else:
                    self.values.unknown(name, flags, {})
            settings = Typography(
                insert=flags["insert"], editorial=flags["opt"], superscript=flags["sup"]
            )
        reading = replace(self.config.reading, typography=settings)
        self.config = replace(self.config, reading=reading)

    def ignore(self, node: Node) -> None:
        silences = []
        for item in self.values.items("ignore", node, _SILENCE_HINT):
            given = self.values.texts("ignore", item, ("code", "path"), _SILENCE_HINT)
            code = given["code"].text if "code" in given else ""
            path = given["path"].text if "path" in given else "*"
            if code in CODES and CODES[code] is not Severity.ERROR:
                silences.append(Silence(code, path, item.span))
            elif "code" in given:
                self._not_silent(code, given["code"].span)
            elif isinstance(item, Entries):
                message = "Il manque « code: … » : ce qu’il faut taire."
                self.values.invalid(item.span, message, _SILENCE_HINT)
        self.config = replace(self.config, ignore=tuple(silences))

    def _not_silent(self, code: str, span: Span) -> None:
        """Say that a code cannot be silenced: it stops the build, or there is none such."""
        if code in CODES:
            message = (
                f"« {code} » est une erreur, qui arrête la construction : rien ne la fait taire."
            )
            self.values.invalid(span, message, "Corrigez-la, ou retirez cette entrée.")
            return
        meant = nearest(code, (c for c in CODES if CODES[c] is not Severity.ERROR))
        hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "docs/soucis.md les liste."
        self.values.invalid(span, f"« {code} » n’est pas un code de souci.", hint)


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.type == "null" and not GLUED.fullmatch(node.comment)


_ORDERS = {fold(order): order for order in DateOrder}
_ENGLISH_ORDERS = {
    "dd/mm/yyyy": DateOrder.DAY_FIRST,
    "mm/dd/yyyy": DateOrder.MONTH_FIRST,
    "yyyy-mm-dd": DateOrder.ISO,
    "jj-mm-aaaa": DateOrder.DAY_FIRST,
    "iso": DateOrder.ISO,
}
# Words that authors write for the settings.
_SYNONYMS = {
    "titre": "title",
    "nom": "title",
    "name": "title",
    "adresse": "url",
    "baseurl": "url",
    "base_url": "url",
    "site": "url",
    "auteur": "author",
    "autrice": "author",
    "séries": "series",
    "serie": "series",
    "menu": "navigation",
    "nav": "navigation",
    "date": "dates",
    "pied": "footer",
    "gabarits": "layouts",
    "layout": "layouts",
    "typographie": "typography",
    "ignorer": "ignore",
    "dépôt": "repository",
    "repo": "repository",
}
_SETTINGS: dict[str, Callable[[_SiteReader, Node], None]] = {
    "title": _SiteReader.title,
    "description": _SiteReader.description,
    "url": _SiteReader.url,
    "author": _SiteReader.author,
    "dates": _SiteReader.dates,
    "series": _SiteReader.series,
    "navigation": _SiteReader.navigation,
    "layouts": _SiteReader.layouts,
    "footer": _SiteReader.footer,
    "repository": _SiteReader.repository,
    "typography": _SiteReader.typography,
    "ignore": _SiteReader.ignore,
}
