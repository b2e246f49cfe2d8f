"""R34–R36: the annual side against the mid-term side, by the number of years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..fields import ANNUAL, MID_TERM
from ..findings import Level
from ..patterns import Pattern
from .examples import indicator
from .funding import is_scaled, money
from .level_names import COST_KINDS, QUANTITY, SATISFACTION
from .rule import Hit, Rule, hit
from .understood import Row, Target, Understood

_TIMES = Pattern("小时|天|日|分钟|工作日|月|年")


def quantities_by_years(understood: Understood) -> Iterator[Hit]:
    """R34: funds are a whole multiple of years, a quantity misses that multiple by less than a year's share.

    A quantity that is the same on both sides stands still (展区28个), and one far from it is spread unevenly.
    """
    years = _funded_years(understood)
    if years is None:
        return
    for row in understood.rows:
        both = _both_counts(row)
        if both is None or row.kind != QUANTITY:
            continue
        (mid_term, mid_number), (annual, annual_number) = both
        expected = annual_number * years
        if mid_number not in (annual_number, expected) and abs(mid_number - expected) < annual_number:
            yield hit(
                mid_term.field, row=row.number, name=row.name, mid_term=mid_term.text, annual=annual.text, years=years,
                expected=f"{expected:f}{annual.value.unit}",
            )  # fmt: skip


def _funded_years(understood: Understood) -> int | None:
    """Mid-term funds over annual funds where that is a whole number above one."""
    mid_term, annual = understood.mid_term.total, understood.annual.total
    if not mid_term or not annual or annual < 0 or mid_term <= annual or is_scaled(mid_term, annual):
        return None
    ratio = mid_term / annual
    return int(ratio) if ratio == ratio.to_integral_value() and ratio <= 10 else None


def _both_counts(row: Row) -> tuple[tuple[Target, Decimal], tuple[Target, Decimal]] | None:
    """Both targets of a cumulative count with their numbers; None for shares, prices, times and limits."""
    mid_term, annual = row.find_target(MID_TERM), row.find_target(ANNUAL)
    if mid_term is None or annual is None or mid_term.name != annual.name:
        return None
    first, second = mid_term.value, annual.value
    if first.number is None or second.number is None or first.unit != second.unit or first.upper or second.upper:
        return None
    if first.unit == "%" or first.per or _TIMES.fullmatch(first.unit) or "≤" in (first.sign, second.sign):
        return None
    return (mid_term, first.number), (annual, second.number)


def annual_above_mid_term(understood: Understood) -> Iterator[Hit]:
    """R35: more in one year than in all years, or more satisfaction now than at the end."""
    for row in understood.rows:
        mid_term, annual = row.find_target(MID_TERM), row.find_target(ANNUAL)
        if mid_term is None or annual is None:
            continue
        if _is_more(row, annual, mid_term):
            yield hit(annual.field, row=row.number, name=row.name, annual=annual.text, mid_term=mid_term.text)


def _is_more(row: Row, annual: Target, mid_term: Target) -> bool:
    first, second = annual.value, mid_term.value
    if first.number is None or second.number is None or first.upper or second.upper or first.per or second.per:
        return False
    if row.kind in COST_KINDS:
        return first.money is not None and second.money is not None and first.money > second.money
    if row.kind == SATISFACTION:
        return first.is_percentage and second.is_percentage and first.number > second.number
    counts = row.kind == QUANTITY and _both_counts(row) is not None
    return counts and first.number > second.number


def funds_by_years(understood: Understood) -> Iterator[Hit]:
    """R36: funds of more whole years than the calendar years the project touches."""
    years, period = _funded_years(understood), understood.period
    if years is None or period is None or period.months is None or years <= len(period.years):
        return
    mid_term, annual = understood.mid_term.total, understood.annual.total
    if mid_term is not None and annual is not None:
        yield hit(
            understood.mid_term.total_field, mid_term=money(mid_term), annual=money(annual), years=years,
            period=understood.project.period, months=period.months,
        )  # fmt: skip


RULES = (
    Rule(
        "R34",
        Level.WARNING,
        "中期数量不等于各年之和",
        "中期与年度指标应衔接",
        {"": "第{row}行【{name}】中期{mid_term}，按年度{annual}×{years}年为{expected}，请核对。"},
        quantities_by_years,
        {"基础": "跨年度", "绩效指标＋": [indicator("产出", "数量", "新建错车道数量", "=13个", "=40个")]},
        {"基础": "跨年度", "绩效指标＋": [indicator("产出", "数量", "新建错车道数量", "=13个", "=39个")]},
    ),
    Rule(
        "R35",
        Level.ERROR,
        "年度指标值大于中期指标值",
        "中期与年度指标应衔接",
        {"": "第{row}行【{name}】年度指标值{annual}大于中期指标值{mid_term}，请核对。"},
        annual_above_mid_term,
        {"基础": "跨年度", "绩效指标＋": [indicator("产出", "数量", "新建错车道数量", "≥40个", "≥13个")]},
        {"基础": "跨年度", "绩效指标＋": [indicator("产出", "质量", "路面完好率", "≥92%", "≥90%")]},
    ),
    Rule(
        "R36",
        Level.WARNING,
        "资金年数与项目期不符",
        "资金匹配性",
        {
            "": "中期资金{mid_term}是年度资金{annual}的{years}倍，但项目期“{period}”只有{months}个月，请核对资金或项目期。"
        },
        funds_by_years,
        {"基础": "跨年度", "项目期": "2024年9月-2025年8月"},
        {"基础": "跨年度", "项目期": "2024年-2026年"},
    ),
)
