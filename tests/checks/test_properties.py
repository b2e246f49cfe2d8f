"""No project makes a rule raise, however broken it is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.declaration.checks import Settings, review
from jixiao.declaration.checks.examples import SOUND, TWO_SIDED
from jixiao.declaration.checks.settings import Limits
from jixiao.declaration.fields import (
    ALLOCATION_FIELDS,
    AMOUNT_FIELDS,
    GOAL_FIELDS,
    INDICATOR_FIELDS,
    NARRATIVE_FIELDS,
    PROJECT_FIELDS,
    Field,
)
from jixiao.declaration.reading import read_project

#: Pieces that mean something to some rule; put together at random they mean anything.
PIECES = st.sampled_from(
    (
        "《 》 （ ） ( ) “ ” 〔 〕 [2017]9号 〔2020〕 呈发 ≥ ≤ = ≧ ** ×× XX 20×× 目标1： 指标1： …… % %% 90% 290% "
        "1e9 0 -1 13 40个 5万元 5万元/个 3.5公里 2020年11月底 2020-11 2020年13月 长期 2016年-2021年 2021-2016 "
        "二〇二〇年 经过5—10年 一次性拨付 第二年支付30% 共计：1,000,000元 本项目预算50万元 "
        "合计99999999999999.99999999亿元 13812345678 139****5880 110101199003070011 115301210151291309 "
        "满意度 发放及时率 新建水泥路1条 够买 截止2020年 全部完成 产出指标 成本指标 （10分） 和 、 ， 。 \n \u3000"
    ).split(" ")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=6).map("".join), st.text(max_size=30))
AMOUNTS = st.one_of(
    st.none(),
    st.decimals(-(10**11), 10**11, places=6),
    st.sampled_from([0, "300万元", "0.0000001", "999999999999亿元", "x"]),
)


def groups(fields: tuple[Field, ...], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={field.label: values for field in fields})


PROJECTS = st.builds(
    lambda base, project, goals, mid_term, annual, indicators, narrative, allocations: (
        base
        | project
        | {
            "总体目标": goals,
            "资金": {"中期": mid_term, "年度": annual},
            "绩效指标": indicators,
            "项目文本": narrative | {"资金安排": allocations},
        }
    ),
    st.sampled_from([{}, SOUND, TWO_SIDED]),
    groups(PROJECT_FIELDS, TEXTS),
    groups(GOAL_FIELDS, TEXTS),
    groups(AMOUNT_FIELDS, AMOUNTS),
    groups(AMOUNT_FIELDS, AMOUNTS),
    st.lists(groups(INDICATOR_FIELDS, TEXTS), max_size=5),
    groups(NARRATIVE_FIELDS, TEXTS),
    st.lists(groups(ALLOCATION_FIELDS, TEXTS), max_size=3),
)
SETTINGS = st.builds(
    Settings,
    limits=st.builds(Limits, version=st.sampled_from(["", "2015", "2021"]), name_length=st.integers(1, 40)),
    public=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(PROJECTS, SETTINGS)
def test_no_project_makes_a_rule_raise(record: dict[str, Any], chosen: Settings) -> None:
    project = read_project(record).project
    for finding in review(project, chosen):
        assert finding.message
        assert finding.basis
        assert "{" not in finding.message or "{" in str(record)


@settings(max_examples=100, deadline=None)
@given(PROJECTS)
def test_the_same_project_gives_the_same_findings(record: dict[str, Any]) -> None:
    project = read_project(record).project
    assert review(project) == review(project)


@settings(max_examples=100, deadline=None)
@given(PROJECTS, st.sampled_from([f"R{number:02}" for number in range(1, 61)]))
def test_a_rule_that_is_off_is_silent_and_changes_no_other(record: dict[str, Any], rule: str) -> None:
    project = read_project(record).project
    others = tuple(finding for finding in review(project) if finding.rule != rule)
    assert review(project, Settings(off=frozenset({rule}))) == others
