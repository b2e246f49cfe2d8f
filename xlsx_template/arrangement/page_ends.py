"""What goes on over a page's end: merges are divided there, as every page shall show closed boxes with their labels.

LibreOffice draws a merge that goes on over a break again on the next page, behind the titles, and no program draws a
line inside it.  So a merge becomes one a page.  Its text stands in each, as long as each has room for it; else it goes
on from one to the next.  What is no text is not repeated: a formula over the column would count it twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from xlsx_template.formula.reference import split_cell
from xlsx_template.layout import split_text
from xlsx_template.program.model import Face, RowProgram
from xlsx_template.values import Styled, without_marks

if TYPE_CHECKING:
    from xlsx_template.arrangement.arrange import Arrangement

_STYLED_CELL = re.compile(r"\br=\"([A-Z]+0)\"(?: s=\"(\d+)\")?")


class MergedArea(NamedTuple):
    """A merge of the form, in rows and columns, both 1-based and inclusive."""

    first: int
    last: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class CellChange:
    """What of a cell is not as its row has it: its text, the lines it gets from other styles, its text at the top.

    ``lines`` are sides with the number of the style whose line is drawn there; ``style`` is for a row without the cell.
    """

    text: str | None = None
    lines: tuple[tuple[str, int], ...] = ()
    is_at_top: bool = False
    style: int = 0


Changes = dict[tuple[int, int], CellChange]
"""What is different in cells, by row and column."""


def areas_over_rows(layout: Arrangement) -> Iterator[MergedArea]:
    """The merges over several rows of a form: those of its rows, and of all cells of rows that became several."""
    numbers, counts = layout.rows.numbers, layout.rows.counts
    for merge in layout.merges:
        first, last = numbers[merge.first], numbers[merge.last] + counts[merge.last] - 1
        if first != last or merge.left != merge.right:
            yield MergedArea(first, last, merge.left, merge.right)
    if max(counts, default=1) == 1:
        return
    for position, instance in enumerate(layout.instances):
        if counts[position] == 1 or (
            layout.heights[position] is None and not layout.program.rows[instance.index].merges
        ):
            continue
        program, first = layout.program.rows[instance.index], numbers[position]
        spans = [(merge.left, merge.right) for merge in layout.merges if merge.first <= position <= merge.last]
        taken = {column for left, right in spans for column in range(left, right + 1)}
        merged = {column for left, right in program.merges for column in range(left, right + 1)}
        single = ((column, column) for column in program.columns if column not in merged)
        for left, right in [*program.merges, *(single if layout.heights[position] else ())]:
            if left not in taken:
                yield MergedArea(first, first + counts[position] - 1, left, right)


def divide_at_page_ends(layout: Arrangement) -> None:
    """Divide the merges of a form that go on over a page's end, and note what changes in their cells."""
    if not layout.page_breaks:
        return
    divider = _Divider(layout)
    divider.repeat_labels()
    layout.areas = [part for area in layout.areas for part in divider.parts_of(area)]
    layout.changes = divider.changes


