"""The forty faults of the example's own paper: which of them are found, and where.

The faults were listed by hand from the paper.  Those that the data does not hold (labels of the printed form, words
that are wrong only for who knows the unit) are named too, so that the count is honest.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from .reviews import review_record

#: Fault → (rule, field) of each place where it must be found.
FOUND: dict[str, list[tuple[str, str]]] = {
    "S01 40个×5+60+45=305≠300": [("R32", "资金.中期.总投入"), ("R34", "绩效指标[1].中期指标值")],
    "S02 label 元, cells 万元": [("R29", "资金.年度.总投入")],
    "S03 社会效益 under 产出": [("R06", "绩效指标"), ("R15", "绩效指标[8].二级指标"), ("R15", "绩效指标[9].二级指标")],
    "S04 可持续影响 under 满意度": [("R15", "绩效指标[10].二级指标"), ("R15", "绩效指标[11].二级指标")],
    "S05 发放及时率 is 时效": [("R16", "绩效指标[2].二级指标")],
    "S06 money under 质量": [("R16", "绩效指标[4].二级指标")],
    "S07 name is the date": [("R21", "绩效指标[5].三级指标")],
    "S08 same date on both sides": [("R39", "绩效指标[5].中期指标值")],
    "S09 5—10年 in 12 months": [("R40", "总体目标.中期目标")],
    "S10 three years of money": [("R36", "资金.中期.总投入")],
    "S11 70% and 30% against 全部完成": [("R43", "预算绩效说明")],
    "S12 11月前 against 11月底": [("R43", "项目文本.项目实施计划")],
    "S13 够买": [("R49", "绩效指标[1].三级指标"), ("R49", "绩效指标[6].三级指标")],
    "S14 》 missing in the basis": [("R46", "项目立项依据")],
    "S15 》 missing in the measures": [("R46", "单位已有的保障项目实施的制度措施")],
    "S16 no department, no code": [("R01", "主管部门")],
    "S18 two project names": [("R44", "项目文本.项目名称")],
    "S19 basis named two ways": [("R45", "项目文本.立项依据")],
    "S20 copied texts": [
        ("R47", "总体目标.年度目标"),
        ("R47", "项目文本.项目实施内容"),
        ("R47", "总体目标.中期目标"),
    ],
    "S21 goal without a number": [("R48", "总体目标.年度目标")],
    "S22 发放 where nothing is paid": [("R59", "绩效指标[2].三级指标"), ("R59", "绩效指标[3].三级指标")],
    "S23 sentences in per cent": [("R24", f"绩效指标[{row}].年度指标值") for row in (8, 10, 11)],
    "S24 slogans with 。": [("R20", "绩效指标[10].三级指标"), ("R20", "绩效指标[11].三级指标")],
    "S25 three things in one": [("R19", "绩效指标[8].三级指标"), ("R19", "绩效指标[9].三级指标")],
    "S26 监管 is process": [("R58", "绩效指标[9].三级指标")],
    "S27 no signs anywhere": [("R23", "绩效指标")],
    "S28 5万元 of what": [("R11", "绩效指标[6].年度指标值")],
    "S29 一批 beside 40个": [("R20", "绩效指标[1].三级指标")],
    "S30 a mobile": [("R53", "项目文本.联系电话")],
    "S31 label of the code": [("R54", "项目文本.组织机构代码")],
    "S34 委托方 for 受托方": [("R49", "项目文本.项目实施计划")],
    "S37 跨年度 in 12 months": [("R41", "项目期")],
}
NOT_IN_THE_DATA = {
    "S17 （样表） in the title of the printed form",
    "S32 法人代表 as a label",
    "S33 代为概况 as a label",
    "S36 padded labels",
    "S38 区财政 against the label 县（市）区级财政",
}
#: Named in the list as right: the annual sum, the valid code, the date, 经济 and 生态 benefits, the mid-term shares.
RIGHT = [
    ("S01", "R32", r"资金\.年度\..*"),
    ("S35", "R42", r".*"),
    ("S39", "R08", r".*"),
    ("S40", "R35", r".*"),
    ("S31", "R54", r"(?!项目文本\.组织机构代码).*"),
]


@pytest.mark.parametrize("fault", FOUND)
def test_the_fault_is_found_at_its_place(example: dict[str, Any], fault: str) -> None:
    found = {(finding.rule, finding.field) for finding in review_record(example)}
    assert set(FOUND[fault]) <= found


def test_thirty_of_the_forty_faults_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = {name[:3] for name in FOUND}
    with capsys.disabled():
        print(f"\n{len(numbers)} of 40 faults found")
    assert len(numbers) == len(FOUND) >= 30
    missing = {name[:3] for name in NOT_IN_THE_DATA} | {"S35", "S39", "S40"}
    assert numbers | missing == {f"S{number:02}" for number in range(1, 41)}


@pytest.mark.parametrize(("fault", "rule", "field"), RIGHT)
def test_what_is_right_is_not_reported(example: dict[str, Any], fault: str, rule: str, field: str) -> None:
    found = [finding for finding in review_record(example) if finding.rule == rule]
    assert [finding for finding in found if re.fullmatch(field, finding.field)] == [], fault


def test_the_valid_code_is_a_note_and_called_valid(example: dict[str, Any]) -> None:
    (code,) = [finding for finding in review_record(example) if finding.rule == "R54"]
    assert code.level == "note"
    assert "代码校验通过" in code.message


def test_every_finding_of_the_example_is_on_the_list(example: dict[str, Any]) -> None:
    known = {place for found in FOUND.values() for place in found} | {
        ("R51", "项目立项依据"),
        ("R51", "单位已有的保障项目实施的制度措施"),
    }
    assert {(finding.rule, finding.field) for finding in review_record(example)} == known
