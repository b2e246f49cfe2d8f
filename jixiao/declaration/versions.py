"""Indicators of one version of the system on a form of another: carried where the rules allow, and said so.

财预〔2015〕88号 lists 成本指标 under 产出指标; 财预〔2021〕101号 makes it a 一级指标 of its own, which stands first.
What one version calls 环境效益指标 (财预〔2011〕416号) the others call 生态效益指标.  Refuses to move anything else: an
indicator under a wrong level stays there, the checks say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .fields import INDICATORS
from .findings import Finding, Level
from .model import Indicator, Project
from .taxonomy import TAXONOMY

Levels = tuple[str, str]


class Version(StrEnum):
    """A version of the indicator system, by its source."""

    V2015 = "财预〔2015〕88号"
    V2021 = "财预〔2021〕101号"


_ENVIRONMENT = {("效益指标", "环境效益指标"): ("效益指标", "生态效益指标")}
_COST_2015 = ("产出指标", "成本指标")
_COST_2021 = ("成本指标", "经济成本指标")
_CARRIED: dict[Version, dict[Levels, Levels]] = {
    Version.V2015: {
        ("成本指标", level2): _COST_2015 for level2 in (*TAXONOMY["成本指标"], "成本指标", "环境成本指标", "")
    }
    | _ENVIRONMENT,
    Version.V2021: {
        _COST_2015: _COST_2021,
        ("成本指标", "成本指标"): _COST_2021,
        ("成本指标", "环境成本指标"): ("成本指标", "生态环境成本指标"),
    }
    | _ENVIRONMENT,
}
_RANKS = {level1: rank for rank, level1 in enumerate(TAXONOMY)}


@dataclass(frozen=True, slots=True)
class Carried:
    """A project as a version lists it, and a note for each group of indicators that was moved."""

    project: Project
    notes: tuple[Finding, ...] = ()


def carry(project: Project, version: Version | None) -> Carried:
    """The project under the levels of a version; as it is for None and where nothing has to be moved.

    In the version of 2021 成本指标 stand first.  What was moved stands behind what was there before.
    """
    if version is None:
        return Carried(project)
    rules = _CARRIED[version]
    places = [rules.get((indicator.level1, indicator.level2)) for indicator in project.indicators]
    if version is Version.V2015 and not any(places):
        return Carried(project)
    moved = [_move(indicator, place) for indicator, place in zip(project.indicators, places, strict=True)]
    order = sorted(range(len(moved)), key=lambda index: (_rank(moved[index]), places[index] is not None))
    carried = replace(project, indicators=tuple(moved[index] for index in order))
    return Carried(carried, tuple(_iter_notes(project, places, version)))


def _move(indicator: Indicator, place: Levels | None) -> Indicator:
    return replace(indicator, level1=place[0], level2=place[1]) if place else indicator


def _rank(indicator: Indicator) -> int:
    """The place of a 一级指标 on the form; one that no version has stays behind the others."""
    return _RANKS.get(indicator.level1, len(_RANKS))


def _iter_notes(project: Project, places: list[Levels | None], version: Version) -> Iterator[Finding]:
    groups: dict[tuple[Levels, Levels], list[int]] = {}
    for index, (indicator, place) in enumerate(zip(project.indicators, places, strict=True)):
        if place and not indicator.is_blank:
            groups.setdefault(((indicator.level1, indicator.level2), place), []).append(index)
    for (before, after), indexes in groups.items():
        message = (
            f"本表按{version}列示，{_named(before)}（{len(indexes)}项）改列在{_named(after)}，数据没有改动，请核对。"
        )
        field = f"{INDICATORS}[{indexes[0] + 1}].一级指标"
        yield Finding("D20", field, message, Level.NOTE, version, project=project.name)


def _named(levels: Levels) -> str:
    level1, level2 = levels
    return f"{level1}下的{level2}" if level2 else level1
