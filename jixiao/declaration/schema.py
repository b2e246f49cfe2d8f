"""The JSON Schema of a project, for editors and for programs that write the data.

Refuses what the program refuses for its type or its name, and nothing the program takes.  What a text means (whether
"约3万" is an amount) is left to ``check``: spellings are understood there, and a second list of them would differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .fields import (
    ALLOCATION_FIELDS,
    AMOUNT_FIELDS,
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    GOAL_FIELDS,
    INDICATOR_FIELDS,
    NARRATIVE_FIELDS,
    PAST_INDICATOR_FIELDS,
    PAST_YEAR_FIELDS,
    PROJECT_FIELDS,
    RESULT_FIELDS,
    Field,
)
from .model import Project
from .taxonomy import TAXONOMY

SCHEMA_ID = "urn:jixiao:declaration"
_AMOUNTS = "数字的单位是万元；也可以写带单位的文字，如“300万元”“3,309,840.00元”“１００．５万”。"
_BLANK = [{"type": "null"}, {"type": "string", "pattern": r"^\s*$"}]
#: Fields whose values an editor offers, beside any other text.
_OFFERED: dict[str, list[str]] = {
    "一级指标": list(TAXONOMY),
    "二级指标": list(dict.fromkeys(name for names in TAXONOMY.values() for name in names)),
    **{field.label: list(field.choices) for field in PROJECT_FIELDS if field.choices},
}
#: By its label a field says how it is filled in; where a label stands in two groups, the group's own words count.
_GROUPS: dict[str, tuple[Field, ...]] = {
    "": PROJECT_FIELDS,
    "FundingSide": AMOUNT_FIELDS,
    "Goals": GOAL_FIELDS,
    "Indicator": INDICATOR_FIELDS,
    "Narrative": NARRATIVE_FIELDS,
    "Allocation": ALLOCATION_FIELDS,
    "Execution": EXECUTION_FIELDS,
    "ExecutionAmounts": EXECUTION_AMOUNT_FIELDS,
    "Result": RESULT_FIELDS,
    "PastYear": PAST_YEAR_FIELDS,
    "PastIndicator": PAST_INDICATOR_FIELDS,
}


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of one project or a list of them, with Chinese names, titles and descriptions.

    >>> json_schema()["properties"]["年度"]["title"]
    '年度'
    """
    schema = Project.model_json_schema(by_alias=True)
    for group, properties in _iter_groups(schema):
        for entry in properties.values():
            entry.pop("default", None)
            _allow_blank(entry)
        for field in _GROUPS.get(group, ()):
            _explain(properties[field.label], field)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "项目支出绩效目标申报表",
        "description": f"一个项目的申报数据，或由几个项目组成的列表。空白和 null 是未填写，0 是零。金额：{_AMOUNTS}",
        **schema,
        "type": ["object", "array"],
        "required": [field.label for field in PROJECT_FIELDS if field.required],
        # The other keywords speak of objects alone, these of lists.
        "items": {"$ref": "#", "type": "object"},
        "minItems": 1,
    }


def _iter_groups(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The properties of the project ("") and of each group in it."""
    yield "", schema["properties"]
    for name, group in schema.get("$defs", {}).items():
        yield name, group["properties"]


def _allow_blank(entry: dict[str, Any]) -> None:
    """A group or a list may also be null or "", which are blank everywhere."""
    if "$ref" in entry:
        entry["anyOf"] = [{"$ref": entry.pop("$ref")}, *_BLANK]
    elif entry.get("type") == "array":
        entry["anyOf"] = [{"type": entry.pop("type"), "items": entry.pop("items")}, *_BLANK]


def _explain(entry: dict[str, Any], field: Field) -> None:
    """Adds how a field is filled in, an example, what an editor offers, and that what is required is not blank."""
    entry["description"] = f"{field.how}。{_AMOUNTS}" if field.kind == "amount" else field.how
    entry["examples"] = [int(field.example) if field.kind == "year" else field.example] if field.example else []
    if field.required:
        types = entry["type"] if isinstance(entry["type"], list) else [entry["type"]]
        entry["type"] = [kind for kind in types if kind != "null"]
        entry["pattern"] = r"\S"
    if offered := _OFFERED.get(field.label):
        entry["anyOf"] = [{"enum": offered}, {"type": entry.pop("type")}]
        entry["examples"] = offered
