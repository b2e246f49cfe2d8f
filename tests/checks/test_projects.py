"""Realistic projects of many branches: what a finance reviewer would find in them, and nothing else."""

from __future__ import annotations

import pytest

from jixiao.declaration.checks.examples import SOUND
from jixiao.declaration.fields import INDICATORS
from jixiao.declaration.findings import Finding

from .reviews import DATA, load, review_record

PROJECTS = DATA / "projects"

#: Project → all that is found in it, as (rule, field).
SOUND_PROJECTS: dict[str, set[tuple[str, str]]] = {
    "road_2022": {("R01", "主管部门代码")},
    "school_2023": set(),
    "clinic_2021": set(),
    "it_2024": set(),
    "training_2025": set(),
    "subsidy_2024": {("R37", "项目期")},
    "shanghai_2026": {("R04", "绩效指标"), ("R08", "绩效指标"), ("R58", "绩效指标[6].三级指标")},
    "mengcheng_2024": {("R24", "绩效指标[5].年度指标值"), ("R37", "项目期"), ("R51", "项目概况")},
    "chongqing_2023": {("R01", "主管部门代码")},
    "central_2022": set(),
    "elderly_2024": set(),
    "law_2023": set(),
    "office_2024": set(),
    "tea_2020": set(),
}
#: Project → planted faults that must be found.
FAULTY_PROJECTS: dict[str, set[tuple[str, str]]] = {
    "faulty_road": {
        ("R12", "项目名称"),
        ("R27", "资金.年度.总投入"),
        ("R21", "绩效指标[1].三级指标"),
        ("R11", "绩效指标[1].年度指标值"),
        ("R22", "绩效指标[2].年度指标值"),
        ("R12", "绩效指标[6].年度指标值"),
        ("R42", "填报日期"),
        ("R45", "项目立项依据"),
        ("R46", "项目立项依据"),
    },
    "faulty_elderly": {
        ("R28", "资金.年度.总投入"),
        ("R30", "项目文本.资金安排"),
        ("R35", "绩效指标[1].年度指标值"),
        ("R15", "绩效指标[6].二级指标"),
        ("R41", "项目期"),
        ("R53", "项目文本.联系电话"),
        ("R54", "项目文本.组织机构代码"),
    },
}
_AREAS = {"数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "满意度": "满意度"}
#: What reviewers would say of indicators that are otherwise usual.
_TOLD = {
    "数量|奖励资金|≤300万元": {"R16"},
    "质量|重大事故发生率|0": {"R11"},
    "社会效益|违规违纪行为发生数|0": {"R11", "R58"},
}


def places(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.rule, finding.field) for finding in findings}


def lines(name: str) -> list[str]:
    """The indicators of a list: 二级|三级|年度指标值."""
    return [line for line in (PROJECTS / name).read_text("utf-8").splitlines() if line]


def review_indicator(line: str) -> set[str]:
    """The rules that fire for one more indicator of a sound project."""
    kind, name, value = line.split("|")
    level2 = "服务对象满意度指标" if kind == "满意度" else f"{kind}指标"
    entry = {"一级指标": _AREAS.get(kind, "效益"), "二级指标": level2, "三级指标": name, "年度指标值": value}
    return {finding.rule for finding in review_record(SOUND | {INDICATORS: [*SOUND[INDICATORS], entry]})}


@pytest.mark.parametrize("name", SOUND_PROJECTS)
def test_nothing_else_is_found_in_a_usual_project(name: str) -> None:
    assert places(review_record(load(PROJECTS / f"{name}.json"))) == SOUND_PROJECTS[name]


@pytest.mark.parametrize("name", FAULTY_PROJECTS)
def test_planted_faults_are_found_at_their_places(name: str) -> None:
    assert FAULTY_PROJECTS[name] <= places(review_record(load(PROJECTS / f"{name}.json")))


@pytest.mark.parametrize("line", lines("sound-indicators.txt"))
def test_usual_indicators_raise_no_alarm(line: str) -> None:
    assert review_indicator(line) == _TOLD.get(line, set())


@pytest.mark.parametrize("line", lines("faulty-indicators.txt"))
def test_faulty_indicators_are_found(line: str) -> None:
    assert review_indicator(line)
