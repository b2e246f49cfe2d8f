"""What a list of projects holds of each: a row a project, and a row an indicator as finance systems take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .context import join_code
from .fields import AMOUNT_FIELDS
from .indicator_values import parse_indicator_value
from .model import FundingSide, Project

_QUALITATIVE = "定性"
#: The heads of the row of an indicator; 指标性质 to 度量单位 are columns of the finance systems (财预〔2021〕101号).
INDICATOR_HEADS = (
    *("年度", "实施单位", "项目名称", "预算数（元）", "一级指标", "二级指标", "三级指标"),
    *("指标性质", "指标值", "度量单位", "年度指标值", "中期指标值"),
)
_YUAN = 10_000


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One project: amounts in 万元 in the order of ``AMOUNT_FIELDS``, None where blank.

    ``last_year`` is the annual total that 历年 holds of the year before, None where it holds none.
    """

    year: int
    name: str
    department: str
    unit: str
    period: str
    goal: str
    annual: tuple[Decimal | None, ...]
    mid_term: tuple[Decimal | None, ...]
    last_year: Decimal | None


def summary_row(project: Project) -> SummaryRow:
    """The row of a project that has a year; totals that are left blank are the sums of their sources."""
    before = [past.funding for past in project.history if past.year == (project.year or 0) - 1]
    return SummaryRow(
        project.year or 0,
        project.name,
        join_code(project.department_code, project.department),
        project.unit,
        project.period,
        project.goals.annual,
        _amounts(project.funding.annual),
        _amounts(project.funding.mid_term),
        _amounts(before[-1])[0] if before else None,
    )


def iter_indicator_rows(project: Project) -> Iterator[tuple[object, ...]]:
    """The indicators of a project under ``INDICATOR_HEADS``; one without a number is 定性, with its text."""
    total = _amounts(project.funding.annual)[0]
    budget = None if total is None else total * _YUAN
    for indicator in project.indicators:
        if indicator.is_blank:
            continue
        value = parse_indicator_value(indicator.annual_value)
        sign, number = (value.sign or "=", value.number) if value.number is not None else (_QUALITATIVE, None)
        yield (
            *(project.year, project.unit, project.name, budget, indicator.level1, indicator.level2),
            indicator.annual_name or indicator.name,
            *((sign, number, value.unit) if number is not None else _words(indicator.annual_value)),
            *(indicator.annual_value, indicator.mid_term_value),
        )


def _words(text: str) -> tuple[str, str, str]:
    return (_QUALITATIVE if text else "", text, "")


def _amounts(side: FundingSide) -> tuple[Decimal | None, ...]:
    total, *sources = (getattr(side, field.attribute) for field in AMOUNT_FIELDS)
    return (sum(side.sources, Decimal()) if total is None and side.sources else total, *sources)
