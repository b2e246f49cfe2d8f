"""The JSON Schema takes what the program takes, and refuses what it refuses for a type or a name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jixiao.declaration import fields
from jixiao.declaration.reading import read_project
from jixiao.declaration.schema import json_schema
from jixiao.declaration.taxonomy import TAXONOMY
from jixiao.exchange.data_files.json_text import parse_json

ROOT = Path(__file__).parents[2]
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
MINIMAL = {"年度": 2020, "项目名称": "甲", "实施单位": "乙"}

GOOD: list[Any] = [
    MINIMAL,
    [MINIMAL, MINIMAL | {"项目名称": "丙"}],
    MINIMAL | {"年度": "２０２０年度", "主管部门代码": 219, "项目属性": "滚动项目", "填报日期": None},
    MINIMAL | {"资金": {"年度": {"总投入": "3,309,840.00元", "其他": 0.5, "中央财政": None}, "中期": None}},
    MINIMAL | {"资金": "", "总体目标": None, "绩效指标": "", "项目文本": " "},
    MINIMAL | {"绩效指标": [{}, {"一级指标": "产出", "三级指标": "甲", "年度指标值": 7}]},
    MINIMAL | {"项目文本": {"资金安排": [{"事项": "甲", "金额": 200000}]}},
]
BAD: list[Any] = [
    {},
    [],
    [[MINIMAL]],
    [MINIMAL, 1],
    "甲",
    None,
    MINIMAL | {"项目名": "甲"},
    MINIMAL | {"年度": None},
    MINIMAL | {"年度": True},
    MINIMAL | {"项目名称": " "},
    MINIMAL | {"项目名称": ["甲"]},
    MINIMAL | {"项目概况": {"甲": 1}},
    MINIMAL | {"资金": {"年度": {"合计": 1}}},
    MINIMAL | {"资金": {"年度": {"总投入": [1]}}},
    MINIMAL | {"资金": {"明年": {}}},
    MINIMAL | {"总体目标": "甲"},
    MINIMAL | {"绩效指标": {"一级指标": "甲"}},
    MINIMAL | {"绩效指标": [None]},
    MINIMAL | {"绩效指标": [{"指标": "甲"}]},
    MINIMAL | {"绩效指标": [{"一级指标": False}]},
    MINIMAL | {"项目文本": {"资金安排": [{"用途": 1}]}},
]


def test_the_schema_is_a_schema_of_the_draft_it_names() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"].startswith("urn:")


@pytest.mark.parametrize("file", [*ROOT.glob("docs/examples/*.json"), *ROOT.glob("tests/data/shapes/*.json")], ids=str)
def test_the_examples_hold_to_it(file: Path) -> None:
    assert list(VALIDATOR.iter_errors(json.loads(file.read_text("utf-8")))) == []


@pytest.mark.parametrize("data", GOOD, ids=str)
def test_what_is_taken_holds_to_it(data: Any) -> None:
    assert list(VALIDATOR.iter_errors(data)) == []


@pytest.mark.parametrize("data", BAD, ids=str)
def test_what_is_refused_does_not(data: Any) -> None:
    assert not VALIDATOR.is_valid(data)


def test_an_editor_can_offer_levels_and_choices_and_explain_every_field() -> None:
    indicator = SCHEMA["$defs"]["Indicator"]["properties"]
    assert indicator["一级指标"]["anyOf"][0]["enum"] == list(TAXONOMY)
    assert SCHEMA["properties"]["项目属性"]["examples"] == ["新增项目", "延续项目"]
    for field in fields.PROJECT_FIELDS:
        assert SCHEMA["properties"][field.label]["description"].startswith(field.how)
    assert "万元" in SCHEMA["$defs"]["FundingSide"]["properties"]["其他"]["description"]
    for group in SCHEMA["$defs"].values():
        holds_values = [entry for entry in group["properties"].values() if "$ref" not in str(entry)]
        assert all(entry["description"] for entry in holds_values)
    assert '"default"' not in json.dumps(SCHEMA)


# What every field takes or refuses by its type alone: texts that are an amount and a year at once.
VALUES = st.sampled_from([None, "", "2020", 2020, 2021.0, True, [], {}, ["甲"], {"甲": 1}])


def _group(table: tuple[fields.Field, ...], **further: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    known = {field.label: VALUES for field in table} | further
    return VALUES | st.fixed_dictionaries({}, optional=known | {"别的": VALUES})


PROJECTS = st.fixed_dictionaries(
    {"年度": st.sampled_from([2020, "2020"]), "项目名称": st.just("甲"), "实施单位": st.just("乙")},
    optional={
        **{field.label: VALUES for field in fields.PROJECT_FIELDS if not field.required},
        "资金": VALUES | st.fixed_dictionaries({}, optional={"年度": _group(fields.AMOUNT_FIELDS), "中期": VALUES}),
        "总体目标": _group(fields.GOAL_FIELDS),
        "绩效指标": VALUES | st.lists(_group(fields.INDICATOR_FIELDS), max_size=2),
        "项目文本": _group(fields.NARRATIVE_FIELDS, 资金安排=st.lists(_group(fields.ALLOCATION_FIELDS), max_size=2)),
    },
)


@given(PROJECTS)
def test_the_schema_and_the_program_agree_on_every_type_and_name(record: dict[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False)
    findings = read_project(parse_json(text)).findings
    refused = any(finding.rule in ("D01", "D02") for finding in findings)
    assert VALIDATOR.is_valid(json.loads(text)) is not refused
