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
from .labelled import Entry, Many, One, Value, entries_of
from .model import (
    Allocation,
    Execution,
    ExecutionAmounts,
    FundingSide,
    Goals,
    Indicator,
    Narrative,
    PastIndicator,
    PastYear,
    Project,
    Result,
)
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
#: The tables that say how the fields of each class are filled in.
_TABLES: dict[type, tuple[Field, ...]] = {
    Project: PROJECT_FIELDS,
    FundingSide: AMOUNT_FIELDS,
    Goals: GOAL_FIELDS,
    Indicator: INDICATOR_FIELDS,
    Narrative: NARRATIVE_FIELDS,
    Allocation: ALLOCATION_FIELDS,
    Execution: EXECUTION_FIELDS,
    ExecutionAmounts: EXECUTION_AMOUNT_FIELDS,
    Result: RESULT_FIELDS,
    PastYear: PAST_YEAR_FIELDS,
    PastIndicator: PAST_INDICATOR_FIELDS,
}


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of one project or a list of them, with Chinese names, titles and descriptions.

    >>> json_schema()["properties"]["年度"]["title"]
    '年度'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "项目支出绩效目标申报表",
        "description": f"一个项目的申报数据，或由几个项目组成的列表。空白和 null 是未填写，0 是零。金额：{_AMOUNTS}",
        "$defs": {group.__name__: _object(group) for group in sorted(set(_iter_parts(Project)), key=_name)},
        **_object(Project),
        "type": ["object", "array"],
        "required": [field.label for field in PROJECT_FIELDS if field.required],
        # The other keywords speak of objects alone, these of lists.
        "items": {"$ref": "#", "type": "object"},
        "minItems": 1,
    }


def _iter_parts(group: type) -> Iterator[type]:
    """The classes that a class is made of, and those that these are made of."""
    for entry in entries_of(group):
        if not isinstance(entry.kind, Value):
            yield entry.kind.group
            yield from _iter_parts(entry.kind.group)


def _name(group: type) -> str:
    return group.__name__


def _object(group: type) -> dict[str, Any]:
    """The schema of a class: its labels and no other names."""
    fields = {field.label: field for field in _TABLES.get(group, ())}
    return {
        "additionalProperties": False,
        "properties": {entry.label: _property(entry, fields.get(entry.label)) for entry in entries_of(group)},
        "type": "object",
    }


def _property(entry: Entry, field: Field | None) -> dict[str, Any]:
    """The schema of one field; a group or a list may also be null or "", which are blank everywhere."""
    match entry.kind:
        case Value(types=types) if field:
            return {"title": entry.label} | _described(list(types), field)
        case Value(types=types):
            return {"title": entry.label, "type": [*types, "null"]}
        case One(group):
            return {"title": entry.label, "anyOf": [_reference(group), *_BLANK]}
        case Many(group):
            return {"title": entry.label, "anyOf": [{"type": "array", "items": _reference(group)}, *_BLANK]}


def _reference(group: type) -> dict[str, str]:
    return {"$ref": f"#/$defs/{group.__name__}"}


def _described(types: list[str], field: Field) -> dict[str, Any]:
    """How a field is filled in, an example, what an editor offers, and that what is required is not blank."""
    example = [int(field.example) if field.kind == "year" else field.example] if field.example else []
    entry: dict[str, Any] = {
        "type": types if field.required else [*types, "null"],
        "description": f"{field.how}。{_AMOUNTS}" if field.kind == "amount" else field.how,
        "examples": example,
    }
    if field.required:
        entry["pattern"] = r"\S"
    if offered := _OFFERED.get(field.label):
        entry["anyOf"] = [{"enum": offered}, {"type": entry.pop("type")}]
        entry["examples"] = offered
    return entry
