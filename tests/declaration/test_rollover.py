"""Next year's data: what moves, what stays, what is proposed, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.history import find_arranged, find_arranged_amount, history_rows
from jixiao.declaration.model import Execution, Indicator, Project
from jixiao.declaration.reading import read_project
from jixiao.declaration.rollover import has_ended, roll_over
from jixiao.declaration.year_texts import next_years

COUNT = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "购买项目"}


def project(**fields: Any) -> Project:
    """A project of 2020 with both sides."""
    plain = {
        "年度": 2020,
        "项目名称": "甲",
        "实施单位": "乙",
        "项目期": "2020年9月-2023年8月",
        "填报日期": "2019/10/18",
        "资金": {"中期": {"总投入": 300}, "年度": {"总投入": "100.50", "其他": 0}},
        "总体目标": {"中期目标": "2020年起步", "年度目标": "2020年底前建成"},
        "绩效指标": [COUNT | {"中期指标值": "40个", "年度指标值": "13个"}],
    }
    return read_project(plain | fields).project


def advice(rolled: Project, year: int) -> dict[str, str]:
    """What is proposed, by path."""
    return {proposal.path: proposal.advice for proposal in roll_over(rolled, year).proposals}


def test_the_year_moves_the_date_is_emptied_and_all_else_stays() -> None:
    before = project()
    after = roll_over(before, 2021)
    assert after.changes == (("年度", "2020", "2021"), ("填报日期", "2019/10/18", ""))
    assert replace(after.project, year=2020, filled_on=before.filled_on, history=()) == before
    assert (after.project.year, after.project.filled_on) == (2021, "")


def test_annual_money_values_and_goals_are_proposed_and_mid_term_ones_are_not() -> None:
    assert advice(project(), 2021) == {
        "资金.年度.总投入": "请更新：2020年是 100.5万元；中期300万元，已安排100.5万元，剩余199.5万元",
        "资金.年度.其他": "请更新：2020年是 0万元",
        "总体目标.年度目标": "请更新：这是2020年的年度目标；“2020年底前”是否改为“2021年底前”",
        "绩效指标[1].年度指标值": "请更新：2020年是 13个；中期40个，已安排13个，剩余27个",
    }


def test_what_every_year_took_is_added_up() -> None:
    third = roll_over(roll_over(project(), 2021).project, 2022).project
    assert str(find_arranged(third, third.indicators[0])) == "中期40个，已安排13+13个，剩余14个"
    assert str(find_arranged_amount(third, "total")) == "中期300万元，已安排100.5+100.5万元，剩余99万元"


@pytest.mark.parametrize(
    ("mid_term", "annual", "level2"),
    [
        ("95%", "90%", "数量指标"),
        ("40个", "13场", "数量指标"),
        ("40个", "若干", "数量指标"),
        ("5万元/个", "5万元/个", "数量指标"),
        ("≤40个", "13个", "数量指标"),
        ("3-5个", "2个", "数量指标"),
        ("40个", "13个", "质量指标"),
        ("", "13个", "数量指标"),
    ],
)
def test_what_does_not_add_up_is_not_added_up(mid_term: str, annual: str, level2: str) -> None:
    indicator = COUNT | {"中期指标值": mid_term, "年度指标值": annual, "二级指标": level2}
    rolled = roll_over(project(绩效指标=[indicator]), 2021).project
    assert find_arranged(rolled, rolled.indicators[0]) is None


def test_what_was_taken_beyond_the_plan_is_said() -> None:
    indicator = COUNT | {"中期指标值": "10个", "年度指标值": "13个"}
    assert advice(project(绩效指标=[indicator]), 2021)["绩效指标[1].年度指标值"].endswith("已安排13个，超出3个")


def test_an_indicator_is_found_in_earlier_years_by_either_name() -> None:
    indicator = COUNT | {
        "三级指标": "购买 项目",
        "年度三级指标": "购买一批项目",
        "中期指标值": "40个",
        "年度指标值": "13个",
    }
    rolled = roll_over(project(绩效指标=[indicator]), 2021).project
    assert str(find_arranged(rolled, rolled.indicators[0])) == "中期40个，已安排13个，剩余27个"


def test_years_in_texts_are_proposed_at_their_place_and_not_changed() -> None:
    before = project(
        项目名称="乙局2020年经费",
        项目立项依据="呈发〔2020〕9号，2020年印发",
        绩效指标=[COUNT | {"三级指标": "2020年11月底", "中期指标值": "2020年底"}],
        项目文本={"项目实施计划": "于二〇二〇年十一月前拨付"},
        总体目标={},
        资金={},
    )
    assert advice(before, 2021) == {
        "项目名称": "请更新：“2020年”是否改为“2021年”",
        "项目立项依据": "请更新：“2020年”是否改为“2021年”",
        "绩效指标[1].三级指标": "请更新：“2020年11月底”是否改为“2021年11月底”",
        "项目文本.项目实施计划": "请更新：“二〇二〇年”是否改为“二〇二一年”",
    }
    assert roll_over(before, 2021).project.name == "乙局2020年经费"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020年11月30日", ["2020年11月30日"]),
        ("2020.11.30，2020-11", ["2020.11.30", "2020-11"]),
        ("12020年、2020个、[2020]3号、〔2020〕3号", []),
        ("2020年度与2021年", ["2020年度"]),
        ("2020年上半年、2020年上半年", ["2020年上半年"]),
    ],
)
def test_years_are_found_with_their_month_and_day(text: str, found: list[str]) -> None:
    assert [before for before, _ in next_years(text, 2020, 2021)] == found


@pytest.mark.parametrize(
    ("period", "ended"),
    [
        ("2020年9月-2021年8月", True),
        ("2022年", False),
        ("2020年起", False),
        ("长期", False),
        ("三年", False),
        ("", False),
    ],
)
def test_a_project_has_ended_where_its_period_says_so(period: str, ended: bool) -> None:
    assert has_ended(project(项目期=period), 2022) is ended


def test_a_new_project_is_a_continued_one_next_year() -> None:
    assert "延续项目" in advice(project(项目属性="新增项目"), 2021)["项目属性"]


def test_what_was_reached_in_the_old_year_is_no_part_of_the_new_one_and_that_is_told() -> None:
    rolled = roll_over(project(执行情况={"年度目标完成情况": "建成13个"}), 2021)
    assert rolled.project.execution == Execution()
    assert rolled.changes[-1] == ("执行情况", "上年填写的内容", "")


def test_history_is_a_row_a_value() -> None:
    rows = [tuple(row.values()) for row in history_rows(roll_over(project(), 2021).project.history)]
    assert rows == [
        (2020, "资金", "", "总投入", "100.5万元"),
        (2020, "资金", "", "其他", "0万元"),
        (2020, "产出指标", "数量指标", "购买项目", "13个"),
    ]


_TEXT = st.text("甲乙2020年个%", max_size=8)
_AMOUNT = st.none() | st.decimals(0, 10**9, places=6)
_INDICATORS = st.lists(
    st.builds(
        Indicator,
        level1=st.sampled_from(["产出指标", "效益指标"]),
        level2=st.sampled_from(["数量指标", "质量指标"]),
        name=_TEXT,
        mid_term_value=_TEXT,
        annual_value=_TEXT,
        annual_name=_TEXT,
    ),
    max_size=4,
).map(tuple)


@given(_INDICATORS, _AMOUNT, _TEXT)
def test_rolling_twice_loses_nothing(indicators: tuple[Indicator, ...], total: Decimal | None, goal: str) -> None:
    first = project(资金={"年度": {"总投入": total}}, 总体目标={"年度目标": goal})
    first = replace(first, indicators=indicators)
    second = roll_over(first, 2021).project
    third = roll_over(second, 2022).project
    assert replace(third, year=first.year, filled_on=first.filled_on, history=()) == first
    assert [year.year for year in third.history] == [2020, 2021]
    for year in third.history:
        assert year.funding == first.funding.annual
        filed = [i for i in indicators if i.annual_value or i.annual_name]
        assert [(past.name, past.annual_value) for past in year.indicators] == [
            (i.annual_name or i.name, i.annual_value) for i in filed
        ]
