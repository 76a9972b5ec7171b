"""Each value of a front matter in the form that its key asks for, lists of questions included."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from antiseche.schema import Form, Key
from antiseche.text.nearest import nearest
from antiseche.text.values import ValueReader
from antiseche.text.yamltree import Entries, Items, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

# Words that authors write for the keys of a question or of a step.
_SYNONYMS = {
    "question": ("titre", "title", "q", "name"),
    "answer": ("réponse", "texte", "text", "a", "r"),
    "name": ("nom", "titre", "title", "étape", "step"),
    "text": ("texte", "contenu", "description", "answer"),
    "steps": ("étapes", "liste"),
}


def read_value(reader: ValueReader, key: Key, name: Scalar, node: Node) -> object:
    """Return the value of a key; None when there is none, or none that can be kept."""
    if isinstance(node, Scalar) and not node.comment:
        if node.type == "null":
            reader.blanks[key.name] = name.span
            return None
        if not node.text.strip():
            reader.blanks[key.name] = node.span
            return None
    reader.places[key.name] = node.span
    return _FORMS[key.form](reader, key, node)


def faq(reader: ValueReader, key: Key, node: Node) -> tuple[tuple[str, str], ...] | None:
    """Read the questions and answers."""
    return _pairs(reader, key.name, node, ("question", "answer"))


def how_to(
    reader: ValueReader, key: Key, node: Node
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Read the name and the steps of a how-to."""
    fields = _fields(reader, key.name, node, ("name", "steps"))
    if fields is None:
        return None
    name = _inner(reader, key.name, "name", fields)
    steps = _pairs(reader, f"{key.name}.steps", fields["steps"][1], ("name", "text"))
    return (name, steps) if name and steps else None


def _pairs(
    reader: ValueReader, path: str, node: Node, names: tuple[str, str]
) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(node, Items):
        first, second = names
        reader.wrong(
            path,
            node,
            "une liste",
            f"Commencez chaque élément par « - {first}: … {second}: … ».",
        )
        return None
    pairs: list[tuple[str, str]] = []
    for index, item in enumerate(node.nodes):
        fields = _fields(reader, f"{path}[{index}]", item, names)
        if fields is None:
            continue
        texts = [_inner(reader, f"{path}[{index}]", name, fields) for name in names]
        if texts[0] and texts[1]:
            for name in names:
                reader.places[f"{path}[{len(pairs)}].{name}"] = fields[name][1].span
            pairs.append((texts[0], texts[1]))
    return tuple(pairs)


def _inner(
    reader: ValueReader, path: str, name: str, fields: dict[str, tuple[Scalar, Node]]
) -> str | None:
    """Read the text of a key of a question, of a how-to or of a step."""
    key, node = fields[name]
    text = reader.prose(Key(name, Form.PROSE, ""), node)
    if not text and isinstance(node, Scalar):
        empty = replace(node, span=node.span if node.text or node.type != "null" else key.span)
        reader.wrong(path, empty, f"un texte après « {name}: »", "Écrivez-le.")
    return text


def _fields(
    reader: ValueReader, path: str, node: Node, names: tuple[str, str]
) -> dict[str, tuple[Scalar, Node]] | None:
    wanted = f"les clés « {names[0]} » et « {names[1]} »"
    if not isinstance(node, Entries):
        reader.wrong(path, node, wanted, f"Écrivez « {names[0]}: … », puis « {names[1]}: … ».")
        return None
    given = {name.text for name, _ in node.pairs}
    fields: dict[str, tuple[Scalar, Node]] = {}
    for name, value in node.pairs:
        key = name.text
        if key not in names:
            key = _unknown_field(reader, path, name, [one for one in names if one not in given])
        elif key in fields:
            message = f"La clé « {key} » est écrite deux fois."
            reader.report("entete-cle-double", name.span, message, "Gardez celle qui convient.")
        fields.setdefault(key, (name, value))
    if missing := [name for name in names if name not in fields]:
        reader.wrong(path, node, wanted, f"Ajoutez « {missing[0]}: … ».")
        return None
    return fields


def _unknown_field(reader: ValueReader, path: str, name: Scalar, missing: list[str]) -> str:
    """Report a key that a question or a step does not have; return the one that it stands for.

    ``missing`` are those that it may stand for.
    """
    words = {word: one for one in missing for word in (one, *_SYNONYMS[one])}
    meant = words.get(nearest(name.text, words) or "", "")
    reader.report(
        "cle-inconnue",
        name.span,
        f"La clé « {name.text} » n’existe pas dans « {path.partition('[')[0]} ».",
        f"Vouliez-vous écrire « {meant} » ?" if meant else "Retirez-la : elle n’est pas lue.",
    )
    return meant or name.text


_FORMS: dict[Form, Callable[[ValueReader, Key, Node], object]] = {
    Form.TEXT: ValueReader.text,
    Form.NAME: ValueReader.prose,
    Form.PROSE: ValueReader.prose,
    Form.DATE: ValueReader.date,
    Form.LEVEL: ValueReader.level,
    Form.LABELS: ValueReader.labels,
    Form.FLAG: ValueReader.flag,
    Form.NUMBER: ValueReader.number,
    Form.FAQ: faq,
    Form.HOW_TO: how_to,
}
