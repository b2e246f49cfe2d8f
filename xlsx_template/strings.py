"""The texts of a workbook's cells: shared strings and inline strings, with what is rich about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlsx_template import markup
from xlsx_template.markup import Element

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a rich text (ECMA-376 part 1, 18.4.4): where it starts, and its ``rPr`` as XML, which may be empty."""

    start: int
    properties: str


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's text; ``runs`` is empty for a text in one font."""

    text: str
    runs: tuple[Run, ...] = ()

    @classmethod
    def from_element(cls, element: Element) -> CellText:
        """The text in an ``si`` or ``is`` element, without phonetic hints."""
        text, runs = "", []
        for holder in element.find_all("r"):
            properties = holder.find("rPr")
            runs.append(Run(len(text), properties.raw if properties else ""))
            text += _plain(holder)
        return cls(text, tuple(runs)) if runs else cls(_plain(element))


def _plain(holder: Element) -> str:
    return unescape("".join(t.text() for t in holder.find_all("t")))


def unescape(text: str) -> str:
    """A text with ``_x000D_`` and the like resolved (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def escape(text: str) -> str:
    """A text in which what looks like ``_x000D_`` stays text.

    >>> escape("_x000D_")
    '_x005F_x000D_'
    """
    return _ESCAPE.sub(lambda match: "_x005F" + match[0], text) if "_x" in text else text


def read_shared_strings(data: bytes | None, part: str) -> list[CellText]:
    """The shared strings by index; none where the part is missing."""
    if data is None:
        return []
    return [CellText.from_element(entry) for entry in markup.parse(data, part).find_all("si")]
