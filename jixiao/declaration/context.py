"""What a form template sees of a project: plain dicts under the form's own labels, and a few derived entries.

Refuses to format: amounts are Decimal or None, the template says how they print.
"""

from __future__ import annotations

from typing import Any

from .fields import ANNUAL, FUNDING, MID_TERM
from .indicator_rows import IndicatorRow, Side, indicator_rows
from .labelled import as_record
from .model import FundingSide, Project
from .taxonomy import print_level1

DEPARTMENT_AND_CODE = "主管部门及代码"
INDICATOR_ROWS = "指标行"
HAS_SOURCES = "有分项"


def form_context(project: Project) -> dict[str, Any]:
    """The names a template may use: those of the JSON, and 主管部门及代码, 指标行, 资金.中期.有分项, 资金.年度.有分项.

    >>> form_context(project)["资金"]["年度"]["总投入"]
    Decimal('100')
    """
    context = as_record(project)
    funding = context[FUNDING]
    funding[MID_TERM][HAS_SOURCES] = _has_sources(project.funding.mid_term)
    funding[ANNUAL][HAS_SOURCES] = _has_sources(project.funding.annual)
    context[DEPARTMENT_AND_CODE] = join_code(project.department_code, project.department)
    context[INDICATOR_ROWS] = [_row_context(row) for row in indicator_rows(project)]
    return context


def join_code(code: str, name: str) -> str:
    """Code and name as one: ``join_code("219", "池州市财政局") == "219-池州市财政局"``, never the code twice."""
    if not code or not name or code in name:
        return name or code
    return f"{code}-{name}"


def _has_sources(side: FundingSide) -> bool:
    return bool(side.sources)


def _row_context(row: IndicatorRow) -> dict[str, Any]:
    return {
        "一级指标": print_level1(row.level1),
        "一级组": row.level1_group,
        "二级组": row.level2_group,
        MID_TERM: _side_context(row.mid_term),
        ANNUAL: _side_context(row.annual),
    }


def _side_context(side: Side) -> dict[str, str]:
    return {"二级指标": side.level2, "三级指标": side.name, "指标值": side.value}
