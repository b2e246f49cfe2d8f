"""What stands beside the cells, in the cases that the rich template does not have."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation

from . import rich
from .packages import replaced, with_part
from .workbooks import SHEET, Build, Form, fill, make

LOOP = {"A4": "{% for 行 in 行们 %}{{ 行 }}", "B4": "{{ loop.index }}{% endfor %}", "A8": "尾"}
TALL = {"A4": "{% for 行 in 行们 %}{{ 行 }}", "A5": "{{ loop.index }}{% endfor %}", "A8": "尾"}
GROUPS = {
    "A2": "{% for 组 in 组们 %}{{ 组 | length }}",
    "A3": "{% for 项 in 组 %}{{ 项 }}",
    "B3": "值{% endfor %}",
    "A4": "小计",
    "B4": "{% endfor %}",
}


def by_openpyxl(cells: dict[str, Any], build: Any) -> bytes:
    """A workbook by openpyxl, which writes rules with several areas as they are given."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = SHEET
    for name, value in cells.items():
        sheet[name] = value
    build(sheet)
    memory = BytesIO()
    workbook.save(memory)
    return memory.getvalue()


def rules(form: Form) -> dict[str, str]:
    found = re.findall(r'<conditionalFormatting sqref="([^"]*)">.*?<formula>([^<]*)</formula>', form.xml)
    return {area: unescape(text) for area, text in found}


def with_rule(area: str, formula: str) -> Any:
    def build(sheet: Any) -> None:
        sheet.conditional_formatting.add(area, FormulaRule(formula=[formula]))

    return build


# -------------------------------------------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("area", "formula", "moved", "text"),
    [
        ("A4", "A4>1", "A4 A6 A8", "A4>1"),
        ("A4:B5", "$A4>$A$5", "A4:B9", "$A4>$A$5"),
        ("A5 C5", "A5>A4", "A5 A7 A9 C5 C7 C9", "A5>A4"),
        ("A3:A5", "A3>A4", "A3:A9", "A3>A4"),
        ("A8", "A8>SUM($A$4:$A$4)", "A12", "A12>SUM($A$4:$A$8)"),
        ("A4", "申报表!$A4>SUM(申报表!A4:B4)", "A4 A6 A8", "申报表!$A4>SUM(申报表!A4:B4)"),
        ("A1:A1048576", "A1>1", "A1:A1048576", "A1>1"),
        ("A4:A1048576", "A4>1", "A4:A1048576", "A4>1"),
    ],
)
def test_a_rule_on_one_of_the_rows_of_a_loop_stays_off_the_others(
    area: str, formula: str, moved: str, text: str
) -> None:
    assert rules(fill(by_openpyxl(TALL, with_rule(area, formula)), 行们=[7, 8, 9])) == {moved: text}


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("A4>1", "A4>1"),
        ("$A4>$A$8", "$A4>$A$7"),
        ("A4<>A5", "A4<>A5"),
        ("A4>A3", "A4>A3"),
        ("A4>SUM($A$4:$A$4)", "A4>SUM($A$1048576:$A$1048576)"),
    ],
)
def test_a_rule_whose_first_row_is_gone_counts_from_the_next(formula: str, text: str) -> None:
    form = fill(by_openpyxl(LOOP, with_rule("A4:A8", formula)), 行们=[])
    assert rules(form) == {"A4:A7": text}


def test_a_rule_reads_the_row_it_stands_in() -> None:
    form = fill(by_openpyxl(LOOP, with_rule("A4:B4", "SUM($A4:$B4)>SUM($A$4:$B$4)/2")), 行们=[1, 2, 3])
    assert rules(form) == {"A4:B6": "SUM($A4:$B4)>SUM($A$4:$B$6)/2"}


def test_a_rule_goes_with_its_rows() -> None:
    form = fill(by_openpyxl(LOOP, with_rule("A4:B4", "A4>1")), 行们=[])
    assert "conditionalFormatting" not in form.xml


def test_a_validation_goes_with_its_rows_and_the_last_takes_their_element_along() -> None:
    def build(sheet: Any) -> None:
        validation = DataValidation(type="list", formula1="$D$1:$D$3")
        sheet.add_data_validation(validation)
        validation.add("A4")

    source = by_openpyxl(LOOP, build)
    assert "dataValidation" not in fill(source, 行们=[]).xml
    assert 'sqref="A4:A6"' in fill(source, 行们=[1, 2, 3]).xml


