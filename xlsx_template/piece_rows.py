"""The XML of rows that hold the pieces of a text: their cells opened to each other, the further pieces put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from xlsx_template.cell_formats import with_attributes
from xlsx_template.program import Slice
from xlsx_template.reference import split_cell


class Styles(Protocol):
    """Gives the number of a style without a border at some sides and with its text at the top."""

    def open(self, style: int, sides: tuple[str, ...]) -> int:
        """The style's number."""
        ...


def with_pieces(row: str, prefix: str, piece: Slice, contents: Mapping[int, str], styles: Styles) -> str:
    """The row's XML with open borders between pieces.

    ``contents`` are the pieces by column, as what follows the style of their cell; those cells are empty in ``row``.
    """
    sides = dict(_open_sides(piece))

    def opened(match: re.Match[str]) -> str:
        tag, column = match[0], split_cell(match["cell"])[1]
        if column not in sides:
            return tag
        given = re.search(r"\ss\s*=\s*[\"'](\d+)", tag)
        style = styles.open(int(given[1]) if given else 0, sides[column])
        tag = with_attributes(tag, s=str(style))
        return tag.removesuffix("/>") + contents[column] if column in contents else tag

    return re.sub(rf"<{prefix}c\s(?:[^<>]*?\s)?r\s*=\s*[\"'](?P<cell>[A-Z]+\d+)[\"'][^<>]*>", opened, row)


def _open_sides(piece: Slice) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The columns of the row's texts, and the sides at which they have no border in this one of its rows."""
    is_first, is_last = piece.offset == 0, piece.offset == piece.count - 1
    sides = (*(() if is_first else ("top",)), *(() if is_last else ("bottom",)))
    for text in piece.texts:
        for column in range(text.left, text.right + 1):
            yield column, sides
