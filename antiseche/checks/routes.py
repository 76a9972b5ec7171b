"""Links, judged on the addresses that the site really has."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from antiseche.checks.slips import is_malformed, malformed_links, typed
from antiseche.model import Link
from antiseche.problems import problem
from antiseche.selection import is_in_drafts
from antiseche.source import Source, Span
from antiseche.text.dates import date_in_words
from antiseche.text.fold import fold
from antiseche.text.html import runs_a_program
from antiseche.text.nearest import nearest
from antiseche.text.urls import as_folder, is_outer, page_url, plain, split_tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from antiseche.checks.site import Site
    from antiseche.model import Asset, Fiche, Problem

# Of difflib's ratio: slugs are long, and share many words.
_ONE_SLIP, _ONE_SLIP_OF_A_WORD = 0.85, 0.8
_LONG = 9  # letters
_NEAR_ANCHOR = 0.8
_IMAGE = re.compile(r"\.(png|jpe?g|gif|webp|avif|svg|ico|bmp)$", re.IGNORECASE)


class _InnerLink(NamedTuple):
    """A link of a fiche to an address of the site: ``page`` is that of the fiche it may lead to."""

    link: Link
    target: str
    fragment: str
    page: str


def dead_links(site: Site) -> Iterator[Problem]:
    """Find links and images that lead nowhere, to a draft, or to no heading of their page."""
    addresses = _addresses(site)
    fiches = {fiche.card.url: fiche for fiche in site.fiches}
    for fiche in site.fiches:
        path = fiche.source.path
        inner_links = _inner_links(site, fiche, addresses)
        ends = tuple([fiches.get(inner.page) for inner in inner_links])
        found = partial(_once, _judged(fiche, inner_links, ends, addresses))
        yield from site.recent.take(("links", path), (fiche, addresses, ends), found)


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems, each once: two links may have one definition."""
    return tuple(dict.fromkeys(problems))


def _inner_links(site: Site, fiche: Fiche, addresses: _AddressIndex) -> tuple[_InnerLink, ...]:
    """Return the links of a fiche to addresses of the site, read once for all the checks."""
    key = "inner links", fiche.source.path
    return site.recent.take(
        key, (fiche, addresses), lambda: tuple(_inner_links_of(fiche, addresses))
    )


def _inner_links_of(fiche: Fiche, addresses: _AddressIndex) -> Iterator[_InnerLink]:
    for link in (*fiche.links, *([fiche.cover] if fiche.cover else ())):
        url = addresses.inner(link.url)
        if url is None or (is_malformed(link.href) and not (link.image and not link.href)):
            continue
        yield _inner_link(link, url)


def _inner_link(link: Link, url: str) -> _InnerLink:
    target = plain(split_tail(url)[0])
    return _InnerLink(link, target, url.partition("#")[2], as_folder(target))


def _judged(
    fiche: Fiche,
    inner_links: Iterable[_InnerLink],
    ends: Iterable[Fiche | None],
    addresses: _AddressIndex,
) -> Iterator[Problem]:
    """Find what is wrong with each link of a fiche, given the fiche that it leads to, if any."""
    source, card = fiche.source, fiche.card
    for inner, end in zip(inner_links, ends, strict=True):
        yield from _wrong(source, inner, end, addresses, reader=card.url, is_draft=card.draft)


def _wrong(
    source: Source,
    inner: _InnerLink,
    end: Fiche | None,
    addresses: _AddressIndex,
    *,
    reader: str,
    is_draft: bool,
) -> Iterator[Problem]:
    """Find what is wrong with a link of a source, which makes the page at ``reader``."""
    if inner.target in addresses.withheld and not is_draft:
        yield _to_file_of_drafts(source, inner.link, inner.target)
    elif not addresses.leads_somewhere(inner.target):
        yield _dead(source, inner.link, inner.target, addresses, reader)
    elif end and end.card.draft and not is_draft:  # who reads comes out before it
        yield _to_draft(source, inner.link, end)
    elif inner.fragment:
        yield from _anchor(source, inner.link, end, inner.fragment)