def test_validations_of_the_extension_list_move() -> None:
    """Excel writes there what refers to another sheet (x14:dataValidation)."""
    x14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    listed = (
        f'<extLst><ext {x14} uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations count="2" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>参数!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>A4</xm:sqref></x14:dataValidation>"
        f'<x14:dataValidation type="list"><x14:formula1><xm:f>{SHEET}!$A$8</xm:f></x14:formula1>'
        "<xm:sqref>B8</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    source = replaced(make(LOOP | {"参数!A1": 1}), "xl/worksheets/sheet1.xml", {"</worksheet>": listed})
    form = fill(source, 行们=[1, 2, 3])
    pairs = re.findall(r"<xm:f>([^<]*)</xm:f></x14:formula1><xm:sqref>([^<]*)</xm:sqref>", form.xml)
    assert pairs == [("参数!$A$1:$A$3", "A4:A6"), (f"{SHEET}!$A$10", "B10")]
    empty = fill(source, 行们=[]).xml
    assert 'dataValidations count="1"' in empty
    assert "<xm:sqref>B7</xm:sqref>" in empty


# -------------------------------------------------------------------------------------------------- rows of statements


def test_rows_of_statements_only_leave_the_print_area_and_the_frozen_rows_right() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].print_area("A2:B5")
        sheets[SHEET].repeat_rows(1, 2)
        sheets[SHEET].freeze_panes(3, 0)

    cells = {"A1": "标题", "A2": "{% if 有 %}", "A3": "表头", "A4": "{{ 数 }}", "A5": "{% endif %}", "A6": "尾"}
    form = fill(cells, build=build, 有=True, 数=1)
    assert form.sheet().print_area.endswith("!$A$2:$B$3")
    assert form.sheet().print_title_rows == "$2:$2"
    assert form.sheet().freeze_panes == "A3"
    assert 'ySplit="2"' in form.xml


# -------------------------------------------------------------------------------------------------- in rows


def test_links_and_comments_of_nested_loops_come_again_in_every_round() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_url("C3", f"internal:'{SHEET}'!A3", string="到本行")
        sheets[SHEET].write_url("C4", "https://www.example.gov.cn/", string="网站")
        sheets[SHEET].write_comment("A4", "小计的批注")

    form = fill(GROUPS, build=build, 组们=[[1, 2], [], [3]])
    cells = [cell for row in form.sheet().iter_rows() for cell in row]
    links = {c.coordinate: c.hyperlink.location or c.hyperlink.target for c in cells if c.hyperlink}
    web = "https://www.example.gov.cn/"
    own = {f"C{row}": f"'{SHEET}'!A{row}" for row in (3, 4, 9)}
    assert links == own | {"C5": web, "C7": web, "C10": web}
    assert [c.coordinate for c in cells if c.comment] == ["A5", "A7", "A10"]


def test_a_sheet_whose_comments_are_all_gone_is_still_right() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_comment("A4", "每行")
        sheets[SHEET].write_url("C4", "https://www.example.gov.cn/", string="网站")

    form = fill(LOOP, build=build, 行们=[])
    assert "<hyperlink" not in form.xml
    assert not [c for row in form.sheet().iter_rows() for c in row if c.comment]


def picture(cell: str, position: int, height: int = 10) -> Build:
    def build(_: Any, sheets: Any) -> None:
        options = {"object_position": position, "image_data": BytesIO(rich.png(40, height))}
        sheets[SHEET].insert_image(cell, f"{cell}.png", options)

    return build


@pytest.mark.parametrize("position", [1, 2])
def test_a_picture_goes_with_the_rows_of_a_condition(position: int) -> None:
    cells = {"A3": "{% if 有 %}", "A4": "图", "A5": "图下", "A6": "{% endif %}", "A7": "尾"}
    build = picture("A4", position, height=30)
    assert len(fill(cells, build=build, 有=True).sheet()._images) == 1
    assert len(fill(cells, build=build, 有=False).sheet()._images) == 0


def test_a_picture_over_the_rows_of_a_round_comes_again_as_a_whole() -> None:
    form = fill(TALL, build=picture("D4", 1, height=40), 行们=[1, 2, 3])
    found = [(image.anchor._from.row + 1, image.anchor.to.row + 1) for image in form.sheet()._images]
    assert found == [(4, 6), (6, 8), (8, 10)]


def test_a_picture_by_openpyxl_moves_and_stays_one() -> None:
    """It is anchored by one cell and its size; here it is taller than the row of the loop it begins in."""
    from openpyxl.drawing.image import Image

    def build(sheet: Any) -> None:
        sheet.add_image(Image(BytesIO(rich.png(40, 100))), "D4")
        sheet.add_image(Image(BytesIO(rich.png(40, 10))), "D8")

    source = by_openpyxl(LOOP, build)
    for count in (0, 1, 3):
        images = fill(source, 行们=list(range(count))).sheet()._images
        assert [image.anchor._from.row + 1 for image in images] == [4, 8 + count - 1]


