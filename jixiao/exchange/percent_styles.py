"""Which cell styles of an .xlsx show a number as a percentage.

A clerk who types 95% into a cell without text format gets 0.95 shown as 95%; what is shown is what was meant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: The built-in formats 0% and 0.00% (ECMA-376 part 1, clause 18.8.30).
_BUILT_IN = frozenset({"9", "10"})
_LITERAL = re.compile(r'"[^"]*"|\\.')


def find_percent_styles(styles_xml: bytes) -> frozenset[int]:
    """The indexes of the cell styles that show a percentage."""
    root = ElementTree.fromstring(styles_xml)
    custom = {
        element.get("numFmtId", "")
        for element in root.iter(f"{_MAIN}numFmt")
        if "%" in _LITERAL.sub("", element.get("formatCode", ""))
    }
    formats = root.find(f"{_MAIN}cellXfs")
    return frozenset(
        index
        for index, style in enumerate(formats if formats is not None else ())
        if style.get("numFmtId", "") in custom | _BUILT_IN
    )


def percent_text(value: float) -> str:
    """A number as the percentage it was typed as: ``percent_text(0.955) == "95.5%"``."""
    return f"{(Decimal(f'{value:.15g}') * 100).normalize():f}%"
