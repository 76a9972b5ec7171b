"""What each file of the site is made from: the generator, the templates it reaches, its view.

A fiche has several outputs, each with a view of many parts. What they are made from is remembered
under the fingerprint of all that they are planned from, which is taken sooner: the source of the
fiche and every card of the site; when one of these has changed, the cards that are near it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from antiseche.edges.fingerprint import Fingerprints, code_fingerprint, fingerprint
from antiseche.edges.memory import ORIGINS
from antiseche.reasons import GENERATOR, TEMPLATE, parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from antiseche.edges.memory import Memory
    from antiseche.model import Output
    from antiseche.plan import Batch, Plan
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

    def recall(self, plan: Plan) -> None:
        """Know what the outputs of fiches are made from; what is remembered of it needs no view."""
        shared = self._fingerprints.of(plan.planned_from)
        for batch in plan.batches:
            source, outputs = batch.planned_from[0], batch.outputs
            made_with = [self._of_maker(output)[1] for output in outputs]
            planned_from = fingerprint(source.digest, shared, *made_with)
            known = self._memory.recall(ORIGINS, source.path, planned_from)
            if known is None:
                known = self._made_near(batch, made_with)
                self._memory.keep(ORIGINS, source.path, planned_from, known)
            _, *made_from = known.decode().split()
            self._known.update(zip(map(id, outputs), made_from, strict=True))

    def _made_near(self, batch: Batch, made_with: Sequence[str]) -> bytes:
        """Return what a fiche is planned from, and what each of its outputs is made from.

        When a card changes, most fiches have others near them: their outputs are as they were.
        """
        source, *near = batch.planned_from
        planned_from = fingerprint(source.digest, self._fingerprints.of(near), *made_with)
        last = self._memory.last(ORIGINS, source.path) or b""
        if last.startswith(planned_from.encode()):
            return last
        return " ".join((planned_from, *map(self._made_from, batch.outputs))).encode()

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
        return parts_of(output, made_with, self._fingerprints.of)

    def _of_maker(self, output: Output) -> tuple[Parts, str]:
        template = output.make if isinstance(output.make, str) else ""
        if template not in self._made_with:
            parts = {GENERATOR: code_fingerprint()}
            for name in self._templates.reached(template) if template else ():
                parts[TEMPLATE + name] = fingerprint(self._templates.sources.get(name, ""))
            self._made_with[template] = parts, fingerprint(*parts, *parts.values())
        return self._made_with[template]
