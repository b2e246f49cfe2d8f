"""A laid-out sheet as XML.  Rows that did not change leave as the template has them, moved by their number only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from xlsx_template.arrangement.arrange import Arrangement
from xlsx_template.arrangement.fitting import RowHeights
from xlsx_template.arrangement.page_ends import Changes, MergedArea
from xlsx_template.formula.calculate import FormulaCell, Result
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.formula.reference import column_letters
from xlsx_template.moving.sheet_maps import SheetMaps
from xlsx_template.moving.structured import Tables
from xlsx_template.program.model import RowProgram
from xlsx_template.render.cell_contents import CellContents
from xlsx_template.render.changed_cells import with_changes
from xlsx_template.render.derived_styles import DerivedStyles
from xlsx_template.render.formula_cells import FormulaReader
from xlsx_template.values import rich_content, text_content


class SheetWriter:
    """Writes one sheet of a form; ``maps`` gives the rows of every sheet by name."""

    def __init__(self, layout: Arrangement, maps: SheetMaps, styles: DerivedStyles, tables: Tables) -> None:
        self._layout = layout
        self.program = layout.program
        self.maps = maps
        self.styles = styles
        self._formulas = FormulaReader(layout, maps, tables)
        self._prefix = layout.program.sheet.root.prefix

    @property
    def page_breaks(self) -> list[int] | None:
        """The rows below which a page ends; None where the template's own breaks stay."""
        return self._layout.page_breaks

    def formula_cells(self) -> Iterator[FormulaCell]:
        """The formulas of the sheet as they will be written."""
        return self._formulas.cells()

    # ---------------------------------------------------------------------------------------------- rows

    def sheet_data(self, texts: Mapping[CellKey, str], results: Mapping[CellKey, Result]) -> str:
        """The rows of the sheet as XML; ``texts`` and ``results`` are those of its formulas."""
        layout, rows = self._layout, self._layout.program.rows
        contents = CellContents(layout, self.styles, self._formulas, (texts, results))
        changed = self._changes_by_position() if layout.changes else {}
        out: list[str] = []
        for position, instance in enumerate(layout.instances):
            program = rows[instance.index]
            if not program.opening:
                continue
            number, heights = layout.rows.numbers[position], layout.heights[position]
            if instance.is_blank:
                row = _blank_row(program, number, heights)
            else:
                row = _row(program, number, heights, contents.of_row(position, number))
            out.append(self._with_changes(position, changed[position], row) if position in changed else row)
        return "".join(out)

    def _changes_by_position(self) -> dict[int, Changes]:
        """What page ends change, by the instance whose rows it concerns."""
        numbers, found = self._layout.rows.numbers, dict[int, Changes]()
        for (row, column), change in self._layout.changes.items():
            found.setdefault(bisect_right(numbers, row) - 1, {})[row, column] = change
        return found

    def _with_changes(self, position: int, changes: Changes, rows: str) -> str:
        """The XML of an instance's rows with what page ends change, and with the pieces of a text that goes on."""
        instance, number, prefix = self._layout.instances[position], self._layout.rows.numbers[position], self._prefix
        contents = {
            place: text_content(change.text, prefix) for place, change in changes.items() if change.text is not None
        }
        for cell in self.program.rows[instance.index].cells if instance.goes_on else ():
            value = instance.values[cell.value_index] if cell.value_index is not None else None
            if isinstance(value, str):
                written = rich_content(value, cell.runs, prefix) if cell.runs else text_content(value, prefix)
                contents[number, cell.column] = written
        return with_changes(rows, prefix, changes, contents, self.styles)

    # ---------------------------------------------------------------------------------------------- merges

    def merges(self) -> list[str]:
        """The merged areas of the form as references."""
        return [*map(_area_name, self._layout.areas), *self._names_within_rows()]

    def _names_within_rows(self) -> Iterator[str]:
        """The template's merges within one row, for every row it became; those that became part of a run are left out.

        Those of rows that take several are among the areas.
        """
        numbers, counts = self._layout.rows.numbers, self._layout.rows.counts
        in_runs = self._cells_in_runs()
        for position, instance in enumerate(self._layout.instances):
            program = self.program.rows[instance.index]
            if not program.merges or counts[position] > 1:
                continue
            if not in_runs or not program.cells:
                yield from str(numbers[position]).join(program.merge_names).split()
                continue
            number = numbers[position]
            for left, right in program.merges:
                if (position, left) not in in_runs:
                    yield _area_name(MergedArea(number, number, left, right))

    def _cells_in_runs(self) -> set[tuple[int, int]]:
        """The instances and columns of the filter ``merge``; none where its rows have no merges of their own."""
        layout, rows = self._layout, self.program.rows
        if not any(rows[layout.instances[run.first].index].merges for run in layout.runs):
            return set()
        return {(position, run.left) for run in layout.runs for position in range(run.first, run.last + 1)}


def _row(program: RowProgram, number: int, heights: RowHeights | None, contents: list[str]) -> str:
    """The XML of a row, and of those it takes besides because a text in it needs more than one may have."""
    if heights is None:
        return str(number).join(program.as_is) % tuple(contents)
    row = str(number).join(program.fitted) % (f"{heights[0]:g}", *contents)
    return row if len(heights) == 1 else row + _further_rows(program, number, heights)


def _further_rows(program: RowProgram, number: int, heights: RowHeights) -> str:
    return "".join(_blank_row(program, number + offset, (height,)) for offset, height in enumerate(heights[1:], 1))


def _blank_row(program: RowProgram, number: int, heights: RowHeights | None) -> str:
    """A row with nothing but the styles of its cells."""
    shown = str(number)
    blank, closing = shown.join(program.blank), program.closing
    if heights is None:
        opening = shown.join(program.opening)
        return opening if opening.endswith("/>") else f"{opening}{blank}{closing}"
    row = f'{shown.join(program.bare_opening)} ht="{heights[0]:g}" customHeight="1">{blank}{closing}'
    return row if len(heights) == 1 else row + _further_rows(program, number, heights)


def _area_name(area: MergedArea) -> str:
    return f"{column_letters(area.left)}{area.first}:{column_letters(area.right)}{area.last}"


__all__ = ["SheetWriter"]
