"""The JSON Schema of a project, for editors and for programs that write the data."""

from __future__ import annotations

from typing import Any

from .fields import PROJECT_FIELDS
from .model import Project


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) with Chinese names, titles and descriptions.

    >>> json_schema()["properties"]["年度"]["title"]
    '年度'
    """
    schema = Project.model_json_schema(by_alias=True)
    required = [field.label for field in PROJECT_FIELDS if field.required]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "项目支出绩效目标申报表",
        "description": "一个项目的申报数据。金额为万元数或带单位的文字，如“300万元”。空白和 null 是未填写，0 是零。",
        **schema,
        "required": required,
    }
