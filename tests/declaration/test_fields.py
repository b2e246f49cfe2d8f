"""The table of fields, the model and the schema are one."""

from typing import Any

import pytest

from jixiao.declaration import fields
from jixiao.declaration.labelled import entries_of
from jixiao.declaration.model import (
    Allocation,
    Execution,
    ExecutionAmounts,
    ExecutionFunding,
    FundingSide,
    Goals,
    Indicator,
    Narrative,
    PastIndicator,
    PastYear,
    Project,
    Result,
)
from jixiao.declaration.schema import json_schema


@pytest.mark.parametrize(
    ("model", "table", "groups"),
    [
        (Project, fields.PROJECT_FIELDS, {"funding", "goals", "indicators", "narrative", "execution", "history"}),
        (FundingSide, fields.AMOUNT_FIELDS, set()),
        (Goals, fields.GOAL_FIELDS, set()),
        (Indicator, fields.INDICATOR_FIELDS, set()),
        (Allocation, fields.ALLOCATION_FIELDS, set()),
        (Narrative, fields.NARRATIVE_FIELDS, {"allocations"}),
        (Execution, fields.EXECUTION_FIELDS, {"funding", "results"}),
        (ExecutionFunding, (), {attribute for _, attribute in fields.EXECUTION_FUNDS}),
        (ExecutionAmounts, fields.EXECUTION_AMOUNT_FIELDS, set()),
        (Result, fields.RESULT_FIELDS, set()),
        (PastYear, fields.PAST_YEAR_FIELDS, {"funding", "indicators"}),
        (PastIndicator, fields.PAST_INDICATOR_FIELDS, set()),
    ],
)
def test_every_field_of_the_table_is_in_the_model_and_no_other(
    model: type, table: tuple[fields.Field, ...], groups: set[str]
) -> None:
    assert {entry.attribute for entry in entries_of(model)} == {field.attribute for field in table} | groups


def test_every_field_says_how_it_is_filled_in() -> None:
    tables = (fields.PROJECT_FIELDS, fields.GOAL_FIELDS, fields.AMOUNT_FIELDS, fields.INDICATOR_FIELDS)
    for field in (
        *sum(tables, ()),
        *fields.NARRATIVE_FIELDS,
        *fields.ALLOCATION_FIELDS,
        *fields.EXECUTION_FIELDS,
        *fields.RESULT_FIELDS,
    ):
        assert field.how


def test_the_schema_is_chinese_throughout() -> None:
    schema = json_schema()
    assert schema["required"] == ["年度", "项目名称", "实施单位"]
    for group in (schema, *schema["$defs"].values()):
        assert group["additionalProperties"] is False
        for label, entry in group["properties"].items():
            assert entry["title"] == label
            assert is_chinese(label)


def test_the_schema_describes_the_example(example: dict[str, Any]) -> None:
    assert set(example) <= set(json_schema()["properties"])


def is_chinese(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" or character in "（）" for character in text)
