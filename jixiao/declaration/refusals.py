"""Errors that keep a form from being made, because the form itself would be wrong or empty.

Everything else that is worth saying is for the checks; the clerk decides about those.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .fields import ANNUAL, FUNDING, MID_TERM, PROJECT_FIELDS, TOTAL
from .findings import Finding
from .model import FundingSide, Project
from .money import format_amount

#: Totals and sums may differ by one 分 (0.01 元), written in 万元: sources are often rounded one by one.
TOLERANCE = Decimal("0.000001")


def iter_refusals(project: Project) -> Iterator[Finding]:
    """The refusals of a project, in the order of the form; none for a project whose form can be made."""
    yield from _iter_missing(project)
    yield from _iter_contradictions(MID_TERM, project.funding.mid_term)
    yield from _iter_contradictions(ANNUAL, project.funding.annual)


def _iter_missing(project: Project) -> Iterator[Finding]:
    for field in PROJECT_FIELDS:
        if field.required and not getattr(project, field.attribute):
            message = f"【{field.label}】未填写，请补充（{field.hint}）。"
            yield Finding("R01", field.label, message, basis="规范完整性")


def _iter_contradictions(side: str, funding: FundingSide) -> Iterator[Finding]:
    """R26: a total that is not the sum of its sources; a total alone contradicts nothing."""
    if funding.total is None or not funding.sources:
        return
    summed = sum(funding.sources, Decimal(0))
    difference = funding.total - summed
    if abs(difference) > TOLERANCE:
        message = (
            f"{side}资金总投入{format_amount(funding.total)}，分项合计{format_amount(summed)}，"
            f"相差{format_amount(abs(difference))}，请核对总投入和各资金来源。"
        )
        yield Finding("R26", f"{FUNDING}.{side}.{TOTAL}", message, basis="资金总额应等于各资金来源之和")
