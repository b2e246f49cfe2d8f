"""Papers are compared in what both can say."""

from __future__ import annotations

from jixiao.declaration.common_fields import Said, iter_common_changes

from .builder import project

BOTH = frozenset({"项目名称", "项目期", "资金.年度.总投入", "绩效指标.中期", "绩效指标.年度"})


def changes(old: Said, new: Said) -> list[tuple[str, str, str]]:
    """The changes as (field, old, new)."""
    return [(change.field, change.old, change.new) for change in iter_common_changes(old, new)]


def test_what_a_form_does_not_have_is_no_change() -> None:
    data = project(项目期="2020年", 项目属性="新增项目", 项目概况="概况", 总体目标={"年度目标": "目标"})
    form = project(项目期="2021年")
    assert changes(Said(data), Said(form, BOTH)) == [("项目期", "2020年", "2021年")]
    assert changes(Said(form, BOTH), Said(data)) == [("项目期", "2021年", "2020年")]
    assert changes(Said(form, BOTH), Said(data, frozenset({"项目名称", "项目概况"}))) == []


def test_a_field_that_a_form_has_and_leaves_blank_is_a_change() -> None:
    assert changes(Said(project(项目期="2020年")), Said(project(), BOTH)) == [("项目期", "2020年", "")]


def test_a_total_that_was_left_to_be_added_up_is_no_change() -> None:
    data, form = (project(资金={"年度": amounts}) for amounts in ({"其他": 5}, {"总投入": 5, "其他": 5}))
    assert changes(Said(data), Said(form, BOTH)) == []


def test_which_indicators_share_a_row_does_not_matter() -> None:
    data = project("产出指标/数量指标 场次 40场|-", "产出指标/数量指标 人次 -|13人次")
    form = project("产出指标/数量指标 场次 40场|13人次|人次")
    assert changes(Said(data), Said(form, BOTH)) == []


def test_a_form_of_one_side_is_compared_on_that_side() -> None:
    data = project("产出指标/数量指标 场次 40场|13场", "产出指标/数量指标 中期的 5场|-")
    annual = frozenset({"绩效指标.年度"})
    assert changes(Said(data), Said(project("产出指标/数量指标 场次 -|13场"), annual)) == []
    assert changes(Said(data), Said(project("产出指标/数量指标 场次 -|14场"), annual)) == [
        ("绩效指标“场次”.年度指标值", "13场", "14场")
    ]


def test_a_number_without_a_sign_is_the_one_with_the_sign_of_equality() -> None:
    data, form = project("产出指标/数量指标 场次 -|13场"), project("产出指标/数量指标 场次 -|＝13场")
    assert changes(Said(data), Said(form, BOTH)) == []


def test_names_that_stand_twice_keep_their_values_apart() -> None:
    old = project("产出指标/数量指标 场次 40场|13场", "产出指标/数量指标 场次 50场|15场")
    new = project("产出指标/数量指标 场次 40场|13场", "产出指标/数量指标 场次 50场|16场")
    assert changes(Said(old), Said(new, BOTH)) == [("绩效指标“场次”（2）.年度指标值", "15场", "16场")]