def dead_menu_entries(site: Site) -> Iterator[Problem]:
    """Find entries of the menu that lead nowhere, or not where they should: every page has them."""
    addresses, file = _addresses(site), site.site_file
    fiches = {fiche.card.url: fiche for fiche in site.fiches}
    for entry, span in zip(site.config.navigation, site.config.menu_places, strict=False):
        if not file:
            return
        link = Link(entry.url, entry.url, span)
        if runs_a_program(entry.url):
            message = f"L’adresse « {entry.url} » peut lancer un script."
            yield problem(file, "html-dangereux", span, message, "Donnez l’adresse d’une page.")
        elif is_malformed(entry.url):
            yield from malformed_links(file, [link])
        elif (url := addresses.inner(entry.url)) is not None:
            inner = _inner_link(link, url or "/")
            end = fiches.get(inner.page)
            yield from _wrong(file, inner, end, addresses, reader="", is_draft=False)


def orphans(site: Site) -> Iterator[Problem]:
    """Find fiches that nothing leads to: no link, no series, no course."""
    addresses = _addresses(site)
    linked: set[str] = set()
    for fiche in site.fiches:
        pages = (inner.page for inner in _inner_links(site, fiche, addresses))
        linked.update(page for page in pages if page != fiche.card.url)
    for fiche in site.fiches:
        card = fiche.card
        has_place = card.series or card.chapter or "serie" in fiche.places
        if card.url not in linked and not has_place and card.url != "/":
            yield problem(
                fiche.source,
                "fiche-orpheline",
                fiche.places.get("title", Span(1, 1)),
                "Aucune fiche ne mène à celle-ci, et elle n’est dans aucune série.",
                "Donnez-lui une « serie », ou faites-y mener un lien d’une autre fiche.",
            )


def _addresses(site: Site) -> _AddressIndex:
    """Return the addresses of a site: the last ones while they would be the same."""
    drafts = [fiche for fiche in site.fiches if fiche.card.draft]
    cards = [fiche.card for fiche in (*drafts, *site.drafts, *site.scheduled)]
    withheld = site.recent.take("withheld", site.assets, partial(_withheld, site.assets))
    shown = site.routes, site.unread, site.config.url_declared and site.config.url, cards, withheld
    return site.recent.take("addresses", shown, partial(_AddressIndex, site, withheld))


def _withheld(assets: Iterable[Asset]) -> frozenset[str]:
    """Return the addresses of the files that are among drafts, published or not."""
    return frozenset(plain(_route(asset.path)) for asset in assets if is_in_drafts(asset.path))


class _AddressIndex:
    """Every address of a site, and ways to find the one that was meant."""

    def __init__(self, site: Site, withheld: frozenset[str]) -> None:
        self.withheld = withheld
        self.routes = {plain(_route(path)) for path in site.routes}
        self.routes.update(page_url(path) for path in site.unread)
        self.left_out = {fiche.card.url: fiche for fiche in (*site.drafts, *site.scheduled)}
        drafts = {fiche.card.url: fiche for fiche in site.fiches if fiche.card.draft}
        self._unpublished = self.left_out | drafts
        self._nearest = lru_cache(maxsize=256)(self._find_nearest)
        self._place = site.config.url.partition("://")[2] if site.config.url_declared else ""

    @cached_property
    def _by_slug(self) -> dict[str, list[str]]:
        """Return the addresses under each slug; only what leads nowhere asks for it."""
        by_slug: dict[str, list[str]] = defaultdict(list)
        for url in sorted({*self.routes, *self.left_out}):
            by_slug[_slug(url)].append(url)
        return by_slug

    def inner(self, url: str) -> str | None:
        """Return the address from the root of the site, None when it is of another site."""
        _, scheme, place = url.partition("://")
        if self._place and scheme and f"{place}/".startswith(f"{self._place}/"):
            return place.removeprefix(self._place) or "/"
        return None if is_outer(url) else url

    def leads_somewhere(self, target: str) -> bool:
        target = target.removesuffix("index.html") if target.endswith("/index.html") else target
        return target in self.routes or as_folder(target) in self.routes

    def unpublished(self, target: str) -> Fiche | None:
        """Return the fiche left out of the site that is at an address, or has its slug."""
        urls = [as_folder(target), *self._by_slug.get(_slug(target), ())]
        return next((self._unpublished[url] for url in urls if url in self._unpublished), None)

    def meant(self, target: str, reader: str) -> str | None:
        """Return the address most like one that leads nowhere: a moved page, else a slip."""
        slug = _slug(target.removesuffix(".html"))
        near = slug if slug in self._by_slug else self._nearest(slug)
        urls = [url for url in self._by_slug[near] if url in self.routes] if near else []
        others = [url for url in urls if url != reader]
        return nearest(target, others, cutoff=0) if others else None

    def _find_nearest(self, slug: str) -> str | None:
        is_image = bool(_IMAGE.search(slug))
        same_kind = [other for other in self._by_slug if bool(_IMAGE.search(other)) == is_image]
        found = nearest(slug, same_kind, _ONE_SLIP if len(slug) > _LONG else _ONE_SLIP_OF_A_WORD)
        stem = slug.rpartition(".")[0]
        twins = [other for other in same_kind if is_image and other.rpartition(".")[0] == stem]
        return twins[0] if twins and not found else found


