"""The values of a front matter, each read in the form that its key asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from antiseche.model import LEVELS, Level, Problem, Source, Span
from antiseche.problems import problem
from antiseche.schema import Form, Key
from antiseche.text.dates import DateOrder, ReadDate, read_date
from antiseche.text.fold import fold
from antiseche.text.nearest import nearest
from antiseche.text.yamltree import Entries, Items, Node, Scalar, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = re.compile(r"[\d/-]+")
_INDEX = re.compile(r"\[(\d+)\]")
_YES, _NO = {"true", "yes", "on", "oui", "vrai"}, {"false", "no", "off", "non", "faux"}


class ValueReader:
    """Reads values, keeps where each stands, and the problems that it meets."""

    def __init__(self, source: Source, order: DateOrder) -> None:
        """Take the file that the values are in, and the order of its dates."""
        self.source = source
        self.order = order
        self.places: dict[str, Span] = {}
        self.problems: list[Problem] = []

    def read(self, key: Key, node: Node) -> object:
        """Return the value of a key; None when there is none, or none that can be kept."""
        self.places[key.name] = node.span
        if isinstance(node, Scalar) and node.type == "null" and not node.comment:
            return None
        return _FORMS[key.form](self, key, node)

    def report(self, code: str, span: Span, message: str, hint: str) -> None:
        """Keep a problem."""
        self.problems.append(problem(self.source, code, span, message, hint))

    def _wrong(self, key: str, node: Node, wanted: str, hint: str) -> None:
        shown = _INDEX.sub(lambda index: f" n°\u00a0{int(index[1]) + 1}", key)
        self.report("entete-valeur", node.span, f"« {shown} » attend {wanted}.", hint)

    def text(self, key: Key, node: Node) -> str | None:
        """Read a text exactly as it is written, even if it looks like a number or a time."""
        if not isinstance(node, Scalar):
            self._wrong(key.name, node, "un texte", f"Écrivez « {key.name}: … » sur une ligne.")
            return None
        if node.type == "null":
            return None
        if node.type == "bool":
            self._wrong(
                key.name,
                node,
                "un texte, et ce mot a un sens pour la machine",
                f"Mettez-le entre guillemets : {quoted(node.text)}.",
            )
            return None
        return node.text.strip()

    def prose(self, key: Key, node: Node) -> str | None:
        """Read free text; what follows a « # » would be lost in silence."""
        if isinstance(node, Scalar) and node.comment:
            line = self.source.line(node.span.line)
            column = node.span.column if node.text else line.index("#", node.span.column - 1) + 1
            whole = line[column - 1 :].strip()
            left = f"il resterait « {node.text} »" if node.text else "il ne resterait rien"
            self.report(
                "entete-valeur",
                Span(node.span.line, column, len(whole)),
                f"Tout ce qui suit « # » serait perdu : {left}.",
                f"Mettez la valeur entre guillemets : {quoted(whole)}.",
            )
            return None
        return self.text(key, node)

    def date(self, key: Key, node: Node) -> ReadDate | None:
        """Read a date in the order of the site."""
        text = self.text(key, node)
        if not text:
            return None
        read = read_date(text, self.order)
        if read is None:
            forms = " ou ".join(dict.fromkeys((self.order, DateOrder.ISO)))
            self.report(
                "date-invalide",
                node.span,
                f"« {text} » n’est pas une date du calendrier."
                if _DIGITS.fullmatch(text)
                else f"« {text} » ne se lit pas comme une date.",
                f"Écrivez-la sous la forme {forms}.",
            )
        elif read.order not in {self.order, DateOrder.ISO}:
            self.report(
                "date-format",
                node.span,
                f"« {text} » ne se lit pas sous la forme {self.order}.",
                f"Si toutes vos dates sont ainsi, ajoutez « dates: {read.order} » à site.yaml.",
            )
        return read

    def level(self, key: Key, node: Node) -> Level | None:
        """Read a level without regard to case or accents."""
        text = self.text(key, node)
        if not text:
            return None
        for level in LEVELS:
            if fold(text) == level.slug:
                return level
        labels = [level.label.lower() for level in LEVELS]
        meant = nearest(text, labels)
        self.report(
            "niveau-inconnu",
            node.span,
            f"« {text} » n’est pas un niveau.",
            f"Vouliez-vous dire « {meant} » ?"
            if meant
            else f"Choisissez entre {labels[0]}, {labels[1]} et {labels[2]}.",
        )
        return None

    def labels(self, key: Key, node: Node) -> tuple[str, ...] | None:
        """Read a list of short texts, without repeats."""
        if isinstance(node, Scalar) and node.type == "null":
            return None
        if not isinstance(node, Items):
            written = node.text if isinstance(node, Scalar) else "…"
            self._wrong(
                key.name, node, "une liste", f"Mettez des crochets : {key.name}: [{written}]."
            )
            return None
        found: dict[str, None] = {}
        for index, item in enumerate(node.nodes):
            text = self.text(replace(key, name=f"{key.name}[{index}]"), item)
            if text and text not in found:
                self.places[f"{key.name}[{len(found)}]"] = item.span
                found[text] = None
        return tuple(found)

    def flag(self, key: Key, node: Node) -> bool | None:
        """Read a yes or no, in English or in French."""
        word = fold(node.text) if isinstance(node, Scalar) else ""
        if word in _YES | _NO:
            return word in _YES
        if not (isinstance(node, Scalar) and node.type == "null"):
            self._wrong(key.name, node, "true ou false", f"Écrivez « {key.name}: true ».")
        return None

    def number(self, key: Key, node: Node) -> int | None:
        """Read a whole number."""
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text.isascii() and text.isdigit() and len(text) < len("1000000"):
            return int(text)
        if text or not isinstance(node, Scalar):
            self._wrong(key.name, node, "un nombre entier positif", f"Écrivez « {key.name}: 1 ».")
        return None

    def faq(self, key: Key, node: Node) -> tuple[tuple[str, str], ...] | None:
        """Read the questions and answers."""
        return self._pairs(key.name, node, ("question", "answer"))

    def how_to(self, key: Key, node: Node) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """Read the name and the steps of a how-to."""
        fields = self._fields(key.name, node, ("name", "steps"))
        if fields is None:
            return None
        name = self.text(Key("name", Form.TEXT, ""), fields["name"])
        steps = self._pairs(f"{key.name}.steps", fields["steps"], ("name", "text"))
        return (name, steps) if name and steps else None

    def _pairs(
        self, path: str, node: Node, names: tuple[str, str]
    ) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Items):
            first, second = names
            self._wrong(
                path,
                node,
                "une liste",
                f"Commencez chaque élément par « - {first}: … {second}: … ».",
            )
            return None
        pairs = []
        for index, item in enumerate(node.nodes):
            fields = self._fields(f"{path}[{index}]", item, names)
            if fields is None:
                continue
            texts = []
            for name in names:
                self.places[f"{path}[{index}].{name}"] = fields[name].span
                texts.append(self.text(Key(name, Form.TEXT, ""), fields[name]))
            if texts[0] and texts[1]:
                pairs.append((texts[0], texts[1]))
        return tuple(pairs)

    def _fields(self, path: str, node: Node, names: tuple[str, str]) -> dict[str, Node] | None:
        wanted = f"les clés « {names[0]} » et « {names[1]} »"
        if not isinstance(node, Entries):
            self._wrong(path, node, wanted, f"Écrivez « {names[0]}: … », puis « {names[1]}: … ».")
            return None
        fields = {name.text: value for name, value in node.pairs}
        for name, _ in node.pairs:
            if name.text not in names:
                meant = nearest(name.text, names)
                self.report(
                    "cle-inconnue",
                    name.span,
                    f"La clé « {name.text} » n’existe pas dans « {path} ».",
                    f"Vouliez-vous écrire « {meant} » ?" if meant else "Elle est ignorée.",
                )
        if missing := [name for name in names if name not in fields]:
            self._wrong(path, node, wanted, f"Ajoutez « {missing[0]}: … ».")
            return None
        return fields


_FORMS: dict[Form, Callable[[ValueReader, Key, Node], object]] = {
    Form.TEXT: ValueReader.text,
    Form.PROSE: ValueReader.prose,
    Form.DATE: ValueReader.date,
    Form.LEVEL: ValueReader.level,
    Form.LABELS: ValueReader.labels,
    Form.FLAG: ValueReader.flag,
    Form.NUMBER: ValueReader.number,
    Form.FAQ: ValueReader.faq,
    Form.HOW_TO: ValueReader.how_to,
}
