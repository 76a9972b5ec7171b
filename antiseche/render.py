"""Rendering: each planned output made into the bytes of its file."""

from __future__ import annotations

from antiseche.model import File, Output, Problem
from antiseche.problems import problem
from antiseche.source import Source, Span
from antiseche.templating import TemplateRenderError, Templates


def render(output: Output, templates: Templates) -> File | Problem:
    """Make one output; a template that fails is a problem, at its line."""
    try:
        make, view = output.make, output.view
        content = templates.render(make, view) if isinstance(make, str) else make(view)
        return File(output.path, content)
    except TemplateRenderError as failure:
        source = templates.sources.get(failure.name, "")
        excerpt = Source.of(failure.name, source).line(failure.line)
        indent = len(excerpt) - len(excerpt.lstrip())
        return problem(
            Source.of(f"templates/{failure.name}", source),
            "gabarit-invalide",
            Span(failure.line, indent + 1, max(1, len(excerpt.strip()))),
            f"Ce gabarit ne se rend pas : {failure.reason}.",
            "Corrigez cette ligne.",
        )
