"""Parsing: one source into one fiche, whatever the author wrote. It never fails."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from antiseche.answers import print_answers
from antiseche.check_fiche import check_fiche
from antiseche.checks.slips import malformed_links
from antiseche.checks.subject import Subject
from antiseche.model import Card, Fiche, Image, Link, OutlineEntry, Parsed, Passage, Tag
from antiseche.problems import problem
from antiseche.selection import is_in_drafts
from antiseche.source import Span
from antiseche.text.codec import folded
from antiseche.text.frontmatter import FrontMatter, read_front_matter
from antiseche.text.headings import outline
from antiseche.text.markdown import TooDeepError, parse_markdown, print_markdown
from antiseche.text.nearest import nearest
from antiseche.text.retouch import retouched
from antiseche.text.search_passages import passages, searched
from antiseche.text.search_pieces import identify, index_entry
from antiseche.text.slugs import page_slug
from antiseche.text.typography import Typography, typeset, typeset_title
from antiseche.text.urls import page_url, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from antiseche.config import Reading
    from antiseche.model import Chapter, Problem
    from antiseche.source import Source
    from antiseche.text.markdown import Body

DEFAULT_LAYOUT = "fiche"
KINDS = {"article": "Article", "chapitre": "Chapitre"}  # of a layout; else « Fiche technique »
WORDS_A_MINUTE = 220  # silent reading of technical French


def parse(source: Source, reading: Reading) -> Parsed:
    """Parse one source with the settings that it depends on."""
    front, problems = read_front_matter(source, reading.dates)
    typography = reading.typography if front.flag("typography", default=True) else Typography.off()
    layout, layout_problems = _layout(source, front, reading)
    problems += layout_problems
    try:
        manuscript = parse_markdown(front.body, front.body_line)
    except TooDeepError:
        return Parsed(None, (*problems, _too_deep(source, front)))
    problems += check_fiche(Subject(source, front, manuscript))
    markdown = retouched(source.text, manuscript, typography)
    title = front.text("title")
    body = print_markdown(manuscript, source.path, typography, base=reading.base, title=title)
    answers = print_answers(source, front, typography, reading.base)
    links = (*body.links, *answers.links)
    problems += dict.fromkeys(malformed_links(source, links))
    card = _card(source, front, body, layout, reading, typography)
    shown = tuple(passages(body, answers.how_to, answers.faq))
    fiche = Fiche(
        source=source,
        card=card,
        layout=layout,
        html=folded(str, body.html),
        outline=folded(tuple[OutlineEntry, ...], outline(body.headings)),
        markdown=folded(str, markdown),
        passages=folded(tuple[Passage, ...], shown),
        words=index_entry(identify(source.path), searched(card, shown)),
        lead=body.lead,
        links=links,
        cover=_cover(source, front, card),
        ambiguous=bool(front.published and front.published.ambiguous),
        anchors=body.anchors,
        faq=answers.faq,
        how_to=answers.how_to,
        antiseche=front.flag("antiseche", default=layout == DEFAULT_LAYOUT),
        places=front.places,
    )
    return Parsed(fiche, tuple(problems), tuple(_holding(source, front, problems)))


def _card(
    source: Source,
    front: FrontMatter,
    body: Body,
    layout: str,
    reading: Reading,
    typography: Typography,
) -> Card:
    say = partial(typeset, settings=typography)
    image = front.text("imgSrc")
    return Card(
        path=source.path,
        url=page_url(source.path),
        title=typeset_title(_title(source, front, body), typography),
        description=say(" ".join(front.text("description").split())),
        kind=say(front.text("kind")) or KINDS.get(layout, "Fiche technique"),
        level=front.level,
        series=front.text("serie"),
        tags=_tags(front, say),
        author=say(front.text("author")) or reading.author,
        published=front.published.day if front.published else None,
        draft=front.flag("draft", default=False) or is_in_drafts(source.path),
        minutes=_minutes(body),
        image=Image(resolve(image, source.path), say(front.text("imgAlt"))) if image else None,
        chapter=_chapter(front, say),
    )


def _holding(source: Source, front: FrontMatter, problems: list[Problem]) -> Iterator[Problem]:
    """Yield the problems of the keys that keep a fiche back; among drafts, none has to."""
    if not is_in_drafts(source.path):
        lines = {span.line for span in front.held}
        yield from (p for p in problems if p.code == "cle-inconnue" and p.line in lines)


def _cover(source: Source, front: FrontMatter, card: Card) -> Link | None:
    if not card.image:
        return None
    span = front.places["imgSrc"]
    return Link(source.written(span).strip("\"' "), card.image.url, span, image=True)


def _title(source: Source, front: FrontMatter, body: Body) -> str:
    """Return the title: of the front matter, else of the H1, else the file name made readable."""
    if title := " ".join(front.text("title").split()):
        return title
    if body.lead and body.lead.text.strip():
        return body.lead.text.strip()
    folder, name = posixpath.split(source.path.removesuffix(".md"))
    stem = posixpath.basename(folder) if name == "index" and folder else name
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _minutes(body: Body) -> int:
    words = sum(len(section.text.split()) for section in body.sections)
    return max(1, round(words / WORDS_A_MINUTE))


def _chapter(front: FrontMatter, say: Callable[[str], str]) -> Chapter | None:
    chapter = front.chapter
    return chapter and replace(chapter, section_title=say(chapter.section_title))


def _tags(front: FrontMatter, say: Callable[[str], str]) -> tuple[Tag, ...]:
    by_slug: dict[str, Tag] = {}
    for label in front.labels("tags"):
        if slug := page_slug(label):
            by_slug.setdefault(slug, Tag(slug, say(label)))
    return tuple(by_slug.values())


def _layout(source: Source, front: FrontMatter, reading: Reading) -> tuple[str, list[Problem]]:
    """Return the template of a fiche: the one that it names, else its folder's, else ``fiche``."""
    layouts, problems = dict(reading.layouts), []
    if named := front.text("layout"):
        # « ../../layouts/CheatSheetsLayout.astro » names CheatSheetsLayout.
        name, _, kind = posixpath.basename(named.replace("\\", "/")).partition(".")
        if name in layouts:
            return layouts[name], []
        code, instead = "layout-inconnu", ""
        if kind == "astro":  # of another generator, whose names need not be ours
            code, instead = "layout-astro", " ici : celle du dossier sert à sa place"
        message = f"La mise en page « {name} » n’existe pas{instead}."
        meant = nearest(name, layouts)
        hint = f"Celles du site : {', '.join(sorted(layouts))}."
        if meant:
            hint = f"Vouliez-vous écrire « {meant} » ?"
        problems.append(problem(source, code, front.places["layout"], message, hint))
    for folder in reversed(source.path.split("/")[:-1]):
        for name in (folder, folder.removesuffix("s")):
            if name in layouts:
                return layouts[name], problems
    return DEFAULT_LAYOUT, problems


def _too_deep(source: Source, front: FrontMatter) -> Problem:
    return problem(
        source,
        "imbrication",
        Span(front.body_line, 1),
        "Des listes ou des citations sont imbriquées sans fin.",
        "Ramenez-les à quelques niveaux.",
    )
