"""绩效目标申报表-2021 (财预〔2021〕101号): 成本指标 first, values in columns, one list for both sides.

``逐项指标行`` has a row for each indicator, with ``行.中期`` and ``行.年度`` in columns.  An indicator that the annual
side calls otherwise has a row for each name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..fields import ANNUAL, MID_TERM
from ..indicator_rows import IndicatorRow, indicator_rows
from ..model import Project
from .central import MID_TERM_YEARS, goal_years
from .funding import funding_entries
from .values import value_parts

SINGLE_ROWS = "逐项指标行"


def entries(project: Project) -> dict[str, Any]:
    """资金汇总, 中期目标年份 and 逐项指标行."""
    rows = [entry for row in indicator_rows(project) for entry in _iter_entries(row)]
    return funding_entries(project) | {MID_TERM_YEARS: goal_years(project.period), SINGLE_ROWS: rows}


def _iter_entries(row: IndicatorRow) -> Iterator[dict[str, Any]]:
    """One entry where both sides name the same indicator or one side is blank, else one for each."""
    values = {row.mid_term.name: ["", ""], row.annual.name: ["", ""]}
    values[row.mid_term.name][0] = row.mid_term.value
    values[row.annual.name][1] = row.annual.value
    for name, (mid_term, annual) in values.items():
        if name or mid_term or annual:
            yield {
                "一级指标": row.level1,
                "一级组": row.level1_group,
                "二级指标": row.mid_term.level2 or row.annual.level2,
                "二级组": row.level2_group,
                "三级指标": name,
                MID_TERM: value_parts(mid_term),
                ANNUAL: value_parts(annual),
            }
