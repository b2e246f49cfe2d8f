"""绩效目标申报表-年度: the annual side alone.

``年度指标行`` has a row for each indicator of the annual side, with its value as typed (年度指标值) and in columns.
"""

from __future__ import annotations

from typing import Any

from ..indicator_rows import indicator_rows
from ..model import Project
from .funding import funding_entries
from .values import value_parts

ANNUAL_ROWS = "年度指标行"


def entries(project: Project) -> dict[str, Any]:
    """资金汇总 and 年度指标行."""
    return funding_entries(project) | {ANNUAL_ROWS: annual_rows(project)}


def annual_rows(project: Project) -> list[dict[str, Any]]:
    """The rows: ``annual_rows(project)[0]["年度指标值"] == "13个"``; groups are equal for rows that merge."""
    return [
        {
            "一级指标": row.level1,
            "一级组": row.level1_group,
            "二级指标": row.annual.level2,
            "二级组": row.level2_group,
            "三级指标": row.annual.name,
            "年度指标值": row.annual.value,
            **value_parts(row.annual.value),
        }
        for row in indicator_rows(project)
        if row.annual.name or row.annual.value
    ]
