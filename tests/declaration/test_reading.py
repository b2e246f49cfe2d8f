"""Records to projects: what counts as blank, and every problem at once."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.findings import Level
from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project

from .builder import indicator, project, record

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
labels = st.sampled_from(["年度", "项目名称", "资金", "总体目标", "绩效指标", "项目文本", "填报日期", "多余"])


def problems(data: Any) -> dict[str, str]:
    """The errors of a record: field → message."""
    return {finding.field: finding.message for finding in read_project(data).findings if finding.level is Level.ERROR}


@pytest.mark.parametrize(
    "year", [2020, "2020", "2020年", "2020年度", "２０２０年度", " 2020 年 ", "二〇二〇年", Decimal("2020.0")]
)
def test_the_year_is_read_in_every_spelling(year: object) -> None:
    assert project(年度=year).year == 2020


@pytest.mark.parametrize("year", ["二零二", 20, 2020.5, True, "2020-2021", [2020]])
def test_another_year_is_refused(year: object) -> None:
    assert "请填写四位数的预算年度" in problems(record(年度=year))["年度"]


def test_absent_null_and_empty_are_blank_and_zero_is_zero() -> None:
    side = {"总投入": 0, "中央财政": None, "省级财政": "", "其他": "0"}
    blank = project(
        主管部门=None, 项目期="", 资金={"中期": None, "年度": side}, 总体目标=None, 绩效指标=None, 项目文本=""
    )
    assert (blank.department, blank.period, blank.goals.annual, blank.indicators) == ("", "", "", ())
    assert blank.funding.mid_term.is_blank
    assert blank.funding.annual.sources == (Decimal(0),)
    assert blank.funding.annual.total == 0
    assert blank.funding.annual.provincial is None


def test_numbers_in_text_fields_stay_as_typed() -> None:
    read = project(主管部门代码=219, 绩效指标=[{"三级指标": 88, "中期指标值": Decimal("0.50"), "年度指标值": "1e5"}])
    assert read.department_code == "219"
    assert (read.indicators[0].name, read.indicators[0].mid_term_value) == ("88", "0.50")
    assert read.indicators[0].annual_value == "1e5"


def test_all_problems_are_told_at_once_each_with_its_path() -> None:
    found = problems(
        {
            "年度": "去年",
            "项目名": "甲",
            "资金": {"年度": {"总投入": "约3万", "中央财政": [1]}, "short": {}},
            "绩效指标": [indicator("产出/数量 甲 1|1"), {"一级指标": True}, "丙"],
            "总体目标": [],
            "项目文本": {"资金安排": {}},
        }
    )
    assert found["年度"] == "“去年”不是年度，请填写四位数的预算年度，如 2020。"
    assert found["项目名"] == "不认识名称“项目名”，是不是“项目名称”？请改正后再试。"
    assert "“约3万”不是可以识别的金额" in found["资金.年度.总投入"]
    assert "现在是一个列表" in found["资金.年度.中央财政"]
    assert "可用的名称有：中期、年度" in found["资金.short"]
    assert "逻辑值 true" in found["绩效指标[2].一级指标"]
    assert "一组带名称的内容" in found["绩效指标[3]"]
    assert "一组带名称的内容" in found["总体目标"]
    assert "应是一个列表" in found["项目文本.资金安排"]
    assert "未填写" in found["项目名称"]
    assert "未填写" in found["实施单位"]
    assert len(found) == 11


@pytest.mark.parametrize("name", ["项目名", "预算绩效说", "填报日", "县市区级财政"])
def test_an_unknown_key_is_an_error(name: str) -> None:
    assert name in problems(record(**{name: "x"}))


def test_braces_in_data_are_no_placeholders() -> None:
    assert "“{0}{x}”" in problems(record(年度="{0}{x}"))["年度"]


def test_what_was_dropped_from_text_is_noted_not_refused() -> None:
    reading = read_project(record(项目概况="甲\v乙\u200b", 绩效指标=[{"三级指标": "\ufeff丙"}]))
    assert not reading.refused
    assert [(finding.rule, finding.field) for finding in reading.findings] == [
        ("R50", "绩效指标[1].三级指标"),
        ("R50", "项目概况"),
    ]
    assert reading.project.overview == "甲\n乙"


@pytest.mark.parametrize("data", [None, [], "甲", 3, True])
def test_what_is_no_project_is_refused(data: object) -> None:
    assert read_project(data).refused


@given(json_values | st.dictionaries(labels, json_values))
def test_any_json_is_a_project_or_a_chinese_problem(data: object) -> None:
    reading = read_project(data)
    assert isinstance(reading.project, Project)
    for finding in reading.findings:
        assert any("\u4e00" <= character <= "\u9fff" for character in finding.message)


def test_allocations_keep_their_text_and_know_their_amount() -> None:
    read = project(项目文本={"资金安排": [{"事项": "承办", "金额": "200000元"}, {"事项": "其他", "金额": "若干"}]})
    assert [allocation.amount for allocation in read.narrative.allocations] == ["200000元", "若干"]
    assert [allocation.amount_value for allocation in read.narrative.allocations] == [20, None]
