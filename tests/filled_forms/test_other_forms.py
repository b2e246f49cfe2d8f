"""Every form of the catalogue gives back what it prints: data → form → data, and from there the same form again."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.run import EXAMPLE
from jixiao.declaration.filled_form.funding import FISCAL_REASON
from jixiao.declaration.filled_form.reading import FilledForm, read_forms
from jixiao.declaration.form_catalogue import paper_content
from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.exchange.filed_forms.sheets import read_form_sheets
from jixiao.exchange.papers.form_making import get_template
from jixiao.exchange.papers.forms import get_form
from tests.forms.executed import executed_example

from .test_round_trip import RECORD

FORMS = (
    "绩效目标申报表-中央",
    "绩效目标申报表-2021",
    "绩效目标申报表-年度",
    "绩效运行监控表",
    "绩效自评表",
    "项目支出绩效目标表-一体化",
)
SHAPES = sorted((Path(__file__).parents[1] / "data" / "shapes").glob("*.json"))


def form_of(name: str, project: Project) -> bytes:
    """The form of a project."""
    return get_template(get_form(name)).render(paper_content(name, project).context)


def read_form(file: Path, data: bytes) -> FilledForm:
    """The one form of a workbook."""
    file.write_bytes(data)
    (form,) = (form for sheet in read_form_sheets(file) for form in read_forms(sheet))
    return form


def project_of(record: dict[str, Any]) -> Project:
    """A project without the levels of the treasury that only the county form knows."""
    project = read_project(record).project
    assert project is not None
    return project


def assert_comes_back(name: str, project: Project, file: Path) -> None:
    made = form_of(name, project)
    form = read_form(file, made)
    reading = read_project(form.data)
    assert [finding for finding in reading.findings if finding.rule != "R50"] == []
    assert [one for one in form.unplaced if one.reason != FISCAL_REASON] == []
    again = form_of(name, reading.project)
    assert texts_of(again) == texts_of(made)
    assert again == made


def texts_of(data: bytes) -> dict[str, Any]:
    """What stands in the cells of a form."""
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value not in (None, "")}


def with_total_alone(record: dict[str, Any]) -> dict[str, Any]:
    """The record with the totals of its funds alone: 财政拨款 of these forms says no level of the treasury."""
    totals = {side: {"总投入": amounts.get("总投入")} for side, amounts in (record.get("资金") or {}).items()}
    return record | {"资金": totals}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("source", [EXAMPLE, *SHAPES], ids=lambda path: path.stem)
def test_the_forms_of_real_projects_come_back(name: str, source: Path, tmp_path: Path) -> None:
    record = json.loads(source.read_text("utf-8"), parse_float=Decimal)
    for one in record if isinstance(record, list) else [record]:
        assert_comes_back(name, project_of(with_total_alone(one)), tmp_path / "表.xlsx")


@pytest.mark.parametrize("name", ["绩效运行监控表", "绩效自评表"])
def test_what_became_of_the_example_comes_back(name: str, tmp_path: Path) -> None:
    project = project_of(executed_example())
    assert_comes_back(name, project, tmp_path / "表.xlsx")
    read = project_of(read_form(tmp_path / "表.xlsx", form_of(name, project)).data).execution
    first = read.results[0]
    if name == "绩效自评表":
        assert (first.actual, first.improvement) == ("12个", "一家机构退出，明年提前征集")
        assert read.goal_result == "完成12个社会服务项目，居民参与面扩大。"
        assert (read.funding.fiscal.spent, read.funding.total.spent) == (Decimal("82.12"), Decimal("82.12"))
    else:
        assert (first.to_july, first.reason, first.likelihood) == ("60%", "经费保障", "有可能")
        assert read.funding.fiscal.to_july == 50


@pytest.mark.parametrize("name", FORMS)
@settings(deadline=None, max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck))
@given(record=RECORD)
def test_any_project_comes_back(name: str, record: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    project = read_project(with_total_alone(record)).project
    if project is not None and project.name and project.unit:
        assert_comes_back(name, project, tmp_path_factory.getbasetemp() / f"{name}.xlsx")


RESULT = st.fixed_dictionaries(
    {
        "一至七月执行情况": st.sampled_from(["", "60%", "8个", "已完成"]),
        "全年预计完成情况": st.sampled_from(["", "100%", "13个"]),
        "偏差原因": st.sampled_from(["", "经费保障", "经费保障、人员保障", "其他", "天气不好"]),
        "原因说明": st.sampled_from(["", "资金到位晚", "第一行\n第二行"]),
        "完成可能性": st.sampled_from(["", "确定能", "有可能", "完全不可能"]),
        "实际完成值": st.sampled_from(["", "12个", "95%", "部分达成", "21.5万元", "=1+1"]),
        "偏差原因分析及改进措施": st.sampled_from(["", "明年提前征集"]),
        "备注": st.sampled_from(["", "见附件"]),
    }
)
MONEY = st.one_of(st.none(), st.decimals(0, 10**6, places=4).map(str))
FUNDS = st.fixed_dictionaries(
    {
        label: st.dictionaries(st.sampled_from(["年初预算数", "全年预算数", "一至七月执行数", "全年执行数"]), MONEY)
        for label in ("财政拨款", "上年结转资金", "其他资金")
    }
)


@pytest.mark.parametrize("name", ["绩效运行监控表", "绩效自评表"])
@settings(deadline=None, max_examples=15, derandomize=True, suppress_health_check=list(HealthCheck))
@given(results=st.lists(RESULT, min_size=12, max_size=12), funds=FUNDS, goal=st.sampled_from(["", "完成。"]))
def test_any_results_come_back(
    name: str, results: list[dict[str, str]], funds: Any, goal: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = [one["三级指标"] for one in executed_example()["绩效指标"]]
    named = [{"三级指标": label, **result} for label, result in zip(names, results, strict=True)]
    execution = {"资金": funds, "年度目标完成情况": goal, "绩效指标": named}
    project = project_of(executed_example(执行情况=execution))
    assert_comes_back(name, project, tmp_path_factory.getbasetemp() / f"{name}.xlsx")
