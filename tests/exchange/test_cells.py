"""What a cell holds and what it shows, in every format of workbook."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.declaration.findings import Level
from jixiao.exchange.data_files.declaring import Declaration

from .test_shapes import convert
from .workbooks import blank_workbook, read_file

office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


def content_cell(workbook: Any, label: str) -> Any:
    """The content cell of a label on 项目信息."""
    return next(row[1] for row in workbook["项目信息"].iter_rows(max_col=2) if row[0].value == label)


def fill_shown(workbook: Any) -> None:
    """Percentages and dates as a clerk's typing leaves them, and a comment of somebody else."""
    for label, date, shown in (
        ("填报日期", datetime.date(2019, 10, 18), "yyyy/m/d"),
        ("项目期", datetime.date(2020, 9, 1), 'yyyy"年"m"月"'),
    ):
        cell = content_cell(workbook, label)
        cell.value, cell.number_format = date, shown
    sheet = workbook["绩效指标"]
    sheet["C2"], sheet["D2"], sheet["E2"] = "完成时间", datetime.date(2020, 11, 30), 0.955
    sheet["D2"].number_format, sheet["E2"].number_format = 'm"月"d"日"', "0%"
    sheet["C2"].comment = Comment("不要打印", "某人")
    sheet["C3"], sheet["D3"], sheet["E3"] = "甲\n  乙", "100%", 40


def shown_in(file: Path) -> tuple[str, ...]:
    project = read_file(file).project
    assert project
    first, second = project.indicators
    return (
        *(project.filled_on, project.period, first.name, first.mid_term_value, first.annual_value),
        *(second.name, second.mid_term_value, second.annual_value),
    )


SHOWN = ("2019年10月18日", "2020年9月", "完成时间", "11月30日", "95.5%", "甲\n  乙", "100%", "40")


def test_a_cell_means_what_it_shows(tmp_path: Path) -> None:
    assert shown_in(blank_workbook(tmp_path, fill_shown)) == SHOWN


@office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_cell_means_what_it_shows_in_old_and_open_formats(tmp_path: Path, suffix: str) -> None:
    file = blank_workbook(tmp_path, fill_shown)
    assert shown_in(convert([file], suffix, tmp_path) / f"甲.{suffix}") == SHOWN


def fill_formulas(workbook: Any) -> None:
    content_cell(workbook, "项目概况").value = '=B3&"概况"'
    workbook["资金"]["C2"], workbook["资金"]["C6"] = "=C6", 100
    workbook["绩效指标"]["C2"], workbook["绩效指标"]["E2"] = "甲", '=资金!C6&"个"'


def test_a_formula_without_a_result_says_what_to_do_and_is_no_blank(tmp_path: Path) -> None:
    declaration = read_file(blank_workbook(tmp_path, fill_formulas))
    assert [(finding.rule, finding.cell) for finding in declaration.findings] == [
        ("D01", "项目信息!B9"),
        ("D01", "资金!C2"),
        ("D01", "绩效指标!E2"),
    ]
    assert all("请用 Excel 或 WPS 打开这个文件，保存后再试" in finding.message for finding in declaration.findings)
    assert declaration.refused


@office
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_formula_gives_its_result(tmp_path: Path, suffix: str) -> None:
    file = blank_workbook(tmp_path, fill_formulas)
    project = read_file(convert([file], suffix, tmp_path) / f"甲.{suffix}").project
    assert project
    assert project.funding.annual.total == 100
    if suffix != "xls":  # LibreOffice 7.4 writes 0 into an .xls for the result of a formula that is a text
        assert (project.overview, project.indicators[0].annual_value) == ("甲项目概况", "100个")


@office
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_formula_that_went_wrong_is_refused_with_its_error(tmp_path: Path, suffix: str) -> None:
    def change(workbook: Any) -> None:
        content_cell(workbook, "项目概况").value = "=1/0"

    declaration = read_file(convert([blank_workbook(tmp_path, change)], suffix, tmp_path) / f"甲.{suffix}")
    assert [(finding.rule, finding.cell) for finding in declaration.findings] == [("D01", "项目信息!B9")]
    assert "#DIV/0!" in declaration.findings[0].message


