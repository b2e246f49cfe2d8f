"""A record (the dict of a data file) to a Project, with every problem at once.

A value that cannot be read is reported and left out, so that the rest of the project can still be checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .cleaning import clean_text
from .fields import FUNDING
from .findings import Finding, Level, field_path, has_errors, iter_items
from .labelled import Entry, Many, One, entries_of
from .model import Project
from .refusals import iter_refusals
from .values import UnreadableError, describe, is_blank

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A project as far as it could be read, and what was found on the way."""

    project: Project
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """True where the form must not be made."""
        return has_errors(self.findings)


def read_project(record: object) -> Reading:
    """The project of a record and its findings: ``read_project({"年度": 2020, …}).project.year == 2020``.

    Never raises for what a file can hold; unreadable values are blank in the project and an error in the findings.
    """
    if not isinstance(record, Mapping):
        return Reading(Project(), (Finding("D01", "", f"这里应是一个项目，现在是{describe(record)}。"),))
    problems: list[Finding] = []
    project: Project = _read_group(Project, record, (), problems)
    refusals = [finding for finding in iter_refusals(project) if not _follows_from(problems, finding)]
    findings = (*problems, *refusals, *_iter_cleaning_notes(record))
    return Reading(project, tuple(replace(finding, project=project.name) for finding in findings))


def _read_group(group: type, record: Mapping[Any, Any], place: Place, problems: list[Finding]) -> Any:
    """The object of a labelled class; what is wrong with the record is added to the problems."""
    entries = entries_of(group)
    values = {
        entry.attribute: _read_entry(entry, record[entry.label], place, problems)
        for entry in entries
        if entry.label in record
    }
    if len(values) < len(record):
        known = [entry.label for entry in entries]
        problems += [_unknown(key, known, place) for key in record if key not in known]
    return group(**values)


def _read_entry(entry: Entry, typed: object, place: Place, problems: list[Finding]) -> Any:
    kind = entry.kind
    if isinstance(kind, One):
        return _read_one(kind.group, {} if is_blank(typed) else typed, (*place, entry.label), problems)
    if isinstance(kind, Many):
        return _read_many(kind.group, () if is_blank(typed) else typed, (*place, entry.label), problems)
    try:
        return kind.read(typed)
    except UnreadableError as error:
        problems.append(Finding("D01", field_path((*place, entry.label)), str(error)))
        return kind.read(None)


def _read_one(group: type, typed: object, place: Place, problems: list[Finding]) -> Any:
    if isinstance(typed, Mapping):
        return _read_group(group, typed, place, problems)
    problems.append(Finding("D01", field_path(place), f"这里应是一组带名称的内容，现在是{describe(typed)}。"))
    return group()


def _read_many(group: type, typed: object, place: Place, problems: list[Finding]) -> tuple[Any, ...]:
    """The objects of a list; one that cannot be read keeps its position, with nothing filled in."""
    if isinstance(typed, list | tuple):
        return tuple(_read_one(group, item, (*place, index), problems) for index, item in enumerate(typed))
    problems.append(Finding("D01", field_path(place), f"这里应是一个列表，现在是{describe(typed)}。"))
    return ()


def _unknown(key: object, known: Sequence[str], place: Place) -> Finding:
    """What to do about an unknown name, with the nearest known one of the same group."""
    name = str(key)
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    advice = f"是不是“{nearest[0]}”？请改正后再试。" if nearest else f"可用的名称有：{'、'.join(known)}。"
    return Finding("D02", field_path((*place, name)), f"不认识名称“{name}”，{advice}")


def _follows_from(problems: Iterable[Finding], finding: Finding) -> bool:
    """True where a finding says no more than that a value was left out: a blank, or a sum without that value."""
    group = finding.field.rpartition(".")[0]
    return any(
        problem.field == finding.field or (group.startswith(FUNDING) and problem.field.startswith(group))
        for problem in problems
    )


def _iter_cleaning_notes(record: Mapping[Any, Any]) -> Iterator[Finding]:
    for place, text in _iter_texts(record, ()):
        dropped = clean_text(text).dropped
        if dropped:
            message = f"已清理{dropped}处不可见字符。"
            yield Finding("R50", field_path(place), message, Level.NOTE, "Word、WPS 粘贴时带入")


def _iter_texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    """The texts of which something could be dropped; what is printable stays as it is."""
    if isinstance(value, str):
        yield place, value
    for key, item in iter_items(value):
        if item is not None and not (isinstance(item, str) and item.isprintable()):  # most texts: nothing to look for
            yield from _iter_texts(item, (*place, key))
