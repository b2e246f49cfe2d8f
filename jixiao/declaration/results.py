"""The rows of 执行情况 beside the annual indicators they tell about, and the money beside what was declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .fields import EXECUTION, EXECUTION_AMOUNT_FIELDS, EXECUTION_FUNDS, FUNDING, INDICATORS
from .findings import Finding, Level
from .model import ExecutionAmounts, ExecutionFunding, Project, Result
from .money import format_amount

Amounts = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Matched:
    """A result for each of the names that were asked for, blank where there is none, and those that match no name."""

    results: tuple[Result, ...]
    strays: tuple[int, ...]


def match_results(names: Sequence[str], results: Sequence[Result]) -> Matched:
    """The results of the indicators with those names; of two with one name the first takes the first result."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for index, result in enumerate(results):
        waiting[result.name].append(index)
    found = [waiting[name].pop(0) if waiting[name] else None for name in names]
    strays = sorted(index for indexes in waiting.values() for index in indexes)
    return Matched(tuple(Result() if index is None else results[index] for index in found), tuple(strays))


def iter_stray_findings(project: Project, strays: Sequence[int]) -> Iterator[Finding]:
    """D22 for each row of 执行情况 whose 三级指标 the annual side does not have: what it says stands on no form."""
    for index in strays:
        name = project.execution.results[index].name
        message = f"三级指标“{name}”不在年度绩效指标里，这一行没有列入本表；请改成与绩效指标表中相同的名称。"
        field = f"{EXECUTION}.{INDICATORS}[{index + 1}].三级指标"
        yield Finding("D22", field, message, Level.WARNING, project=project.name)


def fund_amounts(project: Project) -> dict[str, Amounts]:
    """The amounts of each kind of money by their labels, 年初预算数 and 全年预算数 filled up where they are blank.

    年初预算数 is what was declared for the year, unless some is typed; 全年预算数 is 年初预算数, unless some is typed.
    """
    funding = project.execution.funding
    amounts = {label: _amounts(getattr(funding, attribute)) for label, attribute in EXECUTION_FUNDS}
    declared = project.funding.annual
    if not _any_filled(amounts, "年初预算数"):
        amounts["财政拨款"]["年初预算数"] = declared.fiscal
        amounts["其他资金"]["年初预算数"] = declared.other
        amounts["年度资金总额"]["年初预算数"] = declared.total
    if not _any_filled(amounts, "全年预算数"):
        for row in amounts.values():
            row["全年预算数"] = row["年初预算数"]
    return amounts


def has_parts(amounts: dict[str, Amounts]) -> bool:
    """True where the total is the sum of the kinds of money; false where only the total is known."""
    return any(_is_filled(row) for label, row in amounts.items() if label != "年度资金总额")


def iter_total_findings(project: Project) -> Iterator[Finding]:
    """D22 for each typed total that is not the sum of its parts; the form prints the sum."""
    funding: ExecutionFunding = project.execution.funding
    for field in EXECUTION_AMOUNT_FIELDS:
        total, *parts = (getattr(getattr(funding, attribute), field.attribute) for _, attribute in EXECUTION_FUNDS)
        filled = [part for part in parts if part is not None]
        if total is None or not filled or total == sum(filled, Decimal(0)):
            continue
        message = (
            f"年度资金总额的{field.label}{format_amount(total)}，各项合计{format_amount(sum(filled, Decimal(0)))}，"
            "两者不一致，表上按各项合计。"
        )
        path = f"{EXECUTION}.{FUNDING}.年度资金总额.{field.label}"
        yield Finding("D22", path, message, Level.WARNING, project=project.name)


def _amounts(amounts: ExecutionAmounts) -> Amounts:
    return {field.label: getattr(amounts, field.attribute) for field in EXECUTION_AMOUNT_FIELDS}


def _any_filled(amounts: dict[str, Amounts], label: str) -> bool:
    return any(row[label] is not None for row in amounts.values())


def _is_filled(row: Amounts) -> bool:
    return any(amount is not None for amount in row.values())
