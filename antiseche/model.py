"""The nouns of Antisèche: plain frozen values that every other module speaks with."""

from __future__ import annotations

from collections.abc import Callable, Mapping  # noqa: TC003  the codec reads these types
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003
from enum import StrEnum
from typing import Any

from antiseche.folded import Folded, Words  # noqa: TC001  the codec reads these types
from antiseche.levels import Level  # noqa: TC001
from antiseche.source import Source, Span  # noqa: TC001


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, the others do not."""

    ERROR = "erreur"
    WARNING = "attention"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """What the author should mend, where, and how.

    ``path`` is relative to the content folder (or starts with ``templates/``), ``excerpt`` is the
    line itself, empty when the problem is about the whole file.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str
    length: int = 1
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the content folder that is published as it is."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tag:
    """A subject, as its first author wrote it; two labels with one slug are one tag."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """A set of fiches to read together, declared in ``site.yaml`` or met in a fiche."""

    key: str
    slug: str
    label: str
    blurb: str = ""

    @property
    def url(self) -> str:
        """Return the address of the page of the series, from the root of the site."""
        return f"/series/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of a fiche: its address from the root of the site, and what it shows."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The place of a document in a course: section and chapter numbers from 1."""

    section: int
    number: int
    section_title: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that the rest of the site may know of a fiche, typeset; addresses have no base path."""

    path: str
    url: str
    title: str
    description: str = ""
    kind: str = "Fiche technique"
    level: Level | None = None
    series: str = ""
    tags: tuple[Tag, ...] = ()
    author: str = ""
    published: date | None = None
    draft: bool = False
    minutes: int = 1
    image: Image | None = None
    chapter: Chapter | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a fiche: its id is made from ``text``, the words before typography."""

    level: int
    id: str
    text: str
    html: str
    span: Span


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section in the outline, and its subsections."""

    heading: Heading
    children: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a fiche, under a heading; the first has neither id nor heading."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image of a fiche.

    ``href`` is what the author wrote, ``url`` where it leads: ``/fiches/x/#y``, or out of the site.
    """

    href: str
    url: str
    span: Span
    image: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of the ``faq`` of a fiche; the answer is HTML."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ``howTo`` of a fiche; the text is HTML."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HowTo:
    """The numbered steps of a fiche."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Fiche:
    """One Markdown document, whatever its kind: fiche technique, article, chapitre.

    ``layout`` names a template of ``templates/layouts/``, which prints ``lead``, the H1 that opens
    the source; ``anchors`` are all the ids that a link may name; ``cover`` is its picture, as its
    author wrote it; ``ambiguous`` says that its date reads in two ways; ``antiseche`` asks for its
    sheet of one page; ``places`` says where each front-matter value stands (``title``, ``tags[0]``,
    ``faq[1].answer``). ``markdown`` is the source with its typography mended, for readers to copy;
    ``passages`` are what search shows of the fiche, ``words`` what its index holds.
    """

    source: Source
    card: Card
    layout: str
    html: Folded[str]
    outline: Folded[tuple[OutlineEntry, ...]]
    markdown: Folded[str]
    passages: Folded[tuple[Passage, ...]]
    words: Words
    lead: Heading | None = None
    links: tuple[Link, ...] = ()
    cover: Link | None = None
    anchors: tuple[str, ...] = ()
    ambiguous: bool = False
    faq: tuple[Question, ...] = ()
    how_to: HowTo | None = None
    antiseche: bool = True
    places: Mapping[str, Span] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What parsing one source gives: a fiche when it could be read, and what is to be mended.

    ``held`` are those of its problems that say why it is a draft, where only a slip keeps it one:
    they are told even while it is left out.
    """

    fiche: Fiche | None
    problems: tuple[Problem, ...] = ()
    held: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site to be: its path in the output folder, its maker, all that it may read.

    The maker is a function of the view, or the name of the template that shows it. While an author
    writes, what ``can_wait`` is left until it is asked for.
    """

    path: str
    make: Callable[[Any], bytes] | str
    view: Any
    can_wait: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site, made."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing did to the output folder, as paths; ``reasons`` are of the written.

    ``unknown`` were there before anything was known to be ours, and stay.
    """

    written: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did; the command line and the server read only this.

    ``files`` are the paths of the site; ``pages`` pairs the address of each fiche with the path of
    its source; ``base`` is the path of the site on its host; ``deferred``, the files that waited;
    ``sole_publisher`` says that nobody else published here since the last build of this process.
    """

    problems: tuple[Problem, ...]
    published: bool
    fiches: int = 0
    changes: Changes = Changes()
    scheduled: tuple[Card, ...] = ()
    drafts: int = 0
    files: tuple[str, ...] = field(default=(), repr=False)
    pages: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    base: str = ""
    deferred: frozenset[str] = frozenset()
    sole_publisher: bool = False
