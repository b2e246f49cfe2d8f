"""Next year's data from this year's: what moves, what stays, and what is only proposed.

Nothing that a clerk wrote is changed silently: 年度 moves, 填报日期 and 执行情况 are emptied, everything else stays as
it is, with a proposal where it will hardly be right next year.  What was filed this year goes to 历年.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .fields import (
    ALLOCATIONS,
    AMOUNT_FIELDS,
    ANNUAL,
    EXECUTION,
    FUNDING,
    GOALS,
    HISTORY,
    INDICATORS,
    MID_TERM,
    NARRATIVE,
)
from .history import find_arranged, find_arranged_amount, past_year
from .labelled import as_record
from .model import Execution, PastYear, Project
from .money import format_amount
from .periods import parse_period
from .year_texts import iter_texts, next_years

#: The texts that are no proposal: they hold for the whole period, or say something else than the year of the budget.
_KEPT = ("项目期", f"{GOALS}.{MID_TERM}目标", HISTORY)
_KEPT_COLUMN = "中期指标值"
_NEW, _CONTINUED = "新增项目", "延续项目"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that stayed and should be looked at: its path, what it is, and what to do ("请更新：…")."""

    path: str
    value: str
    advice: str


@dataclass(frozen=True, slots=True)
class RolledOver:
    """A project in its next year, with what changed (path, old, new) and what is only proposed."""

    project: Project
    changes: tuple[tuple[str, str, str], ...]
    proposals: tuple[Proposal, ...]


def has_ended(project: Project, year: int) -> bool:
    """True where 项目期 ends before that year; False where it has no end or cannot be read."""
    period = parse_period(project.period)
    return period is not None and period.last is not None and period.last.year < year


def roll_over(project: Project, year: int) -> RolledOver:
    """The project as the start of another year's declaration.  The project has a year, and an earlier one.

    >>> roll_over(project, 2021).project.year
    2021
    """
    filed = past_year(project)
    history = _with(project.history, filed) if filed else project.history
    rolled = replace(project, year=year, history=history, filled_on="", execution=Execution())
    changes = [("年度", str(project.year), str(year))]
    if project.filled_on:
        changes.append(("填报日期", project.filled_on, ""))
    if project.execution != Execution():
        changes.append((EXECUTION, "上年填写的内容", ""))
    return RolledOver(rolled, tuple(changes), tuple(_iter_proposals(rolled, project.year or 0)))


def _with(history: tuple[PastYear, ...], filed: PastYear) -> tuple[PastYear, ...]:
    """The history with one more year, in the place of an older filing of the same year."""
    return (*(year for year in history if year.year != filed.year), filed)


def _iter_proposals(project: Project, old: int) -> Iterator[Proposal]:
    yield from _iter_annual(project, old)
    annual = {proposal.path for proposal in _iter_annual(project, old)}
    texts = {label: value for label, value in as_record(project).items() if label != HISTORY}
    for path, text in iter_texts(texts):
        years = next_years(text, old, project.year or 0)
        if years and path not in annual and path not in _KEPT and not path.endswith(_KEPT_COLUMN):
            yield Proposal(path, text, f"请更新：{_dated(years)}")


def _iter_annual(project: Project, old: int) -> Iterator[Proposal]:
    """The annual side, which stays as a proposal, with what the mid-term side leaves to be arranged."""
    if project.nature == _NEW:
        yield Proposal("项目属性", _NEW, f"请更新：第二年一般是“{_CONTINUED}”")
    for field in AMOUNT_FIELDS:
        if text := format_amount(getattr(project.funding.annual, field.attribute)):
            arranged = find_arranged_amount(project, field.attribute)
            yield Proposal(f"{FUNDING}.{ANNUAL}.{field.label}", text, _advice(old, text, str(arranged or "")))
    if project.goals.annual:
        years = next_years(project.goals.annual, old, project.year or 0)
        advice = f"请更新：这是{old}年的年度目标" + (f"；{_dated(years)}" if years else "")
        yield Proposal(f"{GOALS}.年度目标", project.goals.annual, advice)
    for number, allocation in enumerate(project.narrative.allocations, start=1):
        if allocation.amount:
            yield Proposal(
                f"{NARRATIVE}.{ALLOCATIONS}[{number}].金额", allocation.amount, _advice(old, allocation.amount, "")
            )
    for number, indicator in enumerate(project.indicators, start=1):
        if indicator.annual_value:
            years = next_years(indicator.annual_value, old, project.year or 0)
            arranged = find_arranged(project, indicator)
            more = str(arranged or "") or (_dated(years) if years else "")
            path = f"{INDICATORS}[{number}].年度指标值"
            yield Proposal(path, indicator.annual_value, _advice(old, indicator.annual_value, more))


def _advice(old: int, value: str, more: str) -> str:
    return f"请更新：{old}年是 {value}" + (f"；{more}" if more else "")


def _dated(years: list[tuple[str, str]]) -> str:
    return "；".join(f"“{before}”是否改为“{after}”" for before, after in years)
