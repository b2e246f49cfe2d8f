"""What the changing cells of a row hold, as XML: all that follows the row number in a cell's start tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from xlsx_template.arrangement.arrange import Arrangement
from xlsx_template.arrangement.shown_numbers import ShortNumbers
from xlsx_template.errors import TemplateError
from xlsx_template.formula.calculate import Result
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.formula.reference import cell_name
from xlsx_template.program.model import DynamicCell, Instance
from xlsx_template.render.derived_styles import DerivedStyles
from xlsx_template.render.formula_cells import FormulaReader
from xlsx_template.values import (
    NUMBERS,
    ErrorValue,
    Number,
    Styled,
    are_plain,
    content,
    escape_text,
    number_text,
    rich_content,
    shortest,
    text_closing,
    text_content,
)

FormulaData = tuple[Mapping[CellKey, str], Mapping[CellKey, Result]]
"""The texts of the formulas of a form, and the results of those that have one."""


class CellContents:
    """Writes what the cells of one sheet hold."""

    def __init__(
        self, layout: Arrangement, styles: DerivedStyles, reader: FormulaReader, formula_data: FormulaData
    ) -> None:
        self._layout = layout
        self._styles = styles
        self._reader = reader
        self._texts, self._results = formula_data
        self._name = layout.program.sheet.name
        self._prefix = layout.program.sheet.root.prefix
        self._text_closing = text_closing(self._prefix)
        self._is_plain = are_plain(layout.collector.texts)
        self._split_groups = self._groups_to_split()
        self._number_heads: dict[tuple[int, str | None], tuple[str, ShortNumbers]] = {}
        """What follows the row number up to a short number, by the identity of its cell and the format asked for."""

    def of_row(self, position: int, row: int) -> list[str]:
        """The contents of the changing cells of an instance, which begins with that row of the form.

        Raises TemplateError naming the cell of the template.
        """
        instance = self._layout.instances[position]
        is_plain, closing = self._is_plain, self._text_closing
        program, contents = self._layout.program.rows[instance.index], []
        try:
            for cell, value in zip(program.cells, instance.values, strict=True):
                if value is None and cell.empty:
                    contents.append(cell.empty)
                elif is_plain and value.__class__ is str and value and cell.text_head:
                    contents.append(f"{cell.text_head}{value}{closing}")
                elif value.__class__ in NUMBERS and not cell.start:
                    contents.append(self._number(cell, value, None))
                else:
                    contents.append(self._content_at(cell, value, position, row))
        except TemplateError as error:
            at_fault = program.cells[len(contents)]
            raise error.at(cell=cell_name(program.number, at_fault.column)) from error.__cause__
        return contents

    def _content_at(self, cell: DynamicCell, value: Any, position: int, row: int) -> str:
        """The content of any cell; of one whose formula the template gives its start tag too."""
        asked, is_formula = None, cell.formula is not None
        if value.__class__ is Styled:
            if (position, cell.column) in self._layout.covered:  # nothing shows where a merge covers the cell
                return cell.empty
            value, asked, is_formula = value.value, value.number_format, value.is_formula
        key = (self._name, row, cell.column)
        if is_formula and key in self._texts:
            return self._formula(cell, self._layout.instances[position], key)
        return _started(cell, row) + self._content(cell, cell.constant or value, asked)

    def _content(self, cell: DynamicCell, value: Any, asked: str | None) -> str:
        if value.__class__ is str and not cell.runs:
            if self._is_plain and value and not cell.constant:
                return f"{cell.text_head}{value}{self._text_closing}"
            return cell.head + (text_content(value, self._prefix) if value else "/>")
        if value.__class__ in NUMBERS:
            return self._number(cell, value, asked)
        head = _head(cell, self._styles.style_for(cell, value, asked))
        if cell.runs and isinstance(value, str):
            return head + rich_content(value, cell.runs, self._prefix)
        return head + content(value, self._prefix, epoch_1904=self._styles.epoch_1904)

    def _number(self, cell: DynamicCell, value: Number, asked: str | None) -> str:
        text, prefix = number_text(value), self._prefix
        return f"{self._number_head(cell, value, text, asked)}><{prefix}v>{text}</{prefix}v></{prefix}c>"

    def _number_head(
        self, cell: DynamicCell, value: Number, text: str, asked: str | None, *, is_own: bool = False
    ) -> str:
        """What follows the row number up to a number; ``is_own`` as in :meth:`DerivedStyles.style_for`."""
        known = self._number_heads.get((id(cell), asked))
        if known is None:
            style, short = self._styles.short_numbers(cell, asked)
            known = self._number_heads[id(cell), asked] = _head(cell, style), short
        if known[1].hold(value, text):
            return known[0]
        return _head(cell, self._styles.style_for(cell, value, asked, is_own=is_own))

    # ---------------------------------------------------------------------------------------------- formulas

    def _formula(self, cell: DynamicCell, instance: Instance, key: CellKey) -> str:
        text, result = self._texts[key], self._results.get(key)
        is_own = cell.formula is not None and text == cell.formula_text  # no row of the form moved it
        if is_own and self._may_stay(cell, instance, key[1]) and _is_same(result, cell.cached):
            return str(key[1]).join(cell.original)
        value = instance.values[cell.value_index] if cell.value_index is not None else None
        asked = value.number_format if value.__class__ is Styled else None
        is_own = is_own and not _is_longer(result, cell.cached)
        kind, shown = _result_xml(result)
        if isinstance(result, float | Decimal):
            head = self._number_head(cell, result, shown, asked, is_own=is_own)
        else:
            head = _head(cell, self._styles.style_for(cell, result, asked, is_own=is_own))
        p = self._prefix
        opening = (cell.formula_opening or f"{p}f") + self._array_reference(cell, instance, key[1])
        written = f"<{p}v>{shown}</{p}v>" if shown else ""
        return f"{_started(cell, key[1])}{head}{kind}><{opening}>{escape_text(text)}</{p}f>{written}</{p}c>"

    def _may_stay(self, cell: DynamicCell, instance: Instance, row: int) -> bool:
        """Whether a formula's XML holds nothing that depends on where it stands."""
        if cell.shared_group:
            return cell.shared_group not in self._split_groups
        return cell.array is None or row == self._layout.program.rows[instance.index].number

    def _array_reference(self, cell: DynamicCell, instance: Instance, row: int) -> str:
        if cell.array is None:
            return ""
        filled = self._reader.filled(cell, instance, row)
        return f' ref="{filled or cell_name(row, cell.column)}"'

    def _groups_to_split(self) -> frozenset[str]:
        """The groups of formulas that share a text and of which one has changed: all of them get their own text."""
        rows = self._layout.program.rows
        expected = Counter(cell.shared_group for program in rows for cell in program.formulas if cell.shared_group)
        if not expected:
            return frozenset()
        split: set[str] = set()
        members: Counter[str] = Counter()
        for position, instance in enumerate(self._layout.instances):
            program = rows[instance.index]
            for cell in () if instance.is_blank else program.formulas:
                if cell.shared_group:
                    members[cell.shared_group] += 1
                    key = (self._name, self._layout.rows.numbers[position], cell.column)
                    is_own = key[1] == program.number and self._texts[key] == cell.formula_text
                    if not is_own or not _is_same(self._results.get(key), cell.cached):
                        split.add(cell.shared_group)
        return frozenset(split | {group for group, count in members.items() if count != expected[group]})


