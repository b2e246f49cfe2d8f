"""Indicators carried from one version of the system to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.findings import Level
from jixiao.declaration.model import Project
from jixiao.declaration.taxonomy import OTHER_LEVEL2, TAXONOMY
from jixiao.declaration.versions import Version, carry

from .builder import project

COST_BELOW = "产出指标/成本指标 单价 5万元|5万元"
COST_ABOVE = "成本指标/社会成本指标 拆迁户 ≤3户|≤1户"
QUANTITY = "产出指标/数量指标 项目 40个|13个"
SATISFACTION = "满意度指标/服务对象满意度指标 满意度 ≥95%|≥90%"


def levels(carried: Project) -> list[str]:
    """Each indicator as 一级/二级 三级."""
    return [f"{one.level1}/{one.level2} {one.name}" for one in carried.indicators]


def test_costs_below_outputs_become_a_level_of_their_own_that_stands_first() -> None:
    carried = carry(project(QUANTITY, SATISFACTION, COST_BELOW), Version.V2021)
    assert levels(carried.project) == [
        "成本指标/经济成本指标 单价",
        "产出指标/数量指标 项目",
        "满意度指标/服务对象满意度指标 满意度",
    ]


def test_costs_go_back_behind_the_outputs() -> None:
    carried = carry(project(COST_ABOVE, QUANTITY, SATISFACTION), Version.V2015)
    assert levels(carried.project) == [
        "产出指标/数量指标 项目",
        "产出指标/成本指标 拆迁户",
        "满意度指标/服务对象满意度指标 满意度",
    ]


@pytest.mark.parametrize("version", Version)
def test_what_one_version_calls_environment_the_others_call_ecology(version: Version) -> None:
    carried = carry(project("效益指标/环境效益指标 绿地 -|≥2亩"), version)
    assert levels(carried.project) == ["效益指标/生态效益指标 绿地"]


def test_each_group_is_said_once_with_its_first_indicator() -> None:
    found = project(QUANTITY, COST_BELOW, COST_BELOW.replace("单价", "总价"), "效益指标/环境效益指标 绿地 -|≥2亩")
    notes = carry(found, Version.V2021).notes
    assert [(note.rule, note.level, note.field) for note in notes] == [
        ("D20", Level.NOTE, "绩效指标[2].一级指标"),
        ("D20", Level.NOTE, "绩效指标[4].一级指标"),
    ]
    assert "产出指标下的成本指标（2项）改列在成本指标下的经济成本指标" in notes[0].message


@pytest.mark.parametrize("version", [None, Version.V2015])
def test_what_fits_stays_in_the_order_of_the_clerk(version: Version | None) -> None:
    typed = project(SATISFACTION, QUANTITY, COST_BELOW)
    assert carry(typed, version).project is typed


def test_an_indicator_under_a_wrong_level_stays_there() -> None:
    typed = project("满意度指标/可持续影响指标 机制 -|健全")
    assert levels(carry(typed, Version.V2021).project) == ["满意度指标/可持续影响指标 机制"]


LEVELS = st.tuples(
    st.sampled_from([*TAXONOMY, "投入指标"]),
    st.sampled_from([*(name for names in TAXONOMY.values() for name in names), *OTHER_LEVEL2, "其他指标"]),
)


@given(st.lists(LEVELS, max_size=8), st.sampled_from(Version))
def test_no_indicator_is_lost_and_carrying_twice_changes_nothing(
    found: list[tuple[str, str]], version: Version
) -> None:
    typed = project(*(f"{level1}/{level2} 指标{number} -|1个" for number, (level1, level2) in enumerate(found)))
    carried = carry(typed, version)
    assert sorted(one.name for one in carried.project.indicators) == [f"指标{number}" for number in range(len(found))]
    assert carry(carried.project, version).project.indicators == carried.project.indicators
    assert carry(carried.project, version).notes == ()
