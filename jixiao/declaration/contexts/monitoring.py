"""绩效运行监控表 (财预〔2019〕136号): what was spent and reached by July, and whether the year's target will be.

``监控行`` has a row for each annual indicator with the columns of 执行情况; ``行.原因`` and ``行.可能性`` hold a tick
(√) under the reason and the likelihood that were typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..fields import LIKELIHOODS, REASONS
from ..findings import Finding
from ..model import Project, Result
from ..results import iter_stray_findings, iter_total_findings
from .execution import fund_entries, rows_with_results, stray_results

MONITORING_ROWS = "监控行"
_TICK = "√"


def entries(project: Project) -> dict[str, Any]:
    """执行资金 and 监控行."""
    rows = [{**row, **_columns(result)} for row, result in rows_with_results(project)]
    return fund_entries(project) | {MONITORING_ROWS: rows}


def iter_notes(project: Project) -> Iterator[Finding]:
    """What of 执行情况 stands on no form or differs from what the form prints."""
    yield from iter_total_findings(project)
    yield from iter_stray_findings(project, stray_results(project))


def _columns(result: Result) -> dict[str, Any]:
    other = "" if any(reason in result.reason for reason in REASONS) else result.reason
    reasons = {reason: _TICK if reason in result.reason else "" for reason in REASONS}
    if other:  # a reason in other words is one of 其他, and stands in 原因说明
        reasons["其他"] = _TICK
    likely = {likelihood: _TICK if likelihood == result.likelihood else "" for likelihood in LIKELIHOODS}
    return {
        "一至七月执行情况": result.to_july,
        "全年预计完成情况": result.expected,
        "原因": reasons,
        "原因说明": "；".join(text for text in (other, result.explanation) if text),
        "可能性": likely,
        "备注": "；".join(text for text in (_other_likelihood(result), result.remark) if text),
    }


def _other_likelihood(result: Result) -> str:
    """A likelihood in words that the form has no column for."""
    return "" if result.likelihood in LIKELIHOODS else result.likelihood
