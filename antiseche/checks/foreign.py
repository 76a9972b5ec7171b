"""Marks of other tools, that readers would see: notes in a frame, links, comments, includes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from antiseche.text.dialect import ALERTS
from antiseche.text.fold import fold
from antiseche.text.nearest import nearest
from antiseche.text.slugs import heading_slug
from antiseche.text.typography_signs import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

_CODE = "markdown-visible"
_UNREAD = "« {} » n’est pas lu : les lecteurs le voient."
_AS_CODE = "si c’est du code, `ainsi`"

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
_ALONE = re.compile(r"\[!(\w+)\](?=\n|\Z)")
_ALMOST = re.compile(r"\[?!?(?<=[\[!])(\w+)\]?:?(?=\n|\Z)")
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


# Patterns are of prose, where an object stands for what is none: a tag of HTML, code, a link.
_WORD = rf"[\w«»\"“”()!?.…{OBJECT}]"
_COMMENT = "Ce commentaire est celui d’un autre outil : les lecteurs le voient."
_COMMENT_HINT = "Écrivez « <!-- … --> »."
_CONTENTS = rf"^\[\[?[_{OBJECT}]?(?:TOC|toc)[_{OBJECT}]?\]?\][ \t]*$"
_CONTENTS_HINT = "Retirez-le : chaque fiche a son sommaire."
_PROGRAM_HINT = f"Écrivez en Markdown ce qu’il ferait ; {_AS_CODE}."
_MODULE = "Cette ligne est du code : les lecteurs la voient."
_MODULE_HINT = "Retirez-la, ou mettez-la dans un bloc de code."
_MARKS = (
    _Mark(
        "==",
        rf"(?<![=\w])==(?={_WORD})(?:[^=]|=(?!=))+(?<={_WORD})==(?![=\w])",
        "Écrivez « <mark>…</mark> ».",
    ),
    _Mark(
        "%%",  # but not « de 10 %% à 20 %% », nor « for %%i in (*) do echo %%i »
        r"(?<![%\w])(?<!\d[ \u00a0\u202f])%%(?!%)(?:[^%]|%(?!%))+%%(?![%\w])|^%%(?=[ ]|$)",
        _COMMENT_HINT,
        _COMMENT,
    ),
    _Mark("{/*", r"\{/\*", _COMMENT_HINT, _COMMENT),
    _Mark("{{", rf"\{{\{{[<%{OBJECT}][\s\S]*?\}}\}}", _PROGRAM_HINT),
    _Mark("{%", r"(?<!\{)\{%-?\s*[a-z][\s\S]*?%\}", _PROGRAM_HINT),
    _Mark(
        "{:",  # but not « {:ok, valeur} » of Elixir, nor « {:nom=>"x"} » of Ruby
        r"\{:[ ]*(?:[.#][\w-]|[\w-]+=(?!>)|toc\b).*?\}",
        "Retirez-le ; un encadré s’écrit « > [!NOTE] ».",
    ),
    _Mark("{#", r"(?<=[ ])\{#[\w-]+\}\Z", "Retirez-le : l’ancre d’un titre vient de ses mots."),
    _Mark("TOC", _CONTENTS, _CONTENTS_HINT),
    _Mark("[toc]", _CONTENTS, _CONTENTS_HINT),
    _Mark(
        "8<-",
        r"^;?(?:-+8<-+[ ]+[\"'].*|--8<--[ \t]*$)",
        "Recopiez ce que dit ce fichier, ou faites-y mener un lien.",
    ),
    _Mark(
        '=== "',
        r'^===[+!]*[ ]".*"[ \t]*$',
        "Écrivez un titre à sa place, comme « ### Linux », et la suite sans retrait.",
    ),
    _Mark("import ", r"^import(?=[ ](?:.+[ ]from[ ])?['\"])", _MODULE_HINT, _MODULE),
    _Mark(
        "export ",
        r"^export(?=[ ](?:const|default|function)[ ].*['\"={(])",
        _MODULE_HINT,
        _MODULE,
    ),
)

# Neither « [[ -f x ]] », « [[:alpha:]] », « [[1, 2]] » nor « [["a"]] » is the name of a page.
_PAGE = r"!?\[\[(?!_?(?:TOC|toc)_?\])(?=[^\[\]\n]*[^\W\d_]{2})[\w./#«][^\[\],\n]*\]\]"
_IMAGE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\Z", re.IGNORECASE)
_EXTENSION = re.compile(r"\.\w{2,4}\Z")


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


def alerts_without_their_sign(subject: Subject) -> Iterator[Problem]:
    """Find alerts without the « > », the « ! » or the brackets that make one."""
    last = before = ""
    for block in subject.manuscript.tokens:
        is_quoted, is_text = before == "blockquote_open", last == "paragraph_open"
        before, last = last, block.type
        found = (_ALMOST if is_quoted else _ALONE).match(block.content)
        if not found or not is_text:
            continue
        name = _ALERTS.get(fold(found[1]))
        if name and (not is_quoted or found[1] in ALERTS):
            message = f"« {found[0]} » n’ouvre pas d’encadré : les lecteurs le voient."
            hint = f"Un encadré s’écrit « > [!{name}] », puis « > » devant chaque ligne."
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


def wikilinks(subject: Subject) -> Iterator[Problem]:
    """Find links and images between double brackets."""
    for block, found in _each(subject, "[[", _PAGE):
        written = block.content[slice(*found.span())].lstrip("!")[2:-2]
        target, _, text = written.replace("\\|", "|").partition("|")
        path, sharp, section = target.partition("#")
        address = path.replace(" ", "%20")
        if _IMAGE.search(path):
            hint = f"Une image s’écrit « ![ce qu’on voit]({address}) » ; {_AS_CODE}."
        else:
            address += "" if not path or _EXTENSION.search(path) else ".md"
            address += sharp + heading_slug(section)
            hint = f"Un lien s’écrit « [{text or section or path}]({address}) » ; {_AS_CODE}."
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


FOREIGN = (foreign_alerts, alerts_without_their_sign, foreign_frames, wikilinks, other_marks)
