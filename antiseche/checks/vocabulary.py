"""Words that should agree from one fiche to another: series, tags, titles."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from antiseche.problems import problem
from antiseche.source import Span
from antiseche.text.fold import fold, fold_words
from antiseche.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from antiseche.checks.site import Site
    from antiseche.model import Fiche, Problem

# Letters of a tag in which a letter more, less or out of place is more likely a slip than another
# word; and in which another letter is (« Next.js » and « Nest.js » are two things).
_SHORTEST, _SHORTEST_CHANGED = 6, 8

_words = lru_cache(maxsize=1 << 14)(fold_words)  # serve compares the same titles again and again


def undeclared_series(site: Site) -> Iterator[Problem]:
    """Find the series that a site which declares its series does not know."""
    declared = [series.key for series in site.config.series]
    for fiche in site.fiches:
        key = fiche.card.series
        if key and declared and key not in declared:
            meant = nearest(key, declared)
            yield problem(
                fiche.source,
                "serie-inconnue",
                fiche.places["serie"],
                f"La série « {key} » n’est pas dans site.yaml.",
                f"Vouliez-vous écrire « {meant} » ?" if meant else "Ajoutez-la sous « series ».",
            )


def near_tags(site: Site) -> Iterator[Problem]:
    """Find tags that differ by a slip or a plural from one that more fiches have."""
    used: dict[str, list[tuple[Fiche, str]]] = defaultdict(list)
    for fiche in site.fiches:
        for number, tag in enumerate(fiche.card.tags):
            used[tag.label].append((fiche, f"tags[{number}]"))
    by_use = sorted(used, key=lambda label: (-len(used[label]), *_care(label)))
    near = site.recent.take("near labels", by_use, partial(_near, by_use))
    for label, meant in near.items():
        for fiche, place in used[label]:
            fiches = len(used[meant])
            yield problem(
                fiche.source,
                "etiquette-proche",
                fiche.places.get(place, Span(1, 1)),
                f"L’étiquette « {label} » ressemble à « {meant} » "
                f"({fiches} fiche{'s' if fiches > 1 else ''}).",
                f"Si c’est le même sujet, écrivez « {meant} ».",
            )


def _near(labels: Sequence[str]) -> dict[str, str]:
    """Return the first of the labels before it that each is near to, if there is one."""
    found = {}
    for rank, label in enumerate(labels):
        before = (other for other in labels[:rank] if are_near(label, other))
        if meant := next(before, None):
            found[label] = meant
    return found


def are_near(one: str, other: str) -> bool:
    """Tell whether two labels are likely one subject: case, accents, plural, or one slip apart."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    digits = re.findall(r"\d+", first) != re.findall(r"\d+", second)
    if digits or first[:1] != second[:1] or min(len(first), len(second)) < _SHORTEST:
        return False
    return _one_slip(first, second)


def _care(label: str) -> tuple[object, ...]:
    """Return a sort key of labels as often used: singular, accented, capital, whole ones first."""
    plain = "".join(re.findall(r"[^\W_]+|[+#]+", fold(label)))
    accents = sum(not character.isascii() for character in label)
    return _bare(label) != plain, -accents, label[:1].islower(), -len(label), label


@lru_cache(maxsize=4096)  # each label is compared with many others
def _bare(label: str) -> str:
    """Return the letters and digits of a label, each word without its plural."""
    words = re.findall(r"[^\W_]+|[+#]+", label)
    return "".join(fold(w if w.isupper() else re.sub(r"(?<=\w{3})[sx]$", "", w)) for w in words)


def _one_slip(first: str, second: str) -> bool:
    """Tell whether one letter more, less, other, or two swapped make one word of the other."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    changed = len(short) >= _SHORTEST_CHANGED and short[start + 1 :] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return changed or swapped == long[start:]


def duplicate_titles(site: Site) -> Iterator[Problem]:
    """Find fiches that readers cannot tell apart by their title."""
    seen: dict[str, Fiche] = {}
    for fiche in sorted(site.fiches, key=lambda fiche: fiche.source.path):
        title = _words(fiche.card.title)
        if other := seen.get(title):
            lead = fiche.lead.span if fiche.lead else Span(1, 1)
            yield problem(
                fiche.source,
                "titre-en-double",
                fiche.places.get("title", lead),
                f"« {other.source.path} » porte déjà ce titre.",
                "Dites dans l’un des deux ce qui le distingue.",
            )
        seen.setdefault(title, fiche)


VOCABULARY = (undeclared_series, near_tags, duplicate_titles)
