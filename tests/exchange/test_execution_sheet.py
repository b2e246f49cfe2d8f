"""The sheet 执行情况: written, filled in by hand, read back."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.exchange.data_workbook.writing import data_workbook

from ..forms.executed import executed_example
from .workbooks import blank_workbook, read_file


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    project = read_project(executed_example()).project
    (tmp_path / "甲.xlsx").write_bytes(data_workbook(project))
    read = read_file(tmp_path / "甲.xlsx")
    assert read.project is not None
    assert read.project.execution == project.execution


def test_an_empty_sheet_is_no_execution(tmp_path: Path) -> None:
    declaration = read_file(blank_workbook(tmp_path, lambda _: None))
    assert declaration.project is not None
    assert declaration.project.execution == Project().execution


def row_of(sheet: Any, label: str) -> int:
    return next(row for row in range(1, 60) if sheet.cell(row, 1).value == label)


def test_what_is_typed_is_read_with_its_cells(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["执行情况"]
        sheet.cell(row_of(sheet, "财政拨款"), 6).value = 82.12
        sheet.cell(row_of(sheet, "年度目标完成情况"), 2).value = "已完成"
        head = row_of(sheet, "三级指标")
        sheet.cell(head + 1, 1).value = "没有的指标"
        sheet.cell(head + 1, 7).value = "96%"
        sheet.cell(head + 1, 9).value = "很多"

    declaration = read_file(blank_workbook(tmp_path, change))
    assert declaration.project is not None
    execution = declaration.project.execution
    assert str(execution.funding.fiscal.spent) == "82.12"
    assert execution.goal_result == "已完成"
    assert (execution.results[0].name, execution.results[0].actual) == ("没有的指标", "96%")
    found = {finding.field: finding.cell for finding in declaration.findings if finding.field.startswith("执行情况")}
    assert found == {"执行情况.绩效指标[1].分值": "执行情况!I10"}


def test_the_names_follow_the_indicators(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(data_workbook(read_project(executed_example()).project))
    sheet = load_workbook(tmp_path / "甲.xlsx")["执行情况"]
    head = row_of(sheet, "三级指标")
    assert sheet.cell(head + 1, 1).value == '=IF(绩效指标!F2<>"",绩效指标!F2,绩效指标!C2&"")'
    shown = load_workbook(tmp_path / "甲.xlsx", data_only=True)["执行情况"]
    assert shown.cell(head + 1, 1).value == "够买一批社会服务项目"
