"""绩效自评表 (财预〔2020〕10号): what was spent and reached in the year, and the points for it.

``自评行`` has a row for each annual indicator.  Its 实际完成值 is a number where the 指标值 is one, in the unit of the
指标值 (``行.完成格式`` is the number format), so that the form's formula follows when it is changed in Excel.  What the
formula needs besides are ``行.下限`` and ``行.上限`` of a quantity, and ``行.完成系数``, the share (0 to 1) of what was
judged instead of calculated; all three as texts ("0.85", "" where there is none), because they stand in hidden columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..fields import EXECUTION, INDICATORS
from ..findings import Finding, Level
from ..indicator_values import Value, parse_indicator_value
from ..model import Project, Result
from ..results import iter_stray_findings, iter_total_findings
from ..scoring import (
    EXECUTION_POINTS,
    INDICATOR_POINTS,
    Bounds,
    completion,
    find_band,
    find_bounds,
    qualitative_share,
    score,
    spread_weights,
)
from .execution import fund_entries, rows_with_results, stray_results

EVALUATION_ROWS = "自评行"


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """One indicator: ``number`` is what was reached in the unit of the target, ``share`` what was judged."""

    number: Decimal | None
    unit: str
    bounds: Bounds | None
    share: Decimal | None

    @property
    def completion(self) -> Decimal | None:
        """How far it was reached, 0 to 1; None where it cannot be scored."""
        if self.share is not None:
            return self.share
        return None if self.number is None or self.bounds is None else completion(self.number, self.bounds)


def entries(project: Project) -> dict[str, Any]:
    """执行资金, 执行率分值 and 自评行."""
    rows = rows_with_results(project)
    weights = spread_weights([(row["一级指标"], result.weight) for row, result in rows])
    evaluated = [
        {**row, "分值": weight, **_columns(row, result)} for (row, result), weight in zip(rows, weights, strict=True)
    ]
    return fund_entries(project) | {"执行率分值": EXECUTION_POINTS, EVALUATION_ROWS: evaluated}


def scores(project: Project) -> list[Decimal | None]:
    """The points of each annual indicator, None where it cannot be scored; the formulas of the form give the same."""
    rows = rows_with_results(project)
    weights = spread_weights([(row["一级指标"], result.weight) for row, result in rows])
    shares = [_evaluate(row, result).completion for row, result in rows]
    return [None if share is None else score(weight, share) for weight, share in zip(weights, shares, strict=True)]


def iter_notes(project: Project) -> Iterator[Finding]:
    """What of 执行情况 stands on no form, cannot be scored, or does not add up."""
    yield from iter_total_findings(project)
    yield from iter_stray_findings(project, stray_results(project))
    yield from _iter_weight_findings(project)
    yield from _iter_unscored(project)


def _columns(row: dict[str, Any], result: Result) -> dict[str, Any]:
    found = _evaluate(row, result)
    bounds = found.bounds or Bounds()
    number_format = f'General"{found.unit}"' if found.unit else "General"
    return {
        "实际完成值": result.actual if found.number is None else found.number,
        "完成格式": number_format,
        "下限": _text(bounds.lower),
        "上限": _text(bounds.upper),
        "完成系数": _text(found.share),
        "偏差原因分析及改进措施": result.improvement,
    }


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _evaluate(row: dict[str, Any], result: Result) -> _Evaluated:
    target, actual = parse_indicator_value(row["年度指标值"]), parse_indicator_value(result.actual)
    bounds = find_bounds(target, is_cost=_is_cost(row, target))
    if bounds is None:
        return _Evaluated(None, "", None, qualitative_share(find_band(result.actual), result.share))
    number = _in_unit_of(target, actual)
    share = None if result.share is None else result.share / 100
    unit = target.unit if actual.unit else ""
    return _Evaluated(number, unit, bounds, share)


def _is_cost(row: dict[str, Any], target: Value) -> bool:
    """True under 成本指标, and for an amount of money under another 产出指标: clerks list costs there too."""
    levels = row["一级指标"] + row["二级指标"]
    return "成本" in levels or (row["一级指标"] == "产出指标" and target.money is not None)


def _in_unit_of(target: Value, actual: Value) -> Decimal | None:
    """The number of what was reached in the target's unit; None where it is no plain number or has another unit."""
    if actual.number is None or actual.upper is not None or actual.words or '"' in target.unit:
        return None
    if actual.unit in ("", target.unit):
        return actual.number
    if target.money and actual.money is not None and target.per == actual.per and target.number:
        return actual.money * target.number / target.money
    return None


def _iter_weight_findings(project: Project) -> Iterator[Finding]:
    """R56: weights that were given for every indicator and do not add up, or that leave nothing for the others."""
    rows = rows_with_results(project)
    total = sum(spread_weights([(row["一级指标"], result.weight) for row, result in rows]), Decimal(0))
    if rows and total != INDICATOR_POINTS:
        message = f"各指标分值合计{total:f}分，应为{INDICATOR_POINTS}分（另有预算执行率10分），请调整分值。"
        yield Finding(
            "R56", f"{EXECUTION}.{INDICATORS}", message, Level.WARNING, "财预〔2020〕10号", project=project.name
        )


def _iter_unscored(project: Project) -> Iterator[Finding]:
    """D22 for the indicators without points, once something was typed into 实际完成值."""
    rows = rows_with_results(project)
    if not any(result.actual for _, result in rows):
        return
    for row, result in rows:
        if _evaluate(row, result).completion is None:
            message = f"三级指标“{row['三级指标']}”没有得分：{_why(row, result)}"
            yield Finding("D22", f"{EXECUTION}.{INDICATORS}", message, Level.WARNING, project=project.name)


def _why(row: dict[str, Any], result: Result) -> str:
    if not result.actual:
        return "没有填写实际完成值。"
    if row["指标属性"] == "定性":
        return f"实际完成值“{result.actual}”看不出档次，请写 达成、部分达成 或 未达成，或填写完成比例。"
    return f"实际完成值“{result.actual}”不能与指标值“{row['年度指标值']}”比较，请写成同样单位的数，或填写完成比例。"
