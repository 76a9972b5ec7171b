"""XML written so that any text is safe in it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# XML 1.0 § 2.2: these may not appear in a document, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(parent: ET.Element, name: str, text: str) -> None:
    """Add a child with that text, less the characters that XML forbids."""
    ET.SubElement(parent, name).text = _FORBIDDEN.sub("", text)


def document(root: ET.Element) -> bytes:
    """Return the whole document, indented, in UTF-8."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
