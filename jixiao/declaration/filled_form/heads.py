"""Title, year and unit of money: the lines over a form.

The year stands in a line of its own （2020年度） or in the title; a year anywhere else is not taken for it.
"""

from __future__ import annotations

import re

from ..cleaning import squeeze_label
from .boxes import Box, FormSheet
from .labels import find_unit
from .parts import Part, Value

_TITLE = re.compile(r"(?:绩效目标|绩效自评|绩效运行监控|绩效监控|绩效)[^，。；]{0,14}表(?:（[^（）]*）)?$")
_YEAR_LINE = re.compile(r"[（(]?\s*([0-9]{4}|[二〇零○一三四五六七八九]{4})\s*年?\s*度?\s*[)）]?")
_YEAR_IN_TITLE = re.compile(r"([12][0-9]{3})\s*年度?")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_LONGEST = 60


def is_title(text: str) -> bool:
    """True for the name of a form: ``is_title("项目支出绩效目标申报表(样表)")``."""
    return len(text) <= _LONGEST and _TITLE.search(squeeze_label(text)) is not None


def find_year(text: str) -> str:
    """The year a line consists of: ``find_year("（2020年度）") == "2020"``; "" for other lines."""
    match = _YEAR_LINE.fullmatch(text.strip())
    return match[1].translate(_DIGITS) if match and "年" in text else ""


def read_heads(sheet: FormSheet, taken: set[Box], first_field: int) -> Part:
    """年度, and the lines above the row of the first field that are a title, a year or a unit of money."""
    lines = [box for box in sheet.boxes if box not in taken and box.top < first_field and not box.is_blank]
    years = [Value(("年度",), year, (box,)) for box in lines if (year := find_year(box.text))]
    titles = [box for box in lines if is_title(box.text)]
    units = [box for box in lines if len(box.text) < _LONGEST and find_unit(box.text)]
    if not years:
        years = [
            Value(("年度",), match[1], (box,), rank=5)
            for box in [*titles, *lines]
            if len(box.text) <= _LONGEST and (match := _YEAR_IN_TITLE.search(box.text))
        ][:1]
    named = [box for box in lines if box not in titles and any(box in value.boxes for value in years)]
    return Part(tuple(years[:1]), (*titles, *units, *(box for box in named if find_year(box.text))))
