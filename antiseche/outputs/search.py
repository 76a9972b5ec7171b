"""Search: the index in shards, the passages of each fiche, the page, and OpenSearch."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from antiseche.model import Output
from antiseche.outputs.frame import HOME, Crumb, Frame, Page
from antiseche.text.search import ELIDED, STOP_WORDS
from antiseche.text.search_pieces import BUCKETS, IDENTIFIER, Index, identify
from antiseche.text.short_names import short_name
from antiseche.text.urls import output_path
from antiseche.text.xml import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from antiseche.config import Config
    from antiseche.folded import Folded
    from antiseche.model import Card, Fiche, Passage
    from antiseche.recent import Recent
    from antiseche.text.search_pieces import Shard

FOLDER = "recherche"
OPENSEARCH = "opensearch.xml"
OPENSEARCH_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
SHORT_NAME = 16  # characters, the most that OpenSearch 1.1 allows

# The more fiches, the more shards, so that one search costs the same on any site.
SHARDS = ((16, 16), (64, 64))
# Fiches that the index names for one term. A word that more of them have tells them apart badly:
# the best are kept, and the others are found by the rest of what the reader asks.
CHAMPIONS = 80


@dataclass(frozen=True, slots=True)
class PageView:
    """All that the page of search shows before anything is asked."""

    frame: Frame
    page: Page
    total: int


@dataclass(frozen=True, slots=True)
class ManifestView:
    """What a browser has to know before it searches."""

    shards: int
    fiches: int


@dataclass(frozen=True, slots=True)
class ShardView:
    """What the index holds of every fiche for some buckets."""

    shard: Shard


@dataclass(frozen=True, slots=True)
class PassagesView:
    """One fiche, as results show it."""

    card: Card
    series: str
    accent: int
    passages: Folded[tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class DescriptionView:
    """What a browser is told of our search."""

    title: str
    url: str


def plan(fiches: Iterable[Fiche], config: Config, frame: Frame, recent: Recent) -> Iterator[Output]:
    """Plan the search of every fiche that is not a draft."""
    words = [fiche.words for fiche in fiches if not fiche.card.draft]
    before: Index | None = recent.find("index", None)
    if before and len(before.fiches) == len(words) and all(map(is_, before.fiches, words)):
        index = before
    else:
        index = Index(words, before)
    recent.put("index", None, index)
    page = Page("Recherche", f"/{FOLDER}/", crumbs=(HOME, Crumb("Recherche")), listed=False)
    yield Output(output_path(page.url), "pages/recherche.html", PageView(frame, page, len(words)))
    yield Output(OPENSEARCH, make_description, DescriptionView(config.title, config.url))

    shards = next((few for most, few in SHARDS if len(words) <= most), BUCKETS)
    manifest = ManifestView(shards, len(words))
    yield Output(f"{FOLDER}/index.json", make_manifest, manifest)
    yield from recent.take("shards", (index, shards), lambda: tuple(_shards(index, shards)))


def _shards(index: Index, shards: int) -> Iterator[Output]:
    size = BUCKETS // shards
    for number in range(shards):
        view = ShardView(index.shard(number * size, size))
        yield Output(f"{FOLDER}/mots/{number:03}.json", make_shard, view, can_wait=True)


def plan_passages(fiche: Fiche, frame: Frame) -> Iterator[Output]:
    """Plan the passages of a fiche, if it is not a draft."""
    if not fiche.card.draft:
        tab = frame.tabs.get(fiche.card.series)
        shown = tab.label if tab else "", tab.accent if tab else 0, fiche.passages
        path = f"{FOLDER}/fiches/{identify(fiche.card.path)}.json"
        yield Output(path, make_passages, PassagesView(fiche.card, *shown), can_wait=True)


def make_description(view: DescriptionView) -> bytes:
    """Write the OpenSearch description."""
    ET.register_namespace("", OPENSEARCH_NAMESPACE)
    root = ET.Element(f"{{{OPENSEARCH_NAMESPACE}}}OpenSearchDescription")

    def say(name: str, text: str, **attributes: str) -> None:
        ET.SubElement(root, f"{{{OPENSEARCH_NAMESPACE}}}{name}", attributes).text = text

    say("ShortName", short_name(view.title, SHORT_NAME))
    say("Description", f"Chercher dans {view.title}")
    say("InputEncoding", "UTF-8")
    say("Image", f"{view.url}/assets/icone.svg", type="image/svg+xml")
    template = f"{view.url}/{FOLDER}/?q={{searchTerms}}"
    say("Url", "", type="text/html", template=template)
    return document(root)


def make_manifest(view: ManifestView) -> bytes:
    """Write the size of the index, and the words and elisions that it leaves out."""
    known = {"stop": sorted(STOP_WORDS), "elided": ELIDED}
    return _json({"shards": view.shards, "fiches": view.fiches, **known})


def make_shard(view: ShardView) -> bytes:
    """Merge the pieces of a shard: for each term, its postings, fiche by fiche."""
    postings: dict[str, list[str]] = defaultdict(list)
    words: dict[str, set[str]] = defaultdict(set)
    for piece in view.shard.pieces():
        own, _, ends = piece.partition("\t")
        identifier, *found = own.split(" ")
        for term, value in zip(found[::2], found[1::2], strict=True):
            postings[term].append(identifier + value)
        others = ends.split(" ") if ends else []
        for end, word in zip(others[::2], others[1::2], strict=True):
            words[end].add(word)
    shard = {term: " ".join(_champions(postings[term])) for term in sorted(postings)}
    shard |= {end: " ".join(sorted(words[end])) for end in sorted(words)}
    return _json(shard)


def make_passages(view: PassagesView) -> bytes:
    """Write one fiche as results show it: each passage is an id, a heading, and its words."""
    card = view.card
    shown = {
        "url": card.url,
        "title": card.title,
        "series": view.series,
        "accent": view.accent,
        "level": card.level.label if card.level else "",
        "rank": card.level.rank if card.level else 0,
        "passages": [(one.id, one.heading, one.text) for one in view.passages.unfold()],
    }
    return _json(shown)


def _champions(postings: Sequence[str]) -> Iterable[str]:
    """Return the best of too many postings, after how many there were."""
    if len(postings) <= CHAMPIONS:
        return postings
    best = sorted(sorted(postings), key=_best_weight, reverse=True)[:CHAMPIONS]
    return (f"#{len(postings)}", *sorted(best))


def _best_weight(posting: str) -> str:
    return max(posting[IDENTIFIER + 2 :: 3])  # digits sort as their values do


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
