"""What the rules share: a project with its values, levels, dates and period understood, once a project.

Rules ask here instead of reading texts again, which keeps them short and the whole review under a millisecond.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from ..dates import Date, parse_date
from ..fields import (
    ALLOCATIONS,
    ANNUAL,
    FUNDING,
    GOAL_FIELDS,
    GOALS,
    INDICATORS,
    MID_TERM,
    NARRATIVE,
    NARRATIVE_FIELDS,
    PROJECT_FIELDS,
    TOTAL,
)
from ..indicator_values import Value, parse_indicator_value
from ..model import FundingSide, Indicator, Project
from ..patterns import Pattern
from ..periods import Period, parse_period
from .level_names import COST, OUTPUT, area_of, kind_of
from .settings import Settings

#: What clerks write for "none" (found in real forms); as a value or a goal it says that nothing is meant.
_NONE_MARKS = frozenset({"", "/", "\\", "-", "—", "——", "*", "无", "不涉及", "不适用"})
_HINT = Pattern(r"[（(][^（()）]*[*＊≥≤><=≧≦＞＜＝%][^（()）]*[）)]|[≥≤≧≦]\s*[*＊].*$|[*＊★☆]+")
_GOAL_LABELS = {MID_TERM: GOAL_FIELDS[0].label, ANNUAL: GOAL_FIELDS[1].label}


class Target(NamedTuple):
    """What one indicator is to reach on one side; ``text`` is the 指标值 as typed."""

    side: str
    field: str
    name: str
    text: str
    value: Value
    date: Date | None


class Row(NamedTuple):
    """One indicator: ``number`` is 1-based, ``area`` and ``kind`` are its levels as bare words ("产出", "数量").

    ``names`` are (field, name) of each name it has; ``distinct_targets`` has the annual target first and leaves out
    one that says the same.
    """

    number: int
    indicator: Indicator
    area: str
    kind: str
    name: str
    names: tuple[tuple[str, str], ...]
    mid_term: Target | None
    annual: Target | None
    targets: tuple[Target, ...]
    distinct_targets: tuple[Target, ...]

    def field(self, label: str) -> str:
        """The path of one of its fields: ``绩效指标[8].一级指标``."""
        return f"{INDICATORS}[{self.number}].{label}"

    def find_target(self, side: str) -> Target | None:
        """Its target on a side."""
        return self.annual if side == ANNUAL else self.mid_term


class SideView(NamedTuple):
    """One side of the form: 中期 or 年度; ``total`` in 万元, None where neither total nor source is filled in."""

    label: str
    goal: str
    funding: FundingSide
    total: Decimal | None
    rows: tuple[Row, ...]

    @property
    def goal_field(self) -> str:
        """The path of its goal: ``总体目标.年度目标``."""
        return f"{GOALS}.{_GOAL_LABELS[self.label]}"

    @property
    def total_field(self) -> str:
        """The path of its total: ``资金.年度.总投入``."""
        return f"{FUNDING}.{self.label}.{TOTAL}"

    @property
    def is_blank(self) -> bool:
        """True where the clerk left the whole side empty."""
        return not (self.goal or self.rows) and self.funding.is_blank


class Text(NamedTuple):
    """One text of the project that is not blank, and its field path; ``is_personal`` for names and numbers."""

    field: str
    text: str
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A project as the rules see it; ``version`` is "2015" or "2021", "" where nothing tells.

    ``all_text`` is every text, a line each, and ``text_ends`` where each of them ends in it, its line break included.
    """

    project: Project
    settings: Settings
    rows: tuple[Row, ...]
    mid_term: SideView
    annual: SideView
    period: Period | None
    filled_on: Date | None
    texts: tuple[Text, ...]
    all_text: str
    text_ends: tuple[int, ...]
    version: str

    def iter_matches(self, pattern: Pattern) -> Iterator[tuple[Text, re.Match[str]]]:
        """What a pattern finds in all texts, looked for once over all of them, each with its text."""
        for match in pattern.finditer(self.all_text):
            yield self.texts[bisect_right(self.text_ends, match.start())], match

    @property
    def filled_sides(self) -> tuple[SideView, ...]:
        """The sides that are not blank, the annual one first."""
        return tuple(side for side in (self.annual, self.mid_term) if not side.is_blank)


