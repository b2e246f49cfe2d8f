"""Which label a text is: ``find_label("总  体   目  标").kind == "heading"``.

A label may be padded with blanks, broken over lines, numbered, starred, end in a colon or in brackets, or be preceded
by 其中.  What is asked is always whether a text *may* be a label; where a label can stand is for the recognisers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .. import form_labels
from ..cleaning import squeeze_label

Kind = Literal["field", "goal", "amount", "side", "heading", "other"]

_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]+)+")
_STARS = re.compile("^[*＊★☆▲△●]+|[*＊★☆▲△]+$")
_BRACKETS = re.compile("（[^（）]*）$")
_DASHES = re.compile("[-‐–—−～~]+")
_AMONG = re.compile("^其中[：:、]?")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label speaks of: ``name`` is a field, an amount or a side; ``rank`` 0 the form's own spelling."""

    kind: Kind
    name: str
    rank: int = 0
    side: str = ""


@lru_cache(maxsize=4096)
def find_label(text: str) -> Label | None:
    """The label a text is; None for content.

    >>> find_label("年度资金总额：")
    Label(kind='amount', name='总投入', rank=1, side='年度')
    """
    if len(text) > 60:
        return None
    for spelling in _iter_bare(squeeze_label(text)):
        found = _LABELS.get(spelling) or _find_amount(spelling) or _find_side(spelling)
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def find_column(text: str) -> str | None:
    """The column of indicators a head is: ``find_column("二级\\n指标") == "二级"``; None for no such head."""
    if len(text) > 30:
        return None
    return next((_COLUMNS[bare] for bare in _iter_bare(squeeze_label(text)) if bare in _COLUMNS), None)


@lru_cache(maxsize=4096)
def find_side(text: str) -> str | None:
    """The side that a head or heading speaks of: ``find_side("长期绩效指标") == "中期"``; None for neither."""
    if len(text) > 30:
        return None
    return next((side for bare in _iter_bare(squeeze_label(text)) if (side := _side_of(bare))), None)


def find_unit(label: str) -> str:
    """The unit of money a label names: ``find_unit("项目资金（万元）") == "万元"``; "" for none."""
    match = re.search(r"[（(：:]\s*(?:单位[：:]?)?\s*(万元|千元|亿元|元)\s*[）)]?\s*[：:]?$", squeeze_label(label))
    return match[1] if match else ""


@lru_cache(maxsize=4096)
def _spelt(text: str) -> tuple[str, ...]:
    return tuple(_DASHES.sub("—", bare) for bare in _iter_bare(squeeze_label(text))) if len(text) <= 40 else ()


def find_spelling(text: str, spellings: Mapping[str, tuple[str, ...]]) -> str:
    """The name whose spelling a label is: ``find_spelling("1-7月\n执行数", …) == "一至七月执行数"``; "" for none."""
    bare = _spelt(text)
    return next((name for name, known in spellings.items() if any(one in known for one in bare)), "")


def _iter_bare(squeezed: str) -> list[str]:
    """The label, and the same without what may stand around it."""
    bare = _STARS.sub("", squeezed).strip("：:")
    bare = _AMONG.sub("", _STARS.sub("", _NUMBER.sub("", bare)))
    candidates = [squeezed, bare]
    while (shorter := _BRACKETS.sub("", candidates[-1])) != candidates[-1]:
        candidates.append(shorter.strip("：:*＊"))
    return candidates


def _find_amount(spelling: str) -> Label | None:
    for length in (4, 3, 2):
        side = form_labels.SIDE_WORDS.get(spelling[:length])
        found = _AMOUNTS.get(spelling[length:]) if side else None
        if found:
            return Label("amount", found.name, found.rank, side or "")
    return None


def _find_side(spelling: str) -> Label | None:
    side = _side_of(spelling)
    return Label("side", side) if side else None


def _side_of(spelling: str) -> str | None:
    for length in (4, 3, 2):
        side = form_labels.SIDE_WORDS.get(spelling[:length])
        if side and side != form_labels.WHOLE_PROJECT and spelling[length:] in form_labels.SIDE_ENDS:
            return side
    return None


def _tell(kind: Kind, spellings: dict[str, tuple[str, ...]]) -> dict[str, Label]:
    return {text: Label(kind, name, rank) for name, texts in spellings.items() for rank, text in enumerate(texts)}


_AMOUNTS = _tell("amount", form_labels.AMOUNT_SPELLINGS)
_LABELS: dict[str, Label] = {
    **{text: Label("other", text) for text in form_labels.WITHOUT_FIELD},
    **{text: Label("heading", text) for text in form_labels.HEADINGS},
    **_AMOUNTS,
    **_tell("goal", form_labels.GOAL_SPELLINGS),
    **_tell("field", form_labels.FIELD_SPELLINGS),
}
_COLUMNS = {text: column for column, texts in form_labels.COLUMN_SPELLINGS.items() for text in texts}
