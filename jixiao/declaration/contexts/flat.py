"""项目支出绩效目标表-一体化: the flat table of the finance system, unit, project and goal beside every indicator.

``一体化行`` has a row for each indicator of the annual side, and one without an indicator for a project that has none,
so that the project stands on its table.  ``目标另行`` is true for a goal that is too long for its narrow column, which
runs beside rows that a page may end between; it has a row of its own instead.
"""

from __future__ import annotations

from typing import Any

from ..model import Project
from .annual import annual_rows
from .values import value_parts

FLAT_ROWS = "一体化行"
_NONE = {"一级指标": "", "一级组": 0, "二级指标": "", "二级组": 0, "三级指标": "", "年度指标值": "", **value_parts("")}
#: In a column of twelve characters this takes two thirds of a wide page.
_MOST_CHARACTERS = 240


def entries(project: Project) -> dict[str, Any]:
    """一体化行 and 目标另行."""
    goal = project.goals.annual
    is_long = len(goal) + 12 * goal.count("\n") > _MOST_CHARACTERS
    return {FLAT_ROWS: annual_rows(project) or [_NONE], "目标另行": is_long}
