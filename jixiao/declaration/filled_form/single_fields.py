"""The fields that stand once on a form, from labels with their content.

Two labels may mean one field (填报单位, 实施单位), and one label two fields (主管部门及代码).  What a second label says
otherwise than the first is no content of the data and is handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..context import join_code
from ..form_labels import DEPARTMENT_AND_CODE, PERIOD_END, PERIOD_START
from .pairs import Pair
from .parts import Part, Value

_CODE_FIRST = re.compile(r"[\[［【]?([0-9]{3,12})[\]］】]?[ \t]*[-－—–]?[ \t]*(\D.*)", re.DOTALL)
_CODE_LAST = re.compile(r"(.*?\D)[ \t]*[（(\[]?([0-9]{3,12})[)）\]]?", re.DOTALL)
_CODE = re.compile("[0-9]{3,12}")
_YEAR = re.compile(r"[（(]?\s*([0-9]{4})\s*年?度?\s*[)）]?")
#: A ticked box; R is ☑ in the font Wingdings 2, as texts pasted from Word have it.
_TICK, _BOX = "☑√✓✔■●R", "□○☐◯"
_NATURES = ("新增项目", "延续项目", "一次性项目", "经常性项目", "阶段性项目", "滚动项目")


def read_single_fields(pairs: Iterable[Pair]) -> Part:
    """The values of all field labels, and the labels without a field with their content as asides."""
    values: list[Value] = []
    labels = []
    asides = {}
    for pair in pairs:
        labels.append(pair.box)
        if pair.label.kind == "other":
            for box in pair.content:
                asides[box] = (pair.label.name, "")
            if pair.inline:
                asides[pair.box] = (pair.label.name, "")
        elif pair.label.kind == "field":
            values += _iter_values(pair)
    return Part(tuple(_join_periods(values)), tuple(labels), asides)


def _iter_values(pair: Pair) -> Iterator[Value]:
    name, text, rank = pair.label.name, pair.text, pair.label.rank
    if name == DEPARTMENT_AND_CODE:
        code, department = split_code(text)
        yield Value(("主管部门",), department, pair.boxes)
        yield Value(("主管部门代码",), code, pair.boxes)
        return
    if name == "项目属性":
        text = read_nature(text)
    elif name == "年度" and (match := _YEAR.fullmatch(text.strip())):
        text = match[1]
    yield Value((name,), text, pair.boxes, rank)


def split_code(printed: str) -> tuple[str, str]:
    """Code and name of 主管部门及代码: ``split_code("219-池州市财政局") == ("219", "池州市财政局")``.

    They are split only where printing them again gives the same text; otherwise all of it is the name.
    """
    text = printed.strip()
    if _CODE.fullmatch(text):
        return text, ""
    for match, order in ((_CODE_FIRST.fullmatch(text), (1, 2)), (_CODE_LAST.fullmatch(text), (2, 1))):
        if match and join_code(code := match[order[0]], name := match[order[1]].strip()) == text:
            return code, name
    return "", printed


def read_nature(text: str) -> str:
    """The nature that is ticked: ``read_nature("新增项目□ 延续项目☑") == "延续项目"``; other texts as they are."""
    if not any(mark in text for mark in _TICK + _BOX):
        return text
    ticked = [name for name in _NATURES if re.search(f"{name}\\s*[{_TICK}]|[{_TICK.replace('R', '')}]\\s*{name}", text)]
    # "☑新增项目 □延续项目": a mark before belongs to the name that follows it.
    if len(ticked) > 1 and text.strip()[0] in _TICK + _BOX:
        ticked = [name for name in _NATURES if re.search(f"[{_TICK}]\\s*{name}", text)]
    return ticked[0] if len(ticked) == 1 else text


def _join_periods(values: Iterable[Value]) -> Iterator[Value]:
    """The values with 计划开始日期 and 计划完成日期 as one 项目期."""
    ends: dict[str, Value] = {}
    for value in values:
        if value.path[0] in {PERIOD_START, PERIOD_END}:
            ends.setdefault(str(value.path[0]), value)
        else:
            yield value
    if ends:
        text = "-".join(ends[name].text for name in (PERIOD_START, PERIOD_END) if name in ends and ends[name].text)
        yield Value(("项目期",), text, tuple(box for value in ends.values() for box in value.boxes), rank=1)
