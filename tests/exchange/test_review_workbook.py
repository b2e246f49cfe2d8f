"""审核结果.xlsx: its lines, links, counts and chart, and how it is written."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from jixiao.declaration.findings import Finding, Level
from jixiao.exchange.review.results import MOST_LINES, ReviewResults
from jixiao.exchange.review.workbook import find_link, review_workbook
from jixiao.exchange.review.writing import ReviewWriter

ERROR = Finding(
    "R15", "绩效指标[8].二级指标", "不属于。", Level.ERROR, "二级指标类型错误", "data/甲.xlsx", "甲项目", "绩效指标!B9"
)
WARNING = Finding("R13", "填报人", "落款不全。", Level.WARNING, "落款", "data/乙.json", "乙项目")


def results(*projects: list[Finding]) -> ReviewResults:
    """The results of projects with these findings."""
    collected = ReviewResults()
    for findings in projects:
        collected.add(findings)
    return collected


def opened(collected: ReviewResults, folder: Path = Path("output")) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(review_workbook(collected, folder)))


def test_every_finding_has_its_line_and_its_link() -> None:
    sheet = opened(results([ERROR], [WARNING, WARNING]))["问题清单"]
    assert sheet.max_row == 4
    assert [cell.value for cell in sheet[2]][1:4] == ["甲项目", "错误", "R15"]
    assert sheet["E2"].value == "绩效指标!B9"
    assert sheet["E2"].hyperlink.target == r"..\data\甲.xlsx"  # XlsxWriter's; LibreOffice on Linux opens it too
    assert sheet["E2"].hyperlink.location == "'绩效指标'!B9"
    assert sheet["E3"].hyperlink.target == r"..\data\乙.json"
    assert sheet.auto_filter.ref == "A1:H4"
    assert sheet.freeze_panes == "C2"


def test_the_summary_counts_by_rule_and_has_a_chart() -> None:
    sheet = opened(results([ERROR, WARNING], [WARNING], []))["按规则汇总"]
    assert sheet["A2"].value == "共3个项目，1个有错误；错误1条，警告2条，提示0条"
    assert [cell.value for cell in sheet[5]][:5] == ["R13", "落款不全", 0, 2, 0]
    assert [cell.value for cell in sheet[6]][:5] == ["R15", "二级指标不属于它的一级指标", 1, 0, 0]
    assert len(sheet._charts) == 1


def test_the_same_findings_give_the_same_bytes() -> None:
    collected = results([ERROR, WARNING])
    assert review_workbook(collected, Path("output")) == review_workbook(collected, Path("output"))


def test_text_of_clerks_stays_text() -> None:
    formula = Finding("R51", "项目概况", "=1+1", file="data/=甲.xlsx", project="=甲")
    sheet = opened(results([formula]))["问题清单"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["G2"].data_type) == ("=甲", "s", "s")


def test_a_run_of_very_many_findings_keeps_the_first_and_counts_all() -> None:
    collected = results([WARNING] * (MOST_LINES - 1), [ERROR] * 5)
    assert (len(collected.lines), collected.total) == (MOST_LINES, MOST_LINES + 4)
    sheet = opened(collected)["问题清单"]
    assert sheet.cell(MOST_LINES + 2, 1).value == f"共{MOST_LINES + 4}条，这里列出前{MOST_LINES}条。"


def test_links_are_relative_and_never_longer_than_excel_takes(tmp_path: Path) -> None:
    assert find_link(ERROR, Path("output/2020")) == "external:../../data/甲.xlsx#'绩效指标'!B9"
    assert find_link(Finding("D04", "", "x"), tmp_path) == ""
    assert find_link(Finding("D04", "", "x", file="长" * 2000), tmp_path) == ""


def test_the_workbook_is_written_beside_the_forms(tmp_path: Path) -> None:
    target = tmp_path / "output" / "审核结果.xlsx"
    writer = ReviewWriter(target)
    assert writer.write(results([ERROR])) == ("", None)
    assert openpyxl.load_workbook(target).sheetnames == ["问题清单", "按规则汇总"]


def test_a_workbook_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "审核结果.xlsx").mkdir()
    assert "无法读写" in ReviewWriter(tmp_path / "审核结果.xlsx").write(results([ERROR])).problem


def test_a_writer_that_is_given_nothing_leaves_nothing(tmp_path: Path) -> None:
    ReviewWriter(tmp_path / "审核结果.xlsx")
    assert list(tmp_path.iterdir()) == []
