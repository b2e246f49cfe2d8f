"""The amounts of the forms that know two sources only: 财政拨款 and 其他资金.

A template may name ``资金汇总.中期`` and ``资金汇总.年度``, each with 资金总额, 财政拨款, 其他资金 (万元, None where
blank) and 有分项, which tells whether 资金总额 is the sum of the two.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..fields import ANNUAL, MID_TERM
from ..model import FundingSide, Project

FUNDING_SUMMARY = "资金汇总"


def funding_entries(project: Project) -> dict[str, Any]:
    """Both sides: ``funding_entries(project)["资金汇总"]["年度"]["财政拨款"] == Decimal("100")``."""
    sides = {MID_TERM: project.funding.mid_term, ANNUAL: project.funding.annual}
    return {FUNDING_SUMMARY: {label: _summary(side) for label, side in sides.items()}}


def _summary(side: FundingSide) -> dict[str, Any]:
    total = sum(side.sources, Decimal(0)) if side.sources else side.total
    return {"资金总额": total, "财政拨款": side.fiscal, "其他资金": side.other, "有分项": bool(side.sources)}
