"""Texts that need more than a page: their row becomes several rows, with a piece of the text in each.

A page can only break between rows, and LibreOffice draws a merge that goes on over a break again on the next page, text
over text.  So such a text is no merge over many rows but several cells, one below the other without a border between
them.  The other texts of the row are cut likewise where they need more than half a page; what is shorter, and all that
is no text, is merged over the rows (:func:`xlsx_template.merging.slice_merges`).

A text is left whole where it fits a page, is turned, stands in a merge over several rows of the template or of the
filter ``merge``, in a row of titles that repeat, or in an Excel table, which may have no merges.  A merge whose text
needs more than a page has the rows for it, the last of them as many as it takes, and pages break between these: Excel
goes on with the text on the next page, LibreOffice draws it there once more, behind the titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from xlsx_template.fill import Collector
from xlsx_template.fitting import RowHeights, value_height
from xlsx_template.layout import USABLE_ROW_HEIGHT, split_text, without_last_break
from xlsx_template.program import CutText, DynamicCell, Instance, RowProgram, SheetProgram, Slice
from xlsx_template.values import MISSING, Styled, cut_marked, without_marks

ROWS_A_PAGE = 4
"""How many rows of pieces a page takes: more fill pages better, fewer have fewer seams in a text."""

_Pieces = dict[DynamicCell, list[str]]


def spread_long_texts(collector: Collector, heights: Sequence[RowHeights | None], room: float) -> bool:
    """Give the rows of texts that need more than ``room`` points further instances; whether there were any.

    ``heights`` are those of the instances as they are, ``room`` is what a page takes beside the titles that repeat.
    """
    sliced: dict[int, list[Instance]] = {}
    for position, taken in enumerate(heights):
        if taken is None or sum(taken) <= room:
            continue
        instance = collector.instances[position]
        program = collector.program.rows[instance.index]
        if _may_spread(program, collector.program):
            pieces = _pieces(program, instance, room)
            if any(len(found) > 1 for found in pieces.values()):
                sliced[position] = list(_slices(program, instance, pieces, collector.program.default_height))
    if sliced:
        _insert(collector, sliced)
    return bool(sliced)


def _may_spread(program: RowProgram, sheet: SheetProgram) -> bool:
    titles = sheet.page.titles if sheet.page else None
    if titles and titles[0] <= program.number <= titles[1]:
        return False
    return not any(table.area.first.row <= program.number <= table.area.end.row for table in sheet.tables)


# -------------------------------------------------------------------------------------------------- pieces


def _pieces(program: RowProgram, instance: Instance, room: float) -> _Pieces:
    """The level texts of a row in pieces; those that need no more than half a page are one piece if another is cut."""
    texts = {cell: text for cell in program.cells if (text := _text(cell, instance)) is not None}
    needs = {cell: cell.face.need(without_marks(text) if cell.runs else text) for cell, text in texts.items()}
    if max(needs.values(), default=0.0) <= room:
        return {}
    limit = min(room / ROWS_A_PAGE, USABLE_ROW_HEIGHT)
    return {cell: _cut(cell, text, limit) if needs[cell] > room / 2 else [text] for cell, text in texts.items()}


def _text(cell: DynamicCell, instance: Instance) -> str | None:
    """The text that may be cut; None where there is none."""
    if cell.value_index is None or cell.is_tall or cell.face.style.rotation:
        return None
    value = instance.values[cell.value_index]
    if value.__class__ is Styled:
        is_plain = value.merge_key is MISSING and value.picture is None and not value.is_formula
        value = value.value if is_plain else None
    return value if isinstance(value, str) and value else None


def _cut(cell: DynamicCell, text: str, limit: float) -> list[str]:
    bare = without_marks(text) if cell.runs else text
    pieces = split_text(bare, cell.face.width, cell.face.style, limit)
    return cut_marked(text, [len(piece) for piece in pieces]) if cell.runs else pieces


# -------------------------------------------------------------------------------------------------- instances


def _slices(program: RowProgram, instance: Instance, pieces: _Pieces, default: float) -> Iterator[Instance]:
    texts = tuple(
        CutText(cell.column, cell.last_column, tuple(_piece_height(cell, piece) for piece in found))
        for cell, found in pieces.items()
    )
    count = max(len(text.needs) for text in texts)
    for offset in range(count):
        own = min(default if program.height is None else program.height, USABLE_ROW_HEIGHT) if offset == 0 else 0.0
        heights = (text.needs[offset] for text in texts if 1 < len(text.needs) > offset)
        yield replace(
            instance,
            values=_values_at(program, instance, pieces, offset),
            is_blank=offset > 0,
            slice=Slice(offset, count, max(own, *heights), texts),
        )


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
