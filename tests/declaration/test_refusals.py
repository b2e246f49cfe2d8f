"""What keeps a form from being made, and what does not."""

from decimal import Decimal
from typing import Any

import pytest

from jixiao.declaration.reading import read_project

from .builder import record


def refusals(**fields: Any) -> list[tuple[str, str]]:
    """(rule, field) of each error."""
    return [(finding.rule, finding.field) for finding in read_project(record(**fields)).findings]


@pytest.mark.parametrize("label", ["年度", "项目名称", "实施单位"])
@pytest.mark.parametrize("blank", [None, "", " \u200b"])
def test_the_form_needs_name_year_and_unit(label: str, blank: object) -> None:
    assert ("R01", label) in refusals(**{label: blank})


@pytest.mark.parametrize(
    "side",
    [
        {"总投入": 100, "县（市）区级财政": 100},
        {"总投入": "100万元", "中央财政": "500,000元", "其他": 50},
        {"总投入": 100},
        {"县（市）区级财政": 100},
        {"总投入": Decimal("10606.7522"), "省级财政": Decimal("6923.3552"), "其他": Decimal("3683.397")},
        {"总投入": Decimal("100.000001"), "其他": 100},
        {"总投入": 0, "其他": 0},
        {},
    ],
)
def test_a_total_that_fits_its_sources_or_stands_alone_is_fine(side: dict[str, Any]) -> None:
    assert refusals(资金={"中期": side, "年度": side}) == []


@pytest.mark.parametrize(
    "side", [{"总投入": 100, "其他": 90}, {"总投入": Decimal("100.000002"), "其他": 100}, {"总投入": 5, "其他": 0}]
)
def test_a_total_that_contradicts_its_sources_is_refused(side: dict[str, Any]) -> None:
    assert refusals(资金={"年度": side}) == [("R26", "资金.年度.总投入")]


def test_the_contradiction_is_told_in_amounts() -> None:
    finding = read_project(record(资金={"中期": {"总投入": 100, "其他": 90}})).findings[0]
    assert finding.message.startswith("中期资金总投入100万元，分项合计90万元，相差10万元")
    assert finding.project == "甲项目"


def test_an_unreadable_source_is_told_once_not_as_a_contradiction_too() -> None:
    assert refusals(资金={"年度": {"总投入": 100, "中央财政": "若干", "其他": 1}}) == [("D01", "资金.年度.中央财政")]


def test_a_misspelt_source_is_told_once_too() -> None:
    assert refusals(资金={"年度": {"总投入": 100, "中央": 99, "其他": 1}}) == [("D02", "资金.年度.中央")]


def test_what_only_the_clerk_can_judge_does_not_keep_a_form_from_being_made() -> None:
    odd = {
        "项目期": "长期",
        "填报日期": "某天",
        "资金": {"年度": {"总投入": 0}},
        "绩效指标": [{"一级指标": "满意率指标"}],
    }
    assert refusals(**odd) == []
