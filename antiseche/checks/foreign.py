"""Marks of other tools, that readers would see: notes in a frame, comments, modules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from antiseche.text.dialect import ALERTS
from antiseche.text.fold import fold
from antiseche.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

_CODE = "markdown-visible"
_UNREAD = "« {} » n’est pas lu : les lecteurs le voient."

# Our alerts under their names, their titles, and the words of other tools for them.
_ALERTS = {fold(word): name for name, title in ALERTS.items() for word in (name, title)} | {
    word: name
    for name, words in (
        ("NOTE", "abstract example exemple faq info question quote remarque summary todo"),
        ("TIP", "conseil hint success"),
        ("WARNING", "avertissement"),
        ("CAUTION", "bug error erreur failure"),
    )
    for word in words.split()
}
_ALERT = re.compile(r"\[!(\w+)\]")
_FRAMES = (  # the sign, the kind, and what says more surely than the kind that it is a frame
    ("!!!", r'^!!![ ]+(\w+)((?:[ ]inline)?(?:[ ]end)?(?:[ ]+".*")?)[ \t]*$'),
    ("???", r'^\?\?\?\+?[ ]+(\w+)((?:[ ]+".*")?)[ \t]*$'),
    (":::", r"^:::+[ ]?(?=[\w{])(?:\{\.?)?(?:callout-)?(\w*)(\[.*?\]|\S*)"),
)


class _Mark(NamedTuple):
    """A mark that holds ``sign``; ``{}`` of its message stands for it."""

    sign: str
    pattern: str
    hint: str
    message: str = _UNREAD


_COMMENT = "Ce commentaire est celui d’un autre outil : les lecteurs le voient."
_COMMENT_HINT = "Écrivez « <!-- … --> »."
_MODULE = "Cette ligne est du code : les lecteurs la voient."
_MODULE_HINT = "Retirez-la, ou mettez-la dans un bloc de code."
_MARKS = (
    _Mark("{/*", r"\{/\*", _COMMENT_HINT, _COMMENT),
    _Mark("import ", r"^import(?=[ ](?:.+[ ]from[ ])?['\"])", _MODULE_HINT, _MODULE),
    _Mark(
        "export ",
        r"^export(?=[ ](?:const|default|function)[ ].*['\"={(])",
        _MODULE_HINT,
        _MODULE,
    ),
)


def foreign_alerts(subject: Subject) -> Iterator[Problem]:
    """Find quotations that were meant as alerts."""
    tokens = subject.manuscript.tokens
    for quotation, block in zip(tokens, tokens[2:], strict=False):
        found = _ALERT.match(block.content)
        if not found or quotation.type != "blockquote_open":
            continue
        message = f"« {found[0]} » n’est pas un encadré : les lecteurs le voient."
        hint = f"Choisissez entre {', '.join(ALERTS)}."
        if found[1].upper() in ALERTS:
            message = f"« {found[0]} » n’ouvre un encadré que seul sur sa ligne."
            hint = "Passez à la ligne, avec « > » devant la suite."
        elif near := nearest(found[1], _ALERTS):
            name = _ALERTS[near]
            hint = f"Vouliez-vous écrire « [!{name}] », qui donne « {ALERTS[name]} » ?"
        yield subject.problem(_CODE, subject.span(block, 0, len(found[0])), message, hint)


def foreign_frames(subject: Subject) -> Iterator[Problem]:
    """Find the notes in a frame of MkDocs and of Docusaurus."""
    for sign, pattern in _FRAMES:
        for block, found in _each(subject, sign, pattern):
            kind, more = fold(found[1]), found[2]
            if more or kind in _ALERTS or sign == ":::":
                name = _ALERTS.get(kind, "NOTE")
                hint = f"Un encadré s’écrit « > [!{name}] », puis « > » devant chaque ligne."
                yield _problem(subject, block, found, _UNREAD, hint)


def other_marks(subject: Subject) -> Iterator[Problem]:
    """Find what stands for itself, whatever is around it."""
    for mark in _MARKS:
        for block, found in _each(subject, mark.sign, mark.pattern):
            yield _problem(subject, block, found, mark.message, mark.hint)


def _each(subject: Subject, sign: str, pattern: str) -> Iterator[tuple[Token, re.Match[str]]]:
    """Yield each match in prose; a backslash before one says that it is meant."""
    if sign in subject.front.body:
        for block, text in subject.prose_with(sign):
            for found in re.finditer(rf"(?<!\\)(?:{pattern})", text, re.MULTILINE):
                yield block, found


def _problem(
    subject: Subject, block: Token, found: re.Match[str], message: str, hint: str
) -> Problem:
    mark = block.content[slice(*found.span())].partition("\n")[0].rstrip()
    span = subject.span(block, found.start(), found.start() + len(mark))
    return subject.problem(_CODE, span, message.format(mark), hint)


FOREIGN = (foreign_alerts, foreign_frames, other_marks)
