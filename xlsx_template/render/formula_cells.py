"""The formulas of a form: their references moved, and the cells that they read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlsx_template.arrangement.arrange import Arrangement
from xlsx_template.errors import TagError
from xlsx_template.formula import formulas
from xlsx_template.formula.calculate import FormulaCell
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.formula.formulas import Formula, Reference
from xlsx_template.formula.reference import Area, cell_name
from xlsx_template.moving.rounds import is_same_in_rounds, moved_within
from xlsx_template.moving.rowmap import nowhere
from xlsx_template.moving.sheet_maps import SheetMaps
from xlsx_template.moving.structured import Tables
from xlsx_template.program.model import DynamicCell, Instance, Iteration
from xlsx_template.sheet.names import quoted
from xlsx_template.values import Styled


class _Copied(NamedTuple):
    """A formula as it is copied down a column: its texts around the number of its own row, and what it reads."""

    text: tuple[str, ...]
    calculated: tuple[str, ...]
    literals: str
    reads: tuple[tuple[str, Area, bool], ...]  # the sheet, the area, and whether that is a cell of the own row

    def at(self, key: CellKey, fills: Area | None) -> FormulaCell:
        """The formula in a cell."""
        row = key[1]
        text = str(row).join(self.text)
        calculated = text if self.calculated == self.text else str(row).join(self.calculated)
        reads = [(sheet, Area(area.first.at_row(row)) if is_own else area) for sheet, area, is_own in self.reads]
        return FormulaCell(key, text, tuple(reads), self.literals, calculated, fills)


class FormulaReader:
    """Reads the formulas of one sheet of a form; ``maps`` gives the rows of every sheet, ``tables`` all tables."""

    def __init__(self, layout: Arrangement, maps: SheetMaps, tables: Tables) -> None:
        self._layout = layout
        self._maps = maps
        self._tables = tables
        self._name = layout.program.sheet.name
        self._copied: dict[int, _Copied] = {}
        """Formulas that are the same in all rounds of their loop but for their row, by the identity of their cell."""

    def cells(self) -> Iterator[FormulaCell]:
        """The formulas of the sheet as they will be written."""
        layout, rows = self._layout, self._layout.program.rows
        may_make = layout.collector.has_formulas
        for position, instance in enumerate(layout.instances):
            program = rows[instance.index]
            for cell in () if instance.is_blank else program.cells if may_make else program.formulas:
                parsed = None if (position, cell.column) in layout.covered else self._formula_of(cell, instance)
                if parsed is not None:
                    yield self._formula_cell(cell, parsed, instance, layout.rows.numbers[position])

    def _formula_of(self, cell: DynamicCell, instance: Instance) -> Formula | None:
        if cell.formula is not None:
            return cell.formula
        value = instance.values[cell.value_index] if cell.value_index is not None else None
        if isinstance(value, Styled) and value.is_formula and value.value:
            return formulas.parse(value.value)
        return None

    def _formula_cell(self, cell: DynamicCell, parsed: Formula, instance: Instance, row: int) -> FormulaCell:
        key = (self._name, row, cell.column)
        copied = self._copied.get(id(cell))
        if copied is None:
            copied = self._read(parsed, instance, key)
            if parsed is cell.formula and self._is_same_in_rounds(parsed, instance):
                self._copied[id(cell)] = copied
        return copied.at(key, None if cell.array is None else self.filled(cell, instance, row))

    def _read(self, parsed: Formula, instance: Instance, key: CellKey) -> _Copied:
        """A formula with its references moved, and the number of its own row left open."""
        reads: list[tuple[str, Area, bool]] = []
        text, calculated, literals = [""], [""], ""
        for piece in parsed:
            if isinstance(piece, Reference):
                sheet = self._maps.real_name(piece.sheet) if piece.sheet else self._name
                is_own = self._is_of_own_row(piece, instance)
                area = piece.area if is_own else self._moved(piece, instance.iteration)
                shown = str(area.first.at_row(0) if is_own else area)
                reads.append((sheet, area, is_own))
                text[-1] += piece.prefix + shown
                calculated[-1] += (piece.prefix if sheet == (piece.sheet or sheet) else f"{quoted(sheet)}!") + shown
                literals += " "
                if is_own:
                    text.append("")
                    calculated.append("")
                continue
            text[-1] += piece
            for part in self._tables.resolved(piece, key) if "[" in piece else (piece,):
                if isinstance(part, str):
                    calculated[-1] += part
                    literals += part
                else:
                    calculated[-1] += f"{quoted(part[0])}!{part[1]}"
                    literals += " "
                    reads.append((*part, False))
        return _Copied(tuple(text), tuple(calculated), literals, tuple(reads))

    def _is_same_in_rounds(self, parsed: Formula, instance: Instance) -> bool:
        """Whether a formula differs from round to round by the number of its own row only."""
        return all(
            "[" not in piece
            if isinstance(piece, str)
            else self._is_of_own_row(piece, instance)
            or self._maps.get(piece.sheet or self._name) is not self._layout.rows
            or is_same_in_rounds(piece.area, instance.iteration)
            for piece in parsed
        )

    def filled(self, cell: DynamicCell, instance: Instance, row: int) -> Area | None:
        """The cells of an array formula that fills several; Excel does not let rows come or go between them either."""
        if cell.array is None or cell.array.first == cell.array.end:
            return None
        height = cell.array.end.row - cell.array.first.row
        moved = self._moved(Reference(cell.array), instance.iteration) if height else cell.array
        if height and (moved.first.row != row or moved.end.row - moved.first.row != height):
            name = cell_name(cell.array.first.row, cell.column)
            raise TagError(f"数组公式占的几行（{cell.array}）里不能有循环或条件，请改为每行一个公式", cell=name).at(
                sheet=self._name
            )
        return Area(cell.array.first.at_row(row), cell.array.end.at_row(row + height))

    def _is_of_own_row(self, reference: Reference, instance: Instance) -> bool:
        """Whether a reference is a relative cell of the formula's own row, as most are that formulas in loops read."""
        first = reference.area.first
        if reference.sheet or reference.area.last or first.row_absolute or instance.goes_on:
            return False
        return first.row == self._layout.program.rows[instance.index].number

    def _moved(self, reference: Reference, iteration: Iteration | None) -> Area:
        rows = self._maps.get(reference.sheet or self._name)
        if rows is None:
            return reference.area
        if iteration is not None and rows is self._layout.rows:
            moved = moved_within(rows, reference.area, iteration)
        else:
            moved = rows.moved(reference.area)
        return moved or nowhere(reference.area)
