"""Reading ``content/site.yaml``, key by key, into a ``Config``. It never fails."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from antiseche.config import KNOWN_LAYOUTS, SITE_FILE, Config, MenuEntry, Silence
from antiseche.model import Series, Severity, Source
from antiseche.problems import CODES, problem
from antiseche.text.dates import DateOrder
from antiseche.text.nearest import nearest
from antiseche.text.slugs import page_slug
from antiseche.text.typography import Typography
from antiseche.text.yamltree import Entries, Items, Node, Scalar, YamlError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from antiseche.model import Problem, Span

_YES, _NO = {"true", "yes", "on", "oui"}, {"false", "no", "off", "non"}


def read_config(
    source: Source | None, templates: Iterable[str], base_url: str | None = None
) -> tuple[Config, list[Problem]]:
    """Read ``site.yaml``, None when there is none; ``templates`` names the layouts at hand.

    ``base_url`` takes the place of its ``url``. What cannot be read keeps its default.
    """
    names = frozenset(templates)
    reader = _SiteReader(source or Source(SITE_FILE, ""), names)
    reader.read()
    config = reader.config
    if base_url:
        config = replace(config, url=base_url.rstrip("/"), url_said=True)
    layouts = {name: name for name in names} | dict(config.reading.layouts)
    reading = replace(
        config.reading,
        layouts=tuple(sorted(layouts.items())),
        author=config.author,
        base=urlsplit(config.url).path.rstrip("/"),
    )
    return replace(config, reading=reading), reader.problems


class _SiteReader:
    """Reads the values of ``site.yaml`` one key at a time, and keeps the problems that it meets."""

    def __init__(self, source: Source, templates: frozenset[str]) -> None:
        self.source = source
        self.templates = templates
        self.config = Config()
        self.problems: list[Problem] = []

    def read(self) -> None:
        try:
            root = read_yaml(self.source.text)
        except YamlError as error:
            self._invalid(error.span, error.message, error.hint)
            return
        if root is not None:
            self._each(root, _SETTINGS)

    def _each(self, node: Node, settings: dict[str, Callable[[_SiteReader, Node], None]]) -> None:
        for name, value in self._entries(node):
            if setting := settings.get(name.text):
                if not _is_blank(value):
                    setting(self, value)
            else:
                self._unknown(name, settings)

    def _unknown(self, name: Scalar, known: Iterable[str]) -> None:
        meant = nearest(name.text, known)
        hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Il est ignoré."
        message = f"Le réglage « {name.text} » n’existe pas."
        self.problems.append(problem(self.source, "cle-inconnue", name.span, message, hint))

    def _invalid(self, span: Span, message: str, hint: str) -> None:
        self.problems.append(problem(self.source, "config-invalide", span, message, hint))

    # Forms of values: each returns None, having said why, when the value has another form.

    def _text(self, node: Node) -> str | None:
        if isinstance(node, Scalar) and node.type not in {"bool", "null"}:
            return node.text.strip()
        self._invalid(node.span, "Un texte était attendu ici.", "Mettez-le entre guillemets.")
        return None

    def _entries(self, node: Node) -> list[tuple[Scalar, Node]]:
        if not isinstance(node, Entries):
            self._invalid(
                node.span,
                "Des clés étaient attendues ici.",
                "Écrivez « clé: valeur », une par ligne.",
            )
            return []
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for name, value in node.pairs:
            if name.text in pairs:
                self._invalid(
                    name.span,
                    f"Le réglage « {name.text} » est écrit deux fois.",
                    "Gardez celui qui convient.",
                )
            else:
                pairs[name.text] = name, value
        return list(pairs.values())

    def _items(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, Items):
            return node.nodes
        self._invalid(
            node.span, "Une liste était attendue ici.", "Commencez chaque ligne par « - »."
        )
        return ()

    def _texts(self, node: Node, *names: str) -> dict[str, str]:
        texts = dict.fromkeys(names, "")
        for name, value in self._entries(node):
            if name.text in texts:
                texts[name.text] = self._text(value) or ""
            else:
                self._unknown(name, texts)
        return texts

    def _flag(self, node: Node) -> bool:
        word = node.text.lower() if isinstance(node, Scalar) else ""
        if word not in _YES | _NO:
            self._invalid(node.span, "Oui ou non était attendu ici.", "Écrivez true ou false.")
        return word in _YES

    # Settings.

    def title(self, node: Node) -> None:
        self.config = replace(self.config, title=self._text(node) or self.config.title)

    def description(self, node: Node) -> None:
        self.config = replace(self.config, description=self._text(node) or "")

    def author(self, node: Node) -> None:
        self.config = replace(self.config, author=self._text(node) or "")

    def footer(self, node: Node) -> None:
        self.config = replace(self.config, footer=self._text(node) or "")

    def repository(self, node: Node) -> None:
        text = (self._text(node) or "").rstrip("/")
        self.config = replace(self.config, repository=text)

    def url(self, node: Node) -> None:
        text = (self._text(node) or "").rstrip("/")
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            self._invalid(
                node.span,
                f"« {text} » n’est pas l’adresse d’un site.",
                "Écrivez-la en entier : https://exemple.fr.",
            )
            return
        self.config = replace(self.config, url=text, url_said=True)

    def dates(self, node: Node) -> None:
        text = self._text(node) or ""
        if text not in set(DateOrder):
            forms = ", ".join(DateOrder)
            self._invalid(
                node.span, f"« {text} » n’est pas un ordre de date.", f"Choisissez entre {forms}."
            )
            return
        reading = replace(self.config.reading, dates=DateOrder(text))
        self.config = replace(self.config, reading=reading, dates_said=True)

    def series(self, node: Node) -> None:
        found = tuple(self._one_series(key.text, value) for key, value in self._entries(node))
        self.config = replace(self.config, series=found)

    def _one_series(self, key: str, node: Node) -> Series:
        if _is_blank(node):
            return Series(key, page_slug(key), key)
        if isinstance(node, Scalar):
            return Series(key, page_slug(key), self._text(node) or key)
        texts = self._texts(node, "label", "blurb")
        return Series(key, page_slug(key), texts["label"] or key, texts["blurb"])

    def navigation(self, node: Node) -> None:
        entries = []
        for item in self._items(node):
            texts = self._texts(item, "label", "url")
            if all(texts.values()):
                entries.append(MenuEntry(**texts))
            else:
                self._invalid(
                    item.span,
                    "Une entrée du menu a un texte et une adresse.",
                    "Écrivez « - label: Fiches », puis « url: /fiches/ » dessous.",
                )
        self.config = replace(self.config, navigation=tuple(entries))

    def layouts(self, node: Node) -> None:
        aliases = dict(KNOWN_LAYOUTS)
        for name, value in self._entries(node):
            template = self._text(value) or ""
            if template in self.templates:
                aliases[name.text] = template
            elif template:
                meant = nearest(template, self.templates)
                hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Créez ce gabarit."
                message = f"Il n’y a pas de gabarit « layouts/{template}.html »."
                self._invalid(value.span, message, hint)
        reading = replace(self.config.reading, layouts=tuple(aliases.items()))
        self.config = replace(self.config, reading=reading)

    def typography(self, node: Node) -> None:
        if isinstance(node, Scalar):
            settings = Typography(enabled=self._flag(node))
        else:
            flags = {"insert": False, "opt": False, "sup": False}
            for name, value in self._entries(node):
                if name.text in flags:
                    flags[name.text] = self._flag(value)
                else:
                    self._unknown(name, flags)
            settings = Typography(
                insert=flags["insert"], editorial=flags["opt"], superscript=flags["sup"]
            )
        reading = replace(self.config.reading, typography=settings)
        self.config = replace(self.config, reading=reading)

    def ignore(self, node: Node) -> None:
        silences = []
        for item in self._items(node):
            texts = self._texts(item, "code", "path")
            code, path = texts["code"], texts["path"]
            if code not in CODES or CODES[code] is Severity.ERROR:
                meant = nearest(code, (c for c in CODES if CODES[c] is not Severity.ERROR))
                self._invalid(
                    item.span,
                    f"« {code} » n’est pas un code que l’on peut taire."
                    if code
                    else "Il manque « code: … » : ce qu’il faut taire.",
                    f"Vouliez-vous écrire « {meant} » ?" if meant else "docs/soucis.md les liste.",
                )
            else:
                silences.append(Silence(code, path or "*", item.span))
        self.config = replace(self.config, ignore=tuple(silences))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.type == "null"


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
