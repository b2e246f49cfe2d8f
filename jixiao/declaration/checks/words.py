"""Words that several rules look for: units of counting, endings of measures, goal verbs.

Facts only; the units are those of GB 3100 and of counting in real forms.
"""

from __future__ import annotations

COUNT_UNITS = (
    "人次|人天|人|名|个|户次|户|家|次|场次|场|项|件|条|套|台套|台|座|处|所|份|本|部|期|篇|村|公里|千米|km|平方米|平方公里|立方米"
    "|m2|㎡|米|亩|公顷|吨|辆|株|只|头|口|盏|块|栋|间|万元|亿元|元"
)

#: Names that end in one of these are measures for which a percentage is right.
RATE_ENDINGS = (
    "率",
    "度",
    "比例",
    "比重",
    "占比",
    "百分比",
    "程度",
    "比",
    "幅",
    "增长",
    "增收",
    "增加",
    "提升",
    "提高",
    "下降",
    "减少",
    "降低",
    "节约",
    "系数",
    "指数",
    "水平",
    "面",
    "情况",
    "性",
)

#: A share of these may well be over 100 %.
GROWTH: tuple[str, ...] = (
    "增",
    "提高",
    "提升",
    "上升",
    "同比",
    "收益",
    "回报",
    "放大",
    "拉动",
    "床位",
    "超额",
    "倍",
    "投资完成",
    "周转",
)
GROWTH += ("拨备", "杠杆", "流动比", "较上年", "比上年", "利润")