def test_a_formula_of_an_ods_without_a_result_is_said_too(tmp_path: Path) -> None:
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="项目信息">{}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{label}</text:p></table:table-cell>{cell}</table:table-row>"
        for label, cell in {
            "年度": '<table:table-cell office:value-type="float" office:value="2020"/>',
            "项目名称": "<table:table-cell><text:p>甲<text:s text:c='2'/>项目</text:p></table:table-cell>",
            "实施单位": '<table:table-cell table:formula="of:=[.B2]"/>',
        }.items()
    )
    with zipfile.ZipFile(tmp_path / "甲.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content.format(rows))
    declaration = read_file(tmp_path / "甲.ods")
    assert [finding.cell for finding in declaration.findings if finding.rule == "D01"] == ["项目信息!B3"]
    assert declaration.project
    assert declaration.project.name == "甲  项目"


def hide(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


@office
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_hidden_sheet_does_not_count_and_hidden_rows_and_columns_do(tmp_path: Path, suffix: str) -> None:
    def change(workbook: Any) -> None:
        workbook["资金"]["C2"] = 100
        hide(workbook["资金"])
        sheet = workbook["绩效指标"]
        sheet["C2"], sheet["E2"] = "甲", "1个"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["E"].hidden = True

    file = blank_workbook(tmp_path, change)
    declaration = read_file(convert([file], suffix, tmp_path) / f"甲.{suffix}")
    assert declaration.project
    assert [(row.name, row.annual_value) for row in declaration.project.indicators] == [("甲", "1个")]
    assert declaration.project.funding.annual.total is None
    assert [(finding.rule, finding.level, finding.field) for finding in declaration.findings] == [
        ("D09", Level.WARNING, "资金")
    ]
    assert "隐藏" in declaration.findings[0].message


def indicators_of(declaration: Declaration) -> list[str]:
    assert declaration.project
    return [row.name for row in declaration.project.indicators]


def test_blank_rows_are_skipped_and_sums_and_remarks_are_noted(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["绩效指标"]
        for row_number, row in {
            2: ("产出指标", "数量指标", "甲", None, "1个"),
            5: ("效益指标", "社会效益指标", "注册志愿者人数", None, "2人"),
            6: ("合 计", None, None, None, 100),
            8: ("说明：指标值按年度填写。", None, None, None, None),
            9: (None, None, "注：以上均为预计。", None, None),
        }.items():
            for column, value in enumerate(row, start=1):
                sheet.cell(row_number, column, value)
        sheet.merge_cells("A8:F8")

    declaration = read_file(blank_workbook(tmp_path, change))
    assert indicators_of(declaration) == ["甲", "注册志愿者人数"]
    assert [(finding.rule, finding.level, finding.cell) for finding in declaration.findings] == [
        ("D10", Level.NOTE, "绩效指标!A6"),
        ("D10", Level.NOTE, "绩效指标!A8"),
        ("D10", Level.NOTE, "绩效指标!C9"),
    ]


def test_a_wrong_head_is_told_once_at_its_cell(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["绩效指标"]
        sheet["D1"] = "中期指标"
        for row in range(2, 5):
            sheet.cell(row, 3, f"指标{row}")
            sheet.cell(row, 4, "1个")

    findings = read_file(blank_workbook(tmp_path, change)).findings
    assert [(finding.rule, finding.cell) for finding in findings] == [("D02", "绩效指标!D1")]
    assert "不认识表头“中期指标”，是不是“中期指标值”" in findings[0].message


def test_all_problems_of_a_workbook_come_in_reading_order(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        content_cell(workbook, "年度").value = "去年"
        content_cell(workbook, "填报人").value = "甲\u200b"
        workbook["资金"]["B1"] = "中间"
        workbook["绩效指标"]["G1"], workbook["绩效指标"]["G3"] = "分值", 1
        workbook["绩效指标"]["C2"], workbook["绩效指标"]["E2"] = "甲", 0.95

    findings = read_file(blank_workbook(tmp_path, change)).findings
    assert [(finding.rule, finding.cell) for finding in findings] == [
        ("D04", None),
        ("D01", "项目信息!B2"),
        ("R50", "项目信息!B16"),
        ("D02", "绩效指标!G1"),
        ("D07", "绩效指标!E2"),
    ]
    assert "工作表“资金”里找不到表头“中期”“年度”" in findings[0].message


def test_the_workbook_stays_as_it_was(tmp_path: Path) -> None:
    file = blank_workbook(tmp_path, fill_shown)
    before = file.read_bytes()
    read_file(file)
    assert file.read_bytes() == before
    assert load_workbook(file)["绩效指标"]["C2"].comment
