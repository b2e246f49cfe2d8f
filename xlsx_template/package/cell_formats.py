"""Cell formats (``xf``) derived from others: with another number format, other lines, other alignment.

ECMA-376 part 1, 18.8.45 (xf), 18.8.4 (border), 18.8.1 (alignment).
"""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from xlsx_template.package.markup import Element


def with_attributes(opening: str, **values: str) -> str:
    """A start tag with those attributes, its own of the same names dropped: the others stay as they are written."""
    names = "|".join(values)
    bare = re.sub(rf"\s(?:{names})\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", opening)
    close = "/>" if bare.endswith("/>") else ">"
    added = "".join(f" {name}={quoteattr(value)}" for name, value in values.items())
    return bare.removesuffix(close).rstrip() + added + close


def without_attribute(opening: str, name: str) -> str:
    """A start tag without that attribute."""
    return re.sub(rf"\s{name}\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", opening)


def with_alignment(xf: str, prefix: str, **values: str) -> str:
    """An ``xf`` with those attributes of its alignment: ``vertical="top"``."""
    alignment = re.search(rf"<{prefix}alignment\b[^>]*>", xf)
    if alignment is not None:
        xf = xf[: alignment.start()] + with_attributes(alignment[0], **values) + xf[alignment.end() :]
    opening, rest = _opening_of(xf)
    opening = with_attributes(opening, applyAlignment="1")
    if alignment is not None:
        return opening + rest
    added = with_attributes(f"<{prefix}alignment/>", **values)
    return opening + added + rest if rest else f"{opening[:-2]}>{added}</{prefix}xf>"


def with_border(xf: str, border: int) -> str:
    """An ``xf`` with the border of that number."""
    opening, rest = _opening_of(xf)
    return with_attributes(opening, borderId=str(border), applyBorder="1") + rest


def with_number_format(xf: str, number_format: int) -> str:
    """An ``xf`` with the number format of that id."""
    opening, rest = _opening_of(xf)
    return with_attributes(opening, numFmtId=str(number_format), applyNumberFormat="1") + rest


def _opening_of(xf: str) -> tuple[str, str]:
    end = xf.index(">") + 1
    return xf[:end], xf[end:]


def with_lines(border: Element, lines: dict[str, str]) -> str:
    """A ``border`` with those sides (``top``, ``bottom``) as given in XML, its others as they are."""
    sides = {child.name: child.raw for child in border.children} | lines
    drawn = "".join(sides[name] for name in _SIDES if name in sides)
    return f"{border.opening.removesuffix('>').removesuffix('/')}>{drawn}</{border.tag}>"


_SIDES = ("start", "end", "left", "right", "top", "bottom", "diagonal", "vertical", "horizontal")
