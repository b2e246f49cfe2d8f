"""Text of every setting on paper: sizes, bold, indents, turned, stacked and shrunk text, text without wrap, merges."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.print_proof.office import SOFFICE
from tests.print_proof.optimum import UNIT, Sample, optimal_heights
from tests.print_proof.proof import problems_of
from tests.xlsx_template.workbooks import SHEET, Build, Form, fill

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

FONT = {"font_name": "宋体", "border": 1, "valign": "vcenter"}
SIZES = (8, 9, 10, 10.5, 12, 16, 22)
LABEL = "绩效指标"
PROSE = "开展社会组织公益创投大赛的宣传、征集、评审，完成率≥95%（2020年）。"
WIDTHS = {"A": 6, "B": 12, "C": 24}
PIXEL = 0.75  # points: programs round the heights of rows
LEAST = 13.5  # points of the template's rows

Case = tuple[str, str, dict[str, Any]]
"""A column, a text and a style."""


def wrapped() -> Iterator[Case]:
    """Level text in lines."""
    for size, bold, indent in product(SIZES, (False, True), (0, 2)):
        yield "C", PROSE, {"font_size": size, "bold": bold, "indent": indent, "text_wrap": True}


def turned() -> Iterator[Case]:
    """Text upwards, downwards, slanted, and letters one below the other."""
    for size, rotation, wrap in product(SIZES, (90, -90, 270, 45, -30), (False, True)):
        yield "B", LABEL, {"font_size": size, "rotation": rotation, "text_wrap": wrap}
    for size, wrap in product(SIZES, (False, True)):
        yield "A", LABEL, {"font_size": size, "rotation": 270, "text_wrap": wrap}


def unwrapped() -> Iterator[Case]:
    """Text on one line, that fits or is shrunk."""
    for size in SIZES:
        yield "C", LABEL, {"font_size": size}
        yield "B", PROSE, {"font_size": size, "shrink": True}


CASES = [*wrapped(), *turned(), *unwrapped()]


def template(cases: list[Case]) -> Build:
    """One row a case, all rows low."""

    def build(workbook: Any, sheets: Any) -> None:
        sheet = sheets[SHEET]
        sheet.set_paper(9)
        for column, width in WIDTHS.items():
            sheet.set_column(f"{column}:{column}", width)
        for row, (column, _, style) in enumerate(cases):
            sheet.set_row(row, LEAST)
            sheet.write(row, "ABC".index(column), f"{{{{ 文[{row}] }}}}", workbook.add_format(FONT | style))

    return build


def normal_font(build: Build) -> bytes:
    """The template with columns that are as wide everywhere: digits of Times New Roman 12 have 6 points."""
    memory = BytesIO()
    fonts = {"font_name": "Times New Roman", "font_size": 12, "font_family": 1, "font_scheme": "none"}
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "default_format_properties": fonts})
    build(book, {SHEET: book.add_worksheet(SHEET)})
    book.close()
    return memory.getvalue()


@pytest.fixture(scope="module")
def form() -> Form:
    return fill(normal_font(template(CASES)), 文=[text for _, text, _ in CASES])


def test_text_of_every_setting_stands_in_its_cell(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form.data)
    assert problems_of([path], tmp_path) == {"form.xlsx": []}


def test_a_row_has_what_libreoffice_would_give_it_and_what_the_template_does(form: Form, tmp_path: Path) -> None:
    sheet = form.sheet()
    samples = [
        Sample(text, WIDTHS[column] * UNIT, sheet[f"{column}{row}"]) for row, (column, text, _) in enumerate(CASES, 1)
    ]
    best = optimal_heights(samples, tmp_path)
    heights = [sheet.row_dimensions[row].height for row in range(1, len(CASES) + 1)]
    assert min(heights) >= LEAST
    lacking = [(case, *both) for case, *both in zip(CASES, heights, best, strict=True) if both[0] < both[1] - PIXEL]
    assert lacking == []


def test_a_merge_over_rows_shares_what_it_lacks_among_them(tmp_path: Path) -> None:
    def build(workbook: Any, sheets: Any) -> None:
        sheet, style = sheets[SHEET], workbook.add_format(FONT | {"font_size": 10, "text_wrap": True})
        stacked = workbook.add_format(FONT | {"font_size": 10, "rotation": 270})
        sheet.set_paper(9)
        sheet.set_column("A:D", 6)
        sheet.write("A1", "{% for 行 in 行们 %}{{ 名 | merge }}", style)
        sheet.write("B1", "{{ 文 | merge }}", style)
        sheet.write("C1", "{{ 名 | merge }}", stacked)
        sheet.write("D1", "{{ 行 }}{% endfor %}", style)

    form = fill(normal_font(build), 行们=["一", "二", "三"], 名=LABEL * 3, 文=PROSE)
    heights = [form.sheet().row_dimensions[row].height for row in (1, 2, 3)]
    assert max(heights) - min(heights) <= 0.75
    assert sum(heights) > 3 * 24
    path = tmp_path / "merge.xlsx"
    path.write_bytes(form.data)
    assert problems_of([path], tmp_path) == {"merge.xlsx": []}
