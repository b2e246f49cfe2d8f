"""A worksheet part read into rows and cells that still know their place in the source.

Rows and cells may lack their ``r`` (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73: then they follow the one before), texts
may be shared or inline, formulas may be shared; all of that is resolved here and nowhere else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from xlsx_template.errors import PackageError
from xlsx_template.formula import formulas
from xlsx_template.formula.reference import MAX_COLUMN, MAX_ROW, Area, cell_name, split_cell
from xlsx_template.layout import points_per_unit
from xlsx_template.package import markup
from xlsx_template.package.markup import Element
from xlsx_template.package.strings import CellText, SharedStrings, may_hold_tags
from xlsx_template.package.styles import StyleSheet
from xlsx_template.values import ErrorValue

CellValue = float | str | bool | datetime.datetime | ErrorValue
"""What a cell of a template holds or last showed."""

DEFAULT_COLUMN_WIDTH = 8.43  # characters, where the sheet says nothing (18.3.1.81)
DEFAULT_ROW_HEIGHT = 15.0  # points
MAX_WIDTH = 255  # like the height Excel's own limit
MAX_HEIGHT = 409.5

SharedFormulas = dict[str, tuple[formulas.Formula, int, int]]
"""The formulas that cells share, by index, with row and column of the cell that has the text."""


class Cell(NamedTuple):
    """A cell of a template.

    ``text`` is set for texts, ``formula`` (without its equals sign) for formulas; ``value`` is what the cell holds or
    last showed: a number, a text, a bool, None.
    """

    row: int
    column: int
    style: int
    element: Element
    text: CellText | None = None
    formula: str | None = None
    value: CellValue | None = None

    @property
    def name(self) -> str:
        """The cell's name: ``C14``."""
        return cell_name(self.row, self.column)


class Row(NamedTuple):
    """A row of a template; ``element`` is None for one that the part does not mention."""

    number: int
    element: Element | None
    cells: tuple[Cell, ...] = ()

    @property
    def height(self) -> float | None:
        """The height in points that the row has of its own, or None."""
        if self.element is None or self.element.get("ht") is None:
            return None
        return self.element.number("ht", DEFAULT_ROW_HEIGHT, most=MAX_HEIGHT)


class Sheet:
    """A worksheet part: its rows, merges and measures."""

    def __init__(self, name: str, part: str, data: bytes, shared_strings: SharedStrings) -> None:
        self.name = name
        self.part = part
        self._source = markup.read(data, part)
        self._shared_strings = shared_strings

    @cached_property
    def root(self) -> Element:
        """The ``worksheet`` element."""
        return markup.build(self._source, self.part)

    @property
    def may_hold_tags(self) -> bool:
        """Whether any cell may hold a tag; false only where none does, which is found without reading the cells."""
        return self._shared_strings.may_hold_tags or may_hold_tags(self._source)

    @cached_property
    def sheet_data(self) -> Element:
        """The ``sheetData`` element; raises PackageError where there is none."""
        found = self.root.find("sheetData")
        if found is None:
            raise PackageError(f"文件部件 {self.part} 里没有 sheetData，请用 Excel 或 WPS 打开后另存")
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """The rows that the part mentions, in order."""
        rows, number = [], 0
        shared: SharedFormulas = {}
        for element in self.sheet_data.find_all("row"):
            try:
                previous, number = number, int(element.get("r") or number + 1)
                cells = self._cells(element, number, shared)
            except (ValueError, OverflowError) as error:
                raise PackageError(
                    f"文件部件 {self.part} 第 {number} 行已损坏，请用 Excel 或 WPS 打开后另存"
                ) from error
            if number > MAX_ROW or (cells and cells[-1].column > MAX_COLUMN):
                raise PackageError(f"文件部件 {self.part} 第 {number} 行超出了工作表，请用 Excel 或 WPS 打开后另存")
            if number <= previous:
                raise PackageError(f"文件部件 {self.part} 的行号 {number} 没有按顺序排列，请用 Excel 或 WPS 打开后另存")
            rows.append(Row(number, element, cells))
        return rows

    def _cells(self, row: Element, number: int, shared: SharedFormulas) -> tuple[Cell, ...]:
        cells, column = [], 0
        for element in row.children:
            if element.name != "c":
                continue
            given = element.attributes()
            column = split_cell(given["r"])[1] if "r" in given else column + 1
            kind = given.get("t", "n")
            inside = {child.name: child for child in element.children}
            text = self._text(inside, kind)
            value = text.text if text else _value(inside.get("v"), kind)
            source = _formula_text(inside["f"], (number, column), shared) if "f" in inside else None
            cells.append(Cell(number, column, int(given.get("s") or 0), element, text, source, value))
        return tuple(cells)

    def _text(self, inside: Mapping[str, Element], kind: str) -> CellText | None:
        if kind == "s":
            index = inside["v"].text().strip() if "v" in inside else ""
            position = int(index) if index else -1
            return self._shared_strings[position] if 0 <= position < len(self._shared_strings) else None
        if kind == "inlineStr" and "is" in inside:
            return CellText.from_element(inside["is"])
        return None

    @cached_property
    def merges(self) -> list[Area]:
        """The merged areas, in the order of the part."""
        holder = self.root.find("mergeCells")
        return [Area.from_text(merge.get("ref") or "") for merge in holder.children] if holder else []

    @cached_property
    def default_row_height(self) -> float:
        """The height in points of rows that name none."""
        properties = self.root.find("sheetFormatPr")
        return (
            properties.number("defaultRowHeight", DEFAULT_ROW_HEIGHT, most=MAX_HEIGHT)
            if properties
            else DEFAULT_ROW_HEIGHT
        )

    def column_widths(self, styles: StyleSheet) -> dict[int, float]:
        """Width in points of every column that has a width of its own, by column; 0 is the default of the others."""
        unit = points_per_unit(*styles.normal_font)
        properties = self.root.find("sheetFormatPr")
        default = properties.number("defaultColWidth", DEFAULT_COLUMN_WIDTH, most=MAX_WIDTH) if properties else None
        widths = {0: (default or DEFAULT_COLUMN_WIDTH) * unit}
        holder = self.root.find("cols")
        for column in holder.children if holder else []:
            hidden = column.get("hidden") in ("1", "true")
            width = 0.0 if hidden else column.number("width", default or DEFAULT_COLUMN_WIDTH, most=MAX_WIDTH) * unit
            first = int(column.number("min", 1, most=MAX_COLUMN))
            last = min(int(column.number("max", first, most=MAX_COLUMN)), first + 1000)
            widths.update(dict.fromkeys(range(first, last + 1), width))
        return widths


def _value(holder: Element | None, kind: str) -> CellValue | None:
    raw = holder.text() if holder is not None else ""
    if not raw:
        return None
    if kind == "e":
        return ErrorValue(raw)
    if kind == "d":
        return _iso_date(raw)
    if kind == "str":
        return raw
    if kind == "b":
        return raw.strip() in ("1", "true")
    try:
        return float(raw)
    except ValueError:
        return raw


def _iso_date(raw: str) -> datetime.datetime | str:
    try:
        return datetime.datetime.fromisoformat(raw)
    except ValueError:
        return raw


def _formula_text(element: Element, place: tuple[int, int], shared: SharedFormulas) -> str | None:
    """A formula as it reads in its cell, also where only the first of several cells has its text."""
    text = element.text()
    if element.get("t") == "shared":
        index = element.get("si") or ""
        if text:
            shared[index] = (formulas.parse(text), *place)
        elif index in shared:
            first, row, column = shared[index]
            text = formulas.shifted(first, place[0] - row, place[1] - column)
    return text or None
