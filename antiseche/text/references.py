"""The templates that a template names: what it extends, includes, or imports from."""

from __future__ import annotations

import re

# What only stands in a comment or a raw block is taken too: one dependency too many does no harm.
_STATEMENT = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
_ONE_NAME = re.compile(
    r"""\s*(["'])([^"'{}]+)\1\s*(?:ignore\s+missing\s*)?(?:with(?:out)?\s+context|as\s+\w+|import\s.*)?"""
    r"""\s*(?:with(?:out)?\s+context\s*)?[-+]?""",
    re.DOTALL,
)


def references(template: str) -> tuple[str, ...] | None:
    """Return the names that a template gives, in order; None when one is only known as it runs."""
    named: list[str] = []
    for statement in _STATEMENT.finditer(template):
        one = _ONE_NAME.fullmatch(statement[1])
        if not one:
            return None
        named.append(one[2])
    return tuple(dict.fromkeys(named))
