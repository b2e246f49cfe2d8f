"""R11, R22, R23, R25, R57: what is wrong with the sign, the number or the unit of an 指标值."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..fields import INDICATORS
from ..findings import Level
from ..numerals import NUMERAL
from ..patterns import Pattern
from .examples import indicator
from .level_names import COST, COST_KINDS, SATISFACTION
from .rule import Hit, Rule, hit
from .understood import Row, Target, Understood
from .words import COUNT_UNITS, GROWTH

_BARE_NUMBER = Pattern(r"[\d.,%％\s]+")
_UNIT_IN_NAME = Pattern(rf"[（(](?:单位[:：])?(?:{COUNT_UNITS}|%|％|天|日|小时|年|月|分|级)(?:/[^）)]*)?[)）]")
_COUNT_IN_NAME = Pattern(rf"(?<![第每\d])(\d+)({COUNT_UNITS})$")
_PRICE_NAME = Pattern("标准|单价|每(?:人|个|户|亩|公里|平方米|次|场)")
_YEAR = Pattern(r"(?:19|20)\d\d")
_REPEATED_UNIT = Pattern(r"%{2,}|％{2,}|[（(]%[)）]%|(人次|万元|公里|个|次|户|件|项|场|元)\1$")

_GRADED_NUMBER = Pattern(r"定性[^\d]{0,3}\d")
_NUMBER_FIRST = Pattern(rf"\d|{NUMERAL}")
_SAVING = Pattern("补助|补贴|标准|节约|节省|降低|减少|控制|工资|报酬|待遇|核减|完成率|及时率")
_BAD = Pattern(
    "(?:事故|投诉|差错|故障|违规|死亡|失误|返工|上访|违纪)(?:事件)?(?:发生)?(?:率|数|次数|起数|数量|量|件数|人数)?$"
)
_BAD_TURNED = Pattern("下降|降低|减少|处理|处置|办结|响应|整改|查处|化解|无|零|未发生|赔付|救助|抢修|排除|修复|受理")
_GOOD = Pattern("(?<![不未非])(?:覆盖率|合格率|完成率|达标率|及时率|准确率|满意度|满意率|优良率)$")


def missing_units(understood: Understood) -> Iterator[Hit]:
    """R11."""
    for row in understood.rows:
        if _BARE_NUMBER.fullmatch(row.name):
            continue
        for target in row.distinct_targets:
            if _lacks_unit(row, target):
                yield hit(target.field, row=row.number, name=target.name, value=target.text)
            elif found := _find_other_unit(target):
                yield hit(target.field, "other", row=row.number, name=target.name, value=target.text, unit=found)
            elif _lacks_price_unit(understood, row, target):
                yield hit(target.field, "price", row=row.number, name=target.name, value=target.text)


def _lacks_unit(row: Row, target: Target) -> bool:
    if target.value.number is None or target.value.unit or target.value.words or target.date:
        return False
    return not (_YEAR.fullmatch(target.text) or _UNIT_IN_NAME.search(row.indicator.name))


def _find_other_unit(target: Target) -> str:
    """The unit the name counts in where the value counts the same number in another: 230人 and ≥230个."""
    unit, number = target.value.unit, target.value.number
    match = _COUNT_IN_NAME.search(target.name)
    if match and number is not None and Decimal(match[1]) == number and unit and unit != match[2]:
        return match[2]
    return "人" if target.name.endswith("人数") and unit in ("个", "项", "次") else ""


def _lacks_price_unit(understood: Understood, row: Row, target: Target) -> bool:
    """True for a price "5万元" that does not say of what; an amount that is the whole sum is no price."""
    if row.kind not in COST_KINDS or target.value.money is None or target.value.per:
        return False
    totals = (understood.mid_term.total, understood.annual.total)
    return bool(_PRICE_NAME.search(target.name)) and target.value.money not in totals and not target.value.words


def rates_beyond(understood: Understood) -> Iterator[Hit]:
    """R22: shares over 100 % or below 0; ≥100% and ≤0% only as a warning."""
    for row in understood.rows:
        for target in row.distinct_targets:
            value = target.value
            if value.number is None or not value.is_percentage or any(word in target.name for word in GROWTH):
                continue
            if max(value.number, value.upper or value.number) > 100 or value.number < 0:
                yield hit(target.field, row=row.number, name=target.name, value=target.text)
            elif (value.sign, value.number) in _CLOSED:
                number = value.number
                yield hit(
                    target.field,
                    "closed",
                    Level.WARNING,
                    row=row.number,
                    name=target.name,
                    value=target.text,
                    number=number,
                )


_CLOSED = frozenset({("≥", Decimal(100)), (">", Decimal(100)), ("≤", Decimal(0)), ("<", Decimal(0))})


def signs(understood: Understood) -> Iterator[Hit]:
    """R23: a sign that points the wrong way, or no sign anywhere."""
    numbers = [target.value for row in understood.rows for target in row.targets if target.value.number is not None]
    if len(numbers) >= 3 and not any(value.sign for value in numbers):
        yield hit(INDICATORS, "none", count=len(numbers))
    for row in understood.rows:
        for target in row.distinct_targets:
            if right := _find_right_sign(row, target):
                yield hit(target.field, row=row.number, name=target.name, value=target.text, right=right)


def _find_right_sign(row: Row, target: Target) -> str:
    sign, name = target.value.sign, target.name
    if target.value.number is None or sign in ("", "="):
        return ""
    upwards = sign in ("≥", ">")
    if not upwards:
        return "≥" if _GOOD.search(name) and target.value.is_percentage else ""
    if _BAD.search(name) and not _BAD_TURNED.search(name):
        return "≤"
    is_cost = row.kind in COST_KINDS and target.value.money is not None
    return "≤" if is_cost and COST in (row.kind, row.area) and not _SAVING.search(name) else ""


def satisfaction(understood: Understood) -> Iterator[Hit]:
    """R25."""
    lowest = understood.settings.limits.lowest_satisfaction
    for row in understood.rows:
        if not (row.kind == SATISFACTION or row.name.endswith(("满意度", "满意率"))):
            continue
        for target in row.distinct_targets:
            number = target.value.number
            if number is None or not target.value.is_percentage or target.value.sign in ("≤", "<"):
                continue
            if number == 100:
                yield hit(target.field, row=row.number, name=target.name, value=target.text)
            elif number < lowest:
                yield hit(target.field, "low", row=row.number, name=target.name, value=target.text, lowest=lowest)


def signs_without_numbers(understood: Understood) -> Iterator[Hit]:
    """R57."""
    for row in understood.rows:
        for target in row.distinct_targets:
            value = target.value
            if _REPEATED_UNIT.search(target.text):
                yield hit(target.field, "unit", row=row.number, name=target.name, value=target.text)
            elif value.number is None and value.sign and value.words and not _starts_with_number(value.words):
                yield hit(target.field, row=row.number, name=target.name, value=target.text, sign=value.sign)
            elif target.text.startswith("定性") and _GRADED_NUMBER.match(target.text):
                yield hit(target.field, "words", row=row.number, name=target.name, value=target.text)


def _starts_with_number(words: str) -> bool:
    """True for dates, for numbers that are written in a way of their own (≥三个), and for what R12 tells (≥**)."""
    return words[0] in "第每*＊×Xx" or bool(_NUMBER_FIRST.match(words))


RULES = (
    Rule(
        "R11",
        Level.WARNING,
        "指标值没有计量单位",
        "计量单位为必录项",
        {
            "": "第{row}行【{name}】的指标值“{value}”缺少计量单位，请补上（如 个、人次、公里、%）。",
            "other": "第{row}行【{name}】数的是“{unit}”，指标值“{value}”的单位不一致，请改为“{unit}”。",
            "price": "第{row}行【{name}】是单价，指标值“{value}”没写每什么，请写作如 {value}/个。",
        },
        missing_units,
        {"绩效指标＋": [indicator("产出", "数量", "巡查次数", "≥12")]},
        {"绩效指标＋": [indicator("产出", "数量", "巡查次数（次）", "≥12")]},
    ),
    Rule(
        "R22",
        Level.ERROR,
        "比率超出0到100%",
        "指标与指标值不匹配",
        {
            "": "第{row}行【{name}】的比率指标值“{value}”超出0到100%，请核对。",
            "closed": "第{row}行【{name}】的指标值“{value}”不会超过界限，请写作“={number}%”。",
        },
        rates_beyond,
        {"绩效指标＋": [indicator("产出", "质量", "坑槽修补合格率", "290%")]},
        {"绩效指标＋": [indicator("效益", "经济效益", "运量增长率", "≥290%")]},
    ),
    Rule(
        "R23",
        Level.WARNING,
        "指标值没有符号或方向不对",
        "定量指标应有指标性质（≥、≤、=）",
        {
            "": "第{row}行【{name}】的指标值“{value}”方向不对，这类指标一般用“{right}”，请核对。",
            "none": "{count}个数值指标值都没有符号，请写明是≥、≤还是=（成本一般用≤，如 ≤5万元）。",
        },
        signs,
        {"绩效指标＋": [indicator("效益", "社会效益", "安全责任事故", "≥3起")]},
        {"绩效指标＋": [indicator("效益", "社会效益", "安全责任事故下降率", "≥3%")]},
    ),
    Rule(
        "R25",
        Level.WARNING,
        "满意度过高或过低",
        "惯例：满意度一般为80%以上、100%以下",
        {
            "": "第{row}行【{name}】的满意度指标值“{value}”偏高，难以实现，一般填≥90%。",
            "low": "第{row}行【{name}】的满意度指标值“{value}”低于{lowest}%，请核对，一般填≥90%。",
        },
        satisfaction,
        {"绩效指标＋": [indicator("满意度", "服务对象满意度", "司机满意度", "=100%")]},
        {"绩效指标＋": [indicator("满意度", "服务对象满意度", "司机满意度", "≥99%")]},
    ),
    Rule(
        "R57",
        Level.ERROR,
        "符号、数值、单位不配套",
        "指标性质为≥、≤、=时，指标值应为数字",
        {
            "": "第{row}行【{name}】的指标值“{value}”：“{sign}”后面应是数字，请填写数字，或去掉符号改为定性表述。",
            "unit": "第{row}行【{name}】的指标值“{value}”单位重复，请只写一次。",
            "words": "第{row}行【{name}】的指标值“{value}”标为定性却写了数字，请去掉“定性”或改为等级（优、良、中、低、差）。",
        },
        signs_without_numbers,
        {"绩效指标＋": [indicator("效益", "社会效益", "公路管护水平", "≥显著提升")]},
        {"绩效指标＋": [indicator("效益", "社会效益", "公路管护水平", "显著提升")]},
    ),
)
