"""Workbooks of many projects: what belongs to which, what belongs to none, and how much memory it takes."""

from __future__ import annotations

import gc
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jixiao.declaration.model import Project
from jixiao.exchange.data_files.declaring import Declaration
from jixiao.exchange.data_files.record_files import open_sources
from jixiao.exchange.data_files.sources import Source
from jixiao.exchange.data_files.twins import Twins
from jixiao.exchange.review.checking import iter_checked

from .many import Sheets, write_csv_set, write_workbook

INFO = [["序号", "年度", "项目名称", "实施单位"], [1, 2020, "甲项目", "丙局"], [2, 2020, "乙项目", "丙局"]]
FUNDS = [["项目名称", "资金来源", "中期", "年度"]]
INDICATORS = [["项目名称", "一级指标", "二级指标", "三级指标", "中期指标值", "年度指标值"]]


def read(folder: Path, sheets: Sheets) -> list[Declaration]:
    """The projects of a workbook of the sheets; those that are not given have nothing but their heads."""
    file = write_workbook(folder / "汇总.xlsx", {"资金": FUNDS, "绩效指标": INDICATORS} | sheets)
    return list(iter_checked([Source(file)]))


def project(declaration: Declaration) -> Project:
    assert declaration.project
    return declaration.project


def found(declarations: list[Declaration]) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.cell) for declaration in declarations for finding in declaration.findings]


def test_every_project_has_its_place(tmp_path: Path) -> None:
    declarations = read(tmp_path, {"项目信息": [["某局项目"], *INFO, [], ["合计", None, None]]})
    assert [declaration.where.rpartition("（")[2] for declaration in declarations] == ["第3行）", "第4行）"]
    assert [project(declaration).name for declaration in declarations] == ["甲项目", "乙项目"]
    assert found(declarations) == [("D10", "项目信息!A6")]


