"""An imported form into the project it was made from: what the form has is taken, what it has not stays.

A form is compared by what it prints (:func:`.printed.as_printed`), so that a total that was left to be added up, or two
indicators that share a row, are no changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .fields import ANNUAL, FUNDING, GOALS, INDICATORS, MID_TERM, NARRATIVE
from .findings import field_path
from .labelled import as_record
from .model import Project
from .printed import as_printed
from .reading import read_project

_BOTH_SIDES = frozenset({f"{INDICATORS}.{MID_TERM}", f"{INDICATORS}.{ANNUAL}"})
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the form has otherwise: ``Change("项目期", "2020年", "2021年")``; indicators are one field."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The project with the form's content, and what that changed."""

    project: Project
    changes: tuple[Change, ...]


def can_take_over(existing: Project, held: frozenset[str]) -> bool:
    """False where the form shows one side of indicators only and the data has both: the other would be lost."""
    if held >= _BOTH_SIDES or not held & _BOTH_SIDES:
        return True
    return not any(indicator.mid_term_value for indicator in existing.indicators)


def take_over(existing: Project, imported: Project, held: frozenset[str]) -> TakenOver:
    """The existing project with every field of the form that says something else than the existing one prints."""
    printed, new = _plain(as_printed(existing)), _plain(imported)
    record = _plain(existing)
    changes = []
    for path in _iter_paths(held, new):
        old_value, new_value = _get(printed, path), _get(new, path)
        if old_value != new_value:
            _put(record, path, new_value)
            changes.append(Change(field_path(path), _shown(old_value), _shown(new_value)))
    return TakenOver(read_project(record).project if changes else existing, tuple(changes))


def _plain(project: Project) -> dict[str, Any]:
    return as_record(project)


def _iter_paths(held: frozenset[str], new: Mapping[str, Any]) -> Iterator[Path]:
    """The fields of the form in the order of the model; of the prose only what the document has."""
    for label, value in new.items():
        if label in {FUNDING, GOALS}:
            yield from (path for path in _iter_leaves(label, value) if field_path(path) in held)
        elif label == INDICATORS:
            yield from ((label,),) if held & _BOTH_SIDES else ()
        elif label == NARRATIVE:
            yield from ((label, name) for name, text in value.items() if text)
        elif label in held:
            yield (label,)


def _iter_leaves(label: str, value: Mapping[str, Any]) -> Iterator[Path]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from ((label, name, leaf) for leaf in inner)
        else:
            yield (label, name)


def _get(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Any, path: Path, value: Any) -> None:
    _get(data, path[:-1])[path[-1]] = value


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"{len(value)}项"
    if isinstance(value, Mapping):  # 执行情况: how much of it is filled in
        filled = _count(value)
        return f"{filled}处" if filled else ""
    return "" if value is None else str(value)


def _count(value: Any) -> int:
    """The values that are filled in, in all groups."""
    if isinstance(value, Mapping):
        return sum(map(_count, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_count, value))
    return value not in (None, "")
