"""Forms with very long texts, and what is asked of them: pieces, merges, borders, heights, breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from bench.run import EXAMPLE, TEMPLATE, read
from jixiao.declaration.context import form_context
from xlsx_template import Template

A4_ROWS = 842 - 72  # more points of rows than any page of the county form takes

SENTENCES = (
    "开展社会组织公益创投大赛的宣传、征集、评审、培育、督导和评估工作；",
    "项目立项依据充分，符合《呈贡区民政局项目管理办法》（试行）的规定。",
    "发放补贴3,309,840.00元（其中：市级财政１００．５万元），“两个确保”目标完成率≥95%，服务对象满意度达到90%以上。",
    "2020年12月31日前完成全部工作任务！\n",
)


def prose(length: int, start: int = 0) -> str:
    """A text of so many characters, as a clerk might write it."""
    text = ""
    while len(text) < length:
        text += SENTENCES[(len(text) + start) % len(SENTENCES)]
    return text[: length - 1] + "完"


@cache
def county_template() -> Template:
    """The county form, whose rows grow to use its pages."""
    return Template.load(TEMPLATE, fill_pages=True)


def county_form(**changes: Any) -> Form:
    """The example's form with other texts."""
    project = read(json.loads(EXAMPLE.read_text(encoding="utf-8")) | changes)
    return Form(county_template().render(form_context(project)))


@dataclass(frozen=True)
class Form:
    """A form to be looked at; columns are letters, rows numbers."""

    data: bytes

    @cached_property
    def sheet(self) -> Any:
        """Its first sheet."""
        return openpyxl.load_workbook(BytesIO(self.data)).worksheets[0]

    @cached_property
    def merges(self) -> set[str]:
        """Its merged areas."""
        return {str(area) for area in self.sheet.merged_cells.ranges}

    @property
    def breaks(self) -> list[int]:
        """The rows below which a page ends."""
        return [entry.id for entry in self.sheet.row_breaks.brk]

    def row_of(self, label: str) -> int:
        """The row with a label in its column A or B."""
        return next(row for row in range(1, 500) if label in (self.sheet[f"A{row}"].value, self.sheet[f"B{row}"].value))

    def area_at(self, cell: str) -> tuple[int, int, int, int]:
        """The first column and row and the last column and row of the merge that begins at a cell, or of the cell."""
        return next(
            (range_boundaries(area) for area in self.merges if area.split(":")[0] == cell), range_boundaries(cell)
        )

    def pieces(self, column: str, first: int, last: int) -> list[tuple[str, tuple[int, int, int, int]]]:
        """The texts in a column, and their areas."""
        return list(self._pieces(column, first, last))

    def _pieces(self, column: str, first: int, last: int) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
        row = first
        while row <= last:
            area = self.area_at(f"{column}{row}")
            yield self.sheet[f"{column}{row}"].value, area
            row = area[3] + 1

    def rows_beside(self, label: str, column: str = "A") -> tuple[int, int]:
        """The first row of a label, and the last of its cell or of the last cell that repeats it on a further page."""
        rows = [row for row in range(1, self.sheet.max_row + 1) if self.sheet[f"{column}{row}"].value == label]
        return rows[0], self.area_at(f"{column}{rows[-1]}")[3]

    def height(self, row: int) -> float:
        """The height of a row in points."""
        return float(self.sheet.row_dimensions[row].height)

    def pages(self) -> list[float]:
        """The points of rows on each page, without the titles that repeat."""
        edges = [0, *self.breaks, self.sheet.max_row]
        return [sum(self.height(row) for row in range(first + 1, last + 1)) for first, last in pairwise(edges)]

    def borders(self, area: tuple[int, int, int, int]) -> dict[str, set[str | None]]:
        """The lines at the four edges of an area, those of all its cells along an edge together."""
        left, top, right, bottom = area
        along = {
            "top": [(top, column) for column in range(left, right + 1)],
            "bottom": [(bottom, column) for column in range(left, right + 1)],
            "left": [(row, left) for row in range(top, bottom + 1)],
            "right": [(row, right) for row in range(top, bottom + 1)],
        }
        return {
            side: {getattr(self.sheet.cell(*cell).border, side).style for cell in cells}
            for side, cells in along.items()
        }
