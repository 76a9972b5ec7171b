"""The Markdown that Antisèche speaks: CommonMark, GitHub's tables, alerts and tasks, footnotes.

No definition lists: in hard-wrapped French, a line that begins with « : » is prose.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import block
from mdit_py_plugins.footnote import footnote_plugin

from antiseche.text.autolinks import link_addresses
from antiseche.text.places import place_tokens
from antiseche.text.printing import RENDER_RULES

ALERTS = {
    "NOTE": "Note",
    "TIP": "Astuce",
    "IMPORTANT": "Important",
    "WARNING": "Attention",
    "CAUTION": "Danger",
}

# markdown-it drops in silence what is nested deeper than its limit. Blocks are parsed without one;
# inline text, where beyond the limit nothing is lost but markup, keeps the usual one.
_INLINE_NESTING = 100
_NO_LIMIT = sys.maxsize
# Where one of our inline rules may begin or end: all are tried there. The usual set, which has more
# marks for the plugins of others, stops at every hyphen.
_INLINE_MARKS = re.compile(r"[\n\\`~*_\[\]!<&:@]|w(?=ww)")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser and printer of the dialect."""
    md = MarkdownIt("commonmark")
    place_tokens(md, "gfm-like2")
    # « ~ » means « environ » in French prose: only ~~ strikes out. Bare links need their scheme,
    # or « compose.yml » would be one.
    md.options.update(strikethrough_single_tilde=False, linkify=False, store_labels=True)
    md.options["maxNesting"] = _INLINE_NESTING
    md.disable("linkify")
    link_addresses(md)
    md.use(footnote_plugin, inline=False)
    md.inline.terminator_re = _INLINE_MARKS
    md.core.ruler.at("block", _parse_blocks)
    for name, rule in RENDER_RULES.items():
        md.add_render_rule(name, rule)
    return md


def _parse_blocks(state: Any) -> None:  # noqa: ANN401  markdown-it's StateCore, loosely typed
    options = state.md.options
    options["maxNesting"] = _NO_LIMIT
    try:
        block(state)
    finally:
        options["maxNesting"] = _INLINE_NESTING
