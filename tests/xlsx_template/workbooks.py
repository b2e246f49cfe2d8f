"""Small real workbooks: made from a dict of cells, filled, and read again.

    form = fill({"A1": "{% for 行 in 行们 %}{{ 行 }}{% endfor %}", "B3": "=SUM(A1:A1)"}, 行们=[1, 2])
    form.values() == {"A1": 1, "A2": 2, "B4": 3}

A cell that begins with ``=`` is a formula; ``Sheet!A1`` names another sheet, which is made when first named.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from xlsx_template import Template

SHEET = "申报表"

Cells = Mapping[str, Any]
Build = Callable[[xlsxwriter.Workbook, Mapping[str, Any]], None]


def make(cells: Cells, *, sheets: tuple[str, ...] = (SHEET,), build: Build | None = None) -> bytes:
    """A workbook with those cells; ``build`` adds what is no cell (it gets the workbook and its sheets by name)."""
    memory = BytesIO()
    workbook = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_urls": False})
    by_name = {name: workbook.add_worksheet(name) for name in sheets}
    for place, value in cells.items():
        sheet, _, cell = place.rpartition("!")
        name = sheet or sheets[0]
        if name not in by_name:
            by_name[name] = workbook.add_worksheet(name)
        _write(by_name[name], cell, value)
    if build is not None:
        build(workbook, by_name)
    workbook.close()
    return memory.getvalue()


def _write(sheet: Any, cell: str, value: Any) -> None:
    if isinstance(value, str) and value.startswith("="):
        sheet.write_formula(cell, value, None, 99999)  # a cached value that is wrong, and must not survive
    elif isinstance(value, str):
        sheet.write_string(cell, value)
    else:
        sheet.write(cell, value)


def fill(template: Cells | bytes, /, *, build: Build | None = None, **data: Any) -> Form:
    """The form that a template, given by its cells or as a file, makes of ``data``."""
    source = template if isinstance(template, bytes) else make(template, build=build)
    return Form(Template.from_bytes(source, name="模板.xlsx").render(data))


@dataclass(frozen=True)
class Form:
    """A workbook to be read."""

    data: bytes

    @cached_property
    def _calculated(self) -> openpyxl.Workbook:
        return _loaded(self.data, data_only=True)

    @cached_property
    def workbook(self) -> openpyxl.Workbook:
        """The workbook as openpyxl reads it, with formulas."""
        return _loaded(self.data, rich_text=True)

    def values(self, sheet: str | None = None) -> dict[str, Any]:
        """What the cells that hold anything show, formulas their cached value."""
        return _cells(self._calculated, sheet)

    def shown(self) -> list[list[Any]]:
        """The first sheet's rows as calamine reads them, which resolves ``_x005F_``."""
        return python_calamine.CalamineWorkbook.from_filelike(BytesIO(self.data)).get_sheet_by_index(0).to_python()

    def formulas(self, sheet: str | None = None) -> dict[str, str]:
        """The formulas by cell; of an array formula its text."""
        cells = _cells(self.workbook, sheet)
        texts = {name: v.text if isinstance(v, ArrayFormula) else v for name, v in cells.items()}
        return {name: v for name, v in texts.items() if isinstance(v, str) and v.startswith("=")}

    def sheet(self, name: str | None = None) -> Any:
        """The worksheet of that name, or the first."""
        return self.workbook[name] if name else self.workbook.worksheets[0]

    @property
    def merges(self) -> set[str]:
        """The merged areas of the first sheet."""
        return {str(area) for area in self.sheet().merged_cells.ranges}

    @property
    def names(self) -> dict[str, str]:
        """What the defined names of the whole workbook refer to."""
        return {name: defined.attr_text for name, defined in self.workbook.defined_names.items()}

    @cached_property
    def parts(self) -> dict[str, str]:
        """The parts that are text, by name."""
        with zipfile.ZipFile(BytesIO(self.data)) as archive:
            return {
                name: archive.read(name).decode()
                for name in archive.namelist()
                if name.endswith((".xml", ".rels", ".vml"))
            }

    @property
    def xml(self) -> str:
        """The first sheet's part."""
        return self.parts["xl/worksheets/sheet1.xml"]


def _loaded(data: bytes, **options: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it cannot keep; here it only reads
        return openpyxl.load_workbook(BytesIO(data), **options)


def _cells(workbook: openpyxl.Workbook, sheet: str | None) -> dict[str, Any]:
    worksheet = workbook[sheet] if sheet else workbook.worksheets[0]
    return {cell.coordinate: cell.value for row in worksheet.iter_rows() for cell in row if cell.value is not None}
