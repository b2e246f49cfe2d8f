"""The two-sided block for a project of any shape."""

from jixiao.declaration.indicator_rows import indicator_rows
from jixiao.declaration.model import Project

from .builder import project


def block(read: Project) -> list[str]:
    """Each row as "group.group 二级 名称 值 | 二级 名称 值"; "-" is blank."""
    return [
        f"{row.level1_group}.{row.level2_group} "
        + " | ".join(
            " ".join(part or "-" for part in (side.level2, side.name, side.value))
            for side in (row.mid_term, row.annual)
        )
        for row in indicator_rows(read)
    ]


def test_an_indicator_with_both_values_takes_one_row() -> None:
    assert block(project("产出/数量 购买 40个|13个")) == ["1.1 数量指标 购买 40个 | 数量指标 购买 13个"]


def test_annual_only_leaves_the_left_side_blank() -> None:
    assert block(project("产出/数量 购买 -|13个", "产出/数量 培训 -|2次")) == [
        "1.1 - - - | 数量指标 购买 13个",
        "1.1 - - - | 数量指标 培训 2次",
    ]


def test_mid_term_longer_than_annual() -> None:
    assert block(project("产出/数量 甲 1|-", "产出/数量 乙 2|-", "产出/数量 丙 -|3")) == [
        "1.1 数量指标 甲 1 | 数量指标 丙 3",
        "1.1 数量指标 乙 2 | 数量指标 - -",
    ]


def test_annual_longer_than_mid_term() -> None:
    assert block(project("产出/数量 甲 1|-", "产出/数量 乙 -|2", "产出/数量 丙 -|3")) == [
        "1.1 数量指标 甲 1 | 数量指标 乙 2",
        "1.1 数量指标 - - | 数量指标 丙 3",
    ]


def test_an_indicator_on_both_sides_ends_a_run() -> None:
    assert block(project("产出/数量 甲 1|-", "产出/数量 乙 2|2", "产出/数量 丙 -|3", "产出/数量 丁 4|-")) == [
        "1.1 数量指标 甲 1 | 数量指标 - -",
        "1.1 数量指标 乙 2 | 数量指标 乙 2",
        "1.1 数量指标 丁 4 | 数量指标 丙 3",
    ]


def test_a_group_on_one_side_only() -> None:
    assert block(project("产出/数量 甲 1|1", "产出/质量 乙 2|-", "效益/社会效益 丙 -|3")) == [
        "1.1 数量指标 甲 1 | 数量指标 甲 1",
        "1.2 质量指标 乙 2 | - - -",
        "2.3 - - - | 社会效益指标 丙 3",
    ]


def test_groups_stand_in_order_of_first_appearance() -> None:
    scattered = project(
        "效益/社会效益 甲 1|1", "产出/时效 乙 2|2", "效益/经济效益 丙 3|3", "产出/数量 丁 4|4", "产出/时效 戊 5|5"
    )
    assert [row.split(" ")[0] + row.split(" ")[2] for row in block(scattered)] == [
        "1.1甲",
        "1.2丙",
        "2.3乙",
        "2.3戊",
        "2.4丁",
    ]


def test_equal_names_under_another_level1_are_another_group() -> None:
    rows = indicator_rows(project("产出/成本 甲 1|1", "成本/成本 乙 2|2"))
    assert [(row.level1, row.level2_group) for row in rows] == [("产出指标", 1), ("成本指标", 2)]


def test_the_annual_side_may_have_a_name_of_its_own() -> None:
    assert block(project("产出/数量 购买 40个|13个|年内购买")) == ["1.1 数量指标 购买 40个 | 数量指标 年内购买 13个"]


def test_two_names_take_both_sides_whatever_the_values() -> None:
    assert block(project("产出/数量 甲 -|3|乙")) == ["1.1 数量指标 甲 - | 数量指标 乙 3"]
    assert block(project("产出/数量 甲 3|-|乙")) == ["1.1 数量指标 甲 3 | 数量指标 乙 -"]
    assert block(project("产出/数量 - -|3|乙")) == ["1.1 - - - | 数量指标 乙 3"]


def test_an_indicator_without_a_value_stands_on_both_sides() -> None:
    assert block(project("产出/数量 甲 1|1", "产出/数量 乙 -|-"))[1] == "1.1 数量指标 乙 - | 数量指标 乙 -"
    assert block(project("产出/数量 乙 -|-")) == ["1.1 数量指标 乙 - | 数量指标 乙 -"]


def test_an_indicator_without_a_value_keeps_off_a_side_the_project_leaves_empty() -> None:
    annual_only = project("产出/数量 甲 -|-", 资金={"年度": {"总投入": 1}})
    assert block(annual_only) == ["1.1 - - - | 数量指标 甲 -"]
    mid_term_only = project("产出/数量 甲 -|-", 总体目标={"中期目标": "做完"})
    assert block(mid_term_only) == ["1.1 数量指标 甲 - | - - -"]


def test_74_beside_31() -> None:
    mid_term = [f"产出/数量 中{number} {number}|-" for number in range(74)]
    annual = [f"产出/数量 年{number} -|{number}" for number in range(31)]
    rows = indicator_rows(project(*mid_term, *annual))
    assert len(rows) == 74
    assert [row.mid_term.name for row in rows] == [f"中{number}" for number in range(74)]
    assert [row.annual.name for row in rows if row.annual.name] == [f"年{number}" for number in range(31)]
    assert {row.annual.level2 for row in rows} == {"数量指标"}


def test_no_indicator_is_no_row() -> None:
    assert block(project()) == []
    assert block(project("产出/数量 - -|-")) == []


def test_levels_that_are_blank_or_unknown_are_groups_too() -> None:
    assert block(project("-/- 甲 1|1", "满意率指标/别的 乙 2|2")) == [
        "1.1 - 甲 1 | - 甲 1",
        "2.2 别的 乙 2 | 别的 乙 2",
    ]
