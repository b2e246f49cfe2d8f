"""R37–R42: 项目期, 年度, dates of the indicators and of the signature against each other."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator

from ..dates import Date, format_date, iter_dates, parse_date
from ..fields import ANNUAL, MID_TERM
from ..findings import Level
from ..numerals import NUMERAL, parse_numeral
from ..patterns import Pattern
from ..periods import Period
from .examples import indicator
from .level_names import TIME
from .rule import Hit, Rule, hit
from .understood import Row, Understood

_LENGTH = Pattern(rf"(?:约|共|为期)?(?:\d{{1,2}}|{NUMERAL}|半)个?(?:年|月|学期)(?:左右|以内|内)?")
_SPAN = Pattern(
    rf"(?:经过|用|利用|通过)(?:约|近)?(?P<least>\d{{1,2}}|{NUMERAL})\s*(?:年?[-—–~～至到](?:\d{{1,2}}|{NUMERAL}))?\s*年(?!度|级|龄|\d)"
)
_CROSSES_YEARS = Pattern("跨年度")
_EARLIEST_MONTHS = 18


def unreadable_period(understood: Understood) -> Iterator[Hit]:
    """R37."""
    typed, period = understood.project.period, understood.period
    if not typed:
        return
    if period is None:
        is_length = _LENGTH.fullmatch(typed) is not None
        yield hit("项目期", "length" if is_length else "", Level.WARNING if is_length else None, typed=typed)
    elif period.is_reversed:
        yield hit("项目期", "reversed", typed=typed)
    elif period.first is None:
        yield hit("项目期", typed=typed)


def year_outside_period(understood: Understood) -> Iterator[Hit]:
    """R38."""
    period, year = understood.period, understood.project.year
    if period is None or year is None or period.is_reversed or period.covers_year(year):
        return
    yield hit("年度", year=year, period=understood.project.period)


def outside_dates(understood: Understood) -> Iterator[Hit]:
    """R39."""
    for row in understood.rows:
        annual, mid_term = _find_day(row, ANNUAL), _find_day(row, MID_TERM)
        if annual and _is_outside_year(understood, annual):
            yield hit(_date_field(row, ANNUAL), row=row.number, date=_official(annual), year=understood.project.year)
        if mid_term and _is_outside_period(understood.period, mid_term):
            yield hit(
                _date_field(row, MID_TERM),
                "period",
                row=row.number,
                date=_official(mid_term),
                period=understood.project.period,
            )
        elif mid_term and mid_term == annual and _ends_later(understood.period, mid_term):
            yield hit(
                _date_field(row, MID_TERM),
                "same",
                row=row.number,
                date=_official(mid_term),
                period=understood.project.period,
            )


def _find_day(row: Row, side: str) -> datetime.date | None:
    """The day a 时效 indicator names with its year on a side, in its value or, swapped, in its name."""
    target = row.find_target(side)
    if row.kind != TIME or target is None:
        return None
    date = target.date or _only_date(target.text) or parse_date(target.name)
    return date.last_day() if date and date.year and (date.month or date.part) else None


def _only_date(text: str) -> Date | None:
    dates = list(iter_dates(text)) if "年" in text else []
    return dates[0] if len(dates) == 1 else None


def _date_field(row: Row, side: str) -> str:
    return row.field(f"{side}指标值")


def _is_outside_year(understood: Understood, day: datetime.date) -> bool:
    """True before the budget year, and after it unless the project goes on then; acceptance may take half a year."""
    year, period = understood.project.year, understood.period
    if year is None or day.year == year:
        return False
    if day.year < year:
        return True
    if period is None or period.first is None or period.last is None:
        return day > datetime.date(year + 1, 6, 30) if year < datetime.MAXYEAR else False
    return _is_outside_period(period, day)


def _is_outside_period(period: Period | None, day: datetime.date) -> bool:
    if period is None or period.first is None or period.last is None or period.is_reversed:
        return False
    return not tuple(period.first) <= (day.year, day.month) <= tuple(period.last)


def _ends_later(period: Period | None, day: datetime.date) -> bool:
    return (
        period is not None
        and period.last is not None
        and len(period.years) > 1
        and (day.year, day.month) < tuple(period.last)
    )


def _official(day: datetime.date) -> str:
    return format_date(Date(day.year, day.month, day.day))


def span_of_goal(understood: Understood) -> Iterator[Hit]:
    """R40: the goal speaks of more years than the project has."""
    period = understood.period
    if period is None or period.months is None:
        return
    for side in understood.filled_sides:
        match = _SPAN.search(side.goal)
        if match and (years := _read_number(match["least"])) and years > max(len(period.years), 1):
            yield hit(
                side.goal_field, side=side.label, span=match[0], period=understood.project.period, months=period.months
            )


def _read_number(text: str) -> int:
    return int(text) if text.isdigit() else parse_numeral(text) or 0


def sides_by_period(understood: Understood) -> Iterator[Hit]:
    """R41; a missing mid-term side is told only of projects that call themselves 延续 or 跨年度."""
    period, mid_term = understood.period, understood.mid_term
    if period is None or period.months is None:
        return
    if period.months <= 12 and not mid_term.is_blank:
        crosses = _CROSSES_YEARS.search(understood.all_text) is not None
        yield hit("项目期", "crosses" if crosses else "", period=understood.project.period, months=period.months)
    elif period.months > 12 and mid_term.is_blank and _is_continued(understood):
        yield hit(mid_term.goal_field, "missing", period=understood.project.period)


def _is_continued(understood: Understood) -> bool:
    nature, year, period = understood.project.nature, understood.project.year, understood.period
    goes_on = period is not None and year is not None and bool(period.years) and period.years[-1] > year
    return goes_on and ("延续" in nature or "阶段" in nature or _CROSSES_YEARS.search(understood.all_text) is not None)


def date_of_signature(understood: Understood) -> Iterator[Hit]:
    """R42."""
    typed, year = understood.project.filled_on, understood.project.year
    if not typed:
        return
    day = understood.filled_on.first_day() if understood.filled_on else None
    if day is None:
        yield hit("填报日期", typed=typed)
    elif year is not None and day.year > year:
        yield hit("填报日期", "late", typed=typed, year=year)
    elif year is not None and _months_before(day, year) > _EARLIEST_MONTHS:
        yield hit("填报日期", "early", typed=typed, year=year)


def _months_before(day: datetime.date, year: int) -> float:
    """Months from a day to the beginning of a year, the month's days as their share."""
    share = (day.day - 1) / calendar.monthrange(day.year, day.month)[1]
    return (year - day.year) * 12 - (day.month - 1) - share


