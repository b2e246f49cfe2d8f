"""项目文本: the bureau's whole document, sections 一 to 八 as prose and 九 the form as a table.

Its template prints a section only where it has data.  What it may name besides 项目文本: ``文本标题``,
``文本项目名称``, ``单位行`` with 名称 and 内容, ``资金安排行`` with 事项 and 金额, ``资金安排合计``
("以上3项共计：1000000元。") and ``资金文本``, amounts with their unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..fields import ALLOCATIONS, AMOUNT_FIELDS, ANNUAL, MID_TERM, NARRATIVE, NARRATIVE_FIELDS, TOTAL
from ..findings import Finding, Level
from ..model import Allocation, FundingSide, Narrative, Project
from ..money import format_amount, plain_amount

#: Province and city before a county, a district or a city of its own; the budget code before all of it.
_ABOVE = re.compile(
    r"(?:[\d\[\]]+-?)?(?:[^省市县区]{2,7}(?:省|自治区))?(?:[^省市县区州盟]{2,8}(?:市|自治州|地区|州|盟))?"
    r"(?=[^省市县区]{1,8}县|[^省市县区]{2,8}(?<![社小校园景片库])区|[^省市县区]{2,6}[市旗])"
)
_YUAN_IN_TEN_THOUSAND = 4
#: The lines of section 三, in their order.
_UNIT_LABELS = ("单位名称", "组织机构代码", "地址", "联系电话", "法人代表", "经费来源", "单位概况")
_UNIT_FIELDS = tuple(field for field in NARRATIVE_FIELDS if field.label in _UNIT_LABELS)


def entries(project: Project) -> dict[str, Any]:
    """文本标题, 文本项目名称, 单位行, 资金安排行, 资金安排合计 and 资金文本."""
    narrative = project.narrative
    sides = {MID_TERM: project.funding.mid_term, ANNUAL: project.funding.annual}
    return {
        "文本标题": narrative.title or f"{short_name(narrative.unit or project.unit)}{project.year or ''}年经费项目",
        "文本项目名称": narrative.name or project.name,
        "单位行": [
            {"名称": field.label, "内容": text}
            for field in _UNIT_FIELDS
            if (text := getattr(narrative, field.attribute))
        ],
        "资金安排行": [{"事项": one.item, "金额": _amount_text(one)} for one in narrative.allocations],
        "资金安排合计": sum_sentence(narrative),
        "资金文本": {label: _side_texts(side) for label, side in sides.items()},
    }


def iter_notes(project: Project) -> Iterator[Finding]:
    """D23 for each amount of 资金安排 that cannot be read, so that there is no sum."""
    for number, allocation in enumerate(project.narrative.allocations, start=1):
        if allocation.amount_value is None:
            message = f"金额“{allocation.amount}”无法识别，项目文本里没有写合计；请写成带单位的金额，如 200000元。"
            field = f"{NARRATIVE}.{ALLOCATIONS}[{number}].金额"
            yield Finding("D23", field, message, Level.WARNING, project=project.name)


def short_name(unit: str) -> str:
    """The unit without province and city above it: ``short_name("昆明市呈贡区民政局") == "呈贡区民政局"``."""
    match = _ABOVE.match(unit)
    return unit[match.end() :] if match else unit


def sum_sentence(narrative: Narrative) -> str:
    """The sum of 资金安排: "以上3项共计：1000000元。"; "" without rows, and where an amount cannot be read.

    In 万元 where every amount is, else in 元.
    """
    amounts = [one.amount_value for one in narrative.allocations]
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    if not amounts or None in amounts:
        return ""
    in_yuan = any(_is_in_yuan(one) for one in narrative.allocations)
    shown = f"{plain_amount(total.scaleb(_YUAN_IN_TEN_THOUSAND)):f}元" if in_yuan else format_amount(total)
    return f"以上{len(amounts)}项共计：{shown}。"


def _amount_text(allocation: Allocation) -> str:
    """The amount as typed; a bare number is in 万元 and says so."""
    has_unit = "元" in allocation.amount or allocation.amount_value is None
    return allocation.amount if has_unit else format_amount(allocation.amount_value)


def _is_in_yuan(allocation: Allocation) -> bool:
    return bool(re.search(r"(?<![万千百亿])元", allocation.amount))


def _side_texts(side: FundingSide) -> dict[str, str]:
    total = sum(side.sources, Decimal(0)) if side.sources else side.total
    amounts = {field.label: getattr(side, field.attribute) for field in AMOUNT_FIELDS} | {TOTAL: total}
    return {label: format_amount(amount) for label, amount in amounts.items()}
