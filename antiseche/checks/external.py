"""Links to the rest of the web: which to try, and what is said of those that lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from antiseche.config import SITE_FILE
from antiseche.problems import file_problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from antiseche.model import Fiche, Link, Problem


class Outcome(StrEnum):
    """How trying an address ended; any answer but « not here » means that it lives."""

    ALIVE = "vivant"
    GONE = "disparu"
    SILENT = "muet"
    LOST = "perdu"  # its name leads to no machine, or no machine can be reached


@dataclass(frozen=True, slots=True)
class Visit:
    """What trying an address gave: ``why`` says it in French, for a link that is dead.

    One that is ``remembered`` says nothing of the network of today.
    """

    outcome: Outcome
    why: str = ""
    remembered: bool = field(default=False, compare=False)


def web_links(fiches: Iterable[Fiche], origin: str) -> dict[str, list[tuple[Fiche, Link]]]:
    """Return the links of the web by address, without fragments; ``origin`` is the site's own."""
    found: dict[str, list[tuple[Fiche, Link]]] = defaultdict(list)
    for fiche in fiches:
        for link in fiche.links:
            address = link.url.partition("#")[0]
            own = address == origin or address.startswith(f"{origin}/")
            if address.startswith(("http://", "https://")) and not own:
                found[address].append((fiche, link))
    return dict(found)


def dead_links(
    links: Mapping[str, Iterable[tuple[Fiche, Link]]], visits: Mapping[str, Visit]
) -> Iterator[Problem]:
    """Find the links that lead nowhere; only that, once, when the network is not there."""
    outcomes = {visit.outcome for visit in visits.values() if not visit.remembered}
    if outcomes == {Outcome.LOST}:
        yield file_problem(
            SITE_FILE,
            "reseau-absent",
            "Le réseau ne répond pas : les liens du Web n’ont pas été essayés.",
            "Recommencez une fois la connexion revenue.",
        )
        return
    for address, places in links.items():
        visit = visits.get(address, Visit(Outcome.ALIVE))
        for fiche, link in () if visit.outcome is Outcome.ALIVE else places:
            yield problem(
                fiche.source,
                "lien-externe-mort",
                link.span,
                f"« {link.href} » ne mène plus nulle part : {visit.why}.",
                "Trouvez où la page est passée, ou retirez ce lien.",
            )
