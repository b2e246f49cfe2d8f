"""A form gives back what it prints: data → form → data, and from there the same form again."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.run import EXAMPLE, TEMPLATE
from jixiao.declaration.context import form_context
from jixiao.declaration.filled_form.reading import FilledForm, read_forms
from jixiao.declaration.model import Project
from jixiao.declaration.printed import as_printed
from jixiao.declaration.reading import read_project
from jixiao.exchange.filed_forms.sheets import read_form_sheets
from xlsx_template import Template

COUNTY_FORM = Template.load(TEMPLATE, fill_pages=True)
SHAPES = sorted((Path(__file__).parents[1] / "data" / "shapes").glob("*.json"))
EVERY_FIELD = ("项目期", "项目概况", "项目立项依据", "单位已有的保障项目实施的制度措施", "预算绩效说明")

#: Texts that a reader might take for something else: labels, heads, tags, formulas, escapes.
AWKWARD = (
    "项目期 总投入 年度目标 一级指标 实施单位 产出指标 数量指标 单位负责人： 购买服务 （2020年度） 绩效指标 中期 "
    "项目名称 填报人：李 13个 ≥95% 5 0.5 其他 二级指标 三级指标 指标值 项目支出绩效目标申报表 总体目标 _x000D_ "
    "{{年度}} =1+1 219-甲 甲（219）"
).split()


def form_of(project: Project) -> bytes:
    """The county form of a project."""
    return COUNTY_FORM.render(form_context(project))


def read_form(file: Path, data: bytes) -> FilledForm:
    """The one form of a workbook."""
    file.write_bytes(data)
    (form,) = (form for sheet in read_form_sheets(file) for form in read_forms(sheet))
    return form


def assert_comes_back(project: Project, file: Path) -> None:
    made = form_of(project)
    form = read_form(file, made)
    reading = read_project(form.data)
    assert [finding for finding in reading.findings if finding.rule != "R50"] == []
    assert reading.project == as_printed(project)
    assert form.unplaced == ()
    assert form_of(reading.project) == made


@pytest.mark.parametrize("source", [EXAMPLE, *SHAPES], ids=lambda path: path.stem)
def test_the_forms_of_real_projects_come_back(source: Path, tmp_path: Path) -> None:
    record = json.loads(source.read_text("utf-8"), parse_float=Decimal)
    for one in record if isinstance(record, list) else [record]:
        assert_comes_back(read_project(one).project, tmp_path / "表.xlsx")


def test_the_example_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    example = read_project(json.loads(EXAMPLE.read_text("utf-8"), parse_float=Decimal)).project
    read = read_project(read_form(tmp_path / "表.xlsx", form_of(example)).data).project
    assert replace(read, narrative=example.narrative, nature=example.nature) == example


def test_the_cells_of_all_values_are_known(tmp_path: Path) -> None:
    example = read_project(json.loads(EXAMPLE.read_text("utf-8"), parse_float=Decimal)).project
    cells = read_form(tmp_path / "表.xlsx", form_of(example)).cells
    assert cells["项目名称"] == "绩效目标申报表!C3"
    assert cells["资金.年度.县（市）区级财政"] == "绩效目标申报表!G10"
    assert cells["总体目标.年度目标"] == "绩效目标申报表!F12"
    assert cells["绩效指标[12].年度指标值"] == "绩效目标申报表!H25"


def prose(word: str, sentences: int) -> str:
    """A text of so many sentences, no two alike."""
    return "".join(f"{word}第{number}项按期完成。" for number in range(sentences))


WORD = st.sampled_from(AWKWARD)
SHORT = st.one_of(st.just(""), WORD, st.text(max_size=12), st.builds(prose, WORD, st.integers(1, 4)))
TEXT = st.one_of(
    st.just(""),
    WORD,
    st.text(max_size=30),
    st.lists(WORD, max_size=4).map("\n".join),
    st.builds(prose, WORD, st.integers(1, 300)),
)
NAME = st.one_of(WORD, st.text(min_size=1, max_size=20))
AMOUNT = st.one_of(
    st.none(),
    st.decimals(0, 10**9, places=4).map(str),
    st.integers(0, 10**6).map(str),
    st.decimals(0, 10**11, places=10).map(str),
)
SOURCES = ("中央财政", "省级财政", "市级财政", "县（市）区级财政", "其他")


@st.composite
def funding_side(draw: st.DrawFn) -> dict[str, Any]:
    """A total alone, or sources with or without their sum."""
    if draw(st.booleans()):
        return {"总投入": draw(AMOUNT)}
    sources = {label: draw(AMOUNT) for label in SOURCES}
    amounts = [Decimal(amount) for amount in sources.values() if amount is not None]
    total = draw(st.sampled_from([None, f"{sum(amounts, Decimal(0)):f}"])) if amounts else None
    return {"总投入": total, **sources}


INDICATOR = st.fixed_dictionaries(
    {
        "一级指标": st.sampled_from(["", "产出指标", "效益指标", "满意度指标", "成本指标", "自定"]),
        "二级指标": st.sampled_from(["", "数量指标", "质量指标", "社会效益指标", "服务对象满意度指标", "自定二"]),
        "三级指标": SHORT,
        "中期指标值": SHORT,
        "年度指标值": SHORT,
        "年度三级指标": st.one_of(st.just(""), SHORT),
    }
)
RECORD = st.fixed_dictionaries(
    {
        "年度": st.integers(1990, 2100),
        "项目名称": NAME,
        "主管部门": SHORT,
        "主管部门代码": st.sampled_from(["", "219", "219001", "A1"]),
        "实施单位": NAME,
        **dict.fromkeys(EVERY_FIELD, TEXT),
        **dict.fromkeys(("单位负责人", "填报人", "填报日期"), SHORT),
        "资金": st.fixed_dictionaries({"中期": funding_side(), "年度": funding_side()}),
        "总体目标": st.fixed_dictionaries({"中期目标": TEXT, "年度目标": TEXT}),
        "绩效指标": st.one_of(st.lists(INDICATOR, max_size=6), st.lists(INDICATOR, max_size=30)),
    }
)


@settings(deadline=None, max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
@given(record=RECORD)
def test_any_project_comes_back(record: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    project = read_project(record).project
    if project.name and project.unit:
        assert_comes_back(project, tmp_path_factory.getbasetemp() / "表.xlsx")
