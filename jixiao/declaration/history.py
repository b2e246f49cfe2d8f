"""历年: what of a mid-term goal earlier years have already taken: 中期40个，已安排13+13个，剩余14个.

Counts only what adds up over the years: amounts of money, and 数量指标 with a unit.  A rate of 95% each year is no sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .cleaning import squeeze_label
from .fields import AMOUNT_FIELDS
from .indicator_values import Value, parse_indicator_value
from .model import Indicator, PastIndicator, PastYear, Project
from .money import format_amount, plain_amount

_COUNTED = "数量指标"


@dataclass(frozen=True, slots=True)
class Arranged:
    """What the mid-term side holds of something, and what each earlier year took of it, in the order of the years."""

    planned: Decimal
    taken: tuple[Decimal, ...]
    unit: str

    @property
    def rest(self) -> Decimal:
        """What is left for the years to come; negative where more was taken than planned."""
        return self.planned - sum(self.taken)

    def __str__(self) -> str:
        """As a clerk reads it: "中期40个，已安排13+13个，剩余14个"."""
        taken = "+".join(f"{plain_amount(number):f}" for number in self.taken)
        rest = f"{plain_amount(abs(self.rest)):f}{self.unit}"
        return f"中期{plain_amount(self.planned):f}{self.unit}，已安排{taken}{self.unit}，" + (
            f"超出{rest}" if self.rest < 0 else f"剩余{rest}"
        )


def past_year(project: Project) -> PastYear | None:
    """The annual side of a project as an entry of 历年; None without a year.

    What has neither name nor value on the annual side was not filed there and is left out.
    """
    if project.year is None:
        return None
    filed = [indicator for indicator in project.indicators if indicator.annual_value or indicator.annual_name]
    indicators = tuple(
        PastIndicator(
            level1=indicator.level1,
            level2=indicator.level2,
            name=indicator.annual_name or indicator.name,
            annual_value=indicator.annual_value,
        )
        for indicator in filed
    )
    return PastYear(year=project.year, funding=project.funding.annual, indicators=indicators)


def find_arranged(project: Project, indicator: Indicator) -> Arranged | None:
    """What earlier years took of an indicator's mid-term value; None where it is no count, or nothing was taken."""
    planned = parse_indicator_value(indicator.mid_term_value)
    if indicator.level2 != _COUNTED or not _is_count(planned) or planned.sign in ("≤", "<"):
        return None
    past = [parse_indicator_value(text) for text in past_values(project.history, indicator)]
    taken = [
        value.number for value in past if _is_count(value) and value.unit == planned.unit and value.number is not None
    ]
    if not taken or len(taken) < len(past) or planned.number is None:
        return None
    return Arranged(planned.number, tuple(taken), planned.unit)


def find_arranged_amount(project: Project, source: str) -> Arranged | None:
    """The same of an amount, by its English name (``"total"``), in 万元."""
    planned = getattr(project.funding.mid_term, source)
    taken = [amount for year in project.history if (amount := getattr(year.funding, source)) is not None]
    return Arranged(planned, tuple(taken), "万元") if planned is not None and taken else None


def past_values(history: Sequence[PastYear], indicator: Indicator) -> list[str]:
    """What was filed for an indicator in earlier years, by its names."""
    names = {squeeze_label(name) for name in (indicator.name, indicator.annual_name) if name}
    return [
        past.annual_value
        for year in history
        for past in year.indicators
        if past.level2 == indicator.level2 and squeeze_label(past.name) in names and past.annual_value
    ]


def history_rows(history: Sequence[PastYear]) -> list[dict[str, object]]:
    """The rows of the sheet 历年, under its heads; amounts as text with their unit, so that none is rounded."""
    rows: list[dict[str, object]] = []
    for year in history:
        amounts = [(field.label, getattr(year.funding, field.attribute)) for field in AMOUNT_FIELDS]
        filed = [(MONEY, "", label, format_amount(amount)) for label, amount in amounts if amount is not None]
        filed += [(past.level1, past.level2, past.name, past.annual_value) for past in year.indicators]
        for level1, level2, name, value in filed or [("", "", "", "")]:
            rows.append({"年度": year.year, "类别": level1, "细类": level2, "名称": name, "年度值": value})
    return rows


#: The 类别 of amounts.
MONEY = "资金"


def _is_count(value: Value) -> bool:
    return value.number is not None and value.upper is None and not value.is_percentage and not value.per
