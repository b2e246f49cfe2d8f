"""A laid-out sheet as XML.  Rows that did not change leave as the template has them, moved by their number only."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsx_template import formula as formulas
from xlsx_template.arrange import Arrangement
from xlsx_template.calculate import FormulaCell, Result
from xlsx_template.cell_index import CellKey
from xlsx_template.errors import TemplateError
from xlsx_template.formula_cells import FormulaReader
from xlsx_template.piece_rows import with_pieces
from xlsx_template.program import DynamicCell, Instance, RowProgram, Slice
from xlsx_template.reference import cell_name, column_letters
from xlsx_template.sheet_maps import SheetMaps
from xlsx_template.structured import Tables
from xlsx_template.styles import Derived, StyleSheet
from xlsx_template.values import (
    ErrorValue,
    Styled,
    content,
    escape_text,
    number_text,
    rich_content,
    shortest,
    text_content,
)

_MOMENT_FORMATS: dict[type, str] = {
    datetime.datetime: "yyyy/m/d h:mm:ss",  # before date, of which it is a kind
    datetime.date: "yyyy/m/d",
    datetime.time: "h:mm:ss",
    datetime.timedelta: "[h]:mm:ss",
}
_DECIMALS = re.compile(r"\.(\d+)")
_LITERAL = re.compile(r"General")


@dataclass(slots=True)
class DerivedStyles:
    """The styles a form needs beside the template's, numbered in the order of their first use.

    ``epoch_1904`` says that the dates of the workbook count from 1904.
    """

    sheet: StyleSheet
    epoch_1904: bool = False
    numbers: dict[Derived, int] = field(default_factory=dict)

    def number(self, base: int, number_format: str) -> int:
        """The style that shows ``base`` with another number format."""
        if self.sheet.number_format(base) == number_format:
            return base
        return self._numbered(Derived(base, number_format))

    def _numbered(self, derived: Derived) -> int:
        return self.numbers.setdefault(derived, self.sheet.count + len(self.numbers))

    def open(self, style: int, sides: tuple[str, ...]) -> int:
        """A style as it is, or a derived one, without a border at those sides and with its text at the top."""
        known = [*map(Derived, range(self.sheet.count)), *self.numbers]
        return self._numbered(known[style]._replace(open_sides=sides, is_at_top=True)) if style < len(known) else style

    def style_for(self, cell: DynamicCell, value: Any, asked: str | None) -> int:
        """The style a value shows in: what a filter asked, a date format for dates, no digit hidden by General."""
        if not self.sheet.count:
            return cell.style
        if asked is not None:
            return self.number(cell.style, asked)
        for kind, code in _MOMENT_FORMATS.items():
            if isinstance(value, kind):
                return cell.style if self.sheet.is_date(cell.style) else self.number(cell.style, code)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return self._exact(cell.style, value)
        return cell.style

    def _exact(self, base: int, value: float | Decimal) -> int:
        """General beside a unit (``General"万元"``) shows what fits the column: here it shows the digits there are."""
        code = self.sheet.number_format(base)
        if code == "General" or "General" not in code:
            return base
        digits = _DECIMALS.search(format(Decimal(number_text(value)), "f"))
        decimals = digits[1].rstrip("0") if digits else ""
        return self.number(base, _LITERAL.sub("0" + ("." + "0" * len(decimals) if decimals else ""), code))


class SheetWriter:
    """Writes one sheet of a form; ``maps`` gives the rows of every sheet by name."""

    def __init__(self, layout: Arrangement, maps: SheetMaps, styles: DerivedStyles, tables: Tables) -> None:
        self._layout = layout
        self.program = layout.program
        self.maps = maps
        self.styles = styles
        self._formulas = FormulaReader(layout, maps, tables)
        self._name = layout.program.sheet.name
        self._prefix = layout.program.sheet.root.prefix
        self._split_groups: frozenset[str] = frozenset()

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
        out: list[str] = []
        self._split_groups = self._groups_to_split(texts, results)
        for position, instance in enumerate(self._layout.instances):
            program = self._layout.program.rows[instance.index]
            if instance.slice is not None:
                row: list[str] = []
                self._row(row, position, program, (texts, results))
                out.append(self._sliced(program, instance, instance.slice, "".join(row)))
            elif program.opening:
                self._row(out, position, program, (texts, results))
        return "".join(out)

    def _groups_to_split(self, texts: Mapping[CellKey, str], results: Mapping[CellKey, Result]) -> frozenset[str]:
        """The groups of formulas that share a text and of which one has changed: all of them get their own text."""
        rows = self._layout.program.rows
        expected = Counter(cell.shared_group for program in rows for cell in program.cells if cell.shared_group)
        if not expected:
            return frozenset()
        split: set[str] = set()
        members: Counter[str] = Counter()
        for position, instance in enumerate(self._layout.instances):
            program = rows[instance.index]
            for cell in () if instance.is_blank else program.cells:
                if cell.shared_group:
                    members[cell.shared_group] += 1
                    key = (self._name, self._layout.rows.numbers[position], cell.column)
                    if key[1] != program.number or not _is_unchanged(cell, texts[key], results.get(key)):
                        split.add(cell.shared_group)
        return frozenset(split | {group for group, count in members.items() if count != expected[group]})

    def _row(
        self,
        out: list[str],
        position: int,
        program: RowProgram,
        formula_data: tuple[Mapping[CellKey, str], Mapping[CellKey, Result]],
    ) -> None:
        number = self._layout.rows.numbers[position]
        heights = self._layout.heights[position]
        text = str(number)
        out.append(_opening(program, text, heights[0] if heights else None))
        instance = self._layout.instances[position]
        for part in (program.blank,) if instance.is_blank else program.plan:
            if part.__class__ is tuple:
                out.append(text.join(part))
                continue
            cell = program.cells[part]  # type: ignore[index]
            try:
                out.append(self._cell(cell, (position, number), instance, formula_data))
            except TemplateError as error:
                raise error.at(cell=cell_name(program.number, cell.column)) from error.__cause__
        out.append(program.closing if program.plan or not program.opening[-1].endswith("/>") or heights else "")
        for offset, height in enumerate((heights or ())[1:], 1):
            further = str(number + offset)
            out += [_opening(program, further, height), further.join(program.blank), program.closing]

    def _sliced(self, program: RowProgram, instance: Instance, piece: Slice, row: str) -> str:
        """The XML of a row that holds pieces of a text: no border between them, and the further pieces written."""
        contents, prefix = {}, self._prefix
        for cell in program.cells if piece.offset else ():
            value = instance.values[cell.value_index] if cell.value_index is not None else None
            if isinstance(value, str):
                written = rich_content(value, cell.runs, prefix) if cell.runs else text_content(value, prefix)
                contents[cell.column] = written
        return with_pieces(row, prefix, piece, contents, self.styles)

    def _cell(
        self,
        cell: DynamicCell,
        place: tuple[int, int],
        instance: Instance,
        formula_data: tuple[Mapping[CellKey, str], Mapping[CellKey, Result]],
    ) -> str:
        position, row = place
        value: Any = cell.constant if cell.value_index is None else instance.values[cell.value_index]
        asked = None
        if value.__class__ is Styled:
            value, asked = self._styled_value(value, position, cell)
        if value.__class__ is str and not cell.runs and cell.formula is None:
            return f"{cell.before}{row}{cell.after}{text_content(value, self._prefix) if value else '/>'}"
        key = (self._name, row, cell.column)
        if key in formula_data[0]:
            return self._formula_xml(cell, instance, key, formula_data)
        style = self.styles.style_for(cell, value, asked)
        if cell.runs and isinstance(value, str):
            return self._head(cell, row, style) + rich_content(value, cell.runs, self._prefix)
        return self._head(cell, row, style) + content(value, self._prefix, epoch_1904=self.styles.epoch_1904)

    def _styled_value(self, styled: Styled, position: int, cell: DynamicCell) -> tuple[Any, str | None]:
        """A filtered value and the number format it asks for; nothing of it shows where a merge covers the cell."""
        if (position, cell.column) in self._layout.covered:
            return None, None
        return _Formula if styled.is_formula else styled.value, styled.number_format

    def _head(self, cell: DynamicCell, row: int, style: int) -> str:
        shown = f' s="{style}"' if style else ""
        return f'{cell.before}{row}"{shown}{cell.attributes}'

    def _formula_xml(
        self,
        cell: DynamicCell,
        instance: Instance,
        key: CellKey,
        formula_data: tuple[Mapping[CellKey, str], Mapping[CellKey, Result]],
    ) -> str:
        text, result = formula_data[0][key], formula_data[1].get(key)
        if self._may_stay(cell, instance, key[1]) and _is_unchanged(cell, text, result):
            return str(key[1]).join(cell.original)
        value = instance.values[cell.value_index] if cell.value_index is not None else None
        style = self.styles.style_for(cell, result, value.number_format if isinstance(value, Styled) else None)
        p = self._prefix
        opening = (cell.formula_opening or f"{p}f") + self._array_reference(cell, instance, key[1])
        body = f"<{opening}>{escape_text(text)}</{p}f>"
        kind, shown = _result_xml(result)
        return f"{self._head(cell, key[1], style)}{kind}>{body}{f'<{p}v>{shown}</{p}v>' if shown else ''}</{p}c>"

    def _may_stay(self, cell: DynamicCell, instance: Instance, row: int) -> bool:
        """Whether a formula's XML holds nothing that depends on where it stands."""
        if cell.shared_group:
            return cell.shared_group not in self._split_groups
        return cell.array is None or row == self._layout.program.rows[instance.index].number

    def _array_reference(self, cell: DynamicCell, instance: Instance, row: int) -> str:
        if cell.array is None:
            return ""
        filled = self._formulas.filled(cell, instance, row)
        return f' ref="{filled or cell_name(row, cell.column)}"'

    # ---------------------------------------------------------------------------------------------- merges

    def merges(self) -> list[str]:
        """The merged areas of the form as references, without those that shrank to one cell."""
        rows, found = self._layout.rows, []
        for merge in self._layout.merges:
            first, last = rows.numbers[merge.first], rows.numbers[merge.last] + rows.counts[merge.last] - 1
            if first != last or merge.left != merge.right:
                found.append(_area_name(first, last, merge.left, merge.right))
        return found + [_area_name(*merge) for merge in self._split_merges()]

    def _split_merges(self) -> Iterator[tuple[int, int, int, int]]:
        """Merges for the cells of rows that take several rows because a text in them is so long."""
        rows = self._layout.rows
        for position, instance in enumerate(self._layout.instances):
            if self._layout.heights[position] is None or rows.counts[position] == 1:
                continue
            taken = {
                column
                for merge in self._layout.merges
                if merge.first <= position <= merge.last
                for column in range(merge.left, merge.right + 1)
            }
            first = rows.numbers[position]
            for column in self._layout.program.rows[instance.index].columns:
                if column not in taken:
                    yield first, first + rows.counts[position] - 1, column, column


def _is_unchanged(cell: DynamicCell, text: str, result: Result | None) -> bool:
    return cell.formula is not None and result == cell.cached and text == formulas.write(cell.formula)


class _Formula:
    """Stands for the value of a cell that shows a formula's result."""


def _opening(program: RowProgram, number: str, height: float | None) -> str:
    if height is None:
        return number.join(program.opening)
    return f'{number.join(program.bare_opening)} ht="{height:g}" customHeight="1">'


def _area_name(first: int, last: int, left: int, right: int) -> str:
    return f"{column_letters(left)}{first}:{column_letters(right)}{last}"


def _result_xml(result: Result | None) -> tuple[str, str]:
    """The type attribute and the text of a formula's cached value; two empty strings where there is none."""
    if result is None:
        return "", ""
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, str):
        return ' t="str"', escape_text(result)
    if isinstance(result, ErrorValue):
        return ' t="e"', result.code
    return "", number_text(result if isinstance(result, Decimal) else shortest(result))


__all__ = ["DerivedStyles", "SheetWriter"]
