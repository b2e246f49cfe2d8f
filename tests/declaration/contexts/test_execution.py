"""执行情况 beside what was declared: rows, money, notes."""

from decimal import Decimal
from typing import Any

import pytest

from jixiao.declaration.contexts.self_evaluation import scores
from jixiao.declaration.form_catalogue import paper_content
from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project

from ..builder import project, record

QUANTITY = "产出指标/数量指标 项目 40个|13个"
SATISFACTION = "满意度指标/服务对象满意度指标 满意度 -|≥90%"
ORDER = "产出指标/时效指标 期限 -|11月底前"


def executed(*indicators: str, results: list[dict[str, Any]]) -> Project:
    """A project with those results."""
    return project(*indicators, 执行情况={"绩效指标": results})


def notes(form: str, found: Project) -> list[tuple[str, str]]:
    """Rule and place of each note of a form."""
    return [(note.rule, note.field) for note in paper_content(form, found).notes]


def row_of(found: Project, name: str = "项目") -> dict[str, Any]:
    """The row of an indicator on 绩效自评表."""
    rows = paper_content("绩效自评表", found).context["自评行"]
    row: dict[str, Any] = next(row for row in rows if row["三级指标"] == name)
    return row


def test_a_result_stands_beside_the_indicator_of_its_name() -> None:
    found = executed(QUANTITY, SATISFACTION, results=[{"三级指标": "满意度", "实际完成值": "93%"}])
    row = row_of(found, "满意度")
    assert (row["实际完成值"], row["完成格式"], row["下限"]) == (Decimal(93), 'General"%"', "90")
    assert row_of(found)["实际完成值"] == ""


def test_two_indicators_of_one_name_take_their_results_in_order() -> None:
    found = executed(
        QUANTITY, QUANTITY, results=[{"三级指标": "项目", "实际完成值": value} for value in ("1个", "2个")]
    )
    rows = paper_content("绩效自评表", found).context["自评行"]
    assert [row["实际完成值"] for row in rows] == [1, 2]


@pytest.mark.parametrize("form", ["绩效运行监控表", "绩效自评表"])
def test_a_result_that_belongs_to_no_indicator_is_said(form: str) -> None:
    found = executed(QUANTITY, results=[{"三级指标": "别的", "备注": "甲"}])
    assert notes(form, found) == [("D22", "执行情况.绩效指标[1].三级指标")]


def test_money_in_another_unit_is_converted_and_other_units_are_not() -> None:
    cost = "产出指标/成本指标 单价 -|≤5万元"
    assert row_of(executed(cost, results=[{"三级指标": "单价", "实际完成值": "48000元"}]), "单价")[
        "实际完成值"
    ] == Decimal("4.8")
    found = executed(QUANTITY, results=[{"三级指标": "项目", "实际完成值": "13场"}])
    assert row_of(found)["实际完成值"] == "13场"
    assert scores(found) == [None]
    assert notes("绩效自评表", found) == [("D22", "执行情况.绩效指标")]


def test_a_qualitative_indicator_has_the_share_of_its_grade() -> None:
    results = [{"三级指标": "期限", "实际完成值": "部分达成", "分值": 10, "完成比例": "75%"}]
    assert scores(executed(ORDER, results=results)) == [Decimal("7.50")]


def test_a_typed_share_may_lower_what_was_reached_far_too_easily() -> None:
    results = [{"三级指标": "项目", "实际完成值": "30个", "分值": "10分", "完成比例": "90%"}]
    assert scores(executed(QUANTITY, results=results)) == [Decimal("9.00")]


def test_weights_that_do_not_add_up_are_said() -> None:
    results = [{"三级指标": "项目", "实际完成值": "13个", "分值": 85}]
    assert notes("绩效自评表", executed(QUANTITY, results=results)) == [("R56", "执行情况.绩效指标")]


def test_nothing_is_said_before_anything_was_typed() -> None:
    assert notes("绩效自评表", project(QUANTITY)) == notes("绩效运行监控表", project(QUANTITY)) == []


def funds(**fields: Any) -> dict[str, Any]:
    """执行资金 of a project."""
    found: dict[str, Any] = paper_content("绩效自评表", project(**fields)).context["执行资金"]
    return found


def test_the_budget_is_what_was_declared_unless_it_was_typed() -> None:
    declared = {"年度": {"省级财政": 60, "县（市）区级财政": 30, "其他": 10}}
    found = funds(资金=declared, 执行情况={"资金": {"财政拨款": {"全年执行数": "80万元"}}})
    assert found["财政拨款"] == {
        "年初预算数": 90,
        "全年预算数": 90,
        "一至七月执行数": None,
        "全年预计执行数": None,
        "全年执行数": 80,
    }
    assert (found["其他资金"]["全年预算数"], found["有分项"]) == (10, True)
    typed = funds(资金=declared, 执行情况={"资金": {"财政拨款": {"年初预算数": 70}}})
    assert (typed["财政拨款"]["全年预算数"], typed["其他资金"]["年初预算数"]) == (70, None)


def test_a_total_alone_is_printed_as_typed() -> None:
    found = funds(资金={"年度": {"总投入": 5}}, 执行情况={"资金": {"年度资金总额": {"全年执行数": 4}}})
    assert found["有分项"] is False
    assert (found["年度资金总额"]["全年预算数"], found["年度资金总额"]["全年执行数"]) == (5, 4)


def test_a_total_of_0_beside_its_parts_is_said() -> None:
    money = {"年度资金总额": {"全年执行数": 0}, "财政拨款": {"全年执行数": "89.974"}}
    found = project(执行情况={"资金": money})
    assert notes("绩效自评表", found) == [("D22", "执行情况.资金.年度资金总额.全年执行数")]


def test_reasons_and_likelihood_are_ticked_and_other_words_are_kept() -> None:
    typed = {"三级指标": "项目", "偏差原因": "经费保障、人员保障", "完成可能性": "有可能", "原因说明": "经费晚到"}
    found = executed(QUANTITY, results=[typed])
    (row,) = paper_content("绩效运行监控表", found).context["监控行"]
    assert [reason for reason, tick in row["原因"].items() if tick] == ["经费保障", "人员保障"]
    assert [likely for likely, tick in row["可能性"].items() if tick] == ["有可能"]
    typed = {"三级指标": "项目", "偏差原因": "连日暴雨", "完成可能性": "看天气", "原因说明": "停工"}
    (row,) = paper_content("绩效运行监控表", executed(QUANTITY, results=[typed])).context["监控行"]
    assert (row["原因"]["其他"], row["原因说明"], row["备注"]) == ("√", "连日暴雨；停工", "看天气")


@pytest.mark.parametrize("typed", ["120%", "很多", "-3"])
def test_a_share_or_weight_that_cannot_be_read_is_refused(typed: str) -> None:
    results = [{"三级指标": "项目", "完成比例": typed, "分值": typed.replace("120%", "120")}]
    reading = read_project(record(QUANTITY, 执行情况={"绩效指标": results}))
    assert [finding.field for finding in reading.findings] == [
        "执行情况.绩效指标[1].完成比例",
        "执行情况.绩效指标[1].分值",
    ]
