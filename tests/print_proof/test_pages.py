"""The pages of the county form: numbered, one sheet wide, closed boxes, filled, the signature never alone."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import openpyxl
import pytest

from bench.run import EXAMPLE, county_form
from tests.long_texts.forms import prose
from tests.print_proof.office import SOFFICE, convert
from tests.print_proof.pages import Page, read_pages
from tests.print_proof.projects import LEVELS

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

COUNTS = (0, 1, 5, 12, 40, 80)
A4 = (595.3, 841.9)
MARGINS = (56.7, 28.3)  # points, left and right


def indicators(count: int) -> list[dict[str, str]]:
    """So many indicators, in the order of the form."""
    levels = sorted((LEVELS[number % len(LEVELS)] for number in range(count)), key=LEVELS.index)
    return [
        {
            "一级指标": first,
            "二级指标": second,
            "三级指标": f"完成项目{number}",
            "中期指标值": "3个",
            "年度指标值": "1个",
        }
        for number, (first, second) in enumerate(levels, 1)
    ]


def cases() -> dict[str, dict[str, Any]]:
    """What is changed in the example."""
    long = {f"{length} characters": {"项目概况": prose(length)} for length in (3_000, 30_000)}
    goals = {"中期目标": prose(5_000), "年度目标": prose(2_600, 1)}
    return {str(count): {"绩效指标": indicators(count)} for count in COUNTS} | long | {"goals": {"总体目标": goals}}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, list[Page]]]:
    """The sheet of each case and its printed pages."""
    folder = tmp_path_factory.mktemp("pages")
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    files = [folder / f"{name}.xlsx" for name in cases()]
    for file, changes in zip(files, cases().values(), strict=True):
        file.write_bytes(county_form(example | changes)())
    printed = [read_pages(pdf) for pdf in convert(files, "pdf", folder)]
    sheets = [openpyxl.load_workbook(file).worksheets[0] for file in files]
    return dict(zip(cases(), zip(sheets, printed, strict=True), strict=True))


def text_of(page: Page) -> str:
    """What a page shows, in the order in which it was written."""
    return "".join(glyph.text for glyph in page.glyphs)


def breaks(sheet: Any) -> list[int]:
    """The rows below which a page ends."""
    return [entry.id for entry in sheet.row_breaks.brk]


@pytest.mark.parametrize("case", cases())
def test_every_page_has_its_number_and_the_title(forms: dict[str, tuple[Any, list[Page]]], case: str) -> None:
    sheet, pages = forms[case]
    assert len(pages) == len(breaks(sheet)) + 1
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in text_of(page)
        assert "项目支出绩效目标申报表" in text_of(page)
        assert "（2020年度）" in text_of(page)


@pytest.mark.parametrize("case", cases())
def test_a_page_is_one_sheet_wide_and_centred(forms: dict[str, tuple[Any, list[Page]]], case: str) -> None:
    for page in forms[case][1]:
        assert min(glyph.box.left for glyph in page.glyphs) >= MARGINS[0]
        assert max(glyph.box.right for glyph in page.glyphs) <= A4[0] - MARGINS[1]
        title = [glyph for glyph in page.glyphs if glyph.size > 15]
        middle = (title[0].box.left + title[-1].box.right) / 2
        assert middle == pytest.approx((MARGINS[0] + A4[0] - MARGINS[1]) / 2, abs=3)


@pytest.mark.parametrize("case", cases())
def test_the_line_to_be_signed_stands_below_the_row_above_it(
    forms: dict[str, tuple[Any, list[Page]]], case: str
) -> None:
    sheet, pages = forms[case]
    assert "单位负责人：" in text_of(pages[-1])
    assert "预算绩效说明" in text_of(pages[-1])
    assert sheet.max_row - 1 not in breaks(sheet)


@pytest.mark.parametrize("case", cases())
def test_boxes_are_closed_at_the_foot_and_at_the_head_of_a_page(
    forms: dict[str, tuple[Any, list[Page]]], case: str
) -> None:
    sheet, _ = forms[case]
    for row in breaks(sheet):
        assert not [area for area in sheet.merged_cells.ranges if area.min_row <= row < area.max_row]
        assert {sheet.cell(row, column).border.bottom.style for column in range(1, 9)} == {"thin"}
        assert {sheet.cell(row + 1, column).border.top.style for column in range(1, 9)} == {"thin"}


@pytest.mark.parametrize("case", [str(count) for count in COUNTS[2:]])
def test_each_page_of_the_indicators_shows_their_labels(forms: dict[str, tuple[Any, list[Page]]], case: str) -> None:
    sheet, _ = forms[case]
    names = [row for row in range(1, sheet.max_row + 1) if str(sheet[f"D{row}"].value).startswith("完成项目")]
    starts = [row for row in names if row == names[0] or row - 1 in breaks(sheet)]
    for start in starts:
        labels = [sheet[f"{column}{start}"].value for column in "BCF"]
        assert all(str(label).replace(" ", "").endswith("指标") for label in labels)
        assert start == names[0] or sheet[f"A{start}"].value == "绩效指标"


@pytest.mark.parametrize("case", [str(count) for count in COUNTS])
def test_pages_are_used(forms: dict[str, tuple[Any, list[Page]]], case: str) -> None:
    sheet, pages = forms[case]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    filled = [sum(heights[start:end]) for start, end in pairwise([0, *breaks(sheet), sheet.max_row])]
    assert len(pages) == 1 or min(filled) > 0.6 * 680
    assert len(pages) > 1 or filled[0] > 0.95 * 680