RULES = (
    Rule(
        "R37",
        Level.ERROR,
        "项目期不能识别",
        "项目期应写明起止时间",
        {
            "": "项目期“{typed}”无法识别起止时间，请写作 2020年9月-2021年8月。",
            "length": "项目期“{typed}”只有长短，没有起止时间，请写作 2020年9月-2021年8月。",
            "reversed": "项目期“{typed}”的结束时间早于开始时间，请核对。",
        },
        unreadable_period,
        {"项目期": "长期"},
        {"项目期": "2024.1-2024.12"},
    ),
    Rule(
        "R38",
        Level.WARNING,
        "年度不在项目期内",
        "项目期应包含申报年度",
        {"": "{year}年度不在项目期“{period}”内，请核对。"},
        year_outside_period,
        {"项目期": "2025年1月-2025年12月"},
        {"项目期": "2024年起"},
    ),
    Rule(
        "R39",
        Level.ERROR,
        "时效指标的日期与年度、项目期不符",
        "时效指标应在项目期内",
        {
            "": "第{row}行年度时效指标的日期是{date}，不在{year}年度内，请核对。",
            "period": "第{row}行中期时效指标的日期是{date}，不在项目期“{period}”内，请核对。",
            "same": "第{row}行中期时效指标与年度相同，都是{date}，早于项目期“{period}”的结束，请核对中期的完成时间。",
        },
        outside_dates,
        {"绩效指标＋": [indicator("产出", "时效", "验收时间", "2023年11月底前")]},
        {"绩效指标＋": [indicator("产出", "时效", "验收时间", "2024年11月底前")]},
    ),
    Rule(
        "R40",
        Level.WARNING,
        "目标中的年限与项目期不符",
        "目标明确清晰",
        {"": "{side}目标写“{span}”，与项目期“{period}”（{months}个月）不符，请核对。"},
        span_of_goal,
        {"基础": "跨年度", "总体目标": {"中期目标": "经过5—10年，养护农村公路360公里，建成管护机制。"}},
        {"基础": "跨年度", "总体目标": {"中期目标": "经过3年，养护农村公路360公里，建成管护机制。"}},
    ),
    Rule(
        "R41",
        Level.WARNING,
        "中期一侧与项目期不符",
        "一次性项目只填年度目标，跨年度项目填中期和年度目标",
        {
            "": "项目期“{period}”只有{months}个月，一般只填年度目标；请核对项目期，或删除中期一侧。",
            "crosses": "文字中说是跨年度项目，但项目期“{period}”只有{months}个月，请核对项目期，写明以后年度的资金列入哪年预算。",
            "missing": "项目期“{period}”跨几个年度，中期目标、资金、指标都为空，请补充中期一侧。",
        },
        sides_by_period,
        {"基础": "跨年度", "项目期": "2024年1月-2024年12月"},
        {"基础": "跨年度"},
    ),
    Rule(
        "R42",
        Level.WARNING,
        "填报日期不合理",
        "填报日期一般在预算年度的上一年",
        {
            "": "填报日期“{typed}”无法识别，请写作 2019年10月18日。",
            "late": "填报日期“{typed}”晚于{year}预算年度，请核对。",
            "early": "填报日期“{typed}”比{year}年度早一年半以上，请核对。",
        },
        date_of_signature,
        {"填报日期": "2025年3月1日"},
        {"填报日期": "2024.3.1"},
    ),
)
