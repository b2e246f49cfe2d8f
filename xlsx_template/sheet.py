"""A worksheet part read into rows and cells that still know their place in the source.

Rows and cells may lack their ``r`` (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73: then they follow the one before), texts
may be shared or inline, formulas may be shared; all of that is resolved here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xlsx_template import formula, markup
from xlsx_template.errors import PackageError
from xlsx_template.layout import points_per_unit
from xlsx_template.markup import Element
from xlsx_template.reference import Area, cell_name, split_cell
from xlsx_template.strings import CellText
from xlsx_template.styles import StyleSheet

DEFAULT_COLUMN_WIDTH = 8.43  # characters, where the sheet says nothing (18.3.1.81)
DEFAULT_ROW_HEIGHT = 15.0  # points


@dataclass(frozen=True, slots=True)
class Cell:
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
    value: float | str | bool | None = None

    @property
    def name(self) -> str:
        """The cell's name: ``C14``."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a template; ``element`` is None for one that the part does not mention."""

    number: int
    element: Element | None
    cells: tuple[Cell, ...] = ()


class Sheet:
    """A worksheet part: its rows, merges and measures."""

    def __init__(self, name: str, part: str, data: bytes, shared_strings: list[CellText]) -> None:
        self.name = name
        self.part = part
        self.root = markup.parse(data, part)
        self._shared_strings = shared_strings

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
        shared: dict[str, tuple[formula.Formula, int, int]] = {}
        for element in self.sheet_data.find_all("row"):
            previous, number = number, int(element.get("r") or number + 1)
            if number <= previous:
                raise PackageError(f"文件部件 {self.part} 的行号 {number} 没有按顺序排列，请用 Excel 或 WPS 打开后另存")
            rows.append(Row(number, element, self._cells(element, number, shared)))
        return rows

    def _cells(
        self, row: Element, number: int, shared: dict[str, tuple[formula.Formula, int, int]]
    ) -> tuple[Cell, ...]:
        cells, column = [], 0
        for element in row.find_all("c"):
            given = element.attributes()
            column = split_cell(given["r"])[1] if "r" in given else column + 1
            style = int(given.get("s") or 0)
            kind = given.get("t", "n")
            text = self._text(element, kind)
            cell = Cell(number, column, style, element, text, value=text.text if text else _value(element, kind))
            cells.append(_with_formula(cell, shared))
        return tuple(cells)

    def _text(self, element: Element, kind: str) -> CellText | None:
        if kind == "s":
            index = element.find("v")
            position = int(index.text()) if index is not None and index.text().strip() else -1
            return self._shared_strings[position] if 0 <= position < len(self._shared_strings) else None
        if kind == "inlineStr":
            inline = element.find("is")
            return CellText.from_element(inline) if inline is not None else None
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
        return float((properties.get("defaultRowHeight") if properties else None) or DEFAULT_ROW_HEIGHT)

    def column_widths(self, styles: StyleSheet) -> dict[int, float]:
        """Width in points of every column that has a width of its own, by column; 0 is the default of the others."""
        unit = points_per_unit(*styles.normal_font)
        properties = self.root.find("sheetFormatPr")
        default = (properties.get("defaultColWidth") if properties else None) or DEFAULT_COLUMN_WIDTH
        widths = {0: float(default) * unit}
        holder = self.root.find("cols")
        for column in holder.children if holder else []:
            given = column.attributes()
            width = 0.0 if given.get("hidden") in ("1", "true") else float(given.get("width") or default) * unit
            last = min(int(given["max"]), int(given["min"]) + 1000)
            widths.update(dict.fromkeys(range(int(given["min"]), last + 1), width))
        return widths


def _value(element: Element, kind: str) -> float | str | bool | None:
    holder = element.find("v")
    raw = holder.text() if holder is not None else ""
    if not raw:
        return None
    if kind in ("str", "e", "d"):
        return raw
    if kind == "b":
        return raw == "1"
    try:
        return float(raw)
    except ValueError:
        return raw


def _with_formula(cell: Cell, shared: dict[str, tuple[formula.Formula, int, int]]) -> Cell:
    """The cell with its formula's text; a cell that shares one gets it as it reads there."""
    element = cell.element.find("f")
    if element is None:
        return cell
    text = element.text()
    if element.get("t") == "shared":
        index = element.get("si") or ""
        if text:
            shared[index] = (formula.parse(text), cell.row, cell.column)
        elif index in shared:
            first, row, column = shared[index]
            text = formula.shifted(first, cell.row - row, cell.column - column)
    return Cell(cell.row, cell.column, cell.style, cell.element, cell.text, text or None, cell.value)
