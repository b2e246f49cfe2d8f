"""Units of counting that are the same: km and 公里, m2 and 平方米, 人 and 名."""

from __future__ import annotations

_SAME = {
    "km": "公里",
    "千米": "公里",
    "m2": "平方米",
    "㎡": "平方米",
    "平方": "平方米",
    "平": "平方米",
    "平米": "平方米",
    "m": "米",
    "名": "人",
    "位": "人",
    "家": "户",
    "次": "场",
    "场次": "场",
    "期次": "期",
    "部": "台",
    "台套": "台",
    "台(套)": "台",
    "t": "吨",
}


def same_unit(first: str, second: str) -> bool:
    """True for units that count the same: ``same_unit("km", "公里")``."""
    return _SAME.get(first, first) == _SAME.get(second, second)
