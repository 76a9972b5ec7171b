"""What each file of the site is made from: the generator, the templates it reaches, its view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.edges.fingerprint import Fingerprints, code_fingerprint, fingerprint
from antiseche.reasons import GENERATOR, TEMPLATE, parts_of

if TYPE_CHECKING:
    from antiseche.model import Output
    from antiseche.reasons import Parts
    from antiseche.recent import Recent
    from antiseche.templating import Templates


class Origins:
    """Tells what the outputs of one build are made from; what they share is looked at once."""

    def __init__(self, templates: Templates, recent: Recent) -> None:
        """Take the templates of the site, and what the last build of this process made."""
        self._recent = recent
        self._templates = templates
        self._fingerprints = Fingerprints()
        self._made_with: dict[str, tuple[Parts, str]] = {}

    def made_from(self, output: Output) -> tuple[str, str]:
        """Return the path of an output, and the fingerprint of all that it is made from."""
        _, made_with = self._of_maker(output)
        return output.path, self._recent.take(
            ("view", output.path),
            (made_with, output),
            lambda: fingerprint(made_with, self._fingerprints.of(output)),
        )

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
