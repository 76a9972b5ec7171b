"""Printing what markdown-it prints otherwise, or in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml, unescapeAll

from antiseche.text.highlight import highlight, read_info

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

# A short word of code with a hyphen, such as « --soft », or the option that opens a long one:
# browsers would break the line inside it.
_WHOLE = re.compile(r"(?<!\S)((?=\S*-)\S{2,24}(?!\S)|--?\w[\w-]{0,20}(?==))")

# Where the name of a file may be cut: after a slash, before an extension.
_BETWEEN_PARTS = re.compile(r"(?<=/)(?=.)|(?<=\w)(?=\.\w)")


def _code(_renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: object) -> str:
    """Print inline code; what must stay on one line is in a span."""
    pieces = [escapeHtml(piece) for piece in _WHOLE.split(tokens[index].content)]
    pieces[1::2] = [f'<span class="whole">{word}</span>' for word in pieces[1::2]]
    return f"<code>{''.join(pieces)}</code>"


def _fence(_renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: object) -> str:
    token = tokens[index]
    fence = read_info(unescapeAll(token.info))
    name = f' class="language-{escapeHtml(fence.language)}"' if fence.language else ""
    code = f"<pre><code{name}>{highlight(token.content, fence)}</code></pre>\n"
    if not fence.title:
        return code
    caption = f"<figcaption>{_BETWEEN_PARTS.sub('<wbr>', escapeHtml(fence.title))}</figcaption>"
    return f'<figure class="code">{caption}\n{code}</figure>\n'


def _table_open(*_: object) -> str:
    return '<div class="table" role="region" aria-label="Tableau" tabindex="0">\n<table>\n'


def _table_close(*_: object) -> str:
    return "</table>\n</div>\n"


def _footnote_ref(_renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: object) -> str:
    number, again = _footnote(tokens[index])
    label = f"Note {number}"
    return (
        f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{number}{again}" '
        f'aria-label="{label}">{number}</a></sup>'
    )


def _footnote_anchor(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: object
) -> str:
    number, again = _footnote(tokens[index])
    return (
        f' <a href="#fnref{number}{again}" class="footnote-backref" '
        f'aria-label="Retour à l’appel de la note {number}">↩\ufe0e</a>'
    )


def _footnote(token: Token) -> tuple[int, str]:
    again = token.meta.get("subId", 0)
    return token.meta["id"] + 1, f":{again}" if again > 0 else ""


def _footnotes_open(*_: object) -> str:
    return '<section class="footnotes" aria-label="Notes">\n<ol>\n'


def _footnotes_close(*_: object) -> str:
    return "</ol>\n</section>\n"


RENDER_RULES: dict[str, Callable[..., str]] = {
    "code_inline": _code,
    "fence": _fence,
    "table_open": _table_open,
    "table_close": _table_close,
    "footnote_ref": _footnote_ref,
    "footnote_anchor": _footnote_anchor,
    "footnote_block_open": _footnotes_open,
    "footnote_block_close": _footnotes_close,
}