# -------------------------------------------------------------------------------------------------- page breaks


def test_page_breaks_that_come_together_are_one() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].set_h_pagebreaks([3, 4, 7])

    form = fill(LOOP, build=build, 行们=[])
    assert [brk.id for brk in form.sheet().row_breaks.brk] == [3, 6]
    assert '<rowBreaks count="2" manualBreakCount="2">' in form.xml
    assert [brk.id for brk in fill(LOOP, build=build, 行们=[1, 2, 3]).sheet().row_breaks.brk] == [3, 6, 9]


# -------------------------------------------------------------------------------------------------- charts


def chart(workbook: Any, sheets: Any) -> None:
    made = workbook.add_chart({"type": "column"})
    made.add_series({"categories": f"={SHEET}!$A$4:$A$4", "values": f"={SHEET}!$B$4:$B$4"})
    sheets[SHEET].insert_chart("D10", made)


def caches(form: Form) -> list[list[str | None]]:
    """The values that the chart keeps of its series, point by point."""
    root = ElementTree.fromstring(form.parts["xl/charts/chart1.xml"])
    found = []
    for cache in (e for e in root.iter() if e.tag.endswith(("numCache", "strCache"))):
        points = {int(p.get("idx") or 0): p[0].text for p in cache if p.tag.endswith("}pt")}
        count = next(int(e.get("val") or 0) for e in cache if e.tag.endswith("ptCount"))
        found.append([points.get(index) for index in range(count)])
    return found


def test_a_chart_keeps_the_values_of_the_form() -> None:
    cells = {"A4": "{% for 行 in 行们 %}{{ 行 }}", "B4": "=LEN(A4)", "C4": "{% endfor %}"}
    assert caches(fill(cells, build=chart, 行们=["甲", "", "<丙>&"])) == [["甲", None, "<丙>&"], ["1", "0", "4"]]
    assert caches(fill(cells, build=chart, 行们=[])) == [[None], [None]]


def test_a_chart_keeps_the_values_of_cells_that_stay_where_they_are() -> None:
    assert caches(fill({"A4": "{{ 名 }}", "B4": "{{ 数 }}"}, build=chart, 名="甲", 数=7)) == [["甲"], ["7"]]


def test_a_chart_keeps_no_value_that_nobody_knows() -> None:
    assert caches(fill({"A4": "{{ 名 }}", "B4": "=NOW()"}, build=chart, 名="甲")) == [["甲"]]


# -------------------------------------------------------------------------------------------------- other parts

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PART_OF_SHEET = "xl/worksheets/sheet1.xml"


def test_the_source_and_the_place_of_a_pivot_table_follow() -> None:
    cache = f'<pivotCacheDefinition {MAIN}><cacheSource><worksheetSource ref="A3:B4" sheet="{SHEET}"/></cacheSource>'
    cache += "</pivotCacheDefinition>"
    table = f'<pivotTableDefinition {MAIN}><location ref="A8:C12"/></pivotTableDefinition>'
    source = with_part(make(LOOP), "xl/workbook.xml", "pivotCacheDefinition", "xl/pivotCache/cache1.xml", cache)
    source = with_part(source, PART_OF_SHEET, "pivotTable", "xl/pivotTables/table1.xml", table)
    parts = fill(source, 行们=[1, 2, 3]).parts
    assert 'ref="A3:B6"' in parts["xl/pivotCache/cache1.xml"]
    assert 'ref="A10:C14"' in parts["xl/pivotTables/table1.xml"]


def test_a_control_is_linked_to_the_cell_that_has_moved() -> None:
    control = '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    control += 'fmlaLink="$A$8" fmlaRange="$A$4:$A$4"/>'
    source = with_part(make(LOOP), PART_OF_SHEET, "ctrlProp", "xl/ctrlProps/ctrlProp1.xml", control)
    moved = fill(source, 行们=[1, 2, 3]).parts["xl/ctrlProps/ctrlProp1.xml"]
    assert 'fmlaLink="$A$10" fmlaRange="$A$4:$A$6"' in moved


def test_a_thread_of_comments_stays_one() -> None:
    thread = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    thread += '<threadedComment ref="A4" id="{1}"/><threadedComment ref="A8" id="{2}"/></ThreadedComments>'
    source = with_part(make(LOOP), PART_OF_SHEET, "threadedComment", "xl/threadedComments/one.xml", thread)
    moved = fill(source, 行们=[1, 2, 3]).parts["xl/threadedComments/one.xml"]
    assert re.findall(r'ref="(\w+)"', moved) == ["A4", "A10"]
