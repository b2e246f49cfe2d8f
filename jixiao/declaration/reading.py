"""A record (the dict of a data file) to a Project, with every problem at once.

This is the one door where pydantic's errors become Findings.  A value that cannot be read is reported and left out,
so that the rest of the project can still be checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .cleaning import clean_text
from .fields import FUNDING
from .findings import Finding, Level, field_path, has_errors
from .model import Project
from .refusals import iter_refusals
from .values import describe

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
    project, problems = _validate(dict(record))
    refusals = [finding for finding in iter_refusals(project) if not _follows_from(problems, finding)]
    findings = (*problems, *refusals, *_iter_cleaning_notes(record))
    return Reading(project, tuple(replace(finding, project=project.name) for finding in findings))


def _validate(record: dict[str, Any]) -> tuple[Project, list[Finding]]:
    """The project without its unreadable values, and a finding for each of those."""
    try:
        return Project.model_validate(record), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    readable = deepcopy(record)
    for detail in details:
        _blank(readable, detail["loc"])
    return Project.model_validate(readable), [_translate(detail) for detail in details]


def _blank(record: Any, place: Place) -> None:
    """Makes the value at a place blank: an unknown key goes, a list entry keeps its position."""
    for part in place[:-1]:
        record = record[part]
    if isinstance(record, list):
        record[int(place[-1])] = {}
    else:
        record.pop(place[-1], None)


def _translate(detail: ErrorDetails) -> Finding:
    path = field_path(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return Finding("D02", path, _suggest(detail["loc"]))
        case "text" | "year" | "amount":
            return Finding("D01", path, detail["msg"])
        case "tuple_type":
            return Finding("D01", path, f"这里应是一个列表，现在是{describe(detail['input'])}。")
        case _:
            return Finding("D01", path, f"这里应是一组带名称的内容，现在是{describe(detail['input'])}。")


def _suggest(place: Place) -> str:
    """What to do about an unknown name, with the nearest known one of the same group."""
    key = str(place[-1])
    known = _known_keys(tuple(part for part in place[:-1] if isinstance(part, str)))
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
    advice = f"是不是“{nearest[0]}”？请改正后再试。" if nearest else f"可用的名称有：{'、'.join(known)}。"
    return f"不认识名称“{key}”，{advice}"


@cache
def _known_keys(group: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a group: ``_known_keys(("资金",)) == ("中期", "年度")``."""
    model: type[BaseModel] = Project
    for label in group:
        model = _find_model(next(field.annotation for field in model.model_fields.values() if field.alias == label))
    return tuple(field.alias or "" for field in model.model_fields.values())


def _find_model(annotation: Any) -> type[BaseModel]:
    """The model inside an annotation: FundingSide itself, Indicator of tuple[Indicator, ...]."""
    inner = getattr(annotation, "__args__", (annotation,))[0]
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else Project


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
        if not value.isprintable():
            yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _iter_texts(item, (*place, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _iter_texts(item, (*place, index))
