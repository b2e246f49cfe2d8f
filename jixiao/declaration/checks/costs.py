"""R32: what the cost indicators add up to, against the funds of their side.

Sums and unit prices times quantities: 60万元 + 40个 × 5万元/个 + 45万元 = 305万元.  Where a price has no quantity of
its unit, or more than one that could be meant, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..findings import Level
from ..patterns import Pattern
from .funding import is_scaled, money
from .level_names import COST_KINDS, OUTPUT, QUALITY, QUANTITY, TIME
from .rule import Hit, Rule, hit
from .understood import SideView, Target, Understood
from .units import same_unit

_PRICE_NAME = Pattern("标准|单价|均|每")
_NO_COST = Pattern("节约|节省|降低|减少|核减|收入|产值|收益|结余|利润|带动")
#: Unit prices are rounded: 12场 × 6666元 is 79,992元 of 80,000元.
_ROUNDING = Decimal("0.001")
#: Prices of a time or of time and person need a number of months that no form gives.
_TIME_UNIT = Pattern("年|月|天|日|季|小时|学期")


class _Costs(NamedTuple):
    """The parts of a side's costs: sums, priced quantities (with the words for them), and whether all is understood."""

    sums: tuple[Decimal, ...]
    priced: tuple[Decimal, ...]
    words: tuple[str, ...]
    complete: bool


def costs_against_funds(understood: Understood) -> Iterator[Hit]:
    """R32."""
    for side in understood.filled_sides:
        if not side.total or side.total < 0:
            continue
        costs = _collect(side)
        if costs is None or _explains(costs, side.total):
            continue
        summed = sum((*costs.sums, *costs.priced), Decimal(0))
        kind, level = ("", None) if summed > side.total else ("part", Level.WARNING)
        if not kind or costs.complete:
            terms, total = "+".join(costs.words), money(side.total)
            yield hit(side.total_field, kind, level, side=side.label, terms=terms, summed=money(summed), total=total)


def _explains(costs: _Costs, total: Decimal) -> bool:
    """True where the costs fit the funds in any reading: a total and its parts, a total and the price behind it."""
    candidates = [*costs.sums, sum(costs.sums, Decimal(0)), sum(costs.priced, Decimal(0))]
    candidates.append(sum((*costs.sums, *costs.priced), Decimal(0)))
    return any(abs(candidate - total) <= total * _ROUNDING or is_scaled(candidate, total) for candidate in candidates)


def _collect(side: SideView) -> _Costs | None:
    """The costs of a side; None where it has none."""
    sums: list[Decimal] = []
    priced: list[Decimal] = []
    words: list[str] = []
    complete = True
    for target, loose in _iter_cost_targets(side):
        amount = target.value.money
        if amount is None or target.value.upper is not None:
            complete = False
        elif target.value.per or (_PRICE_NAME.search(target.name) and amount != side.total):
            quantity = _find_quantity(side, target)
            if quantity is None or loose:
                complete = False
                continue
            priced.append(amount * quantity.number)
            words.append(f"{quantity.text}×{target.text.lstrip('≤<=≦＝＜')}")
        else:
            sums.append(amount)
            words.append(target.text.lstrip("≤<=≦＝＜"))
    return _Costs(tuple(sums), tuple(priced), tuple(words), complete) if words else None


def _iter_cost_targets(side: SideView) -> Iterator[tuple[Target, bool]]:
    """The indicators of money of a side; loose ones (money counted as a quantity) only make the costs incomplete."""
    for row in side.rows:
        target = row.find_target(side.label)
        if target is None or target.value.number is None or _NO_COST.search(target.name):
            continue
        if (row.kind in COST_KINDS and not target.value.is_percentage) or (
            row.area == OUTPUT and row.kind in (QUALITY, TIME) and target.value.money is not None
        ):
            yield target, False
        elif row.kind == QUANTITY and target.value.money is not None:
            yield target, True


class _Quantity(NamedTuple):
    number: Decimal
    text: str


def _find_quantity(side: SideView, price: Target) -> _Quantity | None:
    """The quantity a price is for: the only one of its unit, or the only one with words of its name."""
    if _TIME_UNIT.search(price.value.per):
        return None
    counts = [
        target
        for row in side.rows
        if row.kind == QUANTITY and (target := row.find_target(side.label)) and _is_count(target)
    ]
    if price.value.per:
        counts = [target for target in counts if same_unit(target.value.unit, price.value.per)]
    if len(counts) > 1:
        counts = [target for target in counts if _share_words(target.name, price.name)]
    if len(counts) != 1 or counts[0].value.number is None:
        return None
    return _Quantity(counts[0].value.number, counts[0].value.sign.lstrip("≥≤=<>") + _plain(counts[0]))


def _is_count(target: Target) -> bool:
    value = target.value
    return value.number is not None and value.upper is None and value.money is None and not value.is_percentage


def _plain(target: Target) -> str:
    return f"{target.value.number:f}{target.value.unit}"


def _share_words(first: str, second: str) -> bool:
    """True where both names share four characters in a row."""
    return any(first[start : start + 4] in second for start in range(len(first) - 3))


RULES = (
    Rule(
        "R32",
        Level.ERROR,
        "成本指标合计与资金不符",
        "资金匹配性：成本指标应与资金总额对应",
        {
            "": "{side}成本指标合计{summed}（{terms}），超过{side}资金{total}，请核对数量、单价或资金。",
            "part": "{side}成本指标合计{summed}（{terms}），只说明了{side}资金{total}的一部分，请补充其余支出的成本指标。",
        },
        costs_against_funds,
        {"资金": {"年度": {"总投入": 59, "县（市）区级财政": 59}}},
        {"资金": {"年度": {"总投入": 60, "县（市）区级财政": 60}}},
    ),
)
