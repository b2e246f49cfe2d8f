"""Data workbooks as clerks leave them."""

from __future__ import annotations

import datetime
import json
import shutil
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.declaration.findings import Level
from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.exchange.data_files.example import EXAMPLE
from jixiao.exchange.data_workbook.writing import data_workbook

from .workbooks import blank_workbook, own_workbook, read_file

ROOT = Path(__file__).parents[2]
INFO = [["项目", "填写内容"], ["年度", 2020], ["项目名称", "甲项目"], ["实施单位", "乙单位"]]
FUNDS = [["资金来源", "中期", "年度"], ["总投入", None, 1]]


def project_of(file: Path) -> Project:
    """The project of a file that must be fit for filing."""
    declaration = read_file(file)
    assert not declaration.refused, declaration.findings
    assert declaration.project
    return declaration.project


def test_the_example_is_the_same_project_as_json_and_as_workbook() -> None:
    assert project_of(ROOT / "data" / "社会服务项目大赛.xlsx") == project_of(EXAMPLE)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "data" / "shapes").glob("*.json")), ids=lambda file: file.stem
)
def test_any_project_comes_back_from_its_workbook(file: Path, tmp_path: Path) -> None:
    project = project_of(file)
    (tmp_path / "甲.xlsx").write_bytes(data_workbook(project))
    assert project_of(tmp_path / "甲.xlsx") == project


@settings(deadline=None)  # files take their time on a busy machine
@given(st.decimals(min_value=0, max_value=10**9, places=8))
def test_any_amount_comes_back_from_its_workbook(tmp_path_factory: pytest.TempPathFactory, amount: Decimal) -> None:
    record = {"年度": 2020, "项目名称": "甲", "实施单位": "乙", "资金": {"中期": {"总投入": amount, "其他": amount}}}
    project = read_project(record).project
    file = tmp_path_factory.mktemp("amount") / "甲.xlsx"
    file.write_bytes(data_workbook(project))
    assert project_of(file).funding == project.funding


def test_the_same_project_gives_the_same_bytes() -> None:
    assert data_workbook() == data_workbook()


def test_an_empty_workbook_says_what_to_fill_in_and_where(tmp_path: Path) -> None:
    file = tmp_path / "甲.xlsx"
    file.write_bytes(data_workbook())
    findings = read_file(file).findings
    assert [(finding.field, finding.cell) for finding in findings] == [
        ("年度", "项目信息!B2"),
        ("项目名称", "项目信息!B3"),
        ("实施单位", "项目信息!B6"),
    ]


def test_openpyxl_reads_what_calamine_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of(ROOT / "data" / "社会服务项目大赛.xlsx")
    monkeypatch.setitem(sys.modules, "jixiao.exchange.grids.xlsx_calamine", None)  # as if it could not be imported
    assert project_of(ROOT / "data" / "社会服务项目大赛.xlsx") == project


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_formats_are_the_same_project(suffix: str) -> None:
    assert project_of(ROOT / "tests" / "data" / "workbooks" / f"社会服务项目大赛.{suffix}") == project_of(EXAMPLE)


def test_labels_are_found_by_their_text_wherever_they_stand(tmp_path: Path) -> None:
    sheets = {
        " 项目 信息 ": [["甲局数据"], [], ["实 施 单 位：", "乙单位"], ["年　度", "2020年"], ["项目\n名称*", "甲项目"]],
        "资金": [
            ["单位：万元"],
            [None, "年度（万元）", "中期（万元）"],
            ["县(市)区级财政", 100, "300万元"],
            ["总 投 入", None, 300],
        ],
    }
    project = project_of(own_workbook(tmp_path, sheets))
    assert (project.year, project.name, project.unit) == (2020, "甲项目", "乙单位")
    assert (project.funding.annual.county, project.funding.mid_term.county) == (100, 300)
    assert (project.funding.annual.total, project.funding.mid_term.total) == (None, 300)


