"""Where the pictures of a form stand: each fitted into its cell, or the merged area that begins there.

A picture keeps its proportions, stands in the middle and covers no other cell.  It is anchored by the cell of its upper
left corner, so that it moves with the rows when someone inserts some, and keeps its size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePath
from typing import Any

from xlsx_template.arrangement.arrange import Arrangement
from xlsx_template.errors import DataError, TemplateError
from xlsx_template.formula.reference import cell_name
from xlsx_template.images.formats import Image, read_image
from xlsx_template.moving.ruler import EMU_PER_POINT, Marker
from xlsx_template.package.styles import StyleSheet
from xlsx_template.program.model import DynamicCell, Instance
from xlsx_template.values import PICTURE_INSET, Picture, Styled, is_blank

ReadFile = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a sheet in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a sheet: where its upper left corner lies, column and row 0-based, and its size; offsets in EMU."""

    image: Image
    column_index: int
    column_offset: int
    row: Marker
    width: int
    height: int


def place_pictures(layout: Arrangement, styles: StyleSheet, read_file: ReadFile) -> list[PlacedPicture]:
    """The pictures of a laid-out sheet in the order of its cells; raises DataError naming the cell.

    A picture in a hidden row or column is left out.
    """
    asked = list(_asked(layout)) if layout.collector.has_pictures else []
    widths = layout.program.sheet.column_widths(styles) if asked else {}
    placed = []
    known: dict[str, Image] = {}
    ends = {(merge.first, merge.left): (merge.last, merge.right) for merge in (layout.merges if asked else ())}
    for position, instance, cell, picture in asked:
        last, right = ends.get((position, cell.column), (position, cell.last_column))
        box = _box(layout, widths, (position, last), (cell.column, right))
        try:
            image = _image(picture.source, read_file, known)
        except TemplateError as error:
            name = cell_name(layout.program.rows[instance.index].number, cell.column)
            raise error.at(cell=name, sheet=layout.program.sheet.name) from error.__cause__
        fitted = _fitted(box, image, picture)
        if fitted is not None:
            placed.append(_hung(layout, widths, image, fitted))
    return placed


def _asked(layout: Arrangement) -> Iterator[tuple[int, Instance, DynamicCell, Picture]]:
    for position in layout.collector.styled:
        instance = layout.instances[position]
        for cell in layout.program.rows[instance.index].cells:
            value = instance.values[cell.value_index] if cell.value_index is not None else None
            picture = value.picture if isinstance(value, Styled) else None
            if picture is None or is_blank(picture.source) or (position, cell.column) in layout.covered:
                continue
            yield position, instance, cell, picture


def _image(source: Any, read_file: ReadFile, known: dict[str, Image]) -> Image:
    if isinstance(source, bytes | bytearray | memoryview):
        return read_image(bytes(source))
    if not isinstance(source, str | PurePath):
        raise DataError(f"image 要的是图片的文件名或内容，数据给的是 {type(source).__name__}")
    name = str(source)
    if name not in known:
        known[name] = read_image(read_file(name))
    return known[name]


# -------------------------------------------------------------------------------------------------- geometry


def _box(layout: Arrangement, widths: Mapping[int, float], rows: tuple[int, int], columns: tuple[int, int]) -> Box:
    """The room of the instances ``rows`` and the columns, first and last."""
    numbers, ruler = layout.rows.numbers, layout.rows.form_ruler
    end = numbers[rows[1]] + layout.rows.counts[rows[1]] - 1
    top, bottom = ruler.distance(Marker(numbers[rows[0]] - 1)), ruler.distance(Marker(end))
    edges = _edges(widths, columns[1])
    return Box(edges[columns[0] - 1], top, edges[columns[1]] - edges[columns[0] - 1], bottom - top)


def _edges(widths: Mapping[int, float], last: int) -> list[float]:
    """The left edges of the columns up to ``last`` in points, and the right edge of that."""
    return list(accumulate((widths.get(column, widths[0]) for column in range(1, last + 1)), initial=0.0))


def _fitted(box: Box, image: Image, asked: Picture) -> Box | None:
    """The picture's place: as large as its cell lets it be, or as was asked; None where the cell has no room.

    Source of the inset: the borders of a cell lie half inside it.
    """
    width = min(box.width - 2 * PICTURE_INSET, asked.width or box.width)
    height = min(box.height - 2 * PICTURE_INSET, asked.height or box.height)
    if width <= 0 or height <= 0:
        return None
    scale = min(width / image.width, height / image.height)
    shown = (image.width * scale, image.height * scale)
    return Box(box.left + (box.width - shown[0]) / 2, box.top + (box.height - shown[1]) / 2, *shown)


def _hung(layout: Arrangement, widths: Mapping[int, float], image: Image, box: Box) -> PlacedPicture:
    size = [max(round(length * EMU_PER_POINT), 1) for length in (box.width, box.height)]
    return PlacedPicture(image, *_column_at(widths, box.left), layout.rows.form_ruler.marker(box.top), *size)


def _column_at(widths: Mapping[int, float], distance: float) -> tuple[int, int]:
    """The column, 0-based, that lies so many points from the left edge, and the rest of the way in EMU."""
    column, left = 1, 0.0
    while left + widths.get(column, widths[0]) <= distance:
        left += widths.get(column, widths[0])
        column += 1
    return column - 1, round((distance - left) * EMU_PER_POINT)
