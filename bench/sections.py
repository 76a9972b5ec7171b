"""Fiches taken apart: sections that stand alone, to be put together in another order.

A section is cut from its fiche with the notes that it calls; what it said of other fiches becomes
plain words, since those fiches are not in the corpus. What follows the language of a block
of code is read by our dialect only, and left out too: all generators are given the same text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FENCE = re.compile(r"^[> ]*(`{3,}|~{3,})(.*)$")
_HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_EMPTY = re.compile(r"^#{2,6} [^\n]*\s*(?:^#{2,6} |\Z)", re.MULTILINE)
_WRAPPER = re.compile(r"^</?article>$", re.MULTILINE)
_OPTIONS = re.compile(r"(?<=```|~~~)([\w.]+) .*$", re.MULTILINE)
_DEFINITION = re.compile(r"^\[(\^?[^\]]+)\]: *(\S.*)$", re.MULTILINE)
_NOTE_CALL = re.compile(r"\[\^([^\]]+)\]")
_REFERENCE = re.compile(r"\[([^\]^]+)\]\[([^\]]+)\]")
_INNER_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?:)[^)\s]*\)")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one ``##``, its notes at the end."""

    title: str
    text: str


def read_sections(folder: Path) -> tuple[Section, ...]:
    """Return the sections of every fiche of a folder, by name of file."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    return tuple(section for text in texts for section in split_sections(text))


def split_sections(fiche: str) -> list[Section]:
    """Return the sections of a fiche that have something under each of their headings."""
    body = _HEADER.sub("", fiche, count=1)
    body = _OPTIONS.sub(r"\1", _WRAPPER.sub("", body))
    definitions = dict(_DEFINITION.findall(body))
    cut = [_section(lines, definitions) for lines in _cut(body)]
    return [section for section in cut if not _EMPTY.search(section.text)]


def _cut(body: str) -> list[list[str]]:
    """Cut lines before each ``##`` that is not in a block of code; what precedes them is left."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in body.splitlines():
        met = FENCE.match(line)
        if met and not fence:
            fence = met[1]
        elif met and met[1].startswith(fence) and not met[2].strip():
            fence = ""
        if not fence and line.startswith("## "):
            parts.append([])
        if fence or not _DEFINITION.match(line):
            parts[-1].append(line)
    return parts[1:]


def _section(lines: list[str], definitions: dict[str, str]) -> Section:
    text = "\n".join(lines).strip()
    called = dict.fromkeys(_NOTE_CALL.findall(text))
    notes = [
        f"[^{name}]: {definitions['^' + name]}" for name in called if "^" + name in definitions
    ]
    whole = "\n\n".join([text, *notes])
    inlined = _REFERENCE.sub(lambda met: _inline(met, definitions), whole)
    return Section(lines[0].removeprefix("## "), _INNER_LINK.sub(r"\1", inlined))


def _inline(met: re.Match[str], definitions: dict[str, str]) -> str:
    target = definitions.get(met[2])
    return f"[{met[1]}]({target})" if target else met[0]
