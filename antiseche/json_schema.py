"""The JSON Schema (2020-12) of a front matter, made from the table that the checks read.

What a schema forbids is what the checks complain of; an empty key is as one that is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from antiseche.levels import LEVELS
from antiseche.schema import KEYS, Form
from antiseche.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "null"]}  # 2025 and 3.10 are fine titles
_NOTHING: Schema = {"type": "null"}


def json_schema(series: Sequence[str], tags: Sequence[str], layouts: Sequence[str]) -> Schema:
    """Return the schema of the front matters of a site.

    One that declares its series has no others; a tag may always be new, and a layout a path.
    """
    forms = _forms() | {Form.LABELS: _list_of({"anyOf": [{"enum": list(tags)}, _TEXT]})}
    own: dict[str, Schema] = {"layout": {"anyOf": [{"enum": list(layouts)}, _TEXT]}}
    if series:
        own["serie"] = {"enum": [*series, None]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "L’en-tête d’une fiche",
        "type": "object",
        "properties": {
            key.name: {"description": key.about, **own.get(key.name, forms[key.form])}
            for key in KEYS
        },
        "additionalProperties": False,
    }


def _forms() -> dict[Form, Schema]:
    questions = _list_of(_object({"question": _TEXT, "answer": _TEXT}))
    steps = _list_of(_object({"name": _TEXT, "text": _TEXT}))
    return {
        Form.TEXT: _TEXT,
        Form.NAME: _TEXT,
        Form.PROSE: _TEXT,
        Form.DATE: {
            "type": ["string", "null"],
            "pattern": r"^(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{1,2}-\d{1,2}([T ].*)?)$",
        },
        Form.LEVEL: {"anyOf": [{"enum": [level.label.lower() for level in LEVELS]}, *_levels()]},
        Form.FLAG: {"anyOf": [{"type": ["boolean", "null"]}, {"enum": ["oui", "non"]}]},
        Form.NUMBER: {"type": ["integer", "null"], "minimum": 0},
        Form.FAQ: questions,
        Form.HOW_TO: {"anyOf": [_object({"name": _TEXT, "steps": steps}), _NOTHING]},
    }


def _levels() -> list[Schema]:
    """Return the other ways to write a level: capitals, and no accents."""
    ways = ("".join(f"[{_cases(letter)}]" for letter in level.label.lower()) for level in LEVELS)
    return [{"type": "string", "pattern": f"^({'|'.join(ways)})$"}, _NOTHING]


def _cases(letter: str) -> str:
    return "".join(sorted({letter, letter.upper(), fold(letter), fold(letter).upper()}))


def _list_of(items: Schema) -> Schema:
    return {"type": ["array", "null"], "items": items}


def _object(properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
