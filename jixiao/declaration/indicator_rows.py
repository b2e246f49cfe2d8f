"""The two-sided indicator block: which indicators stand side by side.

On the form 一级指标 is shared by both sides.  Within each (一级, 二级) the mid-term and the annual rows stand side by
side in the clerk's order: an indicator with both values takes one row, and the mid-term-only indicators between two
such rows stand beside the annual-only ones; what is left over stands beside blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .model import Indicator, Project


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row as printed; blank parts are ""."""

    level2: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One printed row; the group numbers are unique over the form and equal for rows that merge."""

    level1: str
    level1_group: int
    level2_group: int
    mid_term: Side
    annual: Side


@dataclass(frozen=True, slots=True)
class _Pair:
    """The indicators of one row, left and right; None where a side is blank."""

    mid_term: Indicator | None
    annual: Indicator | None


def indicator_rows(project: Project) -> list[IndicatorRow]:
    """The rows of the block, top to bottom; [] for a project without indicators."""
    filled = [indicator for indicator in project.indicators if not indicator.is_blank]
    sides = _sides_of_valueless(project)
    rows: list[IndicatorRow] = []
    level2_group = 0
    for level1_group, (level1, members) in enumerate(_grouped(filled, "level1"), start=1):
        for level2, group in _grouped(members, "level2"):
            level2_group += 1
            pairs = list(_iter_pairs(group, sides))
            rows += [
                IndicatorRow(level1, level1_group, level2_group, *_print_pair(pair, pairs, level2)) for pair in pairs
            ]
    return rows


def _grouped(indicators: Sequence[Indicator], level: str) -> list[tuple[str, list[Indicator]]]:
    """The indicators by level name, groups in order of first appearance, each in the clerk's order."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        groups.setdefault(getattr(indicator, level), []).append(indicator)
    return list(groups.items())


def _iter_pairs(group: Sequence[Indicator], sides: tuple[bool, bool]) -> Iterator[_Pair]:
    mid_terms: list[Indicator] = []
    annuals: list[Indicator] = []
    for indicator in group:
        on_mid_term, on_annual = _find_sides(indicator, sides)
        if on_mid_term and on_annual:
            yield from _zip_run(mid_terms, annuals)
            mid_terms, annuals = [], []
            yield _Pair(indicator, indicator)
        else:
            (mid_terms if on_mid_term else annuals).append(indicator)
    yield from _zip_run(mid_terms, annuals)


def _zip_run(mid_terms: Sequence[Indicator], annuals: Sequence[Indicator]) -> Iterator[_Pair]:
    for mid_term, annual in zip_longest(mid_terms, annuals):
        yield _Pair(mid_term, annual)


def _find_sides(indicator: Indicator, sides_of_valueless: tuple[bool, bool]) -> tuple[bool, bool]:
    """Where an indicator stands: (mid-term, annual).  At least one is true, so that nothing typed is lost."""
    two_names = bool(indicator.name and indicator.annual_name)
    on_mid_term = bool(indicator.mid_term_value) or two_names
    on_annual = bool(indicator.annual_value or indicator.annual_name)
    return (on_mid_term, on_annual) if on_mid_term or on_annual else sides_of_valueless


def _sides_of_valueless(project: Project) -> tuple[bool, bool]:
    """Where an indicator without any value stands: on both sides, unless the project leaves one side empty."""
    on_mid_term, on_annual = fills_sides(project)
    on_annual = on_annual or any(indicator.annual_name for indicator in project.indicators)
    return (on_mid_term, on_annual) if on_mid_term or on_annual else (True, True)


def fills_sides(project: Project) -> tuple[bool, bool]:
    """Which sides have a goal, an amount or an indicator's value: (mid-term, annual)."""
    goals, funding, indicators = project.goals, project.funding, project.indicators
    return (
        bool(goals.mid_term) or not funding.mid_term.is_blank or any(one.mid_term_value for one in indicators),
        bool(goals.annual) or not funding.annual.is_blank or any(one.annual_value for one in indicators),
    )


def _print_pair(pair: _Pair, group: Sequence[_Pair], level2: str) -> tuple[Side, Side]:
    """Both sides of a row.  二级 stands in every row of a group with an indicator on that side, for it merges there."""
    mid_level2 = level2 if any(other.mid_term for other in group) else ""
    annual_level2 = level2 if any(other.annual for other in group) else ""
    mid_term, annual = pair.mid_term, pair.annual
    left = Side(mid_level2, mid_term.name, mid_term.mid_term_value) if mid_term else Side(mid_level2)
    right = (
        Side(annual_level2, annual.annual_name or annual.name, annual.annual_value) if annual else Side(annual_level2)
    )
    return left, right
