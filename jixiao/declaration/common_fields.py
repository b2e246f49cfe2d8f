"""What two papers both can say: a form has not every field of the data, and what it lacks is no change.

Indicators are compared a side at a time under the name that is printed there, because forms differ in which of them
share a row; a total is the sum of its sources, as every form prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .difference import Change, iter_changes
from .fields import ANNUAL, EXECUTION, FUNDING, INDICATORS, MID_TERM
from .indicator_rows import IndicatorRow, indicator_rows
from .labelled import as_record
from .model import Indicator, Narrative, Project
from .printed import as_printed
from .reading import read_project
from .results import fund_amounts

_SIDES = (MID_TERM, ANNUAL)
_WEIGHT = ".分值"
#: What a form with a column of signs prints before a number without one.
_EQUAL = "＝"


@dataclass(frozen=True, slots=True)
class Said:
    """A project and the fields that its paper has, as ``资金.中期.总投入``, ``绩效指标.年度``; None: data, with all."""

    project: Project
    held: frozenset[str] | None = None


def iter_common_changes(old: Said, new: Said) -> Iterator[Change]:
    """The fields that differ among those that both papers have."""
    if old.held is None and new.held is None:
        yield from iter_changes(old.project, new.project)
        return
    held = old.held if new.held is None else new.held if old.held is None else old.held & new.held
    for change in iter_changes(*(_narrowed(said, held or frozenset()) for said in (old, new))):
        # A form spreads the weights that nobody chose.
        if not change.field.endswith(_WEIGHT) or (change.old and change.new):
            yield change


def _narrowed(said: Said, held: frozenset[str]) -> Project:
    """The project with nothing but the held fields, as a form prints them."""
    project = said.project
    printed = replace(as_printed(project), nature=project.nature, narrative=_narrative(project), indicators=())
    if said.held is not None:
        # Its total is what it prints; of a form that has no field for 财政拨款 the sources say less than that.
        printed = replace(printed, funding=project.funding)
    sides = [side for side in _SIDES if f"{INDICATORS}.{side}" in held]
    record = as_record(printed)
    record[EXECUTION][FUNDING] = fund_amounts(project)  # budgets that are blank are filled up on every form
    kept = read_project(_held_part(record, held)).project
    return replace(kept, indicators=tuple(_iter_indicators(project, sides)))


def _narrative(project: Project) -> Narrative:
    """项目文本 with a name only where it calls the project otherwise: the document prints one in any case."""
    narrative = project.narrative
    return replace(narrative, name="") if narrative.name == project.name else narrative


def _held_part(record: Mapping[str, Any], held: frozenset[str], above: str = "") -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for label, value in record.items():
        path = f"{above}{label}"
        if path in held:
            kept[label] = value
        elif isinstance(value, Mapping):
            kept[label] = _held_part(value, held, f"{path}.")
    return kept


def _iter_indicators(project: Project, sides: list[str]) -> Iterator[Indicator]:
    """An indicator a name, with its values on those sides."""
    found: list[tuple[tuple[str, str, str], dict[str, str]]] = []
    for row in indicator_rows(project):
        for side in sides:
            _add(found, row, side)
    for (level1, level2, name), values in found:
        if name or any(values.values()):
            yield Indicator(level1, level2, name, values.get(MID_TERM, ""), values.get(ANNUAL, ""))


def _add(found: list[tuple[tuple[str, str, str], dict[str, str]]], row: IndicatorRow, side: str) -> None:
    """Puts a side of a row to the first indicator of that name which has no value there yet."""
    printed = row.mid_term if side == MID_TERM else row.annual
    key = (row.level1, row.mid_term.level2 or row.annual.level2, printed.name)
    if not printed.name and not printed.value:
        return
    value = printed.value.removeprefix(_EQUAL)
    for other, values in found:
        if other == key and side not in values:
            values[side] = value
            return
    found.append((key, {side: value}))
