"""项目期 as clerks write it: 2020年9月-2021年8月, 2020.9—2021.8, 2026–2027年, 2023年, 长期.

Reading stands beside the text and never instead of it: the form prints what was typed.  Refuses lengths without a
beginning ("三年"), because they say nothing about when.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .dates import plain_date_text
from .patterns import Pattern


class Month(NamedTuple):
    """A month; earlier ones are smaller: ``Month(2020, 9) < Month(2021, 8)``."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Period:
    """The months a project runs, ends included.

    ``last`` is None where it has no end (长期, 2020年起), ``first`` where no beginning is written either (长期).
    """

    first: Month | None = None
    last: Month | None = None

    @property
    def is_open_ended(self) -> bool:
        """True for 长期 and 2020年起."""
        return self.last is None

    @property
    def is_reversed(self) -> bool:
        """True where the end lies before the beginning."""
        return self.first is not None and self.last is not None and self.last < self.first

    @property
    def months(self) -> int | None:
        """The number of months: 12 for 2020年9月-2021年8月; None without an end, or with one before the beginning."""
        if self.first is None or self.last is None or self.is_reversed:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def years(self) -> range:
        """The calendar years it touches: 2020 and 2021 for 2020年9月-2021年8月; none where ``months`` is None."""
        if self.first is None or self.last is None:
            return range(0)
        return range(self.first.year, self.last.year + 1)

    def covers_year(self, year: int) -> bool:
        """True where a month of that year is in it."""
        starts = self.first is None or self.first.year <= year
        return starts and (self.last is None or year <= self.last.year)


_OPEN_ENDED = re.compile("(?:长期|常年|永久|持续|每年|经常性)(?:性|实施|执行|项目|进行|开展|有效)*")
_NO_END = re.compile("(?:起|开始|以来)(?:,?-?(?:长期|永久|今|持续))?|-?(?:长期|永久|今|持续)(?:实施|有效|执行)?")
_YEAR = r"(?P<{0}year>(?:19[5-9]|20\d|21\d)\d)(?!\d)"
_MONTH = r"(?P<{0}month>1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_IN_MONTH = rf"月份?(?:{_DAY}[日号]?|[初中底末]|[上中下]旬)?"
_EDGES = (
    rf"{_YEAR}(?:年?(?:度|内|全年)|年)?",
    rf"{_YEAR}年{_MONTH}(?:{_IN_MONTH})?",
    rf"{_YEAR}(?P<{{0}}mark>[-/.]){_MONTH}(?:(?P={{0}}mark){_DAY})?日?",
    r"(?P<{0}year>(?:19[5-9]|20\d|21\d)\d)(?P<{0}month>1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])?(?!\d)",
)
#: Within one year, the year is written once: 2020年1-11月, 2020.9-12.
_SAME_YEAR = (
    rf"{_YEAR}年{_MONTH}(?:{_IN_MONTH})?-{_MONTH.replace('{0}', '{1}')}{_IN_MONTH}",
    rf"{_YEAR}\.{_MONTH}-{_MONTH.replace('{0}', '{1}')}月?",
)
_ONE = tuple(Pattern(f"自?从?{edge.format('first_')}(?P<tail>\\D*)") for edge in _EDGES)
_TWO = (
    *(
        Pattern(f"自?从?{first.format('first_')}(?:开始|起)?-{last.format('last_')}(?:止|为止|结束|完成|底)?")
        for first in _EDGES
        for last in _EDGES
    ),
    *(Pattern(edges.format("first_", "last_")) for edges in _SAME_YEAR),
)
_REMARK = re.compile(r"\([^()]*\)$|[,;。、]?(?:共|为期|期限|建设期|周期).{1,8}$")


@lru_cache(maxsize=4096)
def parse_period(typed: str) -> Period | None:
    """The period: ``parse_period("2020.9—2021.8") == Period(Month(2020, 9), Month(2021, 8))``; None for other text."""
    text = _plain(typed)
    if _OPEN_ENDED.fullmatch(text):
        return Period()
    for pattern in _TWO:
        if match := pattern.fullmatch(text):
            return _read_two(match)
    for pattern in _ONE:
        if match := pattern.fullmatch(text):
            return _read_one(match)
    return None


def format_period(period: Period) -> str:
    """The period in the usual writing: ``"2020年9月-2021年8月"``, "2020年9月起", "长期"."""
    if period.first is None:
        return "长期"
    first = f"{period.first.year}年{period.first.month}月"
    return f"{first}-{period.last.year}年{period.last.month}月" if period.last else f"{first}起"


def _plain(typed: str) -> str:
    """Dates in half width, every "until" as one dash, remarks behind gone: "2020年９月 至 2021年8月（12个月）"."""
    text = plain_date_text(typed)
    text = re.sub("[~～∽〜至到]+|-{2,}", "-", text).rstrip("。.;,")
    return _REMARK.sub("", text)


def _read_two(match: re.Match[str]) -> Period:
    first_year, first_month = int(match["first_year"]), match.groupdict().get("first_month")
    last_year, last_month = match.groupdict().get("last_year"), match.groupdict().get("last_month")
    return Period(
        Month(first_year, int(first_month or 1)),
        Month(int(last_year or first_year), int(last_month or 12)),
    )


def _read_one(match: re.Match[str]) -> Period | None:
    year, month = int(match["first_year"]), match.groupdict().get("first_month")
    first = Month(year, int(month or 1))
    if not match["tail"]:
        return Period(first, Month(year, int(month or 12)))
    return Period(first) if _NO_END.fullmatch(match["tail"]) else None
