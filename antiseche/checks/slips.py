"""Links that are not what their author meant: unread by Markdown, or read as something else."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from antiseche.problems import problem
from antiseche.text.dialect import parser
from antiseche.text.html import runs_a_program
from antiseche.text.urls import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from antiseche.checks.subject import Subject
    from antiseche.model import Link, Problem
    from antiseche.source import Source

_WITH_SPACE = re.compile(
    r"\[[^\[\]]+\]\(\s*"
    r"([^()<>\n]*\S[ \t]+[^\s()<>\"'][^()<>]*|[^\s()<>]+[ \t]+\"[^()<>\"\n]*)\)"
)
# What is surely an address, be it in prose: not « (voir /etc/hosts) », nor « (#12) ».
_ADDRESS = (
    r"https?://[^()\[\]\s]+|\.{0,2}/(?:[\w.%-]+/)+(?:\#[\w-]+)?|\.{0,2}/[\w./%-]*\#[\w-]+"
    r"|[\w./%-]+\.(?:md|html|pdf|png|jpe?g|svg|webp|gif)(?:\#[\w-]+)?|\#[^\W\d][\w-]+"
)
_REVERSED = re.compile(rf"(?<![\w\])])\(([^()\n]+)\)\[({_ADDRESS})\]")
_SPACED = re.compile(rf"\[(?!\^)[^\[\]]+\][ \t]+\(({_ADDRESS})\)")
_OPEN = re.compile(r"!?\[[^\[\]]+\]\(((?:/|\.\.?/|https?://|#)[^\s()<>]*)(?=\s|\Z)(?![^()]*\))")
_REFERENCE = re.compile(r"(?<![\w\])])\[([^\[\]]*)\]\[([^\[\]]*)\]")
_SIZE = re.compile(r"\s+=\d*x\d*\Z")
_LETTER = re.compile(r"[^\W\d]")
# Glued to a word, as a regular expression in prose (« [^abc] ») is not.
_NOTE = re.compile(r"(?<=[\w.,;:!?»)])\[\^(\d+|[^\W\d][\w-]{2,})\]")
# Not glued, it needs a name that no regular expression has, or to be written as a definition is.
_LOOSE_NOTE = re.compile(
    r"^\[\^(?P<defined>[\w-]+)\](?=[ \u00a0\u202f]+:)"
    r"|(?<!\S)\[\^(\d{1,3}|(?:note|source|ref|réf|src)[\w-]*)\](?=[\s.,;:!?»)]|\Z)",
    re.MULTILINE | re.IGNORECASE,
)
_REGEX = re.compile(r"regex|expressions?\b|motif|classe|caractère|\bgrep\b|\bsed\b", re.IGNORECASE)
_FRENCH_TITLE = re.compile(r"(\S+)\s+[«“]\s*(.+?)\s*[»”]\s*")
_OPEN_TITLE = re.compile(r"(\S+)\s+\"(.*)")
_OF_A_PERSON = re.compile(r"(?:mailto|tel|sms):", re.IGNORECASE)
_OF_A_COMPUTER = re.compile(r"file:|[a-z]:[\\/]", re.IGNORECASE)
_REFUSED = re.compile(r"(?:\]\(|^\[[^\[\]]+\]:)\s*(?P<angle><?)", re.MULTILINE)
_AUTOLINK = re.compile(r"(?<!\()<((?:javascript|vbscript|data):[^<>\s]*)>", re.IGNORECASE)

# Shapes of addresses that lead elsewhere than meant, and what was meant.
_SHAPES = (
    (re.compile(r"/+(https?://.+)"), r"\1"),
    (re.compile(r"https?://(https?://.+)"), r"\1"),
    (re.compile(r"(https?):?/{0,1}(?!/)((?:[\w-]+\.)+\w.*)"), r"\1://\2"),
    (re.compile(r"(www\..+)"), r"https://\1"),
    (
        re.compile(r"((?:[\w-]+\.)+(?:com|fr|org|net|io|dev|eu|be|ch|ca|app)(?:/.*)?)"),
        r"https://\1",
    ),
    (re.compile(r"(https?)[:;,.]+/+(.+)"), r"\1://\2"),
    (re.compile(r"h+t*p*(s?):?//(.+)"), r"http\1://\2"),
    (re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"), r"mailto:\1"),
)
# None of them begins as a path does, unless it holds one of these signs: most links are known so.
_SOUND = re.compile(r"https?://(?!https?://|/)|mailto:|[/.#][^:\\%@]*\Z")


def unread_links(subject: Subject) -> Iterator[Problem]:
    """Find what looks like a link and is printed as text."""
    for block, text in subject.prose_with("["):
        for match in _WITH_SPACE.finditer(text):
            yield subject.problem(
                "lien-malforme",
                subject.span(block, *match.span(1)),
                f"Une espace coupe l’adresse « {match[1]} » : ce lien n’en est pas un.",
                _without_space(match[1].strip()),
            )
        for match in _REVERSED.finditer(text):
            yield subject.problem(
                "lien-malforme",
                subject.span(block, *match.span()),
                "Les crochets et les parenthèses de ce lien sont inversés.",
                f"Écrivez « [{match[1]}]({match[2]}) ».",
            )
        for match in _SPACED.finditer(text):
            yield subject.problem(
                "lien-malforme",
                subject.span(block, *match.span(1)),
                "Une espace sépare le texte du lien de son adresse.",
                "Collez la parenthèse au crochet.",
            )
        for match in _OPEN.finditer(text):
            yield subject.problem(
                "lien-malforme",
                subject.span(block, *match.span(1)),
                f"Il manque une parenthèse après l’adresse « {match[1]} ».",
                "Ajoutez « ) ».",
            )


def _without_space(address: str) -> str:
    """Return how to write an address with a space, or with the size of its image."""
    if size := _SIZE.search(address):
        plain = address[: size.start()]
        return f"Retirez la taille : {plain}. Une image prend celle de la page."
    if titled := _FRENCH_TITLE.fullmatch(address):
        return f'Mettez le titre entre guillemets droits : {titled[1]} "{titled[2]}".'
    if titled := _OPEN_TITLE.fullmatch(address):
        return f'Refermez le titre : {titled[1]} "{titled[2]}".'
    if _OF_A_PERSON.match(address):
        return f"Retirez les espaces : {''.join(address.split())}."
    return f"Écrivez « %20 » à sa place : {address.replace(' ', '%20')}."


def links_to_nothing(subject: Subject) -> Iterator[Problem]:
    """Find links that have no words, so that nobody sees them, and tags without an address."""
    for block in subject.manuscript.tokens:
        for child, after in pairwise(block.children or ()):
            if child.type == "link_open" and after.type == "link_close":
                at = child.meta["at"]  # of what is between the brackets
                span = subject.span(block, at - len("["), at + len("]"))
                message = "Ce lien n’a pas de texte : personne ne le voit."
                hint = "Écrivez entre les crochets ce vers quoi il mène."
                yield subject.problem("lien-malforme", span, message, hint)
    for placed in subject.tags:
        href = placed.tag.attributes.get("href")
        if placed.tag.name == "a" and href and not href.value.strip():
            hint = "Écrivez-la entre les guillemets."
            message = "Ce lien n’a pas d’adresse."
            yield subject.problem("lien-malforme", placed.span, message, hint)


def undefined_references(subject: Subject) -> Iterator[Problem]:
    """Find links and notes whose definition is missing: they are printed as they are typed."""
    notes = subject.manuscript.env.get("footnotes", {}).get("refs", {})
    for block, text in subject.prose_with("["):
        for match in _REFERENCE.finditer(text):
            if all(map(_LETTER.search, match.groups())):  # t[0][1] is no link
                yield subject.problem(
                    "lien-malforme",
                    subject.span(block, *match.span()),
                    f"La référence « {match[2]} » n’est définie nulle part.",
                    f"Ajoutez une ligne « [{match[2]}]: adresse ».",
                )
        for match in _notes(text):
            name = match[match.lastindex or 0]
            if f":{name}" in notes:
                continue
            message, hint = "n’est définie nulle part", f"Ajoutez une ligne « [^{name}]: … »."
            if match.lastgroup == "defined":
                message = "n’est pas définie : une espace précède les deux-points"
                hint = "Collez-les au crochet."
            span = subject.span(block, *match.span())
            yield subject.problem("lien-malforme", span, f"La note « {name} » {message}.", hint)


def _notes(text: str) -> Iterator[re.Match[str]]:
    """Yield what surely calls a note, or was meant to define one."""
    yield from _NOTE.finditer(text)
    if not _REGEX.search(text):
        yield from _LOOSE_NOTE.finditer(text)


def refused_links(subject: Subject) -> Iterator[Problem]:
    """Find links that Markdown refuses because they would run something."""
    md = parser()
    for block, text in subject.prose_with("<"):
        for match in _AUTOLINK.finditer(text):
            yield _refused(subject, block, *match.span(1), match[1])
    for block, text in subject.prose_with("["):
        for match in _REFUSED.finditer(text):
            found = md.helpers.parseLinkDestination(text, match.start("angle"), len(text))
            if found.ok and not md.validateLink(md.normalizeLink(found.str)):
                end = found.pos - len(match["angle"])
                yield _refused(subject, block, match.end(), end, found.str)


def _refused(subject: Subject, block: Token, start: int, end: int, address: str) -> Problem:
    span = subject.span(block, start, end)
    if _OF_A_COMPUTER.match(address):
        return subject.problem("lien-malforme", span, *_own_file(address))
    return subject.problem(
        "html-dangereux",
        span,
        f"L’adresse « {address} » peut lancer un script : ce lien reste du texte.",
        "Donnez l’adresse d’une page.",
    )


def malformed_links(source: Source, links: Sequence[Link]) -> Iterator[Problem]:
    """Find links whose address is mistyped."""
    for link in links:
        if not link.href:
            code = "image-absente" if link.image else "lien-malforme"
            what = "Cette image" if link.image else "Ce lien"
            hint = "Écrivez-la entre les parenthèses."
            yield problem(source, code, link.span, f"{what} n’a pas d’adresse.", hint)
        elif _OF_A_COMPUTER.match(written := typed(source, link)):
            yield problem(source, "lien-malforme", link.span, *_own_file(written))
        elif meant := _meant(link.href):
            yield problem(
                source,
                "lien-malforme",
                link.span,
                f"L’adresse « {typed(source, link)} » est mal écrite.",
                f"Vouliez-vous écrire « {unquote(meant)} » ?",
            )


def _own_file(address: str) -> tuple[str, str]:
    """Return what is wrong with a link to the computer of the author, and what to do."""
    message = f"« {address} » est sur votre ordinateur : un lecteur ne l’a pas."
    return message, "Mettez ce fichier dans le dossier des fiches, et donnez son chemin."


def typed(source: Source, link: Link) -> str:
    """Return the address as its author typed it: Markdown encodes what it reads."""
    written = source.written(link.span)
    return written if plain(written) == plain(link.href) else link.href


def is_malformed(href: str) -> bool:
    """Tell whether an address is reported for what it is, and so need not be as dead."""
    return not href or runs_a_program(href) or _meant(href) is not None


def _meant(href: str) -> str | None:
    if _SOUND.match(href):
        return None
    if "%5C" in href or "\\" in href:
        return href.replace("%5C", "/").replace("\\", "/")
    for shape, meant in _SHAPES:
        if shape.fullmatch(href):
            return shape.sub(meant, href)
    return None


SLIPS = (unread_links, links_to_nothing, undefined_references, refused_links)
