"""Dates as clerks write them, whole or half: 2019/10/18, 二〇一九年十月十八日, 2020年11月底, 11月前.

Reading stands beside the text and never instead of it: what is printed is what was typed.  Refuses what could mean two
things ("18/10/2019", "19.10.18") and days that no calendar has.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .numerals import NUMERAL, parse_numeral

FIRST_YEAR, LAST_YEAR = 1950, 2199

#: Excel counts days from here (with its 29 February 1900, which lies before any date that matters).
_EPOCH = datetime.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20000, 80000

#: Parts of a month as their first and last day, parts of a year as their first and last month.
_MONTH_PARTS = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31), "底": (31, 31)}
_YEAR_PARTS = {"初": (1, 1), "上半年": (1, 6), "下半年": (7, 12), "底": (12, 12)} | {
    f"第{number}季度": (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)
}
_PART_NAMES = {
    "月初": "初",
    "月中": "中",
    "月底": "底",
    "月末": "底",
    "末": "底",
    "年底": "底",
    "年末": "底",
    "年初": "初",
}

_YEAR = r"(?P<year>(?:19[5-9]|20\d|21\d)\d)(?!\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH_PART = r"(?P<part>月?[初中底末]|[上中下]旬)"
_YEAR_PART = r"(?P<part>年?[初底末]|[上下]半年|第?[1-4]季度)"
_BEFORE = r"(?P<before>(?:之|以)?前)"
_TIME = r"(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"

_WRITTEN = (
    rf"(?:{_YEAR}年(?:度)?)?{_MONTH}月(?:份)?(?:{_DAY}[日号]|{_MONTH_PART})?{_BEFORE}?",
    rf"{_YEAR}年(?:度)?{_YEAR_PART}?{_BEFORE}?",
)
_TYPED = (
    rf"{_YEAR}(?P<mark>[-/.、])\s*{_MONTH}(?:(?P=mark){_DAY})?{_TIME}{_MONTH_PART}?{_BEFORE}?",
    rf"{_YEAR}年{_MONTH}(?:月|[-/.]){_DAY}日?",
    r"(?P<year>(?:19[5-9]|20\d|21\d)\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])?",
)
_WHOLE = tuple(re.compile(pattern) for pattern in (*_WRITTEN, *_TYPED))
_INSIDE = tuple(re.compile(rf"(?<![\d.]){pattern}") for pattern in _WRITTEN)
_DASHES = re.compile("[‐‑‒–—―−─]+")
_NUMERAL_BEFORE_UNIT = re.compile(rf"{NUMERAL}(?=年|月|日|号|季度)")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is written; parts that are not written are None.

    ``part`` is 初, 中, 底, 上旬, 中旬, 下旬 of the month, or 初, 底, 上半年, 下半年, 第1季度 of the year; "" for none.
    ``before`` is true for 前 ("11月前").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    before: bool = False

    @property
    def is_full(self) -> bool:
        """True for a day of the calendar, true also for "2020年12月31日前"."""
        return None not in (self.year, self.month, self.day)

    def first_day(self, year: int | None = None) -> datetime.date | None:
        """The first day that is meant; ``year`` is taken where none is written, None without any."""
        return self._span(year)[0]

    def last_day(self, year: int | None = None) -> datetime.date | None:
        """The last day that is meant: 11月前 is 31 October, 11月底 and 11月底前 are 30 November.

        ``year`` is taken where none is written; None without any.
        """
        first, last = self._span(year)
        if first and self.before and self.day is None and not self.part:
            return first - datetime.timedelta(days=1)
        return last

    def _span(self, year: int | None) -> tuple[datetime.date | None, datetime.date | None]:
        year = self.year or year
        if year is None:
            return None, None
        first_month, last_month = (self.month, self.month) if self.month else _YEAR_PARTS.get(self.part, (1, 12))
        first_day, last_day = (self.day, self.day) if self.day else (1, 31)
        if self.month and self.part:
            first_day, last_day = _MONTH_PARTS[self.part]
        return _day(year, first_month, first_day), _day(year, last_month, last_day)


@lru_cache(maxsize=4096)
def parse_date(typed: str) -> Date | None:
    """The date a text is, whole or half: ``parse_date("2020年11月底") == Date(2020, 11, part="底")``.

    None where the text is no date, or holds anything else.
    """
    text = plain_date_text(typed)
    if re.fullmatch(r"\d{5}", text) and _FIRST_SERIAL < int(text) < _LAST_SERIAL:
        day = _EPOCH + datetime.timedelta(days=int(text))
        return Date(day.year, day.month, day.day)
    matches = (pattern.fullmatch(text) for pattern in _WHOLE)
    return next((date for match in matches if match and (date := _read(match))), None)


def iter_dates(text: str) -> Iterator[Date]:
    """The dates that stand in a text with 年 or 月, in its order.

    >>> list(iter_dates("2020年11月底完成，11月前拨付"))
    [Date(2020, 11, part="底"), Date(None, 11, before=True)]
    """
    plain, position = plain_date_text(text), 0
    while position < len(plain):
        found = [match for pattern in _INSIDE if (match := pattern.search(plain, position))]
        if not found:
            return
        match = min(found, key=lambda match: (match.start(), -match.end()))
        position = match.end()
        if date := _read(match):
            yield date


def format_date(date: Date) -> str:
    """The date in the official writing: ``format_date(Date(2019, 10, 18)) == "2019年10月18日"``.

    No leading zeros, Arabic numerals (GB/T 9704—2012, 7.3.5.4).
    """
    year = f"{date.year}年" if date.year else ""
    month = f"{date.month}月" if date.month else ""
    day = f"{date.day}日" if date.day else ""
    return f"{year}{month}{day}{date.part}{'前' if date.before else ''}"


def plain_date_text(typed: str) -> str:
    """Digits in half width, numerals as digits, dashes as one, no blanks: "二〇一九 年" is "2019年"."""
    text = unicodedata.normalize("NFKC", typed)
    text = re.sub(r"(?<=\d)\s+(?=\d{1,2}:)", "T", text)
    text = re.sub(r"\s+", "", _DASHES.sub("-", text))
    return _NUMERAL_BEFORE_UNIT.sub(lambda match: _digits(match[0]), text)


def _digits(numeral: str) -> str:
    number = parse_numeral(numeral)
    return numeral if number is None else str(number)


def _read(match: re.Match[str]) -> Date | None:
    groups = match.groupdict()
    year, month, day = (int(groups[name]) if groups.get(name) else None for name in ("year", "month", "day"))
    if day and month and _day(year or 2020, month, 31).day < day:
        return None
    part = groups.get("part") or ""
    part = re.sub(r"^第?(\d)季度", r"第\1季度", _PART_NAMES.get(part, part))
    return Date(year, month, day, part, bool(groups.get("before")))


def _day(year: int, month: int, day: int) -> datetime.date:
    """That day, or the last of the month where the month is shorter."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))
