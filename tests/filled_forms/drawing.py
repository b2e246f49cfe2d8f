"""Forms drawn by hand from a picture in text: a line a row, "|" between cells, "<" and "^" go on with a merged cell.

项目名称 | 甲项目 | <
绩效指标 | 数量指标 | 40个
^        | ^        | 50个
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.declaration.filled_form.boxes import FormSheet
from jixiao.declaration.filled_form.grids import Grid, sheet_from_grid

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True)
class Drawn:
    """One cell: its first row and column, its last, its text; 0-based."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


def cells_of(picture: str) -> list[Drawn]:
    """The cells of a picture, merged ones as one; "\\\\n" in a text is a line break."""
    lines = [line for line in picture.strip("\n").split("\n") if line.strip()]
    rows = [[part.strip() for part in line.split("|")] for line in lines]
    return list(_iter_cells(rows))


def _iter_cells(rows: list[list[str]]) -> Iterator[Drawn]:
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(rows) and left < len(rows[bottom + 1]) and rows[bottom + 1][left] == "^":
                bottom += 1
            yield Drawn(top, left, bottom, right, text.replace("\\n", "\n"))


def as_sheet(picture: str, name: str = "表") -> FormSheet:
    """The picture as the recognisers take it."""
    cells = cells_of(picture)
    texts = {(cell.top, cell.left): cell.text for cell in cells}
    areas = [(cell.top, cell.left, cell.bottom, cell.right) for cell in cells]
    return sheet_from_grid(name, Grid(texts, areas), lambda row, column: f"{name}!{row + 1}.{column + 1}")


def draw_xlsx(file: Path, pictures: dict[str, str], *, down: int = 0, right: int = 0) -> Path:
    """A workbook with a sheet for each picture, from a further row and column on."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, picture in pictures.items():
        _draw_sheet(workbook.create_sheet(name), cells_of(picture), down, right)
    workbook.save(file)
    return file


def _draw_sheet(sheet: Worksheet, cells: list[Drawn], down: int, right: int) -> None:
    for column in range(1, max(cell.right for cell in cells) + 2 + right):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    for row in range(1, max(cell.bottom for cell in cells) + 2 + down):
        sheet.row_dimensions[row].height = 32
    for cell in cells:
        first = (cell.top + 1 + down, cell.left + 1 + right)
        last = (cell.bottom + 1 + down, cell.right + 1 + right)
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if cell.top > 1:
                    sheet.cell(row, column).border = _BOX
        target = sheet.cell(*first)
        target.value = _value(cell.text)
        if cell.text.startswith("="):
            target.data_type = "s"  # as Excel takes what does not begin a formula
        target.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        target.font = Font(name="宋体", size=18 if cell.top == 0 else 10)
        if first != last:
            sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])


def _value(text: str) -> str | float | None:
    """A number where Excel would have made one of what was typed."""
    try:
        return float(text) if text else None
    except ValueError:
        return text


def draw_docx(file: Path, picture: str, before: str = "") -> Path:
    """A Word document with the lines before, then the picture as one table."""
    document = Document()
    for line in before.strip("\n").split("\n") if before else []:
        document.add_paragraph(line)
    cells = cells_of(picture)
    rows, columns = max(cell.bottom for cell in cells) + 1, max(cell.right for cell in cells) + 1
    table = document.add_table(rows, columns, style="Table Grid")
    for cell in cells:
        first = table.cell(cell.top, cell.left)
        merged = first.merge(table.cell(cell.bottom, cell.right))
        merged.text = cell.text
    document.save(str(file))
    return file
