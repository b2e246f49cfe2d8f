"""What changed, a field a line, and within the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.difference import Change, iter_changes

from .builder import project

COUNT = "产出指标/数量指标 场次 40场|13场"
RATE = "效益指标/社会效益指标 覆盖率 -|95%"


def changes(old: Any, new: Any) -> list[tuple[str, str, str]]:
    """The changes as (field, old, new)."""
    return [(change.field, change.old, change.new) for change in iter_changes(old, new)]


def test_the_same_data_has_no_changes() -> None:
    assert changes(project(COUNT, RATE), project(COUNT, RATE)) == []


def test_results_are_matched_by_name_and_their_points_are_no_money() -> None:
    old, new = (
        project(执行情况={"绩效指标": results})
        for results in (
            [{"三级指标": "场次", "分值": 9}],
            [{"三级指标": "人次"}, {"三级指标": "场次", "分值": "8.5", "实际完成值": "13场"}],
        )
    )
    assert changes(old, new) == [("执行情况“场次”.分值", "9", "8.5"), ("执行情况“场次”.实际完成值", "", "13场")]


def test_every_kind_of_field_is_compared() -> None:
    old = project(资金={"年度": {"总投入": 100}}, 项目概况="甲", 项目文本={"资金安排": [{"事项": "甲", "金额": "1元"}]})
    new = project(
        资金={"年度": {"总投入": "100.50"}},
        总体目标={"年度目标": "乙"},
        项目文本={"资金安排": [{"事项": "甲", "金额": "2元"}]},
    )
    assert changes(old, new) == [
        ("项目概况", "甲", ""),
        ("资金.年度.总投入", "100万元", "100.5万元"),
        ("项目文本.资金安排[1].金额", "1元", "2元"),
        ("总体目标.年度目标", "", "乙"),
    ]


def test_zero_is_not_blank_and_an_amount_in_another_unit_is_the_same() -> None:
    zero, blank = ({"资金": {"年度": {"其他": amount}}} for amount in (0, None))
    assert changes(project(**blank), project(**zero)) == [("资金.年度.其他", "", "0万元")]
    assert changes(project(资金={"年度": {"其他": "10000元"}}), project(资金={"年度": {"其他": 1}})) == []


def test_an_indicator_that_is_inserted_changes_no_other() -> None:
    assert changes(project(COUNT), project(RATE, COUNT)) == [
        ("绩效指标“覆盖率”.一级指标", "", "效益指标"),
        ("绩效指标“覆盖率”.二级指标", "", "社会效益指标"),
        ("绩效指标“覆盖率”.年度指标值", "", "95%"),
    ]
    assert changes(project(COUNT), project(COUNT.replace("13场", "14场"))) == [
        ("绩效指标“场次”.年度指标值", "13场", "14场")
    ]


@pytest.mark.parametrize(
    ("old", "new", "segments"),
    [
        ("2020年", "2021年", [("removed", "2020"), ("added", "2021"), ("same", "年")]),
        ("经过5年", "经过5年多", [("same", "经过5年"), ("added", "多")]),
        ("13场", "", [("removed", "13场")]),
        ("甲的乙", "丙的丁", [("removed", "甲的乙"), ("added", "丙的丁")]),
    ],
)
def test_the_change_is_marked_within_the_text(old: str, new: str, segments: list[tuple[str, str]]) -> None:
    assert Change("项目期", old, new).segments == segments


@given(st.text("甲乙丙12,. a", max_size=30), st.text("甲乙丙12,. a", max_size=30))
def test_the_segments_are_both_texts(old: str, new: str) -> None:
    segments = Change("", old, new).segments
    assert "".join(text for kind, text in segments if kind != "added") == old
    assert "".join(text for kind, text in segments if kind != "removed") == new