def understand(project: Project, settings: Settings) -> Understood:
    """The project understood; never fails."""
    rows = tuple(_iter_rows(project))
    texts = tuple(_iter_texts(project))
    return Understood(
        project,
        settings,
        rows,
        _view(project, MID_TERM, project.goals.mid_term, rows),
        _view(project, ANNUAL, project.goals.annual, rows),
        parse_period(project.period) if project.period else None,
        parse_date(project.filled_on) if project.filled_on else None,
        texts,
        "\n".join(text.text for text in texts),
        tuple(accumulate(len(text.text) + 1 for text in texts)),
        settings.limits.version or _tell_version(rows),
    )


def unless_none(text: str) -> str:
    """The text, "" where it only says that there is none: ``unless_none("/") == ""``."""
    return "" if text in _NONE_MARKS else text


def _iter_rows(project: Project) -> Iterator[Row]:
    for number, indicator in enumerate(project.indicators, start=1):
        if not indicator.is_blank:
            yield _read_row(number, indicator)


def _read_row(number: int, indicator: Indicator) -> Row:
    name, annual_name = indicator.name, indicator.annual_name
    mid_term = _find_target(number, MID_TERM, name, indicator.mid_term_value)
    annual = _find_target(number, ANNUAL, annual_name or name, indicator.annual_value)
    targets = tuple(target for target in (mid_term, annual) if target)
    pairs = (("三级指标", name), ("年度三级指标", annual_name if annual_name != name else ""))
    return Row(
        number,
        indicator,
        area_of(indicator.level1, indicator.level2),
        kind_of(indicator.level2),
        _HINT.sub("", name or annual_name).strip() or name or annual_name,
        tuple((f"{INDICATORS}[{number}].{label}", text) for label, text in pairs if text),
        mid_term,
        annual,
        targets,
        targets[1:] if len(targets) == 2 and targets[0].text == targets[1].text else targets[::-1],
    )


def _find_target(number: int, side: str, name: str, text: str) -> Target | None:
    if not unless_none(text):
        return None
    field = f"{INDICATORS}[{number}].{side}指标值"
    return Target(side, field, name, text, parse_indicator_value(text), parse_date(text))


def _view(project: Project, label: str, goal: str, rows: tuple[Row, ...]) -> SideView:
    funding = project.funding.mid_term if label == MID_TERM else project.funding.annual
    total = funding.total if funding.total is not None or not funding.sources else sum(funding.sources, Decimal(0))
    return SideView(
        label,
        unless_none(goal),
        funding,
        total,
        tuple(row for row in rows if (row.annual if label == ANNUAL else row.mid_term)),
    )


def _tell_version(rows: tuple[Row, ...]) -> str:
    if any(row.area == COST for row in rows):
        return "2021"
    return "2015" if any(row.area == OUTPUT for row in rows) else ""


_PROJECT_TEXTS = tuple((field.label, field.attribute) for field in PROJECT_FIELDS if field.attribute != "year")
_NARRATIVE_TEXTS = tuple((f"{NARRATIVE}.{field.label}", field.attribute) for field in NARRATIVE_FIELDS)
_PERSONAL = frozenset({"head", "filler", "filled_on", "telephone", "legal_representative", "organisation_code"})
_INDICATOR_TEXTS = (
    ("三级指标", "name"),
    ("中期指标值", "mid_term_value"),
    ("年度指标值", "annual_value"),
    ("年度三级指标", "annual_name"),
)


def _iter_texts(project: Project) -> Iterator[Text]:
    yield from _iter_labelled(project, _PROJECT_TEXTS)
    for label, goal in ((MID_TERM, project.goals.mid_term), (ANNUAL, project.goals.annual)):
        if goal:
            yield Text(f"{GOALS}.{_GOAL_LABELS[label]}", goal)
    for number, indicator in enumerate(project.indicators, start=1):
        for label, attribute in _INDICATOR_TEXTS:
            if text := getattr(indicator, attribute):
                yield Text(f"{INDICATORS}[{number}].{label}", text)
    yield from _iter_labelled(project.narrative, _NARRATIVE_TEXTS)
    for number, allocation in enumerate(project.narrative.allocations, start=1):
        if allocation.item:
            yield Text(f"{NARRATIVE}.{ALLOCATIONS}[{number}].事项", allocation.item)


def _iter_labelled(source: object, texts: tuple[tuple[str, str], ...]) -> Iterator[Text]:
    for path, attribute in texts:
        if text := getattr(source, attribute):
            yield Text(path, text, attribute in _PERSONAL)
