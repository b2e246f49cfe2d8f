"""The XML of rows whose cells are changed after they were written: another text, other lines, text at the top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from xlsx_template.arrangement.page_ends import CellChange, Changes
from xlsx_template.formula.reference import cell_name, split_cell
from xlsx_template.package.cell_formats import with_attributes, without_attribute


class Styles(Protocol):
    """Gives the number of a style with other lines, or with its text at the top."""

    def changed(self, style: int, lines: tuple[tuple[str, int], ...], *, is_at_top: bool) -> int:
        """The style's number."""
        ...


def with_changes(
    rows: str, prefix: str, changes: Changes, contents: Mapping[tuple[int, int], str], styles: Styles
) -> str:
    """The XML of rows with changes in their cells.

    ``contents`` are texts by row and column, as what follows the style of their cell.
    """
    pattern = rf"<{prefix}c\s(?:[^<>]*?\s)?r\s*=\s*[\"'](?P<cell>[A-Z]+\d+)[\"'][^<>]*?(?:/>|>.*?</{prefix}c>)"
    missing = {place for place in contents if contents[place] != "/>"}

    def changed(match: re.Match[str]) -> str:
        place = split_cell(match["cell"])
        missing.discard(place)
        content, change = contents.get(place), changes.get(place, CellChange())
        return (
            _cell(match[0], change, content, styles)
            if content is not None or change.lines or change.is_at_top
            else match[0]
        )

    written = re.sub(pattern, changed, rows, flags=re.DOTALL)
    for row, column in sorted(missing):
        style = changes[row, column].style if (row, column) in changes else 0
        cell = f'<{prefix}c r="{cell_name(row, column)}" s="{style}"{contents[row, column]}'
        written = _inserted(written, cell, (row, column), pattern)
    return written


def _cell(xml: str, change: CellChange, content: str | None, styles: Styles) -> str:
    end = xml.index(">") + 1
    tag, rest = xml[:end], xml[end:]
    if change.lines or change.is_at_top:
        given = re.search(r"\ss\s*=\s*[\"'](\d+)", tag)
        style = styles.changed(int(given[1]) if given else 0, change.lines, is_at_top=change.is_at_top)
        tag = with_attributes(tag, s=str(style))
    if content is None:
        return tag + rest
    return without_attribute(tag, "t").removesuffix(">").removesuffix("/") + content


def _inserted(rows: str, cell: str, place: tuple[int, int], pattern: str) -> str:
    """The rows with a cell in front of the next one of its row, or behind the last; as they are where there is none."""
    at = None
    for match in re.finditer(pattern, rows, flags=re.DOTALL):
        row, column = split_cell(match["cell"])
        if row == place[0]:
            at = match.end() if column < place[1] else match.start() if at is None or column > place[1] else at
            if column > place[1]:
                break
    return rows if at is None else rows[:at] + cell + rows[at:]
