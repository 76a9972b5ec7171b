"""Links, judged on the addresses that the site really has."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from antiseche.checks.slips import is_malformed
from antiseche.model import Link, Span
from antiseche.problems import problem
from antiseche.text.nearest import nearest
from antiseche.text.urls import is_outer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.site import Site
    from antiseche.model import Fiche, Problem

_ONE_SLIP = 0.85  # of difflib's ratio: slugs are long, and share many words
_IMAGE = re.compile(r"\.(png|jpe?g|gif|webp|avif|svg|ico|bmp)$", re.IGNORECASE)


def links(site: Site) -> Iterator[Problem]:
    """Find links and images that lead nowhere, to a draft, or to no heading of their page."""
    atlas = _Atlas(site)
    for fiche in site.fiches:
        for link in _links(fiche):
            url = atlas.inner(link.url)
            if url is None or is_malformed(link.href):
                continue
            target, _, fragment = url.partition("#")
            target = _plain(target.partition("?")[0])
            if not atlas.leads_somewhere(target):
                yield _dead(fiche, link, target, atlas)
            elif draft := atlas.draft_at(target, fiche):
                yield _to_draft(fiche, link, draft)
            elif fragment:
                yield from _anchor(fiche, link, atlas.fiches.get(_folder(target)), fragment)


def orphans(site: Site) -> Iterator[Problem]:
    """Find fiches that nothing leads to: no link, no series, no course."""
    linked = {
        _folder(_plain(link.url.partition("#")[0]))
        for fiche in site.fiches
        for link in fiche.body.links
        if not link.url.startswith(f"{fiche.card.url}#")
    }
    for fiche in site.fiches:
        card = fiche.card
        if card.url not in linked and not card.series and not card.chapter and card.url != "/":
            yield problem(
                fiche.source,
                "fiche-orpheline",
                fiche.places.get("title", Span(1, 1)),
                "Aucune fiche ne mène à celle-ci, et elle n’est dans aucune série.",
                "Donnez-lui une « serie », ou liez-la depuis une autre fiche.",
            )


class _Atlas:
    """Every address of a site, and ways to find the one that was meant."""

    def __init__(self, site: Site) -> None:
        self.routes = {_plain(_route(path)) for path in site.routes}
        self.fiches = {fiche.card.url: fiche for fiche in site.fiches}
        self.left_out = {fiche.card.url: fiche for fiche in (*site.drafts, *site.scheduled)}
        self._origin = site.config.url if site.config.url_said else ""
        self._by_slug: dict[str, list[str]] = defaultdict(list)
        for url in sorted({*self.routes, *self.left_out}):
            self._by_slug[_slug(url)].append(url)

    def inner(self, url: str) -> str | None:
        """Return the address from the root of the site, None when it is of another site."""
        if self._origin and (url == self._origin or url.startswith(f"{self._origin}/")):
            return url.removeprefix(self._origin) or "/"
        return None if is_outer(url) else url

    def leads_somewhere(self, target: str) -> bool:
        return target in self.routes or _folder(target) in self.routes

    def draft_at(self, target: str, reader: Fiche) -> Fiche | None:
        """Return the draft at an address, if who links to it is to be published before it."""
        found = self.fiches.get(_folder(target))
        return found if found and found.card.draft and not reader.card.draft else None

    def unpublished(self, target: str) -> Fiche | None:
        """Return the fiche left out of the site that is at an address, or has its slug."""
        urls = [_folder(target), *self._by_slug.get(_slug(target), ())]
        drafts = {url: fiche for url, fiche in self.fiches.items() if fiche.card.draft}
        everything = self.left_out | drafts
        return next((everything[url] for url in urls if url in everything), None)

    def meant(self, target: str, reader: Fiche) -> str | None:
        """Return the address most like one that leads nowhere: a moved page, else a slip."""
        slug = _slug(target)
        near = slug if slug in self._by_slug else self._nearest(slug)
        urls = [url for url in self._by_slug[near] if url in self.routes] if near else []
        others = [url for url in urls if url != reader.card.url]
        return nearest(target, others, cutoff=0) if others else None

    @lru_cache(maxsize=256)  # noqa: B019  an atlas lives as long as one check
    def _nearest(self, slug: str) -> str | None:
        is_image = bool(_IMAGE.search(slug))
        same_kind = [other for other in self._by_slug if bool(_IMAGE.search(other)) == is_image]
        return nearest(slug, same_kind, cutoff=_ONE_SLIP)


def _links(fiche: Fiche) -> Iterator[Link]:
    yield from fiche.body.links
    if fiche.card.image:
        url = fiche.card.image.url
        yield Link(url, url, fiche.places["imgSrc"], image=True)


def _dead(fiche: Fiche, link: Link, target: str, atlas: _Atlas) -> Problem:
    if link.image or _IMAGE.search(target):
        code, message = "image-absente", f"L’image « {link.href} » n’existe pas."
    elif draft := atlas.unpublished(target):
        return _to_draft(fiche, link, draft)
    else:
        code, message = "lien-mort", f"« {link.href} » ne mène à aucune page du site."
    meant = atlas.meant(target, fiche)
    hint = f"Vouliez-vous écrire « {meant} » ?" if meant else "Corrigez l’adresse, ou retirez-la."
    return problem(fiche.source, code, link.span, message, hint)


def _to_draft(fiche: Fiche, link: Link, draft: Fiche) -> Problem:
    state = "un brouillon" if draft.card.draft else "datée du futur"
    return problem(
        fiche.source,
        "lien-vers-brouillon",
        link.span,
        f"« {link.href} » mène à « {draft.card.title} », qui est encore {state}.",
        f"Publiez « {draft.source.path} », ou retirez ce lien.",
    )


def _anchor(fiche: Fiche, link: Link, target: Fiche | None, fragment: str) -> Iterator[Problem]:
    if target is None or fragment.startswith(":~:") or fragment == "top":
        return
    wanted = unquote(fragment)
    if wanted in target.body.anchors:
        return
    meant = nearest(wanted, target.body.anchors)
    yield problem(
        fiche.source,
        "ancre-morte",
        link.span,
        f"« {target.card.title} » n’a pas de section « #{wanted} ».",
        f"Vouliez-vous écrire « #{meant} » ?" if meant else "Corrigez ce qui suit le « # ».",
    )


def _route(path: str) -> str:
    return f"/{path.removesuffix('index.html')}" if path.endswith("index.html") else f"/{path}"


def _plain(url: str) -> str:
    return unicodedata.normalize("NFC", unquote(url))


def _folder(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


def _slug(url: str) -> str:
    return posixpath.basename(url.rstrip("/"))


ROUTES = (links, orphans)
