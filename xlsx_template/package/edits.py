"""Edits of XML as text: what is replaced, added or left out in a source whose rest stays as it is to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from xlsx_template.package.markup import Element

Edit = tuple[int, int, str]
"""``source[start:end]`` becomes the text."""


def spliced(source: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """The source, or what stands from ``start`` to ``end`` of it, with the edits made; they must not overlap.

    >>> spliced("<a><b/></a>", [(3, 7, "<c/>")])
    '<a><c/></a>'
    """
    pieces, place = [], start
    for first, last, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [source[place:first], text]
        place = last
    return "".join([*pieces, source[place:end]])


def escaped(text: str) -> str:
    """A text as it stands in an attribute or between tags."""
    return escape(text, {'"': "&quot;"})


def with_attribute(element: Element, name: str, value: str) -> Edit:
    """The edit that gives an attribute a value; one that is not there is added as the last."""
    span = element.attribute_span(name)
    if span is not None:
        return (*span, escaped(value))
    end = element.inner_start - (2 if element.opening.endswith("/>") else 1)
    return end, end, f' {name}="{escaped(value)}"'


def without_attribute(element: Element, name: str) -> list[Edit]:
    """The edit that takes an attribute away; none where it is not there."""
    found = re.search(rf"\s{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", element.opening)
    return [(element.start + found.start(), element.start + found.end(), "")] if found else []


def with_children(holder: Element, added: str) -> Edit:
    """The edit that puts XML behind the last child of an element, which may be empty."""
    if not holder.opening.endswith("/>"):
        return holder.inner_end, holder.inner_end, added
    return holder.inner_start - 2, holder.inner_start, f">{added}</{holder.tag}>"