def _started(cell: DynamicCell, row: int) -> str:
    return f"{cell.start}{row}" if cell.start else ""


def _head(cell: DynamicCell, style: int) -> str:
    shown = f' s="{style}"' if style else ""
    return f'"{shown}{cell.attributes}'


def _is_same(result: Result | None, cached: object) -> bool:
    """Whether a result is the template's own; an exact sum (Decimal) is, where both have the same digits."""
    if isinstance(result, Decimal) and cached.__class__ is float:
        return _result_xml(result) == _result_xml(cached)
    return result == cached


def _is_longer(result: Result | None, cached: object) -> bool:
    """Whether a number has more digits before its point than the one that the template showed, if it showed one.

    Those behind it depend on the number format alone, or are rounded to what fits, in the format General.
    """
    return _digits(result) > _digits(cached)


def _digits(value: object) -> int:
    """The digits of a number before its point; 0 for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not isfinite(value):
        return 0
    return len(str(abs(int(value))))


def _result_xml(result: Result | None) -> tuple[str, str]:
    """The type attribute and the text of a formula's cached value; two empty strings where there is none."""
    if result is None:
        return "", ""
    if result.__class__ is float:
        return "", number_text(shortest(result))
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, str):
        return ' t="str"', escape_text(result)
    if isinstance(result, ErrorValue):
        return ' t="e"', result.code
    return "", number_text(result if isinstance(result, Decimal) else shortest(result))