def test_names_are_merged_down_or_typed_on_the_first_row_only(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in {"项目信息": INFO, "资金": FUNDS, "绩效指标": INDICATORS}.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    indicators = workbook["绩效指标"]
    for row in (
        ["甲 项目", "产出", "数量", "一", None, "1个"],
        [None, None, "质量", "二", None, "2%"],
        [],
        ["乙项目", "产出", "数量", "三", None, "3个"],
        [None, "效益", "社会效益", "四", None, "4%"],
    ):
        indicators.append(row)
    indicators.merge_cells("A2:A3")
    indicators.merge_cells("B2:B3")
    workbook.save(tmp_path / "汇总.xlsx")
    first, second = iter_checked([Source(tmp_path / "汇总.xlsx")])
    assert [(row.level1, row.level2, row.name) for row in project(first).indicators] == [
        ("产出指标", "数量指标", "一"),
        ("产出指标", "质量指标", "二"),
    ]
    assert [(row.level1, row.name) for row in project(second).indicators] == [("产出指标", "三"), ("效益指标", "四")]
    assert found([first, second]) == [("D08", "绩效指标!A6")]


@pytest.mark.parametrize(
    "funds",
    [
        [
            ["项目名称", "资金来源", "中期（万元）", "年度"],
            ["甲项目", "总 投 入", "300万元", 100],
            ["甲项目", "其他", None, 100],
        ],
        [["项目名称", "年度总投入", "年度其他", "中期总投入"], ["甲项目", 100, 100, "300万元"]],
    ],
)
def test_amounts_stand_below_or_beside_each_other(tmp_path: Path, funds: list[list[Any]]) -> None:
    first, second = read(tmp_path, {"项目信息": INFO, "资金": funds})
    funding = project(first).funding
    assert (funding.mid_term.total, funding.annual.total, funding.annual.other) == (300, 100, 100)
    assert project(second).funding.annual.is_blank


@pytest.mark.parametrize(
    "prose",
    [
        [["项目名称", "项目", "填写内容"], ["乙项目", "立项依据", "文件"], ["乙项目", "项目名称", "乙项目经费"]],
        [["项目名称", "立项依据", "项目名称"], ["乙项目", "文件", "乙项目经费"]],
    ],
)
def test_prose_stands_below_or_beside_each_other(tmp_path: Path, prose: list[list[Any]]) -> None:
    allocations = [["项目名称", "事项", "金额"], ["乙项目", "承办", "20万元"], ["乙项目", "监管", "15万元"]]
    first, second = read(tmp_path, {"项目信息": INFO, "项目文本": prose, "资金安排": allocations})
    assert (project(second).narrative.basis, project(second).narrative.name) == ("文件", "乙项目经费")
    assert [row.item for row in project(second).narrative.allocations] == ["承办", "监管"]
    assert project(first).narrative.basis == ""


RESULTS = [["乙项目", "场次", "13场"], ["乙项目", "人次", None], ["甲项目", "场次", "9场"]]


@pytest.mark.parametrize(
    "sheets",
    [
        {
            "执行情况": [["项目名称", "年度目标完成情况", "财政拨款全年执行数"], ["乙项目", "已完成", "82.12万元"]],
            "指标执行情况": [["项目名称", "三级指标", "实际完成值"], *RESULTS],
        },
        {
            "执行情况": [
                ["项目名称", "资金（万元）", "年初预算数", "全年执行数"],
                ["乙项目", "财政 拨款", None, 82.12],
            ],
            "指标执行情况": [
                ["项目名称", "实际完成值", "三级指标"],
                *([name, value, one] for name, one, value in RESULTS),
            ],
        },
        {"执行情况": [["项目名称", "三级指标", "实际完成值"], *RESULTS]},
    ],
)
def test_execution_stands_a_row_a_project_a_fund_or_a_result(tmp_path: Path, sheets: Sheets) -> None:
    first, second = (project(declaration).execution for declaration in read(tmp_path, {"项目信息": INFO} | sheets))
    assert [(result.name, result.actual) for result in second.results] == [("场次", "13场")]
    assert [(result.name, result.actual) for result in first.results] == [("场次", "9场")]
    money = second.funding.fiscal.spent
    assert money == (Decimal("82.12") if len(sheets) > 1 else None)


def test_years_before_stand_a_row_a_value(tmp_path: Path) -> None:
    rows = [
        ["项目名称", "年度", "类别", "细类", "名称", "年度值"],
        ["乙项目", 2018, "资金", None, "总投入", "100万元"],
        [None, 2019, "产出指标", "数量指标", "场次", "13场"],
        ["甲项目", 2019, "资金", None, "其他", "若干"],
    ]
    first, second = read(tmp_path, {"项目信息": INFO, "历年": rows})
    assert [(year.year, year.funding.total, len(year.indicators)) for year in project(second).history] == [
        (2018, 100, 0),
        (2019, None, 1),
    ]
    assert [(finding.rule, finding.cell) for finding in first.findings] == [("D01", "历年!F4")]


def test_every_problem_names_its_cell(tmp_path: Path) -> None:
    info = [
        ["年度", "项目名称", "实施单位", "填报日期"],
        ["去年", "甲项目", "丙局", 43756],
        [2020, "乙项目", None, None],
    ]
    funds = [*FUNDS, ["甲项目", "总投入", "约3万", 1], ["甲项目", "总投入", None, 2], ["甲项目", "总收入", None, 2]]
    declarations = read(tmp_path, {"项目信息": info, "资金": funds})
    assert found(declarations) == [
        ("D01", "项目信息!A2"),
        ("D01", "资金!C2"),
        ("D03", "资金!D3"),
        ("D02", "资金!D4"),
        ("R01", "项目信息!C3"),
    ]
    assert project(declarations[0]).filled_on == "2019年10月18日"


def test_a_wrong_head_is_told_once_and_nothing_is_read(tmp_path: Path) -> None:
    rows = [
        [*INDICATORS[0][:3], "三级指标", "年度指标", "分值", "备注"],
        ["甲项目", "产出", "数量", "一", "1个", 10, "好"],
    ]
    declarations = read(tmp_path, {"项目信息": INFO, "绩效指标": rows})
    assert [declaration.project for declaration in declarations] == [None]
    assert found(declarations) == [("D02", "绩效指标!E1"), ("D02", "绩效指标!F1")]
    assert "是不是“年度指标值”" in declarations[0].findings[0].message


def test_content_of_no_known_project_is_refused_with_its_cell(tmp_path: Path) -> None:
    rows = [*INDICATORS, [None, "产出", "数量", "零", None, "0个"], ["甲项日", "产出", "数量", "一", None, "1个"]]
    declarations = read(tmp_path, {"项目信息": INFO, "绩效指标": rows})
    assert found(declarations) == [("D11", "绩效指标!A2"), ("D11", "绩效指标!A3")]
    assert "是不是“甲项目”" in declarations[-1].findings[1].message
    assert [declaration.refused for declaration in declarations] == [False, False, True]


def test_a_name_in_two_rows_is_refused_whatever_the_year(tmp_path: Path) -> None:
    same_year = read(tmp_path, {"项目信息": [*INFO, [3, 2020, "甲项目", "丁局"]]})
    assert [declaration.refused for declaration in same_year] == [True, True, False]
    assert "第2行" in same_year[0].findings[0].message
    assert "第4行" in same_year[0].findings[0].message
    other_year = read(tmp_path, {"项目信息": [*INFO, [3, 2021, "甲项目", "丁局"]]})
    assert found(other_year) == [("D05", "项目信息!C2"), ("D05", "项目信息!C4")]
    assert "（项目信息!C2、项目信息!C4）" in other_year[0].findings[0].message


def test_a_list_without_a_project_says_so(tmp_path: Path) -> None:
    declarations = read(tmp_path, {"项目信息": INFO[:1]})
    assert ["一个项目也没有" in finding.message for finding in declarations[0].findings] == [True]


def test_a_csv_names_file_and_line_even_behind_texts_of_several_lines(tmp_path: Path) -> None:
    info = [
        ["年度", "项目名称", "实施单位", "项目概况"],
        [2020, "甲项目", "丙局", "一\n二\n三"],
        ["去年", "乙项目", "丙局", ""],
    ]
    first = write_csv_set(tmp_path, "汇总-", {"项目信息": info, "资金": FUNDS, "绩效指标": INDICATORS})
    sheets = tuple((name, tmp_path / f"汇总-{name}.csv") for name in ("项目信息", "资金", "绩效指标"))
    declarations = list(iter_checked([Source(first, sheets=sheets)]))
    assert found(declarations) == [("D01", "汇总-项目信息.csv:第5行第1列")]
    assert declarations[1].where.endswith("（第5行）")


def big_workbook(folder: Path, projects: int) -> Path:
    """A workbook of that many projects, each with a long text of its own and ten indicators."""
    info = [["年度", "项目名称", "实施单位", "项目概况"]]
    info += [[2020, f"项目{number}", "丙局", f"{number}" + "概况" * 500] for number in range(projects)]
    indicators = [
        [f"项目{number}", "产出", "数量", f"指标{row}", None, f"{row}个"]
        for number in range(projects)
        for row in range(10)
    ]
    sheets = {"项目信息": info, "资金": FUNDS, "绩效指标": [*INDICATORS, *indicators]}
    return write_workbook(folder / f"{projects}.xlsx", sheets)


def test_memory_does_not_grow_with_the_number_of_projects(tmp_path: Path) -> None:
    """What stays in memory after reading is an index: under a kilobyte a project of three kilobytes."""
    file = big_workbook(tmp_path, 1000)
    tracemalloc.start()
    try:
        files = open_sources([Source(file)])
        Twins(files)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(1 for records in files for _ in records) == 1000
    assert kept < 1000 * 1000
