"""What both forms about the course of the year share: their money and the results beside the indicators."""

from __future__ import annotations

from typing import Any

from ..model import Project, Result
from ..results import fund_amounts, has_parts, match_results
from .annual import annual_rows

EXECUTED_FUNDS = "执行资金"


def fund_entries(project: Project) -> dict[str, Any]:
    """执行资金: ``执行资金.财政拨款.全年执行数`` in 万元, and ``执行资金.有分项``, true where the total is a sum."""
    amounts = fund_amounts(project)
    return {EXECUTED_FUNDS: {**amounts, "有分项": has_parts(amounts)}}


def rows_with_results(project: Project) -> list[tuple[dict[str, Any], Result]]:
    """The annual rows, each with its result, which is blank where none was typed."""
    rows = annual_rows(project)
    matched = match_results([row["三级指标"] for row in rows], project.execution.results)
    return list(zip(rows, matched.results, strict=True))


def stray_results(project: Project) -> tuple[int, ...]:
    """The places of the results that belong to no annual row."""
    names = [row["三级指标"] for row in annual_rows(project)]
    return match_results(names, project.execution.results).strays
