"""The values of ``site.yaml``, each read in the form that is asked for, with its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.problems import problem
from antiseche.source import Span
from antiseche.text.nearest import nearest
from antiseche.text.yamlpairs import quoted
from antiseche.text.yamltree import GLUED, Entries, Items, Node, Scalar, read_flag, read_mended

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from antiseche.model import Problem
    from antiseche.source import Source


class SiteValues:
    """Reads values, and keeps the problems that it meets.

    A form that a value does not have is said, and an empty one returned. ``whole`` tells whether
    all the file could be read.
    """

    def __init__(self, source: Source) -> None:
        """Take the file that the values are in."""
        self.source = source
        self.problems: list[Problem] = []
        self.whole = True
        self.mended: set[int] = set()

    def root(self) -> Node | None:
        """Read the file, faulty lines as they were meant."""
        root, faults, self.whole = read_mended(self.source.text.split("\n"))
        for fault in faults:
            self.invalid(fault.span, fault.message, fault.hint)
        self.mended = {fault.span.line for fault in faults}
        return root

    def invalid(self, span: Span, message: str, hint: str) -> None:
        """Say that a value cannot be used."""
        if span.line not in self.mended:
            self.problems.append(problem(self.source, "config-invalide", span, message, hint))

    def unknown(self, name: Scalar, known: Iterable[str], synonyms: Mapping[str, str]) -> None:
        """Say that a setting does not exist; ``synonyms`` are other words for those that do."""
        words = {**synonyms, **{one: one for one in known}}
        meant = words.get(nearest(name.text, words) or "")
        hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Retirez-le : il n’est pas lu."
        message = f"Le réglage « {name.text} » n’existe pas."
        self.problems.append(problem(self.source, "cle-inconnue", name.span, message, hint))

    def text(self, name: str, node: Node) -> str:
        """Read a text."""
        if not isinstance(node, Scalar):
            hint = f"Écrivez-le sur une seule ligne, après « {name}: »."
            self.invalid(node.span, f"« {name} » attend un texte.", hint)
            return ""
        if GLUED.fullmatch(node.comment):
            whole = f"{node.text} {node.comment}".strip()
            left = f"il resterait « {node.text} »" if node.text else "il ne resterait rien"
            self.invalid(
                self._commented(node),
                f"Tout ce qui suit « # » serait perdu : {left}.",
                f"Mettez la valeur entre guillemets : {quoted(whole)}.",
            )
        elif node.type == "bool":
            self.invalid(
                node.span,
                f"« {node.text} » se lirait comme un oui ou un non, pas comme un texte.",
                f"Mettez-le entre guillemets : {quoted(node.text)}.",
            )
        return "" if node.type == "null" else node.text.strip()

    def _commented(self, node: Scalar) -> Span:
        """Return the place of a value, or of the comment that is all there is."""
        column = self.source.line(node.last_line).index(node.comment) + 1
        return node.span if node.text else Span(node.last_line, column, len(node.comment))

    def entries(self, name: str, node: Node, hint: str) -> list[tuple[Scalar, Node]]:
        """Read keys and their values; ``hint`` shows how they are written."""
        if not isinstance(node, Entries):
            self.invalid(node.span, f"« {name} » attend des clés.", hint)
            return []
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.pairs:
            if key.text in pairs:
                message = f"Le réglage « {key.text} » est écrit deux fois."
                self.invalid(key.span, message, "Gardez celui qui convient.")
            else:
                pairs[key.text] = key, value
        return list(pairs.values())

    def items(self, name: str, node: Node, hint: str) -> tuple[Node, ...]:
        """Read a list; ``hint`` shows how it is written."""
        if isinstance(node, Items):
            return node.nodes
        self.invalid(node.span, f"« {name} » attend une liste.", hint)
        return ()

    def texts(self, name: str, node: Node, names: Iterable[str], hint: str) -> dict[str, Scalar]:
        """Read keys that all have a text; those that are empty are left out."""
        known = tuple(names)
        found: dict[str, Scalar] = {}
        for key, value in self.entries(name, node, hint):
            if key.text not in known:
                self.unknown(key, known, {})
            elif self.text(key.text, value) and isinstance(value, Scalar):
                found[key.text] = value
        return found

    def flag(self, name: str, node: Node) -> bool:
        """Read a yes or no, in English or in French."""
        said = read_flag(node)
        if said is None:
            hint = f"Écrivez « {name}: true » ou « {name}: false »."
            self.invalid(node.span, f"« {name} » attend true ou false.", hint)
        return bool(said)
