"""R27–R31, R33: amounts of the form against each other and against those in the texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from ..amounts import AMOUNT, iter_amounts, read_amount_match
from ..fields import ALLOCATIONS, AMOUNT_FIELDS, FUNDING, NARRATIVE
from ..findings import Level
from ..patterns import Pattern
from ..refusals import TOLERANCE
from .rule import Hit, Rule, hit
from .understood import Understood

_ALLOCATIONS_FIELD = f"{NARRATIVE}.{ALLOCATIONS}"
_TEN_THOUSAND = Decimal(10_000)
#: What introduces the sum of this very project; 共计 alone may count anything.
_STATED = Pattern(
    rf"(?:(?:本|该|此)项目(?:本年度?|年度|\d{{4}}年度?|计划|需|申请|安排)*(?:财政)?(?:总投资|投资|预算|资金|经费|总预算)"
    rf"|(?:年度|\d{{4}}年度?)(?:项目)?预算(?:资金|安排|金额|总额)*|(?:以上|上述)\d*项?(?:共计|合计|总计)|项目(?:预算总额|资金总额|总预算))"
    rf"(?:总额|金额|合计|总计|共计|共|为|是|[:：])*\s*{AMOUNT}"
)
_ITEMS_SUM = Pattern(rf"(?:合计|共计|总计)[:：为]?\s*{AMOUNT}")
_SEVERAL_PROJECTS = Pattern(r"\d+个项目|各项目|全部项目|多个项目|项目共\d+个")
_STATING_TEXTS = frozenset({"项目概况", "预算绩效说明", f"{NARRATIVE}.项目实施计划", f"{NARRATIVE}.项目基本概况"})


def money(amount: Decimal) -> str:
    """An amount in 万元 for a message, of any length: ``money(Decimal("300.00")) == "300万元"``."""
    text = f"{amount:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "万元"


def differ(first: Decimal, second: Decimal) -> bool:
    """True where two amounts differ by more than 0.01 元."""
    return abs(first - second) > TOLERANCE


def half_told_totals(understood: Understood) -> Iterator[Hit]:
    """R27."""
    for side in understood.filled_sides:
        if side.funding.sources and side.funding.total is None and side.total is not None:
            yield hit(side.total_field, side=side.label, summed=money(side.total))
        elif side.funding.total and not side.funding.sources:
            yield hit(side.total_field, "sources", Level.WARNING, side=side.label, total=money(side.funding.total))


def annual_above_mid_term(understood: Understood) -> Iterator[Hit]:
    """R28."""
    annual, mid_term = understood.annual.total, understood.mid_term.total
    if annual is None or mid_term is None or annual - mid_term <= TOLERANCE or is_scaled(annual, mid_term):
        return
    yield hit(understood.annual.total_field, annual=money(annual), mid_term=money(mid_term))


def is_scaled(first: Decimal | None, second: Decimal | None) -> bool:
    """True where one is exactly ten thousand times the other: 元 was taken for 万元."""
    if not first or not second:
        return False
    return _TEN_THOUSAND in (first / second, second / first)


def mixed_units(understood: Understood) -> Iterator[Hit]:
    """R29: 元 and 万元 taken for each other, or used side by side."""
    annual, mid_term, planned = understood.annual.total, understood.mid_term.total, allocations_sum(understood)
    if annual is not None and mid_term is not None and is_scaled(annual, mid_term):
        yield hit(understood.annual.total_field, "sides", annual=money(annual), mid_term=money(mid_term))
    for side in understood.filled_sides:
        if planned is not None and side.total is not None and is_scaled(planned, side.total):
            yield hit(_ALLOCATIONS_FIELD, "scaled", planned=money(planned), side=side.label, total=money(side.total))
            return
    typed = [allocation.amount for allocation in understood.project.narrative.allocations if allocation.amount]
    if (
        annual is not None
        and typed
        and all("元" in amount and "万" not in amount and "亿" not in amount for amount in typed)
    ):
        yield hit(understood.annual.total_field, level=Level.WARNING, total=money(annual), typed=typed[0])


def allocations_sum(understood: Understood) -> Decimal | None:
    """The sum of 资金安排 in 万元; None where there is none or an amount cannot be read."""
    values = [allocation.amount_value for allocation in understood.project.narrative.allocations]
    read = [value for value in values if value is not None]
    return sum(read, Decimal(0)) if read and len(read) == len(values) else None


def amounts_in_texts(understood: Understood) -> Iterator[Hit]:
    """R30: 资金安排 and stated sums against the form; a text that fits any amount of the form is right."""
    known = _known_amounts(understood)
    totals = [side.total for side in understood.filled_sides if side.total is not None]
    planned = allocations_sum(understood)
    if planned is not None and totals and not any(_fits(planned, total) for total in totals):
        yield hit(_ALLOCATIONS_FIELD, summed=money(planned), total=money(totals[0]))
    if not totals or "元" not in understood.all_text:
        return
    for text in understood.texts:
        if text.field in _STATING_TEXTS and "元" in text.text:
            yield from _check_statement(text.field, unicodedata.normalize("NFKC", text.text), known, totals[0])


def _check_statement(field: str, text: str, known: list[Decimal], total: Decimal) -> Iterator[Hit]:
    stated = [read_amount_match(match) for match in _STATED.finditer(text)]
    if summed := _find_items_sum(text):
        if differ(*summed):
            yield hit(field, "items", stated=money(summed[0]), summed=money(summed[1]))
            return
        stated += [read_amount_match(match) for match in _ITEMS_SUM.finditer(text)]
    if (
        not stated
        or _SEVERAL_PROJECTS.search(text)
        or any(_fits(one.value, other) for one in stated for other in known)
    ):
        return
    yield hit(field, "stated", stated=stated[0].text, total=money(total))


def _find_items_sum(text: str) -> tuple[Decimal, Decimal] | None:
    """(stated, summed) of "办公费40万元，印刷费55万元，合计95万元" where the items are listed and then summed, once."""
    matches = list(_ITEMS_SUM.finditer(text))
    if len(matches) != 1:
        return None
    before = [amount.value for amount in iter_amounts(text[: matches[0].start()])]
    listed = (
        len(before) >= 2
        and re.search(r"(?:^|[^\d])[1一][.、．)）]", text)
        and text[matches[0].end() :].strip("。;,； ") == ""
    )
    return (read_amount_match(matches[0]).value, sum(before, Decimal(0))) if listed else None


def _fits(stated: Decimal, total: Decimal) -> bool:
    return not differ(stated, total) or is_scaled(stated, total)


def _known_amounts(understood: Understood) -> list[Decimal]:
    """Every amount and sum of fiscal sources that a text may rightly speak of."""
    amounts: list[Decimal] = []
    for side in understood.filled_sides:
        fiscal = [amount for amount in side.funding.sources if amount is not None and amount != side.funding.other]
        amounts += [*side.funding.sources, sum(fiscal, Decimal(0))]
        amounts += [side.total] if side.total is not None else []
    return amounts


def fine_amounts(understood: Understood) -> Iterator[Hit]:
    """R31: finer than the bureau wants; without a setting, finer than 分."""
    most = understood.settings.limits.amount_decimals
    for side in understood.filled_sides:
        for amount_field in AMOUNT_FIELDS:
            amount = getattr(side.funding, amount_field.attribute)
            if amount is not None and _decimals(amount) > most:
                field = f"{FUNDING}.{side.label}.{amount_field.label}"
                yield hit(field, label=f"{side.label}{amount_field.label}", amount=money(amount), most=most)


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def empty_totals(understood: Understood) -> Iterator[Hit]:
    """R33."""
    for side in understood.filled_sides:
        if side.total is not None and side.total <= 0:
            yield hit(side.total_field, side=side.label, total=money(side.total))
        elif any(amount < 0 for amount in side.funding.sources):
            yield hit(side.total_field, "source", side=side.label)


RULES = (
    Rule(
        "R26",
        Level.ERROR,
        "总投入不等于各来源之和",
        "资金总额应等于各资金来源之和",
        {"": "年度资金总投入100万元，分项合计90万元，相差10万元，请核对总投入和各资金来源。"},
        None,
        {"资金": {"年度": {"总投入": 60, "县（市）区级财政": 50}}},
        {"资金": {"年度": {"总投入": 60, "省级财政": 20, "县（市）区级财政": 40}}},
    ),
    Rule(
        "R27",
        Level.ERROR,
        "总投入或资金来源只填了一样",
        "资金总额应等于各资金来源之和",
        {
            "": "{side}资金已填各来源（合计{summed}），但总投入为空，请填写{summed}。",
            "sources": "{side}总投入{total}，未填资金来源构成，请按来源填写（没有的留空）。",
        },
        half_told_totals,
        {"资金": {"年度": {"总投入": None}}},
        {"资金": {"年度": {"总投入": 60, "县（市）区级财政": 60}}},
    ),
    Rule(
        "R28",
        Level.ERROR,
        "年度资金大于中期资金",
        "中期资金包含年度资金",
        {"": "年度资金{annual}大于中期资金{mid_term}，请核对；中期资金是项目期内各年度之和。"},
        annual_above_mid_term,
        {"基础": "跨年度", "资金": {"中期": {"总投入": 50, "县（市）区级财政": 50}}},
        {"基础": "跨年度", "资金": {"中期": {"总投入": 60, "县（市）区级财政": 60}}},
    ),
    Rule(
        "R29",
        Level.ERROR,
        "金额单位不统一",
        "同一张表的金额应使用同一单位",
        {
            "": "资金栏以万元为单位（年度{total}），资金安排以元为单位（如 {typed}），请统一；表头写“元”的，单元格也应写元。",
            "sides": "年度资金{annual}与中期资金{mid_term}正好相差一万倍，可能把元当成了万元，请核对单位。",
            "scaled": "资金安排合计{planned}与{side}资金{total}正好相差一万倍，可能把元当成了万元，请核对单位。",
        },
        mixed_units,
        {"项目文本": {"资金安排": [{"事项": "养护经费", "金额": "600000元"}]}},
        {"项目文本": {"资金安排": [{"事项": "养护经费", "金额": "60万元"}]}},
    ),
    Rule(
        "R30",
        Level.ERROR,
        "文字中的金额与资金栏不一致",
        "资金匹配性",
        {
            "": "资金安排合计{summed}，与资金栏的{total}不一致，请核对。",
            "stated": "文字中写“{stated}”，与资金栏的{total}不一致，请核对。",
            "items": "文字中各项合计应为{summed}，写的是{stated}，请核对。",
        },
        amounts_in_texts,
        {"预算绩效说明": "本项目年度预算50万元，按季度支付。"},
        {"预算绩效说明": "本项目年度预算600,000.00元，按季度支付。"},
    ),
    Rule(
        "R31",
        Level.WARNING,
        "金额小数位过多",
        "金额以万元为单位，精确到分；财政部门要求两位小数的在设置里改",
        {"": "{label}{amount}超过{most}位小数，请核对。"},
        fine_amounts,
        {"资金": {"年度": {"总投入": "60.0000001", "县（市）区级财政": "60.0000001"}}},
        {"资金": {"年度": {"总投入": "60.0001", "县（市）区级财政": "60.0001"}}},
    ),
    Rule(
        "R33",
        Level.WARNING,
        "资金为零或负数",
        "资金匹配性",
        {
            "": "{side}资金总额为{total}，请确认。",
            "source": "{side}资金来源中有负数，请核对。",
        },
        empty_totals,
        {"资金": {"年度": {"总投入": 0, "县（市）区级财政": 0}}},
        {"资金": {"年度": {"总投入": 60, "其他": 0}}},
    ),
)
