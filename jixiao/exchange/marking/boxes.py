"""Where the box of a comment lies: beside its cell, three inches wide, as high as its text.

Boxes are VML (ECMA-376 part 4, 19.4): Excel and WPS show no comment that has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from xlsx_template.layout import TextStyle, text_height
from xlsx_template.package.styles import StyleSheet
from xlsx_template.sheet.worksheet import Sheet

from .notes import Note

_WIDTH, _SIZE = 225.0, 9
_PIXELS_A_POINT = 96 / 72
_MARGIN = 6.0
_MOST_STEPS = 200
_SHAPE_ID = re.compile(r'(?:id|spid)="_x0000_s(\d+)"')
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
    'data="{block}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype>"
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox '
    'style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def with_boxes(old: str | None, block: int, notes: list[Note], place: Callable[[Note], str]) -> str:
    """A VML part with a box for each note: a new one of that block of ids, or the sheet's own with more boxes."""
    text = old if old is not None else _HEAD.format(block=block) + "</xml>"
    first = max([block * 1024 if old is None else 1024, *map(int, _SHAPE_ID.findall(text))]) + 1
    shapes = "".join(
        _SHAPE.format(id=first + index, anchor=place(note), row=note.row - 1, column=note.column - 1)
        for index, note in enumerate(notes)
    )
    end = text.rindex("</")
    return text[:end] + shapes + text[end:]


def placed_beside(sheet: Sheet, styles: StyleSheet) -> Callable[[Note], str]:
    """What gives the anchor of a note: column, pixels, row, pixels of its left top and right bottom corner."""
    widths = sheet.column_widths(styles)
    heights = {row.number: row.height for row in sheet.rows if row.height is not None}

    def width(column: int) -> float:
        return widths.get(column, widths[0])

    def height(row: int) -> float:
        return heights.get(row, sheet.default_row_height)

    def place(note: Note) -> str:
        needed = text_height(note.text, _WIDTH - _MARGIN, TextStyle(_SIZE)) + _MARGIN
        right, bottom = _end(note.column + 1, _WIDTH + _MARGIN, width), _end(note.row, needed, height)
        inset = round(_MARGIN * _PIXELS_A_POINT)
        return f"{note.column}, {inset}, {note.row - 1}, 2, {right[0]}, {right[1]}, {bottom[0]}, {bottom[1]}"

    return place


def _end(first: int, length: float, size_of: Callable[[int], float]) -> tuple[int, int]:
    """The column or row (0-based) in which a length that begins at ``first`` (1-based) ends, and the pixels in it."""
    number = first
    while length > size_of(number) and number < first + _MOST_STEPS:
        length -= size_of(number)
        number += 1
    return number - 1, round(min(length, size_of(number)) * _PIXELS_A_POINT)