def test_merged_levels_cover_their_rows_and_blank_ones_follow_the_row_above(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        rows = [
            ["产 出 指 标", "数量", "甲", "1个", "1个"],
            [None, None, "乙", "2个", "2个"],
            [None, "质量指标", "丙", "3%", "3%"],
            ["效益指标", None, "丁", "4", "4"],
            [None, None, "戊", "5", "5"],
        ]
        sheet = workbook["绩效指标"]
        for row_number, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(row_number, column, value)
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B2:B3")

    declaration = read_file(blank_workbook(tmp_path, change))
    assert declaration.project
    levels = [(row.level1, row.level2, row.name) for row in declaration.project.indicators]
    assert levels == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
        ("效益指标", "", "丁"),
        ("效益指标", "", "戊"),
    ]
    assert [(finding.rule, finding.level, finding.cell) for finding in declaration.findings] == [
        ("D08", Level.NOTE, "绩效指标!A6")
    ]


@pytest.mark.parametrize("date", [datetime.date(2019, 10, 18), 43756, "2019/10/18"])
def test_a_date_is_text_without_leading_zeros_whatever_the_cell_holds(tmp_path: Path, date: object) -> None:
    def change(workbook: Any) -> None:
        for row in workbook["项目信息"].iter_rows(max_col=2):
            if row[0].value == "填报日期":
                row[1].value = date
                row[1].number_format = "General" if isinstance(date, int) else "yyyy-mm-dd"

    assert project_of(blank_workbook(tmp_path, change)).filled_on == (
        "2019/10/18" if isinstance(date, str) else "2019年10月18日"
    )


def test_numbers_are_read_with_the_digits_excel_shows(tmp_path: Path) -> None:
    funding = [[None, "中期", "年度"], ["其他", 0.1 + 0.2, 10606.7522]]
    funding_read = project_of(own_workbook(tmp_path, {"项目信息": INFO, "资金": funding})).funding
    assert (funding_read.mid_term.other, funding_read.annual.other) == (Decimal("0.3"), Decimal("10606.7522"))


@pytest.mark.parametrize("style", ["0%", "0.00%", "0.0%", '0%"（年）"'])
def test_a_percentage_is_what_the_cell_shows(tmp_path: Path, style: str) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["绩效指标"]
        sheet["C2"], sheet["D2"], sheet["E2"] = "合格率", 0.955, 1
        sheet["D2"].number_format = sheet["E2"].number_format = style

    indicator = project_of(blank_workbook(tmp_path, change)).indicators[0]
    assert (indicator.mid_term_value, indicator.annual_value) == ("95.5%", "100%")


def test_a_percentage_that_became_a_number_is_warned_about(tmp_path: Path) -> None:
    rows = [["一级指标", "二级指标", "三级指标", "中期指标值", "年度指标值"], ["产出", "质量", "合格率", 0.95, "95%"]]
    findings = read_file(own_workbook(tmp_path, {"项目信息": INFO, "资金": FUNDS, "绩效指标": rows})).findings
    assert [(finding.level, finding.cell) for finding in findings] == [(Level.WARNING, "绩效指标!D2")]
    assert "如“95%”" in findings[0].message


