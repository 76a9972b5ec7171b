"""Text that its author typed and that no page shows; and what Git left between two versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import escapedSplit

from antiseche.text.plurals import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

_NOTE = re.compile(r"\s{0,3}\[\^([^\]\s]+)\]:")
_CONFLICT = re.compile(r"<{7} \S.*")
_DECLARATION = re.compile(
    r"<(?:!\[CDATA\[.*?\]\]>|!(?!--)[^>\n]*>?|\?[^\n]*?(?:\?>|$))", re.MULTILINE
)
_AROUND = " \t>"  # a row of a table that is in a list or a quotation
_CODE = frozenset(("fence", "code_block", "html_block"))


def lost_cells(subject: Subject) -> Iterator[Problem]:
    """Find rows of tables with more cells than the table has columns: the last are not shown."""
    columns = 0
    for token in subject.manuscript.tokens:
        if token.type == "thead_open":
            columns = 0
        columns += token.type == "th_open"
        if not columns or token.type != "tr_open" or not token.map:
            continue
        row = token.map[0]
        cells = cells_of(subject.manuscript.locator.line(row).lstrip(_AROUND))
        if len(cells) > columns:
            yield subject.problem(
                "texte-perdu",
                subject.line_span(row, cells[columns].strip() or "|"),
                f"Cette ligne a {count(len(cells), 'cellule')} pour "
                f"{count(columns, 'colonne')} : la suite ne paraît pas.",
                "Retirez ce qui est de trop ; « \\| » écrit une barre dans une cellule.",
            )


def cells_of(line: str) -> list[str]:
    """Return the cells of a row of a table, as Markdown cuts it."""
    cells: list[str] = escapedSplit(line.strip())
    if not cells[0].strip():
        del cells[0]
    if cells and not cells[-1].strip():
        del cells[-1]
    return cells


def lost_notes(subject: Subject) -> Iterator[Problem]:
    """Find footnotes that nothing calls, and those that another of the same name replaces."""
    notes = subject.manuscript.env.get("footnotes", {}).get("refs", {})
    if not notes:
        return
    seen: set[str] = set()
    for index, line in _prose(subject):
        note = _NOTE.match(line)
        if not note or f":{note[1]}" not in notes:
            continue
        place = subject.line_span(index, f"[^{note[1]}]")
        if note[1] in seen:
            message = f"La note « {note[1]} » est écrite deux fois : une seule paraît."
            yield subject.problem("texte-perdu", place, message, "Donnez à l’une un autre nom.")
        elif notes[f":{note[1]}"] < 0:
            message = f"Rien n’appelle la note « {note[1]} » : elle ne paraît pas."
            hint = f"Écrivez « [^{note[1]}] » dans le texte, où elle se rapporte."
            yield subject.problem("texte-perdu", place, message, hint)
        seen.add(note[1])


def declarations(subject: Subject) -> Iterator[Problem]:
    """Find what browsers read as a declaration or an instruction, and show to nobody."""
    for block, at, piece in subject.markup():
        if match := _DECLARATION.match(piece):
            opening = match[0].rstrip()
            yield subject.problem(
                "texte-perdu",
                subject.span(block, at, at + len(opening)),
                f"« {opening} » ne paraît pas : un navigateur ne montre rien de tel.",
                "Mettez-le entre accents graves, ou dans un bloc de code.",
            )


def conflicts(subject: Subject) -> Iterator[Problem]:
    """Find the marks that Git leaves where two versions do not go together."""
    marked = "<<<<<<< " in subject.front.body
    for index, line in _prose(subject) if marked else ():
        if _CONFLICT.fullmatch(line):
            yield subject.problem(
                "conflit-git",
                subject.line_span(index, line),
                "Git n’a pas su fusionner deux versions de ce passage.",
                "Gardez la bonne, et retirez les lignes « <<<<<<< », « ======= » et « >>>>>>> ».",
            )


def _prose(subject: Subject) -> Iterator[tuple[int, str]]:
    """Yield each line of the text that is not of code, after its number from 0."""
    tokens = subject.manuscript.tokens
    places = [token.map for token in tokens if token.type in _CODE and token.map]
    code = {line for start, end in places for line in range(start, end)}
    lines = subject.front.body.split("\n")
    return ((index, line) for index, line in enumerate(lines) if index not in code)


LOSSES = (lost_cells, lost_notes, declarations, conflicts)
