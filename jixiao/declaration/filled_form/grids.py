"""A worksheet as boxes: merged areas, and what a page's end divided put together again.

The program that makes forms divides what is higher than the rest of a page: the label is shown again on the next page,
a short text as well, and a long one goes on there.  Nothing but the paper tells: the page's end, the label that is
repeated, and that the pieces of a text longer than a page stand at the top of their boxes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..taxonomy import is_known_level
from .boxes import Box, FormSheet, Pages
from .labels import find_label

Place = tuple[int, int]
Area = tuple[int, int, int, int]

#: A row of a field has at most two labels with their content; those of indicators have five boxes and more.
_MOST_FIELD_BOXES = 4
#: Characters.  A piece of a divided text is longer; what is shorter and equals the box above is shown again.
_SHORTEST_PIECE = 40


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as a file has it: texts by place, merged areas (top, left, bottom, right), and what tells its pages.

    ``tops`` are the cells whose text stands at their top, ``page_starts`` the rows that an author's break begins,
    ``heights`` those of the rows in points, where the file says them.
    """

    texts: Mapping[Place, str]
    areas: Sequence[Area] = ()
    tops: frozenset[Place] = frozenset()
    page_starts: frozenset[int] = frozenset()
    heights: Mapping[int, float] = field(default_factory=dict)


def sheet_from_grid(name: str, grid: Grid, cell_name: Callable[[int, int], str]) -> FormSheet:
    """The sheet of a grid, with the texts that go on over a page's end."""
    pages = Pages(grid.page_starts, grid.heights)
    plain = _with_whole_labels(FormSheet(name, _grid_boxes(grid, cell_name), pages))
    divided = {box: part for row in grid.page_starts for box, part in _iter_divided(plain, row, grid)}
    boxes = (divided.get(box, box) for box in plain.boxes)
    return FormSheet(name, boxes, pages) if divided else plain


def _with_whole_labels(sheet: FormSheet) -> FormSheet:
    """The sheet with labels whole that a page's end cut in two, because neither part had room for all of it."""
    whole: dict[Box, Box] = {}
    for row in sorted(sheet.pages.starts):
        for box in sheet.starting(row):
            parts = _parts_above(sheet, box)
            text = "".join(part.text for part in parts)
            if len(parts) > 1 and _is_label(text) and not any(_is_label(part.text) for part in parts):
                whole |= {part: replace(part, text=text) for part in parts}
    return FormSheet(sheet.name, (whole.get(box, box) for box in sheet.boxes), sheet.pages) if whole else sheet


def _parts_above(sheet: FormSheet, box: Box) -> list[Box]:
    """A box that begins a page, and before it those of the pages above that may be its first parts."""
    parts = [box]
    while parts[0].top in sheet.pages.starts and (above := _above(sheet, parts[0])) and not above.is_blank:
        parts.insert(0, above)
    return parts


def _is_label(text: str) -> bool:
    return find_label(text) is not None or is_known_level(text)


def _iter_divided(sheet: FormSheet, row: int, grid: Grid) -> Iterator[tuple[Box, Box]]:
    """The boxes that begin a page and belong to those above, with the mark of what they are."""
    boxes = sheet.starting(row)
    if not boxes or sheet.first_part(boxes[0]) is boxes[0]:
        return
    parts = [(box, above) for box in boxes[1:] if (above := _above(sheet, box))]
    sliced = [(box, above) for box, above in parts if _are_at_top(grid, boxes[0], box, above)]
    if sliced:
        yield from ((box, replace(box, continues=True)) for box, _ in sliced)
        rest = [part for part in parts if part not in sliced]
        yield from ((box, replace(box, repeats=True)) for box, above in rest if box.text == above.text)
    elif len(boxes) <= _MOST_FIELD_BOXES and not boxes[0].is_blank:
        yield from _mark_parts(parts)


def _above(sheet: FormSheet, box: Box) -> Box | None:
    above = sheet.find(box.top - 1, box.left)
    return above if above and (above.left, above.right) == (box.left, box.right) else None


def _are_at_top(grid: Grid, label: Box, box: Box, above: Box) -> bool:
    """True for two pieces of a text longer than a page, whose label stands in the middle of its own box."""
    tops = [(place.top, place.left) in grid.tops for place in (label, box, above)]
    return tops == [False, True, True]


def _mark_parts(parts: Sequence[tuple[Box, Box]]) -> Iterator[tuple[Box, Box]]:
    """What equals the box above is shown again; the longest text, for which the row was divided, goes on."""
    longest = max((box for box, _ in parts), key=lambda box: len(box.text) / (box.right - box.left + 1), default=None)
    for box, above in parts:
        is_shown_again = box.text == above.text and (box is not longest or len(box.text) < _SHORTEST_PIECE)
        yield box, replace(box, repeats=is_shown_again, continues=not is_shown_again)


def _grid_boxes(grid: Grid, cell_name: Callable[[int, int], str]) -> Iterator[Box]:
    """Each merged area as one box, every other place as one, also blank, from A1 to the last row and column with text.

    A merged area shows its first cell; what else a file keeps under it is a hidden box.
    """
    last_row = max((row for row, _ in grid.texts), default=-1)
    last_column = max((column for _, column in grid.texts), default=-1)
    covered: set[Place] = set()
    for top, left, bottom, right in grid.areas:
        area = (top, left, min(bottom, last_row), min(right, last_column))
        places = [(row, column) for row in range(top, area[2] + 1) for column in range(left, area[3] + 1)]
        if not places or not covered.isdisjoint(places):
            continue
        covered.update(places)
        yield Box(*area, grid.texts.get((top, left), ""), cell_name(top, left))
        for place in places[1:]:
            if grid.texts.get(place, "").strip():
                yield Box(*place, *place, grid.texts[place], cell_name(*place), hidden=True)
    for row in range(last_row + 1):
        for column in range(last_column + 1):
            place = (row, column)
            if place not in covered:
                yield Box(*place, *place, grid.texts.get(place, ""), cell_name(*place))