def test_every_problem_names_its_cell(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        info, funding, indicators = workbook["项目信息"], workbook["资金"], workbook["绩效指标"]
        info["B2"] = "去年"
        info["A30"], info["B30"] = "项目期间", "一年"
        funding["B2"], funding["C2"], funding["C3"] = "约300万", 100, 90
        indicators["G1"], indicators["G2"], indicators["C2"] = "分值", 10, "甲"

    found = {finding.cell: finding for finding in read_file(blank_workbook(tmp_path, change)).findings}
    assert found["项目信息!B2"].rule == "D01"
    assert "是不是“项目期”" in found["项目信息!A30"].message
    assert "“约300万”" in found["资金!B2"].message
    assert found["资金!C2"].rule == "R26"
    assert (found["绩效指标!G1"].rule, found["绩效指标!G1"].field) == ("D02", "绩效指标")
    assert all(finding.file.endswith("甲.xlsx") for finding in found.values())


def test_a_broken_formula_is_an_unreadable_amount_not_a_blank(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        cell = workbook["资金"]["C4"]
        cell.value, cell.data_type = "#REF!", "e"

    findings = read_file(blank_workbook(tmp_path, change)).findings
    assert [(finding.rule, finding.cell) for finding in findings] == [("D01", "资金!C4")]
    assert "公式结果是错误值“#REF!”" in findings[0].message


def test_cells_of_blanks_are_empty_cells(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        workbook["资金"]["B2"], workbook["项目信息"]["A40"] = " \u3000", "\u200b"
        workbook["绩效指标"]["C2"] = " "

    project = project_of(blank_workbook(tmp_path, change))
    assert (project.funding.mid_term.total, project.indicators) == (None, ())


def test_a_label_given_twice_is_refused(tmp_path: Path) -> None:
    findings = read_file(own_workbook(tmp_path, {"项目信息": [*INFO, ["项 目 名 称", "丙"]]})).findings
    assert [(f.rule, f.cell) for f in findings if f.rule != "D09"] == [("D03", "项目信息!A5")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\x03\x04 cut off", "不是可以读取的工作簿，或文件已损坏"),
        (b"", "不是可以读取的工作簿，或文件已损坏"),
        (b"<html><table></table></html>", "不是可以读取的工作簿，或文件已损坏"),
    ],
)
def test_what_is_no_workbook_is_said(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "甲.xlsx").write_bytes(content)
    assert expected in read_file(tmp_path / "甲.xlsx").findings[0].message


def test_workbooks_of_another_kind_are_said(tmp_path: Path) -> None:
    other = own_workbook(tmp_path, {"Sheet1": [["甲"]]}, "乙.xlsx")
    assert "没有工作表“项目信息”" in read_file(other).findings[0].message
    headless = own_workbook(tmp_path, {"项目信息": INFO, "资金": [["甲", "乙"]]}, "丁.xlsx")
    assert "工作表“资金”里找不到表头“中期”“年度”" in read_file(headless).findings[1].message


def test_a_workbook_under_another_name_is_still_a_workbook(tmp_path: Path) -> None:
    shutil.copy(ROOT / "data" / "社会服务项目大赛.xlsx", tmp_path / "甲.json")
    assert project_of(tmp_path / "甲.json").name == "社会服务项目大赛"


def test_the_example_has_one_source() -> None:
    assert json.loads(EXAMPLE.read_text("utf-8"))["项目名称"] == "社会服务项目大赛"


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ1048576"])
def test_a_character_at_the_end_of_the_sheet_does_not_take_all_memory(tmp_path: Path, cell: str) -> None:
    def change(workbook: Any) -> None:
        workbook["资金"][cell] = "x"

    assert (
        f"工作表“资金”有内容写在很远的单元格（如 {cell}）"
        in read_file(blank_workbook(tmp_path, change)).findings[0].message
    )


@settings(deadline=None)  # files take their time on a busy machine
@given(st.data())
def test_a_damaged_workbook_is_a_project_or_a_chinese_message(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray((ROOT / "data" / "社会服务项目大赛.xlsx").read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] ^= data.draw(st.integers(1, 255))
    file = tmp_path_factory.mktemp("damaged") / "甲.xlsx"
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    for finding in read_file(file).findings:
        assert any("\u4e00" <= character <= "\u9fff" for character in finding.message)


def test_a_sheet_that_was_renamed_is_refused_and_one_that_is_gone_is_warned_about(tmp_path: Path) -> None:
    renamed = own_workbook(tmp_path, {"项目信息": INFO, "资金表": [["甲"]], "绩效指标": [["甲"]]}, "甲.xlsx")
    assert "是不是改名为“资金表”了" in read_file(renamed).findings[0].message
    gone = read_file(own_workbook(tmp_path, {"项目信息": INFO}, "乙.xlsx"))
    assert [(finding.rule, finding.level.value) for finding in gone.findings] == [("D09", "warning")] * 2
