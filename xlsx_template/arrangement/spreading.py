"""Texts that need more than a page: their row becomes several rows, each on its own page with a piece of the text.

The first of these rows takes what its page has left, each further one begins a page and takes it whole, the last one as
much as it needs.  Each has the lines and labels of the template's row, so every page shows a closed box with its label.
The other texts of the row go on likewise where they need more than the first row has; what is shorter stands in it.

A text is left whole where it fits a page, is turned, stands in a merge over several rows of the template or of the
filter ``merge``, in a row of titles that repeat, or in an Excel table, which may have no merges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from xlsx_template.arrangement.fitting import RowHeights, value_height
from xlsx_template.layout import PIXEL, split_text, without_last_break
from xlsx_template.layout.pages import SAFETY, Paper
from xlsx_template.program.fill import Collector
from xlsx_template.program.model import DynamicCell, Instance, Merge, RowProgram, SheetProgram, Slice
from xlsx_template.values import MISSING, Styled, cut_marked, without_marks

LEAST_SHARE = 0.25
"""Of a page: what it must have left for a text to begin there."""

_Pieces = dict[DynamicCell, list[str]]


@dataclass(slots=True)
class _Page:
    """How far the page is filled on which the next row stands, when rows follow each other without more ado."""

    paper: Paper
    used: float = 0.0
    is_first: bool = True

    @property
    def room(self) -> float:
        """The points of rows that it takes."""
        return (self.paper.first if self.is_first else self.paper.further) * SAFETY

    @property
    def left(self) -> float:
        """The points that it has left, in whole pixels."""
        return (self.room - self.used) // PIXEL * PIXEL

    def add(self, points: float) -> None:
        """Put a row on it, or begin the next page with that row."""
        if self.used and self.used + points > self.room:
            self.turn()
        self.used += points

    def turn(self) -> None:
        """Begin the next page."""
        self.used, self.is_first = 0.0, False


def spread_long_texts(
    collector: Collector, heights: Sequence[RowHeights], merges: Sequence[Merge], paper: Paper
) -> bool:
    """Give the rows of texts that no page takes further instances; whether there were any.

    ``heights`` are those of the instances as they are, ``merges`` those over several of them.
    """
    sliced: dict[int, list[Instance]] = {}
    page = _Page(paper)
    for position, taken in enumerate(heights):
        instance = collector.instances[position]
        program = collector.program.rows[instance.index]
        if sum(taken) > paper.further * SAFETY and _may_spread(program, collector.program):
            beginning = _begun(position, page, heights, merges)
            pieces = _pieces(program, instance, (beginning.left, _whole_page(paper)))
            if any(len(found) > 1 for found in pieces.values()):
                sliced[position] = list(_slices(program, instance, pieces, (beginning.left, _whole_page(paper))))
                page = _Page(paper, _height(sliced[position][-1]), is_first=False)
                continue
        page.add(sum(taken))
    if sliced:
        _insert(collector, sliced)
    return bool(sliced)


def _begun(position: int, page: _Page, heights: Sequence[RowHeights], merges: Sequence[Merge]) -> _Page:
    """The page on which a long text begins: the one that rows have reached, or the next with the rows it belongs to."""
    if page.left >= LEAST_SHARE * page.room:
        return page
    first = min((merge.first for merge in merges if merge.first < position <= merge.last), default=position)
    above = sum(sum(taken) for taken in heights[first:position])
    return _Page(page.paper, above if above <= LEAST_SHARE * page.room else 0.0, is_first=False)


def _height(instance: Instance) -> float:
    return instance.slice.height if instance.slice else 0.0


def _whole_page(paper: Paper) -> float:
    return paper.further * SAFETY // PIXEL * PIXEL


def _may_spread(program: RowProgram, sheet: SheetProgram) -> bool:
    titles = sheet.page.titles if sheet.page else None
    if titles and titles[0] <= program.number <= titles[1]:
        return False
    return not any(table.area.first.row <= program.number <= table.area.end.row for table in sheet.tables)


# -------------------------------------------------------------------------------------------------- pieces


def _pieces(program: RowProgram, instance: Instance, rooms: tuple[float, float]) -> _Pieces:
    """The level texts of a row in pieces for its first row and the further ones; one piece where the first has room."""
    texts = {cell: text for cell in program.cells if (text := _text(cell, instance)) is not None}
    return {cell: _cut(cell, text, rooms) for cell, text in texts.items()}


def _text(cell: DynamicCell, instance: Instance) -> str | None:
    """The text that may be cut; None where there is none."""
    if cell.value_index is None or cell.is_tall or cell.face.style.rotation:
        return None
    value = instance.values[cell.value_index]
    if value.__class__ is Styled:
        is_plain = value.merge_key is MISSING and value.picture is None and not value.is_formula
        value = value.value if is_plain else None
    return value if isinstance(value, str) and value else None


def _cut(cell: DynamicCell, text: str, rooms: tuple[float, float]) -> list[str]:
    bare = without_marks(text) if cell.runs else text
    if cell.face.need(bare) <= rooms[0]:
        return [text]
    pieces = split_text(bare, cell.face.width, cell.face.style, rooms)
    return cut_marked(text, [len(piece) for piece in pieces]) if cell.runs else pieces


# -------------------------------------------------------------------------------------------------- instances


def _slices(program: RowProgram, instance: Instance, pieces: _Pieces, rooms: tuple[float, float]) -> Iterator[Instance]:
    columns = frozenset(cell.column for cell in pieces)
    last = max(map(len, pieces.values())) - 1
    for offset in range(last + 1):
        needs = (_piece_height(cell, found[offset]) for cell, found in pieces.items() if len(found) > offset)
        height = max(program.minimum, *needs) if offset == last else rooms[offset > 0]
        values = _values_at(program, instance, pieces, offset)
        yield replace(instance, values=values, is_blank=offset > 0, slice=Slice(offset, height, columns))


def _piece_height(cell: DynamicCell, piece: str) -> float:
    return value_height(cell, without_last_break(piece))


def _values_at(program: RowProgram, instance: Instance, pieces: _Pieces, offset: int) -> tuple[Any, ...]:
    """The row's values in one of its rows: all of them in the first, then pieces, and what a merge goes on by."""
    values = list(instance.values)
    for cell in program.cells:
        if cell.value_index is None:
            continue
        value, found = values[cell.value_index], pieces.get(cell, [])
        if offset < len(found):
            is_styled = value.__class__ is Styled and offset == 0
            values[cell.value_index] = replace(value, value=found[offset]) if is_styled else found[offset]
        elif offset and not (instance.iteration and value.__class__ is Styled and value.merge_key is not MISSING):
            values[cell.value_index] = None
    return tuple(values)


def _insert(collector: Collector, sliced: Mapping[int, list[Instance]]) -> None:
    """Put the slices in the places of their rows, and move what counts instances."""
    further = [len(sliced[position]) - 1 if position in sliced else 0 for position in range(len(collector.instances))]
    shifts = list(accumulate(further, initial=0))
    for iteration in collector.iterations:
        iteration.start += shifts[iteration.start]
        iteration.end += shifts[iteration.end]
    collector.styled[:] = [
        place + shifts[place] + offset for place in collector.styled for offset in range(further[place] + 1)
    ]
    collector.instances[:] = [
        row for position, instance in enumerate(collector.instances) for row in sliced.get(position, (instance,))
    ]
