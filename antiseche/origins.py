"""What each file of the site is made from: the generator, the templates it reaches, its view.

A fiche has several outputs, each with a view of many parts. What they are made from is remembered
under the fingerprint of all that they are planned from, which is taken sooner: the source of the
fiche and every card of the site; when one of these has changed, the cards that are near it. What is
made of cards alone is remembered in the same way.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from antiseche.edges.fingerprint import Fingerprints, code_fingerprint, fingerprint
from antiseche.edges.memory import ORIGINS, WHOLE_SITE
from antiseche.reasons import GENERATOR, TEMPLATE, parts_of
from antiseche.text.codec import pack

if TYPE_CHECKING:
    from antiseche.edges.memory import Memory
    from antiseche.model import Output
    from antiseche.plan import Group, Plan
    from antiseche.reasons import Parts
    from antiseche.recent import Recent
    from antiseche.templating import Templates


class Origins:
    """Tells what the outputs of one build are made from; what they share is looked at once."""

    def __init__(self, templates: Templates, recent: Recent, memory: Memory) -> None:
        """Take the templates of the site, what the last build of this process made, a memory."""
        self._recent = recent
        self._memory = memory
        self._templates = templates
        self._fingerprints = Fingerprints()
        self._known: dict[int, str] = {}  # what outputs are made from, by their id
        self._made_with: dict[str, tuple[Parts, str]] = {}
        self._parts: dict[int, Parts] = {}  # of each frame, by its id
        self._makers: dict[tuple[object, ...], str] = {}

    def recall(self, plan: Plan) -> None:
        """Know what outputs are made from; what is remembered of it needs no view."""
        cards, *others = plan.planned_from
        shared = fingerprint(pack(cards), self._fingerprints.of(others))
        self._recall(WHOLE_SITE, plan.site_outputs, (shared,))
        for batch in plan.batches:
            source, *near = batch.planned_from
            self._recall(source.path, batch.outputs, (source.digest, shared), near)

    def _recall(
        self, path: str, outputs: Group, planned_from: tuple[str, ...], near: object = None
    ) -> None:
        """Know what some outputs are made from, by all that they are planned from.

        When that has changed, they are as they were if what is near them is.
        """
        made_with = self._of_makers(outputs)
        from_all = fingerprint(*planned_from, made_with)
        known = self._memory.recall(ORIGINS, path, from_all)
        if known is None:
            from_near = fingerprint(planned_from[0], self._fingerprints.of(near), made_with)
            known = self._made_near(path, from_near) or self._made_anew(outputs, from_near)
            self._memory.keep(ORIGINS, path, from_all, known)
        _, *made_from = known.decode().split()
        self._known.update(zip(map(id, outputs), made_from, strict=True))

    def _made_near(self, path: str, from_near: str) -> bytes | None:
        """Return what was last known, if it was planned from the same but for cards far away."""
        last = self._memory.last(ORIGINS, path) or b""
        return last if last.startswith(from_near.encode()) else None

    def _made_anew(self, outputs: Group, from_near: str) -> bytes:
        return " ".join((from_near, *map(self._made_from, outputs))).encode()

    def leave(self) -> None:
        """Leave what is remembered as it is: this process has it at hand."""
        self._memory.retain_all(ORIGINS)

    def made_from(self, output: Output) -> tuple[str, str]:
        """Return the path of an output, and the fingerprint of all that it is made from."""
        if known := self._known.get(id(output)):
            return output.path, known
        _, made_with = self._of_maker(output)
        return output.path, self._recent.take(
            ("view", output.path), (made_with, output), partial(self._made_from, output)
        )

    def _made_from(self, output: Output) -> str:
        return fingerprint(self._of_maker(output)[1], self._fingerprints.of(output))

    def parts(self, output: Output) -> Parts:
        """Return all that an output is made from, part by part."""
        made_with, _ = self._of_maker(output)
        return parts_of(output, made_with, self._fingerprints.of, self._parts)

    def _of_makers(self, outputs: Group) -> str:
        """Return the fingerprint of what makes some outputs; those of most fiches are the same."""
        makers = tuple([output.make for output in outputs])
        if makers not in self._makers:
            self._makers[makers] = fingerprint(*[self._of_maker(one)[1] for one in outputs])
        return self._makers[makers]

    def _of_maker(self, output: Output) -> tuple[Parts, str]:
        template = output.make if isinstance(output.make, str) else ""
        if template not in self._made_with:
            parts = {GENERATOR: code_fingerprint()}
            for name in self._templates.reached(template) if template else ():
                parts[TEMPLATE + name] = fingerprint(self._templates.sources.get(name, ""))
            self._made_with[template] = parts, fingerprint(*parts, *parts.values())
        return self._made_with[template]
