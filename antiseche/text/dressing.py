"""What a page adds to the body of its fiche: anchors, sizes of images, notes for paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import count
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from antiseche.text.html import tags

if TYPE_CHECKING:
    from collections.abc import Mapping

_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_PARTS = re.compile(
    r"<(?:!--.*?-->"
    rf"|(?P<start>(?P<name>img|a|pre)\b{_ATTRIBUTES})>"
    r'|(?P<heading>h[2-6]) id="(?P<id>[^"]*)">.*?</(?P=heading)>)',
    re.DOTALL,
)
_EMPTY_HEADER = re.compile(r"<th(?P<attributes>[^>]*)></th>")
_ALIGNED = re.compile(r'(<t[hd]) style="text-align:(\w+)">')
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")  # beyond ASCII
_FRAME = re.compile(rf"<iframe\b{_ATTRIBUTES}(?=>)")
_TASK = re.compile(r'<input class="task-list-item-checkbox"(?P<attributes>[^>]*)>')
_TABLE = re.compile(r'<div class="table" role="region" aria-label="Tableau(?=")')


class Size(NamedTuple):
    """The natural size of an image, in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Dressed:
    """A body ready for its page, and the addresses that its ``data-note`` letters stand for.

    They are as one reads them: letters that a link encodes are themselves.
    """

    html: str
    addresses: tuple[str, ...]


def dress(html: str, address: str, sizes: Mapping[str, Size]) -> Dressed:
    """Dress the body of the page at ``address``.

    ``sizes`` are those of its images, under the address that the page prints. Headings get a link
    to themselves beside them, not inside: it is no part of their name.
    """
    notes: dict[str, int] = {}
    tables = count(1)  # regions are told apart by their names
    html = _TABLE.sub(lambda table: f"{table[0]} {next(tables)}", accessible(html))

    def dressed(part: re.Match[str]) -> str:
        if part["heading"]:
            link = f'<a class="anchor" href="#{part["id"]}" aria-labelledby="{part["id"]}"></a>'
            return f'<div class="heading">{part[0]}{link}</div>'
        match part["name"]:
            case "img":
                return f"<{part['start'].rstrip(' /')}{_image_attributes(part[0], sizes)}>"
            case "a":
                return f"<{part['start']}{_note(part, address, notes)}>"
            case "pre" if " tabindex" not in part["start"]:
                # What scrolls must be reached by keyboard in every browser.
                return f'<{part["start"]} tabindex="0">'
        return part[0]

    return Dressed(_PARTS.sub(dressed, html), tuple(map(_readable, notes)))


def accessible(html: str) -> str:
    """Say what a screen reader could not guess: a task is done or not, a corner heads nothing.

    A frame without a title says where it comes from. Alignment becomes a class, since a strict
    policy forbids style attributes.
    """
    html = _EMPTY_HEADER.sub(r"<td\g<attributes>></td>", html)
    html = _ALIGNED.sub(r'\1 class="\2">', html)
    html = _FRAME.sub(_titled_frame, html)
    return _TASK.sub(_labelled_task, html)


def _labelled_task(task: re.Match[str]) -> str:
    label = "fait" if "checked" in task["attributes"] else "à faire"
    return f'{task[0][:-1]} aria-label="{label}">'


def _titled_frame(frame: re.Match[str]) -> str:
    attributes = next(tags(f"{frame[0]}>")).attributes
    if "title" in attributes:
        return frame[0]
    try:
        host = urlsplit(attributes["src"].value).hostname
    except (KeyError, ValueError):
        host = None
    title = escape(f"Contenu de {host}" if host else "Contenu intégré")
    return f'<iframe title="{title}"{frame[0].removeprefix("<iframe")}'


def _image_attributes(written: str, sizes: Mapping[str, Size]) -> str:
    attributes = next(tags(written)).attributes
    source = attributes.get("src")
    added = ""
    if source and "width" not in attributes and (size := sizes.get(unquote(source.value))):
        added += f' width="{size.width}" height="{size.height}"'
    return added if "loading" in attributes else f'{added} loading="lazy" decoding="async"'


def _note(part: re.Match[str], address: str, notes: dict[str, int]) -> str:
    """Return the attribute that marks a link on paper; none for a link that says its address.

    It is a letter: the notes of the fiche have numbers.
    """
    href = next(tags(part[0])).attributes.get("href")
    if not href or href.value.startswith("#"):
        return ""
    target = urljoin(address, href.value)
    said = (f"{escape(one, quote=False)}</a>" for one in (target, _readable(target)))
    shown = part.string.startswith(tuple(said), part.end())
    if shown or urlsplit(target).scheme not in {"http", "https"}:
        return ""
    return f' data-note="{_letters(notes.setdefault(target, len(notes) + 1))}"'


def _letters(number: int) -> str:
    """Return the letters of a number from 1, as lists count: z comes before aa."""
    before, last = divmod(number - 1, len(ascii_lowercase))
    return (_letters(before) if before else "") + ascii_lowercase[last]


def _readable(address: str) -> str:
    """Return an address with its letters for what stands for them: « %C3%A9 » is « é »."""
    return _ENCODED.sub(_decoded, address)


def _decoded(encoded: re.Match[str]) -> str:
    text = unquote(encoded[0], errors="replace")
    return text if text.isprintable() and "\ufffd" not in text else encoded[0]
