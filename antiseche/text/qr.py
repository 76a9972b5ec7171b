"""The QR code of an address, for what is printed: one SVG path, in the colour of the text."""

from __future__ import annotations

from functools import lru_cache

import segno

# Any of the eight masks reads well on paper; weighing all of them costs as much as a page.
_MASK = 4


@lru_cache(maxsize=8)  # a fiche and its antisèche are made one after the other, with one code
def qr(address: str) -> str:
    """Return the code as an SVG element of class ``qr``; level M survives a coffee stain."""
    code = segno.make_qr(address, error="m", boost_error=False, mask=_MASK)
    return code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None).replace(
        'stroke="#000"', 'stroke="currentColor" shape-rendering="crispEdges"', 1
    )
