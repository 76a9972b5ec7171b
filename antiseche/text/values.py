"""The values of a front matter, each read in the form that its key asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from antiseche.levels import LEVELS, Level
from antiseche.problems import problem
from antiseche.schema import Form
from antiseche.source import Source, Span
from antiseche.text.dates import DateOrder, ReadDate, read_date
from antiseche.text.fold import fold
from antiseche.text.near_date import near_date
from antiseche.text.nearest import nearest
from antiseche.text.slugs import page_slug
from antiseche.text.yamlpairs import quoted
from antiseche.text.yamltree import GLUED, Entries, Items, Node, Scalar, read_flag

if TYPE_CHECKING:
    from antiseche.model import Problem
    from antiseche.schema import Key

_DIGITS = re.compile(r"[\d/-]+")
_INDEX = re.compile(r"\[(\d+)\]")
_HASHTAG = re.compile(r"#[^#,\s]+")
# Words that authors write for a level.
_OTHER_LEVELS = (
    dict.fromkeys(("beginner", "novice", "facile", "easy", "initiation"), "débutant")
    | dict.fromkeys(("intermediate", "moyen", "medium"), "intermédiaire")
    | dict.fromkeys(("advanced", "expert", "confirme", "difficile", "hard"), "avancé")
)


class ValueReader:
    """Reads values, keeps where each stands, and the problems that it meets.

    ``places`` are those of values, ``blanks`` those of keys without one, ``held`` those of the
    values that keep the fiche a draft; ``misnamed`` are the keys that another word stands for. A
    value that is at fault is still read as its author most likely meant it: one mistake makes one
    problem. Nothing more is said of the lines that were ``mended``.
    """

    def __init__(self, source: Source, order: DateOrder) -> None:
        """Take the file that the values are in, and the order of its dates."""
        self.source = source
        self.order = order
        self.places: dict[str, Span] = {}
        self.blanks: dict[str, Span] = {}
        self.held: list[Span] = []
        self.misnamed: set[str] = set()
        self.problems: list[Problem] = []
        self.mended: set[int] = set()

    def report(self, code: str, span: Span, message: str, hint: str) -> None:
        """Keep a problem."""
        if span.line in self.mended:
            return
        self.problems.append(problem(self.source, code, span, message, hint))

    def wrong(self, key: str, node: Node, wanted: str, hint: str) -> None:
        """Say that a value is not of the form that its key asks for."""
        shown = _INDEX.sub(lambda index: f" n°\u00a0{int(index[1]) + 1}", key)
        self.report("entete-valeur", node.span, f"« {shown} » attend {wanted}.", hint)

    def _written(self, span: Span) -> str:
        return self.source.written(span).strip()

    def text(self, key: Key, node: Node, wanted: str = "un texte") -> str | None:
        """Read a text exactly as it is written, even if it looks like a number or a time."""
        if not isinstance(node, Scalar):
            return self._text_out_of_list(key, node, wanted)
        if node.type == "null":
            return None
        if node.type == "bool":
            self.report(
                "entete-valeur",
                node.span,
                f"« {node.text} » se lirait comme un oui ou un non, pas comme un texte.",
                f"Mettez-le entre guillemets : {quoted(node.text)}.",
            )
        return node.text.strip()

    def _text_out_of_list(self, key: Key, node: Items | Entries, wanted: str) -> str | None:
        """Say how to write as a text what is a list or some keys; return it if it may be one."""
        written = self._written(node.span)
        inner, value = written.strip("[]").strip(), None
        if not written.endswith(("]", "}")) and "[" not in key.name:
            hint = f"Écrivez-le sur une seule ligne, après « {key.name}: »."
        elif isinstance(node, Entries) and len(node.pairs) == 1 and key.form is Form.LABELS:
            value = written.strip("{}").strip()
            hint = f"Mettez-le entre guillemets : {quoted(value)}."
        elif key.form is Form.LABELS:
            hint = "Retirez les crochets intérieurs."
        elif key.form is Form.PROSE or set(inner) & set("[]{}:"):
            value, hint = written, f"Mettez la valeur entre guillemets : {quoted(written)}."
        elif "," in inner:
            first = inner.partition(",")[0].strip(" \"'")
            hint = f"Gardez une seule valeur : {key.name}: {first}."
        else:
            value, hint = written, f"Retirez les crochets : {key.name}: {inner}."
        self.wrong(key.name, node, wanted, hint)
        return value

    def prose(self, key: Key, node: Node) -> str | None:
        """Read free text; what follows a « # » would be lost in silence."""
        if not isinstance(node, Scalar) or not node.comment:
            return self.text(key, node)
        whole = f"{node.text} {node.comment}".strip()
        line = self.source.line(node.last_line)
        column = line.index(node.comment) + 1
        if node.text and node.last_line == node.span.line:
            column = node.span.column
            whole = line[column - 1 :].strip()
        left = f"il resterait « {node.text} »" if node.text else "il ne resterait rien"
        self.report(
            "entete-valeur",
            Span(node.last_line, column, len(line[column - 1 :].rstrip())),
            f"Tout ce qui suit « # » serait perdu : {left}.",
            f"Mettez la valeur entre guillemets : {quoted(whole)}.",
        )
        return whole

    def _is_word_of_yaml(self, key: Key, node: Node, hint: str) -> bool:
        """Tell, and report, a yes or no where something else is expected."""
        if isinstance(node, Scalar) and node.type == "bool":
            message = f"« {key.name} » ne peut pas être « {node.text} »."
            self.report("entete-valeur", node.span, message, hint)
            return True
        return False

    def date(self, key: Key, node: Node) -> ReadDate | None:
        """Read a date in the order of the site."""
        forms = " ou ".join(dict.fromkeys((self.order, DateOrder.ISO)))
        hint = f"Écrivez-la sous la forme {forms}."
        if self._is_word_of_yaml(key, node, hint):
            return None
        text = self.text(key, node, "une date")
        if not text or not isinstance(node, Scalar):
            return None
        read = read_date(text, self.order)
        if read is None:
            message = f"« {text} » ne se lit pas comme une date."
            if meant := near_date(text, self.order):
                hint = f"Écrivez « {meant} »."
            elif _DIGITS.fullmatch(text):
                message = f"« {text} » n’est pas une date du calendrier."
            self.report("date-invalide", node.span, message, hint)
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
        labels = [level.label.lower() for level in LEVELS]
        choose = f"Choisissez entre {labels[0]}, {labels[1]} et {labels[2]}."
        if self._is_word_of_yaml(key, node, choose):
            return None
        text = self.text(key, node, "un niveau")
        if not text or not isinstance(node, Scalar):
            return None
        for level in LEVELS:
            if fold(text) == level.slug:
                return level
        meant = nearest(text, labels) or _OTHER_LEVELS.get(fold(text))
        self.report(
            "niveau-inconnu",
            node.span,
            f"« {text} » n’est pas un niveau.",
            f"Vouliez-vous dire « {meant} » ?" if meant else choose,
        )
        return None

    def labels(self, key: Key, node: Node) -> tuple[str, ...] | None:
        """Read a list of short texts, without repeats."""
        if not isinstance(node, Items):
            return self._labels_out_of_list(key, node)
        found: dict[str, str] = {}
        for index, item in enumerate(node.nodes):
            text = self._label(replace(key, name=f"{key.name}[{index}]"), item)
            if text and (slug := page_slug(text)) not in found:
                self.places[f"{key.name}[{len(found)}]"] = item.span
                found[slug] = text
        return tuple(found.values())

    def _label(self, key: Key, node: Node) -> str | None:
        """Read one label; a « # » that a space does not follow is no comment, but part of it."""
        if isinstance(node, Scalar) and GLUED.fullmatch(node.comment):
            return self.prose(key, node)
        return self.text(key, node)

    def _labels_out_of_list(self, key: Key, node: Node) -> tuple[str, ...] | None:
        """Read labels that are only separated, and ask for a list."""
        written = self._written(node.span)
        if isinstance(node, Scalar):
            lines = self.source.text.split("\n")[node.span.line - 1 : node.last_line]
            dashed = ",".join(line.strip().lstrip("-") for line in lines)
            hashed = " ".join(_HASHTAG.findall(node.comment)).replace("#", "")
            written = (dashed if len(lines) > 1 else node.text) or hashed
        separator = r"\s+" if isinstance(node, Scalar) and not node.text else "[,;]"
        found = [label.strip(" \"'[]{}") for label in re.split(separator, written)]
        labels = tuple(dict.fromkeys(label for label in found if label))
        hint = f"Mettez des crochets : {key.name}: [{', '.join(labels) or '…'}]."
        if isinstance(node, Scalar) and node.text.startswith("-"):
            hint = f"Mettez une espace après chaque tiret : - {' - '.join(labels[:1])}."
        self.wrong(key.name, node, "une liste", hint)
        for number in range(len(labels)):
            self.places[f"{key.name}[{number}]"] = node.span
        return labels

    def flag(self, key: Key, node: Node) -> bool | None:
        """Read a yes or no, in English or in French."""
        said = read_flag(node)
        if said is None and not (isinstance(node, Scalar) and node.type == "null"):
            self.wrong(
                key.name,
                node,
                "true ou false",
                f"Écrivez « {key.name}: true » ou « {key.name}: false ».",
            )
        return said

    def number(self, key: Key, node: Node) -> int | None:
        """Read a whole number."""
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text.isascii() and text.isdigit() and len(text) < len("1000000"):
            return int(text)
        if text or not isinstance(node, Scalar):
            self.wrong(key.name, node, "un nombre entier positif", f"Écrivez « {key.name}: 1 ».")
        return None
