"""No row is much higher than it must be.

A row is at most 1.6 times as high as LibreOffice would make it, and 6 points, or as high as the template's. A text
that just fits its line in LibreOffice's fonts may take a line more in the widest ones: one row in fifty may exceed
that by a line, or two where words are longer than their line. Rows that are raised to use their page are at most half
higher than that, and where a long text goes on on the next page its row takes what its page has left; both are how the
form is meant to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from bench.run import TEMPLATE, read
from jixiao.declaration.context import form_context
from tests.print_proof.office import SOFFICE
from tests.print_proof.optimum import UNIT, Sample, optimal_heights
from tests.print_proof.projects import Clerk, Typist, project
from xlsx_template import Template
from xlsx_template.arrangement.paginate import MAX_GROWTH

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

SEEDS = range(64)
FACTOR, MORE = 1.6, 6.0  # points
PIXEL, LINE = 0.75, 15.75
RARELY = 0.02  # of all rows
MORE_LINES: dict[type[Clerk], int] = {Clerk: 2, Typist: 1}  # by what they type


@dataclass
class Area:
    """A cell, merged or not, with text: its rows, what LibreOffice finds best for it, and its sample."""

    first: int
    last: int
    sample: Sample
    best: float = 0.0


@dataclass
class Sheet:
    """A form's heights by row, the template's by row, and its cells with text."""

    heights: list[float]
    least: list[float]
    areas: list[Area]
    goes_on: set[int] = field(default_factory=set)

    def allowed(self, row: int) -> float:
        """What a row may have for its own cells."""
        best = max((area.best for area in self.areas if area.first == area.last == row), default=0.0)
        return max(self.least[row - 1], FACTOR * best + MORE)


def template_heights() -> dict[object, float]:
    """The heights of the template's rows by their label in column A; those of other rows are lower."""
    sheet = openpyxl.load_workbook(TEMPLATE).worksheets[0]
    return {sheet[f"A{row}"].value: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}


def read_sheet(form: bytes) -> Sheet:
    """A form to be judged."""
    sheet = openpyxl.load_workbook(BytesIO(form), data_only=True).worksheets[0]
    least = template_heights()
    widths = [sheet.column_dimensions[letter].width * UNIT for letter in "ABCDEFGH"]
    edges = [0.0, *accumulate(widths)]
    merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    rows = range(1, sheet.max_row + 1)
    found = Sheet([sheet.row_dimensions[row].height for row in rows], [], [])
    for row in rows:
        label = sheet[f"A{row}"].value
        is_goal = (row, 6) in merged and sheet[f"F{row}"].value != "年度目标"
        found.least.append(96.0 if is_goal else least.get(label, 24.0))
        for cell in sheet[row]:
            if not isinstance(cell, Cell) or cell.value in (None, ""):
                continue
            area = merged.get((row, cell.column))
            last, right = (area.max_row, area.max_col) if area else (row, cell.column)
            sample = Sample(cell.value, edges[right] - edges[cell.column - 1], cell)
            found.areas.append(Area(row, last, sample))
    breaks = {entry.id for entry in sheet.row_breaks.brk}
    found.goes_on = {row for row in breaks if sheet[f"A{row + 1}"].value is not None}
    return found


def measured(clerk: type[Clerk], folder: Path) -> list[Sheet]:
    """The forms of a clerk's projects, with what LibreOffice finds best for their cells."""
    template = Template.load(TEMPLATE)
    found = [read_sheet(template.render(form_context(read(project(seed, clerk))))) for seed in SEEDS]
    areas = [area for sheet in found for area in sheet.areas]
    best = optimal_heights([area.sample for area in areas], folder)
    for area, height in zip(areas, best, strict=True):
        area.best = height
    return found


def too_high(sheet: Sheet) -> Iterator[tuple[int, float, float]]:
    """Rows with their height and what they may have."""
    tall = [area for area in sheet.areas if area.first < area.last]
    for row, height in enumerate(sheet.heights, 1):
        over = [area for area in tall if area.first <= row <= area.last]
        if any(area.last in sheet.goes_on for area in over) or row in sheet.goes_on:
            continue
        allowed = sheet.allowed(row)
        needs = [(FACTOR * area.best + MORE) * height / _sum(sheet, area) for area in over]
        if height > max([allowed, *needs]) + PIXEL:
            yield row, height, max([allowed, *needs])


def _sum(sheet: Sheet, area: Area) -> float:
    return sum(sheet.heights[area.first - 1 : area.last])


@pytest.mark.parametrize("clerk", [Clerk, Typist])
def test_no_row_is_much_higher_than_libreoffice_would_make_it(clerk: type[Clerk], tmp_path: Path) -> None:
    sheets = measured(clerk, tmp_path)
    found = [row for sheet in sheets for row in too_high(sheet)]
    assert len(found) <= RARELY * sum(len(sheet.heights) for sheet in sheets)
    assert [row for row in found if row[1] > row[2] + MORE_LINES[clerk] * LINE] == []


def test_a_row_that_fills_its_page_grows_by_half_at_most() -> None:
    plain, filling = Template.load(TEMPLATE), Template.load(TEMPLATE, fill_pages=True)
    for seed in SEEDS[:12]:
        context = form_context(read(project(seed, Typist)))
        before, after = (read_sheet(template.render(context)).heights for template in (plain, filling))
        if len(before) == len(after):
            assert all(low <= high <= low * MAX_GROWTH for low, high in zip(before, after, strict=True))
