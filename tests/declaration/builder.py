"""A short way to write projects: ``project("产出指标/数量指标 购买服务 40个|13个")``.

One text an indicator: 一级/二级 三级 中期值|年度值, and after a second | the 年度三级指标.  "-" is blank.
"""

from __future__ import annotations

from typing import Any

from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project


def record(*indicators: str, **fields: Any) -> dict[str, Any]:
    """A record that can be filed, with the indicators and with further fields by their labels."""
    base: dict[str, Any] = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"}
    return base | {"绩效指标": [indicator(text) for text in indicators]} | fields


def project(*indicators: str, **fields: Any) -> Project:
    """The project of such a record, which must be without problems."""
    reading = read_project(record(*indicators, **fields))
    assert reading.findings == ()
    return reading.project


def indicator(text: str) -> dict[str, str]:
    """One indicator of the short form."""
    levels, name, values = text.split(" ")
    level1, level2 = levels.split("/")
    mid_term, annual, annual_name = (*values.split("|"), "-")[:3]
    labels = ("一级指标", "二级指标", "三级指标", "中期指标值", "年度指标值", "年度三级指标")
    parts = (level1, level2, name, mid_term, annual, annual_name)
    return {label: "" if part == "-" else part for label, part in zip(labels, parts, strict=True)}
