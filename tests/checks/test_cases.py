"""Six real declarations: what must be found in them, and what must not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from jixiao.declaration.findings import Finding

from .reviews import DATA, load, review_record

CASES = DATA / "cases"
EXPECTED: dict[str, dict[str, Any]] = load(CASES / "expected-findings.json")

#: The words for a place → a pattern that its field matches; "rows 8-9" is one pattern a row.
FIELDS = {
    "mid": r"资金\.中期.*|总体目标\.中期目标|.*中期指标值",
    "annual": r"资金\.年度.*",
    "both sides": r"资金\..*",
    "both": r"资金\..*",
    "funding_raw": r"资金\..*",
    "funding": r"资金\..*",
    "level1": r"绩效指标",
    "mid_goal": r"总体目标\.中期目标",
    "annual_goal": r"总体目标\.年度目标",
    "budget_note": r"预算绩效说明",
    "department": r"主管部门.*",
    "department_code": r"主管部门代码",
    "filled_on": r"填报日期",
    "period": r"项目期",
    "overview": r"项目概况",
    "basis": r"项目立项依据",
    "measures": r"单位已有的保障项目实施的制度措施",
    "names": r"绩效指标\[\d+\]\.三级指标",
    "all": r".*",
    "rates": r".*指标值",
    "all rows": r"绩效指标\[\d+\].*",
    "weights": r".*",
}


def patterns(where: str) -> list[str]:
    """The patterns of a place: ``patterns("rows 8-9") == [r"绩效指标\\[8\\].*", r"绩效指标\\[9\\].*"]``."""
    if match := re.fullmatch(r"rows? ([\d,-]+)( mid)?", where):
        ends = [[int(number) for number in part.split("-")] for part in match[1].split(",")]
        rows = [number for first, *last in ends for number in range(first, (last or [first])[0] + 1)]
        return [rf"绩效指标\[{row}\].*" for row in rows]
    return [FIELDS[part.strip()] for part in re.split(r"[,/]", where)]


def expectations(kind: str) -> list[Any]:
    """(case, rules, pattern) of each place of each expectation."""
    return [
        pytest.param(case, expected["rule"].split("/"), pattern, id=f"{case}-{expected['rule']}-{expected['where']}")
        for case, content in EXPECTED.items()
        for expected in content[kind]
        for pattern in patterns(expected["where"])
    ]


def find(case: str, rules: list[str], pattern: str) -> list[Finding]:
    """The findings of one of the rules at a place."""
    findings = review_record(load(CASES / f"{case}.json"))
    return [finding for finding in findings if finding.rule in rules and re.fullmatch(pattern, finding.field)]


@pytest.mark.parametrize(("case", "rules", "pattern"), expectations("must"))
def test_what_must_be_found_is_found_at_its_place(case: str, rules: list[str], pattern: str) -> None:
    assert find(case, rules, pattern)


@pytest.mark.parametrize(("case", "rules", "pattern"), expectations("must_not"))
def test_what_must_not_be_found_is_not(case: str, rules: list[str], pattern: str) -> None:
    assert find(case, rules, pattern) == []


def test_all_nine_template_hints_and_the_bare_one_are_found() -> None:
    hints = find("01_nanyue_2018_annual_only", ["R12"], FIELDS["names"])
    assert [re.sub(r"\D", "", finding.field) for finding in hints] == [str(row) for row in (2, 5, *range(9, 17))]


def test_what_is_only_partly_covered_is_no_error() -> None:
    (part,) = find("13_yueyanglou_2021_planning", ["R32"], r".*")
    assert (part.level, part.field) == ("warning", "资金.年度.总投入")
    assert "160万元" in part.message
    (lone,) = find("14_honghe_2024_datacenter", ["R04"], r".*")
    assert (lone.level, lone.field) == ("note", "绩效指标[8].年度指标值")


def test_case_files_are_those_of_the_expectations() -> None:
    assert {file.stem for file in CASES.glob("*_*.json")} == set(EXPECTED)