@dataclass(slots=True)
class _Divider:
    layout: Arrangement
    changes: Changes = field(default_factory=dict)
    _styles: dict[int, dict[int, int]] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------ texts in pieces

    def repeat_labels(self) -> None:
        """Let the pieces of a long text begin at the top, and repeat the labels of its row where it goes on."""
        for position, instance in enumerate(self.layout.instances):
            if instance.slice is None:
                continue
            row, program = self.layout.rows.numbers[position], self.layout.program.rows[instance.index]
            for column in instance.slice.columns:
                self._change(row, column, is_at_top=True)
            if instance.goes_on:
                for column, text in _labels(program):
                    self._change(row, column, text=text)

    # ------------------------------------------------------------------------------------------ merges

    def parts_of(self, area: MergedArea) -> list[MergedArea]:
        """The merges that an area becomes, one a page."""
        breaks = self.layout.page_breaks or []
        inside = breaks[bisect_right(breaks, area.first - 1) : bisect_right(breaks, area.last - 1)]
        if not inside:
            return [area]
        edges = [area.first, *(row + 1 for row in inside), area.last + 1]
        parts = [area._replace(first=first, last=end - 1) for first, end in pairwise(edges)]
        self._write_texts(area, parts)
        for column in range(area.left, area.right + 1):
            self._draw_lines(area, column, inside)
        return [part for part in parts if part.first != part.last or part.left != part.right]

    def _write_texts(self, area: MergedArea, parts: list[MergedArea]) -> None:
        text, face = self._text_at(area.first, area.left)
        style = self._style_at(area.first, area.left)
        texts = _texts_of_parts(text, face, [self._height(part) for part in parts]) if text else []
        for part, shown in zip(parts, texts, strict=False):
            if shown is not None and (part is not parts[0] or shown != text):
                self._change(part.first, part.left, text=shown, style=style)

    def _draw_lines(self, area: MergedArea, column: int, breaks: Sequence[int]) -> None:
        """Lines at the foot of a page as the merge has at its end, at the head of the next as it has at its top."""
        top, bottom = self._style_at(area.first, column), self._style_at(area.last, column)
        for row in breaks:
            if self._style_at(row, column) != bottom:
                self._change(row, column, lines=(("bottom", bottom),))
            if self._style_at(row + 1, column) != top:
                self._change(row + 1, column, lines=(("top", top),))

    def _change(self, row: int, column: int, **what: object) -> None:
        change = self.changes.get((row, column), CellChange())
        if "lines" in what:
            what["lines"] = change.lines + what["lines"]  # type: ignore[operator]
        self.changes[row, column] = replace(change, **what)  # type: ignore[arg-type]

    # ------------------------------------------------------------------------------------------ the form

    def _position(self, row: int) -> int:
        return bisect_right(self.layout.rows.numbers, row) - 1

    def _program(self, row: int) -> RowProgram:
        return self.layout.program.rows[self.layout.instances[self._position(row)].index]

    def _text_at(self, row: int, column: int) -> tuple[str | None, Face | None]:
        """The text of a cell and its room; None where it shows no text, or where the room is not known."""
        program = self._program(row)
        instance = self.layout.instances[self._position(row)]
        for cell in program.cells:
            if cell.column == column:
                value = cell.constant if cell.value_index is None else instance.values[cell.value_index]
                if value.__class__ is Styled:
                    value = None if value.is_formula or value.picture is not None else value.value
                return (without_marks(value), cell.face) if isinstance(value, str) else (None, None)
        label = program.static_values.get(column)
        return (label, self._face_at(program, column)) if isinstance(label, str) else (None, None)

    def _face_at(self, program: RowProgram, column: int) -> Face | None:
        tall = (t for t in self.layout.program.tall_merges if t.area.first.row == program.number)
        return next((merge.face for merge in tall if merge.area.first.column == column), None)

    def _height(self, area: MergedArea) -> float:
        """The points of an area's rows."""
        layout, total = self.layout, 0.0
        for row in range(area.first, area.last + 1):
            position = self._position(row)
            taken = layout.heights[position]
            given = self._program(row).height
            own = layout.program.default_height if given is None else given
            total += taken[row - layout.rows.numbers[position]] if taken else own
        return total

    def _style_at(self, row: int, column: int) -> int:
        program = self._program(row)
        if program.number not in self._styles:
            found = _STYLED_CELL.findall("0".join(program.blank))
            self._styles[program.number] = {split_cell(name[:-1] + "1")[1]: int(style or 0) for name, style in found}
        return self._styles[program.number].get(column, 0)


def _labels(program: RowProgram) -> Iterator[tuple[int, str]]:
    """The constant texts of a row by their column."""
    for column, value in program.static_values.items():
        if isinstance(value, str) and value:
            yield column, value
    for cell in program.cells:
        if cell.constant:
            yield cell.column, without_marks(cell.constant)


def _texts_of_parts(text: str, face: Face | None, heights: Sequence[float]) -> list[str | None]:
    """What stands in each part of a merge: the whole text where there is room, if the first has it; else it goes on."""
    if face is None:
        return [text] * len(heights)
    need = face.need(text)
    if need <= heights[0]:
        return [text if need <= height else None for height in heights]
    if face.style.rotation:
        return [text]
    pieces = split_text(text, face.width, face.style, heights)
    last = len(heights) - 1
    return [*pieces[:last], "".join(pieces[last:])]
