"""The county form of the example beside the paper it was typed from."""

import json
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench.run import EXAMPLE, county_form

from .printed import merges_down, open_sheet, printed_text

PAPER = Path(__file__).resolve().parent.parent / "data" / "section-9.txt"
SOURCES = "DEFGH"


@pytest.fixture(scope="module")
def form() -> bytes:
    return county_form(json.loads(EXAMPLE.read_text(encoding="utf-8")))()


@pytest.fixture(scope="module")
def sheet(form: bytes) -> Worksheet:
    return open_sheet(form)


@pytest.fixture(scope="module")
def values(form: bytes) -> Worksheet:
    return open_sheet(form, values=True)


def form_of(**changes: object) -> bytes:
    return county_form(json.loads(EXAMPLE.read_text(encoding="utf-8")) | changes)()


def test_the_form_reads_like_the_paper_cell_by_cell(values: Worksheet) -> None:
    assert printed_text(values) == PAPER.read_text(encoding="utf-8")


def test_no_tag_is_left(sheet: Worksheet) -> None:
    assert not [mark for mark in ("{{", "{%", "}}", "%}") if mark in printed_text(sheet)]


def test_the_total_is_a_sum_of_its_sources_with_its_value(sheet: Worksheet, values: Worksheet) -> None:
    assert [sheet["C9"].value, sheet["C10"].value] == ["=SUM(D9:H9)", "=SUM(D10:H10)"]
    assert [values["C9"].value, values["C10"].value] == [300, 100]


def test_a_blank_source_is_a_blank_cell(sheet: Worksheet) -> None:
    assert [sheet[f"{column}9"].value for column in SOURCES] == [None, None, None, 300, None]
    assert [sheet[f"{column}10"].value for column in SOURCES] == [None, None, None, 100, None]


def test_a_zero_is_printed_and_an_amount_keeps_all_its_decimals() -> None:
    sides = {"中期": {"中央财政": 0, "其他": "10606.7522万元"}, "年度": {"总投入": "1.5万元"}}
    text = printed_text(open_sheet(form_of(资金=sides), values=True))
    assert "\t中期资金来源（元）\n\t10606.7522万元\n\t0万元\n\t\n\t\n\t\n\t10606.7522万元\n" in text
    assert "\t年度资金来源（元）\n\t1.5万元\n\t\n\t\n\t\n\t\n\t\n" in text


def test_a_total_without_sources_is_the_typed_number() -> None:
    typed = open_sheet(form_of(资金={"中期": {"总投入": 300}, "年度": {}}))
    assert [typed["C9"].value, typed["C10"].value] == [300, None]


def test_the_label_of_the_indicators_reaches_from_their_head_row_to_the_last(sheet: Worksheet) -> None:
    assert merges_down(sheet, "A") == ["A11:A12", "A13:A25"]


def test_level_1_is_merged_over_its_rows_and_shared_by_both_sides(sheet: Worksheet) -> None:
    assert merges_down(sheet, "B") == ["B14:B22", "B23:B25"]


@pytest.mark.parametrize("column", ["C", "F"])
def test_level_2_is_merged_over_its_rows_on_each_side(sheet: Worksheet, column: str) -> None:
    groups = ((15, 17), (19, 20), (21, 22), (23, 24))
    assert merges_down(sheet, column) == [f"{column}{first}:{column}{last}" for first, last in groups]


def test_every_label_and_value_row_is_merged_as_on_paper(sheet: Worksheet) -> None:
    merged = {str(area) for area in sheet.merged_cells.ranges}
    labels = {f"A{row}:B{row}" for row in (*range(3, 11), 26, 27, 28)}
    texts = {f"C{row}:H{row}" for row in (3, 5, 6, 7, 26, 27)}
    rest = {"A1:H1", "A2:H2", "C4:E4", "G4:H4", "B11:E11", "F11:H11", "B12:E12", "F12:H12", "G28:H28"}
    assert labels | texts | rest <= merged


def test_it_prints_upright_on_a4_one_page_wide_with_page_numbers(sheet: Worksheet) -> None:
    page = sheet.page_setup
    assert (page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight) == (9, "portrait", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.print_title_rows == "$1:$2"


def test_the_indicators_begin_a_page(sheet: Worksheet) -> None:
    assert [pagebreak.id for pagebreak in sheet.row_breaks.brk] == [12]


def test_the_same_project_gives_the_same_bytes(form: bytes) -> None:
    assert form_of() == form


def test_a_form_without_indicators_keeps_their_head_row() -> None:
    text = printed_text(open_sheet(form_of(绩效指标=[])))
    assert "\t绩效指标\n\t一级指标\n\t二级指标\n" in text
    assert "指标值\n\n\t单位已有的保障项目实施的制度措施\n" in text
