"""Years that stand in texts and will be wrong next year: 2020年11月底, 2020.11, 二〇二〇年.

Never a year in the number of a document (〔2020〕9号), nor one inside a longer number.  Only proposes: which years mean
the old budget year is for the clerk to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .cleaning import clean_text

_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_MONTH_AND_DAY = (
    r"(?:年度?(?:\d{1,2}月份?(?:\d{1,2}[日号]|[初中底末]|[上中下]旬)?|[初底末]|[上下]半年)?前?"
    r"|[./-]\d{1,2}(?:[./-]\d{1,2})?)"
)


def next_years(text: str, old: int, new: int) -> list[tuple[str, str]]:
    """What stands in a text about the old year, and the same about the new one, each once.

    >>> next_years("2020年11月底完成，呈发〔2020〕9号", 2020, 2021)
    [('2020年11月底', '2021年11月底')]
    """
    found: dict[str, str] = {}
    for before, after in ((str(old), str(new)), (_chinese(old), _chinese(new))):
        for match in re.finditer(rf"(?<![〔\\[［\d〇零一二三四五六七八九]){before}{_MONTH_AND_DAY}", text):
            found[match[0]] = after + match[0][len(before) :]
    return list(found.items())


def iter_texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a project's data with its path: ("项目概况", …), ("绩效指标[1].三级指标", …)."""
    if isinstance(value, str):
        if clean_text(value).text:
            yield path, value
    elif isinstance(value, Mapping):
        for label, item in value.items():
            yield from iter_texts(item, f"{path}.{label}" if path else str(label))
    elif isinstance(value, Sequence):
        for number, item in enumerate(value, start=1):
            yield from iter_texts(item, f"{path}[{number}]")


def _chinese(year: int) -> str:
    return str(year).translate(_NUMERALS)
