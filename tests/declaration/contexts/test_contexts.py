"""What the templates of the forms may name."""

from decimal import Decimal

import pytest

from jixiao.declaration.contexts.central import goal_years
from jixiao.declaration.contexts.values import value_parts
from jixiao.declaration.form_catalogue import CATALOGUE, paper_content
from jixiao.declaration.model import Project

from ..builder import project

QUANTITY = "产出指标/数量指标 项目 40个|13个"


def test_the_first_form_needs_no_more_than_the_common_names() -> None:
    assert "年度指标行" not in paper_content("绩效目标申报表", project(QUANTITY)).context


def test_a_form_of_a_bureaus_own_may_name_what_any_form_may_name() -> None:
    own = paper_content("我县的表", project(QUANTITY)).context
    for form in CATALOGUE:
        assert paper_content(form, project(QUANTITY)).context.keys() <= own.keys()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("≥95%", ("≥", Decimal(95), "%", "定量")),
        ("13个", ("＝", Decimal(13), "个", "定量")),
        ("不超过5万元/个", ("≤", Decimal(5), "万元/个", "定量")),
        ("显著提升", ("定性", "显著提升", "", "定性")),
        ("2020年11月底前", ("定性", "2020年11月底前", "", "定性")),
        ("约3-5天", ("定量（其他）", "约3-5天", "", "定量")),
        ("", ("", None, "", "")),
    ],
)
def test_a_value_stands_in_columns(typed: str, expected: tuple[object, ...]) -> None:
    assert tuple(value_parts(typed).values()) == expected


def funding(**sides: dict[str, object]) -> dict[str, dict[str, object]]:
    """资金汇总 of a project with those amounts."""
    found: dict[str, dict[str, object]] = paper_content("绩效目标申报表-中央", project(资金=sides)).context["资金汇总"]
    return found


def test_what_four_governments_give_is_one_amount() -> None:
    sides = funding(中期={"省级财政": "1.25", "县（市）区级财政": "0.1", "其他": 3}, 年度={"总投入": 7})
    assert sides["中期"] == {
        "资金总额": Decimal("4.35"),
        "财政拨款": Decimal("1.35"),
        "其他资金": Decimal(3),
        "有分项": True,
    }
    assert sides["年度"] == {"资金总额": Decimal(7), "财政拨款": None, "其他资金": None, "有分项": False}


@pytest.mark.parametrize(
    ("period", "years"),
    [("2020年9月-2021年8月", "（2020年—2021年）"), ("2020年", "（2020年）"), ("长期", ""), ("", "")],
)
def test_the_mid_term_goal_names_its_years(period: str, years: str) -> None:
    assert goal_years(period) == years


def rows(form: str, name: str, found: Project) -> list[tuple[object, ...]]:
    """三级指标 and 指标值 of each row."""
    return [(row["三级指标"], row.get("年度指标值")) for row in paper_content(form, found).context[name]]


def test_the_annual_form_has_the_annual_indicators_alone() -> None:
    found = project(QUANTITY, "产出指标/质量指标 验收 合格|-", "产出指标/时效指标 期限 -|11月底|完成时间")
    assert rows("绩效目标申报表-年度", "年度指标行", found) == [("项目", "13个"), ("完成时间", "11月底")]


def test_an_indicator_with_two_names_has_a_row_for_each() -> None:
    found = project("产出指标/数量指标 三年总数 40个|13个|本年数", QUANTITY)
    entries = paper_content("绩效目标申报表-2021", found).context["逐项指标行"]
    values = [(row["三级指标"], row["中期"]["指标值"], row["年度"]["指标值"]) for row in entries]
    assert values == [
        ("三年总数", Decimal(40), None),
        ("本年数", None, Decimal(13)),
        ("项目", Decimal(40), Decimal(13)),
    ]


def test_a_project_without_indicators_stands_on_its_flat_table() -> None:
    assert rows("项目支出绩效目标表-一体化", "一体化行", project()) == [("", "")]


@pytest.mark.parametrize(("goal", "is_long"), [("甲" * 240, False), ("甲" * 241, True), ("甲\n" * 20, True)])
def test_a_goal_too_long_for_its_column_has_a_row_of_its_own(goal: str, is_long: bool) -> None:
    context = paper_content("项目支出绩效目标表-一体化", project(总体目标={"年度目标": goal})).context
    assert context["目标另行"] is is_long