def _dead(
    source: Source, link: Link, target: str, addresses: _AddressIndex, reader: str
) -> Problem:
    if link.image or _IMAGE.search(target):
        code, message = "image-absente", f"L’image « {typed(source, link)} » n’existe pas."
    elif draft := addresses.unpublished(target):
        return _to_draft(source, link, draft)
    else:
        code, message = (
            "lien-mort",
            f"« {typed(source, link)} » ne mène à aucune page du site.",
        )
    meant = addresses.meant(target, reader)
    if meant and (fragment := link.url.partition("#")[2]):
        meant = f"{meant}#{unquote(fragment)}"
    hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Corrigez l’adresse, ou retirez-la."
    return problem(source, code, link.span, message, hint)


def _to_draft(source: Source, link: Link, draft: Fiche) -> Problem:
    state, hint = "est encore un brouillon", f"Publiez « {draft.source.path} », ou retirez ce lien."
    if draft.card.published and not draft.card.draft:
        state = f"ne paraîtra que le {date_in_words(draft.card.published)}"
        hint = "Retirez ce lien, ou ajoutez-le ce jour-là."
    return problem(
        source,
        "lien-vers-brouillon",
        link.span,
        f"« {typed(source, link)} » mène à « {draft.card.title} », qui {state}.",
        hint,
    )


def _to_file_of_drafts(source: Source, link: Link, target: str) -> Problem:
    folder = target.split("/")[1]
    return problem(
        source,
        "image-absente" if link.image else "lien-vers-brouillon",
        link.span,
        f"« {typed(source, link)} » est parmi les brouillons, qui ne sont pas publiés.",
        f"Sortez ce fichier de « {folder}/ ».",
    )


def _anchor(source: Source, link: Link, target: Fiche | None, fragment: str) -> Iterator[Problem]:
    if target is None or fragment.startswith(":~:") or fragment == "top":
        return
    wanted = unquote(fragment)
    if wanted in target.anchors:
        return
    meant = _near_anchor(wanted, target.anchors)
    yield problem(
        source,
        "ancre-morte",
        link.span,
        f"« {target.card.title} » n’a pas de section « #{wanted} ».",
        f"Vouliez-vous écrire « #{meant} » ?" if meant else "Corrigez ce qui suit le « # ».",
    )


def _near_anchor(wanted: str, anchors: Sequence[str]) -> str | None:
    """Return the anchor most like one that is not there: a slip, else the only one it begins."""
    start = f"{fold(wanted)}-"
    longer = [anchor for anchor in anchors if fold(anchor).startswith(start)]
    only = longer[0] if len(longer) == 1 else None
    return nearest(wanted, anchors, cutoff=_NEAR_ANCHOR) or only


def _route(path: str) -> str:
    return f"/{path.removesuffix('index.html')}" if path.endswith("index.html") else f"/{path}"


def _slug(url: str) -> str:
    return posixpath.basename(url.rstrip("/"))


ROUTES = (dead_links, dead_menu_entries, orphans)
