"""Marked copies: what is in question is coloured, commented and listed; all else is the clerk's own, to the byte."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from jixiao.declaration.findings import Finding, Level
from jixiao.exchange.data_files.example import get_example
from jixiao.exchange.data_workbook.writing import Extras, data_workbook
from jixiao.exchange.marking.styles import COLOURS
from jixiao.exchange.marking.workbook import LIST_PART, is_untouched, marked_workbook
from tests.package.corpus import corpus
from tests.package.zips import parts_of
from tests.xlsx_template.calculated import by_libreoffice
from xlsx_template.errors import PackageError
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.workbook import Workbook

SUM = "年度资金总投入120万元，分项合计100万元。"
FINDINGS = [
    Finding("R42", "填报日期", "填报日期晚于预算年度。", Level.NOTE, cell="项目信息!B17"),
    Finding("R36", "资金.年度", "中期资金是年度的3倍。", Level.WARNING, cell="资金!C2"),
    Finding("R26", "资金.年度.总投入", SUM, Level.ERROR, "资金总额应等于各资金来源之和", cell="资金!C2"),
    Finding("R01", "主管部门", "【主管部门】未填写<&>。", Level.ERROR, cell="项目信息!B4"),
    Finding("R08", "绩效指标", "缺少效益指标。", Level.WARNING),
    Finding("D02", "绩效指标[99].分值", "不认识名称“分值”。", Level.ERROR, cell="绩效指标!K99"),
]
#: What cells hold: values, formulas, texts.
CONTENT = re.compile(r"<(?:\w+:)?(?:v|f|is)\b.*?</(?:\w+:)?(?:v|f|is)>", re.DOTALL)
EXAMPLE = data_workbook(get_example(), Extras({"主管部门": "请更新：主管部门", "项目期": "请更新：项目期"}))


def marked(data: bytes = EXAMPLE) -> Any:
    return load_workbook(io.BytesIO(marked_workbook(data, FINDINGS)))


def test_cells_are_coloured_by_the_worst_that_is_said_of_them() -> None:
    book = marked()
    cells = {
        "项目信息!B17": Level.NOTE,
        "资金!C2": Level.ERROR,
        "项目信息!B4": Level.ERROR,
        "绩效指标!K99": Level.ERROR,
    }
    for place, level in cells.items():
        sheet, cell = place.split("!")
        assert book[sheet][cell].fill.fgColor.rgb == COLOURS[level], place


def test_a_comment_says_rule_message_and_basis_and_all_that_is_said_of_a_cell() -> None:
    text = marked()["资金"]["C2"].comment.text
    assert text == f"错误 R26：{SUM}（依据：资金总额应等于各资金来源之和）\n警告 R36：中期资金是年度的3倍。"


def test_a_comment_that_is_there_is_kept_and_goes_on() -> None:
    sheet = marked()["项目信息"]
    assert sheet["B4"].comment.text == "请更新：主管部门\n错误 R01：【主管部门】未填写<&>。"
    assert sheet["B8"].comment.text == "请更新：项目期"


def test_every_comment_has_one_box_and_no_two_boxes_one_number() -> None:
    parts = parts_of(marked_workbook(EXAMPLE, FINDINGS))
    for part, text in parts.items():
        if part.endswith(".vml"):
            numbers = re.findall(rb'<v:shape\b[^>]*\bid="(_x0000_s\d+)"', text)
            assert len(numbers) == len(set(numbers)), part
    shapes = sum(text.count(b"<v:shape ") for part, text in parts.items() if part.endswith(".vml"))
    comments = sum(text.count(b"<comment ") for part, text in parts.items() if "comments" in part)
    assert shapes == comments == 5


def test_values_formulas_and_their_results_are_the_clerks_own() -> None:
    after = marked_workbook(EXAMPLE, FINDINGS)
    for data_only in (False, True):
        old = load_workbook(io.BytesIO(EXAMPLE), data_only=data_only)
        new = load_workbook(io.BytesIO(after), data_only=data_only)
        assert new.sheetnames == [*old.sheetnames, "问题清单"]
        for sheet in old.worksheets:
            values = {
                cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
            }
            again = new[sheet.title].iter_rows()
            assert {cell.coordinate: cell.value for row in again for cell in row if cell.value is not None} == values
    assert load_workbook(io.BytesIO(after), data_only=True)["资金"]["B8"].value == 300


def test_what_is_not_in_question_leaves_byte_for_byte() -> None:
    before, after = parts_of(EXAMPLE), parts_of(marked_workbook(EXAMPLE, FINDINGS))
    changed = {part for part, data in before.items() if after[part] != data}
    assert changed == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"),
        *("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }


def test_drop_downs_conditions_protection_and_page_are_kept() -> None:
    old, new = load_workbook(io.BytesIO(EXAMPLE)), marked()
    for sheet in old.worksheets[:4]:
        again = new[sheet.title]
        assert [str(rule.sqref) for rule in again.data_validations.dataValidation] == [
            str(rule.sqref) for rule in sheet.data_validations.dataValidation
        ]
        rules = {str(area.sqref) for area in sheet.conditional_formatting}
        assert rules <= {str(area.sqref) for area in again.conditional_formatting}
        assert again.protection.sheet
        assert (again.freeze_panes, again.print_title_rows) == (sheet.freeze_panes, sheet.print_title_rows)


def test_the_list_has_every_finding_errors_first_with_links() -> None:
    sheet = marked()["问题清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[7] for row in rows] == ["R26", "R01", "D02", "R36", "R08", "R42"]
    assert rows[0][1:7] == ["错误", None, "资金!C2", "资金.年度.总投入", SUM, "资金总额应等于各资金来源之和"]
    links = [row[3].hyperlink.location if row[3].hyperlink else None for row in sheet.iter_rows(min_row=3)]
    assert links == ["'资金'!C2", "'项目信息'!B4", "'绩效指标'!K99", "'资金'!C2", None, "'项目信息'!B17"]
    assert "共3处错误、2处警告、1处提示" in sheet["A1"].value


def test_the_list_is_the_one_sheet_that_is_open() -> None:
    book = marked()
    assert book.active.title == "问题清单"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["问题清单"]


def test_the_schema_has_nothing_against_it(tmp_path: Path) -> None:
    file = tmp_path / "甲.xlsx"
    file.write_bytes(marked_workbook(EXAMPLE, FINDINGS))
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_the_same_findings_give_the_same_bytes_and_a_copy_saved_by_others_is_known() -> None:
    data = marked_workbook(EXAMPLE, FINDINGS)
    assert data == marked_workbook(EXAMPLE, FINDINGS)
    assert is_untouched(data)
    saved = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(saved)
    assert not is_untouched(saved.getvalue())


def test_a_workbook_that_libreoffice_saved_is_marked_too(tmp_path: Path) -> None:
    saved = by_libreoffice({"甲": EXAMPLE}, tmp_path / "1")["甲"].data
    book = marked(saved)
    assert book["资金"]["C2"].fill.fgColor.rgb == COLOURS[Level.ERROR]
    assert book["项目信息"]["B4"].comment.text.endswith("错误 R01：【主管部门】未填写<&>。")
    again = by_libreoffice({"乙": marked_workbook(saved, FINDINGS)}, tmp_path / "2")["乙"].workbook
    assert again["资金"]["C2"].comment.text.startswith("错误 R26")
    assert again["项目信息"]["B8"].comment.text == "请更新：项目期"


@pytest.mark.parametrize("name", [name for name in corpus() if name != "odd: no styles"])
def test_any_workbook_can_be_marked_and_loses_nothing(name: str) -> None:
    data = corpus()[name]()
    sheet = Workbook(Package.from_bytes(data)).sheets[0]
    found = [Finding("R01", "甲", "甲", cell=f"{sheet.name}!{cell}") for cell in ("A1", "ZZ9", "A2000")]
    before, after = parts_of(data), parts_of(marked_workbook(data, found))
    assert LIST_PART in after
    sheets = {entry.part for entry in Workbook(Package.from_bytes(data)).sheets}
    changed = {part for part, bytes_ in before.items() if after.get(part) != bytes_} - sheets
    assert len(changed) <= 7
    for part in sheets & set(before):
        old, new = (CONTENT.findall(markup.decode(parts[part], part)) for parts in (before, after))
        assert new == old


def test_a_workbook_without_styles_cannot_be_coloured() -> None:
    with pytest.raises(PackageError):
        marked_workbook(corpus()["odd: no styles"](), FINDINGS)
