"""The fault of a YAML text, as it is told to its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from antiseche.source import Span


class YamlError(Exception):
    """The text is not readable YAML; says where and, in French, why and what to do.

    ``about_value`` tells a value that misleads YAML from a broken structure; ``mended`` is the
    line as it was most likely meant, empty when nobody knows, and stands for that many ``lines``.
    """

    def __init__(
        self,
        span: Span,
        message: str,
        hint: str,
        *,
        about_value: bool = False,
        mended: str = "",
        lines: int = 1,
    ) -> None:
        """Hold the place and the words of the problem."""
        super().__init__(message)
        self.span, self.message, self.hint = span, message, hint
        self.about_value, self.mended, self.lines = about_value, mended, lines
