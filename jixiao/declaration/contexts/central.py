"""绩效目标申报表-中央 (财预〔2015〕88号): two sources, and the years of the mid-term goal in its head."""

from __future__ import annotations

from typing import Any

from ..model import Project
from ..periods import parse_period
from .funding import funding_entries

MID_TERM_YEARS = "中期目标年份"


def entries(project: Project) -> dict[str, Any]:
    """资金汇总 and 中期目标年份: "（2020年—2021年）", "" where the period has no years."""
    return funding_entries(project) | {MID_TERM_YEARS: goal_years(project.period)}


def goal_years(typed: str) -> str:
    """The years of a period: ``goal_years("2020年9月-2021年8月") == "（2020年—2021年）"``; "" without years."""
    period = parse_period(typed)
    if period is None or period.first is None or period.last is None:
        return ""
    first, last = period.first.year, period.last.year
    return f"（{first}年）" if first == last else f"（{first}年—{last}年）"
