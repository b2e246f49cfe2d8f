"""项目支出绩效目标汇总表: what it holds, that it adds up, and that its links lead to the forms."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.declaration.summary import INDICATOR_HEADS, iter_indicator_rows, summary_row
from jixiao.exchange.year_cycle.summary_workbook import SummarySource, summary_workbook

LEVELS = {"一级指标": "产出指标", "二级指标": "数量指标"}


def project(name: str, unit: str, annual: dict[str, Any], **fields: Any) -> Project:
    """A project of 2021."""
    funding = {"年度": annual, "中期": {"总投入": 300}}
    return read_project({"年度": 2021, "项目名称": name, "实施单位": unit, "资金": funding} | fields).project


def workbook(*projects: Project, values: bool = False) -> Workbook:
    """The summary of the projects, with its formulas or with what they show."""
    rows = [
        SummarySource(summary_row(one), tuple(iter_indicator_rows(one)), f"2021/{one.name}.xlsx") for one in projects
    ]
    return openpyxl.load_workbook(io.BytesIO(summary_workbook(rows)), data_only=values)


PROJECTS = (
    project("甲#1", "一局", {"市级财政": "100.5", "其他": 0}, 主管部门="总局", 主管部门代码="219"),
    project("乙", "二局", {"总投入": "0.1"}, 历年=[{"年度": 2020, "资金": {"中央财政": 7}}, {"年度": 2019}]),
    project("丙", "一局", {}),
)


def test_each_project_is_a_row_with_its_money_and_the_way_to_its_form() -> None:
    sheet = workbook(*PROJECTS)["汇总表"]
    rows = list(sheet.iter_rows(5, 7, values_only=True))
    assert [row[:5] for row in rows] == [
        (1, 2021, "甲#1", "219-总局", "一局"),
        (2, 2021, "乙", "", "二局"),
        (3, 2021, "丙", "", "一局"),
    ]
    assert rows[0][8:14] == (100.5, None, None, 100.5, None, 0)
    assert rows[1][8:] == (0.1, None, None, None, None, None, 300, None, None, None, None, None, 7)
    assert sheet["H5"].hyperlink.target == "2021/甲%231.xlsx"


def test_sums_are_formulas_with_their_results() -> None:
    formulas, shown = workbook(*PROJECTS)["汇总表"], workbook(*PROJECTS, values=True)["汇总表"]
    assert (formulas["I8"].value, shown["I8"].value) == ("=SUBTOTAL(109,I5:I7)", 100.6)
    units = workbook(*PROJECTS, values=True)["按单位"]
    assert [row[:3] for row in units.iter_rows(2, 4, values_only=True)] == [
        ("一局", 2, 100.5),
        ("二局", 1, 0.1),
        ("合计", 3, 100.6),
    ]
    assert units["J4"].value == 7


def test_indicators_stand_as_finance_systems_take_them() -> None:
    indicators = [
        LEVELS | {"三级指标": "场次", "年度指标值": "≥13场", "中期指标值": "40场"},
        LEVELS | {"三级指标": "效果", "年度指标值": "显著提升"},
        LEVELS | {"三级指标": "中期的", "中期指标值": "5个"},
        LEVELS,
    ]
    rows = list(iter_indicator_rows(project("甲", "一局", {"总投入": "100.123456万元"}, 绩效指标=indicators)))
    assert [dict(zip(INDICATOR_HEADS, row, strict=True))["预算数（元）"] for row in rows] == [Decimal("1001234.56")] * 3
    assert [row[6:] for row in rows] == [
        ("场次", "≥", Decimal(13), "场", "≥13场", "40场"),
        ("效果", "定性", "显著提升", "", "显著提升", ""),
        ("中期的", "", "", "", "", "5个"),
    ]


def test_data_is_no_formula_and_the_same_projects_give_the_same_bytes() -> None:
    evil = project("=1+1", "=cmd()", {}, 总体目标={"年度目标": "=HYPERLINK(1)"})
    sheet = workbook(evil)["汇总表"]
    assert [sheet[cell].data_type for cell in ("C5", "E5", "G5")] == ["s"] * 3
    source = [SummarySource(summary_row(evil), (), "2021/1.xlsx")]
    assert summary_workbook(source) == summary_workbook(source)


@pytest.mark.parametrize("count", [1, 30])
def test_charts_follow_the_sheet_of_units(count: int) -> None:
    projects = [project(f"项目{number}", f"{number}局", {"总投入": number}) for number in range(count)]
    assert len(workbook(*projects)["图表"]._charts) == 2


def test_a_run_writes_it_beside_the_forms_that_were_made(tmp_path: Path) -> None:
    from jixiao.exchange.data_files.sources import iter_sources
    from jixiao.exchange.papers.filing import FilingOptions, iter_filed
    from jixiao.exchange.papers.forms import choose_forms
    from jixiao.exchange.year_cycle.summing import Summary, save_summary

    lines = ["{}", *(f'{{"年度": 2021, "项目名称": "{name}", "实施单位": "丙"}}' for name in ("甲", "1%2# 0"))]
    (tmp_path / "全部.jsonl").write_text("\n".join(lines), "utf-8")
    sources = list(iter_sources([tmp_path / "全部.jsonl"]))
    filed = list(iter_filed(sources, FilingOptions(choose_forms("绩效目标申报表"), tmp_path / "output")))
    path = save_summary(sources, filed, tmp_path / "output").path
    assert path == tmp_path / "output" / "项目支出绩效目标汇总表.xlsx"
    sheet = openpyxl.load_workbook(path)["汇总表"]
    for row, name in ((5, "甲"), (6, "1%2# 0")):
        assert sheet.cell(row, 3).value == name
        assert (path.parent / unquote(sheet.cell(row, 8).hyperlink.target)).exists()
    assert save_summary(sources, filed[:1], tmp_path / "output") == Summary()
