"""R12: what the template left and nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Level
from ..patterns import Pattern
from .examples import indicator
from .rule import Hit, Rule, hit
from .understood import Row, Text, Understood
from .words import COUNT_UNITS

#: Two stars or crosses stand for a number or a name; masked numbers (139****5880) have digits around them.
_ANYWHERE = Pattern(
    r"(?<![A-Za-z0-9])(?:[Xx]{2,}|×{2,}|[Xx]×|×[Xx])(?![A-Za-z0-9])|20(?:[Xx]{2}|×{2}|\*{2}|＊{2}|_{2})|[≥≤><=]\s*[*＊]{2,}"
    r"|(?:目标|指标)\s*\d\s*[：:]\s*(?=(?:目标|指标)\s*\d\s*[：:]|…|$)|^\s*(?:…+|\.{3,})\s*$",
    re.MULTILINE,
)
_IN_INDICATOR = Pattern(
    rf"(?<!\d)[*＊]{{2,}}\s*(?:%|％|[）)]|$|{COUNT_UNITS})|[≥≤≧≦><=＞＜＝]\s*[*＊]|^(?:指标|目标)\s*\d*\s*[：:]?$"
)
#: A quick look: without one of these nothing of the above can be there.
_TRACES = Pattern(
    r"(?=[*＊≥≤><=≧≦＞＜＝Xx×_….目指样])"  # most characters are none of these, which is quickly seen
    r"(?:\*\*|＊|[≥≤><=≧≦＞＜＝]\s*\*|[Xx×_]{2}|…|\.{3}|(?:目标|指标)\s*\d|样表)"
)
_UNIT_ONLY = Pattern(rf"(?:{COUNT_UNITS}|百分比|%)?")


def placeholders(understood: Understood) -> Iterator[Hit]:
    """R12."""
    yield from _iter_empty_values(understood.rows)
    for text in dict.fromkeys(text for text, _ in understood.iter_matches(_TRACES)):
        found = "" if text.is_personal else _find_rest(text)
        if found:
            yield hit(text.field, found=found, text=text.text)


def _find_rest(text: Text) -> str:
    if "样表" in text.text and text.field == "项目名称":
        return "样表"
    match = _ANYWHERE.search(text.text)
    if not match and text.field.startswith("绩效指标"):
        match = _IN_INDICATOR.search(text.text)
    return match[0].strip() if match else ""


def _iter_empty_values(rows: tuple[Row, ...]) -> Iterator[Hit]:
    """Values that are nothing but a sign or a unit: "≧ %", "公里"."""
    for row in rows:
        for target in row.targets:
            value = target.value
            if value.number is None and (value.sign or value.unit or value.words) and _UNIT_ONLY.fullmatch(value.words):
                yield hit(target.field, "empty", row=row.number, name=row.name, value=target.text)


RULES = (
    Rule(
        "R12",
        Level.ERROR,
        "模板占位内容没有替换",
        "格式规范、内容完整准确",
        {
            "": "“{text}”里仍有模板占位内容“{found}”，请填写实际内容或删除。",
            "empty": "第{row}行【{name}】的指标值“{value}”只有符号或单位，没有数值，请填写数值。",
        },
        placeholders,
        {"绩效指标＋": [indicator("产出", "数量", "修补坑槽面积（≥**平方米）", "≥500平方米")]},
        {"绩效指标＋": [indicator("产出", "数量", "★修补坑槽面积", "≥500平方米")]},
    ),
)
