"""The points of a 绩效自评表 (财预〔2020〕10号): what an indicator weighs, how far it was reached, what it scores.

预算执行率 has 10 points and the indicators have 90: 产出 50, 效益 30, 满意度 10, or with 成本指标 as a 一级指标 成本
20, 产出 40, 效益 20, 满意度 10 (财预〔2021〕101号); without 满意度 its points go to 效益.  No score is above its weight
or below 0.  The form calculates the same with formulas; this is what they are proved against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .indicator_values import Value

EXECUTION_POINTS = Decimal(10)
INDICATOR_POINTS = Decimal(90)
_WITHOUT_COST = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
_WITH_COST = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
#: For a 一级指标 that no version has.
_OTHER_POINTS = 10
_CENT = Decimal("0.01")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a quantity must reach and must not exceed; None where it may be anything."""

    lower: Decimal | None = None
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One of the three grades of a qualitative indicator, in per cent of its weight."""

    name: str
    lowest: Decimal
    highest: Decimal


#: 达成、部分达成、未达成: 100-80, 80-60 and 60-0 per cent (财预〔2020〕10号).
BANDS = (
    Band("未达成", Decimal(0), Decimal(60)),
    Band("部分达成", Decimal(60), Decimal(80)),
    Band("达成", Decimal(80), Decimal(100)),
)
_NOT_REACHED = re.compile("未达|未完|未实现|没有|尚未|未能")
_PARTLY_REACHED = re.compile("部分|基本|大部|较好|一定程度")
_REACHED = re.compile("达成|完成|达到|达标|实现|落实|合格|优|良|是$")


def find_bounds(value: Value, *, is_cost: bool) -> Bounds | None:
    """What a 指标值 asks for: ``find_bounds(parse_indicator_value("≥95%"), is_cost=False).lower == 95``.

    A number without a sign is the least that is to be reached, of a cost the most that may be spent.  None for words.
    """
    if value.number is None:
        return None
    highest = value.number if value.upper is None else value.upper
    match value.sign or ("" if value.upper is not None else "≤" if is_cost else "≥"):
        case "≥" | ">":
            return Bounds(lower=value.number)
        case "≤" | "<":
            return Bounds(upper=highest)
        case _:
            return Bounds(value.number, highest)


def completion(actual: Decimal, bounds: Bounds) -> Decimal:
    """How far a quantity was reached, 0 to 1: ``completion(Decimal(45), Bounds(lower=Decimal(90))) == Decimal("0.5")``.

    Below the lower bound it is actual / bound, above the upper one bound / actual.
    """
    return min(_reached(actual, bounds.lower), _kept(actual, bounds.upper))


def _reached(actual: Decimal, lower: Decimal | None) -> Decimal:
    if lower is None or actual >= lower:
        return _ONE
    return max(Decimal(0), actual / lower) if lower > 0 else Decimal(0)


def _kept(actual: Decimal, upper: Decimal | None) -> Decimal:
    if upper is None or actual <= upper:
        return _ONE
    return max(Decimal(0), upper / actual) if actual > 0 else Decimal(0)


def score(weight: Decimal, share: Decimal) -> Decimal:
    """The points for a share (0 to 1) of a weight, to two decimals: 8.21 for 0.8212 of 10.  Never above the weight."""
    points = (weight * min(_ONE, max(Decimal(0), share))).quantize(_CENT, ROUND_HALF_UP)
    return min(weight, points)


def execution_score(spent: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """The points of 预算执行率: spent 82.12 of 100 is 8.21; None where an amount is blank or the budget is 0."""
    return None if spent is None or not budget else score(EXECUTION_POINTS, spent / budget)


def find_band(actual: str) -> Band | None:
    """The grade that an 实际完成值 in words names: 未达成, 部分达成 or 达成; None for other words."""
    not_reached, partly, reached = BANDS
    for pattern, band in ((_NOT_REACHED, not_reached), (_PARTLY_REACHED, partly), (_REACHED, reached)):
        if pattern.search(actual):
            return band
    return None


def qualitative_share(band: Band | None, typed: Decimal | None) -> Decimal | None:
    """The share (0 to 1) of a qualitative indicator: what was typed in per cent, kept within its grade.

    Without it the highest of the grade; None where there is neither.
    """
    if band is None:
        return None if typed is None else typed / 100
    return (band.highest if typed is None else min(band.highest, max(band.lowest, typed))) / 100


def spread_weights(indicators: Sequence[tuple[str, Decimal | None]]) -> tuple[Decimal, ...]:
    """The weight of each indicator, from its 一级指标 and the weight that was given to it or None.

    Given weights stay; the others share what is left of 90 in proportion to the points of their 一级指标, so that all
    together are exactly 90 unless what was given is more, or nothing is left to be shared.
    """
    weights = [given for _, given in indicators]
    blanks: dict[str, list[int]] = {}
    for index, (level1, given) in enumerate(indicators):
        if given is None:
            blanks.setdefault(level1, []).append(index)
    left = max(Decimal(0), INDICATOR_POINTS - sum((given for given in weights if given is not None), Decimal(0)))
    groups = spread(left, [_points_left(level1, indicators) for level1 in blanks])
    for indexes, points in zip(blanks.values(), groups, strict=True):
        for index, weight in zip(indexes, spread(points, [1] * len(indexes)), strict=True):
            weights[index] = weight
    return tuple(weight for weight in weights if weight is not None)


def group_points(level1s: Sequence[str]) -> Mapping[str, Decimal]:
    """The points of each 一级指标 that a form has, 90 together: 产出 50, 效益 30, 满意度 10."""
    present = dict.fromkeys(level1s)
    table = _WITH_COST if "成本指标" in present else _WITHOUT_COST
    points = {level1: table.get(level1, _OTHER_POINTS) for level1 in present}
    if "满意度指标" not in points and "效益指标" in points:
        points["效益指标"] += table["满意度指标"]
    return dict(zip(points, spread(INDICATOR_POINTS, list(points.values())), strict=True))


def _points_left(level1: str, indicators: Sequence[tuple[str, Decimal | None]]) -> Decimal:
    """What the given weights leave of the points of a 一级指标."""
    given = sum((weight for other, weight in indicators if other == level1 and weight is not None), Decimal(0))
    return max(Decimal(0), group_points([other for other, _ in indicators])[level1] - given)


def spread(total: Decimal, shares: Sequence[Decimal | int]) -> list[Decimal]:
    """A total in parts in proportion to the shares, in whole numbers where each part then gets at least one.

    The parts are exactly the total: what rounding down leaves goes to the largest remainders.
    """
    if not any(shares):
        shares = [1] * len(shares)
    unit = _find_unit(total, len(shares))
    quotas = [Fraction(total) / Fraction(unit) * Fraction(share) / Fraction(sum(shares)) for share in shares]
    parts = [int(quota) for quota in quotas]
    left = int(Fraction(total) / Fraction(unit)) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - quotas[index])
    for index in by_remainder[:left]:
        parts[index] += 1
    return [part * unit for part in parts]


def _find_unit(total: Decimal, count: int) -> Decimal:
    """1, or the largest tenth of it that divides the total into at least so many parts."""
    unit = Decimal(1)
    while total and (total % unit or total / unit < count):
        unit /= 10
    return unit
