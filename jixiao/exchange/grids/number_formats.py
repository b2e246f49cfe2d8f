"""What a cell's number format shows: a percentage, or which parts of a date.

A clerk who types 95% gets 0.95 shown as 95%; who types 2020年11月 gets the first of November shown as 2020年11月.  What
is shown is what was meant.  Refuses to draw anything else that a format can do.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

#: Formats without a code in the file (ECMA-376 part 1, clause 18.8.30; 27 to 58 as in Chinese Excel and WPS).
_BUILT_IN = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((14, 15, 22, 30, 31), "yyyy-m-d"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy-m"),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), "m-d"),
}
#: Quoted text, escaped characters, and [$-804], [红色] and the like.
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
#: e is the year in Chinese formats; in 0.00E+00 it is the exponent.
_YEAR = re.compile(r"y|(?<![0#?.])e(?![+-])")
_MONTH = re.compile(r"(?<![hs:])m(?!m?:)")

#: Excel counts days from here (with its 29 February 1900, which lies before any date that matters).
EPOCH = datetime.date(1899, 12, 30)


def find_shown(format_id: int, code: str = "") -> str:
    """What a format shows: "%", "ymd", "ym", "md" or "y"; "" for numbers and for times of day.

    >>> find_shown(164, 'yyyy"年"m"月"')
    'ym'
    """
    bare = _LITERAL.sub("", code or _BUILT_IN.get(format_id, "")).partition(";")[0].lower()
    if "%" in bare:
        return "%"
    if bare in ("", "general", "@"):
        return ""
    year, day = bool(_YEAR.search(bare)), "d" in bare
    month = (year or day or "mmm" in bare) and bool(_MONTH.search(bare))
    return "y" * year + "m" * month + "d" * day


def show_percent(value: float) -> str:
    """A number as the percentage it was typed as: ``show_percent(0.955) == "95.5%"``."""
    return f"{(Decimal(f'{value:.15g}') * 100).normalize():f}%"


def show_date(value: datetime.date, shown: str = "ymd") -> str:
    """A date in the official writing, as far as its cell shows it.

    ``show_date(date(2020, 11, 1), "ym") == "2020年11月"``.  A time of day only where there is one.
    GB/T 9704—2012, 7.3.5.4: Arabic numerals, no leading zeros.
    """
    if shown not in ("ym", "md", "y"):
        shown = "ymd"
    text = f"{value.year}年" if "y" in shown else ""
    text += f"{value.month}月" if "m" in shown else ""
    text += f"{value.day}日" if "d" in shown else ""
    if isinstance(value, datetime.datetime) and value.time() != datetime.time() and shown == "ymd":
        text += f"{value:%H:%M}"
    return text


def show(value: object, shown: str) -> object:
    """A cell's value as its format shows it; what the format does not fit stays as it is."""
    if isinstance(value, datetime.date):
        return show_date(value, shown)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if shown == "%":
        return show_percent(value)
    return show_date(EPOCH + datetime.timedelta(days=int(value)), shown) if shown and 1 <= value < 110_000 else value
