"""What changed between two versions or two years of a declaration, a field a line, with the changes within a text.

Indicators are matched by their names, not by their rows: one that was inserted does not make all below it differ.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .cleaning import squeeze_label
from .fields import EXECUTION, HISTORY, INDICATORS, RESULT_FIELDS
from .labelled import as_record
from .model import Indicator, Project
from .money import format_amount

Kind = Literal["same", "removed", "added"]
_LABELS = {"level1": "一级指标", "level2": "二级指标", "mid_term_value": "中期指标值", "annual_value": "年度指标值"}
_RESULT_NAME = RESULT_FIELDS[0].label
#: A number or a Latin word changes as a whole: 13 → 14, not 1(3 → 4).
_TOKEN = re.compile(r"\d[\d,.，．]*|[A-Za-z]+|.", re.DOTALL)
#: Characters; beyond it common ones are not matched one by one, which would take seconds.
_LONG = 3000
#: Less that two changes have in common between them reads better as one change.
_LEAST_COMMON = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs: ``Change("项目期", "2020年", "2021年")``; "" where one side is blank or lacks it."""

    field: str
    old: str
    new: str

    @property
    def segments(self) -> list[tuple[Kind, str]]:
        """The change within the text: ``[("removed", "2020"), ("added", "2021"), ("same", "年")]``."""
        return list(_iter_segments(self.old, self.new))


def iter_changes(old: Project, new: Project) -> Iterator[Change]:
    """The fields that differ, in the order of the data; indicators by their names."""
    before, after = _texts(old), _texts(new)
    for field in dict.fromkeys((*before, *after)):
        if before.get(field, "") != after.get(field, ""):
            yield Change(field, before.get(field, ""), after.get(field, ""))


def _texts(project: Project) -> dict[str, str]:
    """Every field that is filled in, as text, by its path."""
    data = {label: value for label, value in as_record(project).items() if label not in (INDICATORS, HISTORY)}
    results = data[EXECUTION].pop(INDICATORS)
    texts = dict(_iter_flat(data, "")) | dict(_iter_results(results))
    names: dict[str, int] = {}
    for indicator in project.indicators:
        name = squeeze_label(indicator.name or indicator.annual_name)
        names[name] = names.get(name, 0) + 1
        texts |= _indicator_texts(f"{INDICATORS}“{name}”{f'（{names[name]}）' if names[name] > 1 else ''}", indicator)
    return texts


def _iter_results(results: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    """What the results say, by the names of their indicators; one that has nothing but its name says nothing."""
    names: dict[str, int] = {}
    for result in results:
        name = squeeze_label(str(result[_RESULT_NAME]))
        names[name] = names.get(name, 0) + 1
        path = f"{EXECUTION}“{name}”{f'（{names[name]}）' if names[name] > 1 else ''}"
        for label, value in result.items():
            if label != _RESULT_NAME and value not in (None, ""):
                yield f"{path}.{label}", f"{value:f}" if isinstance(value, Decimal) else str(value)


def _indicator_texts(path: str, indicator: Indicator) -> dict[str, str]:
    texts = {f"{path}.{label}": getattr(indicator, attribute) for attribute, label in _LABELS.items()}
    if indicator.annual_name and indicator.name:
        texts[f"{path}.年度三级指标"] = indicator.annual_name
    return {field: text for field, text in texts.items() if text}


def _iter_flat(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for label, item in value.items():
            yield from _iter_flat(item, f"{path}.{label}" if path else str(label))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            yield from _iter_flat(item, f"{path}[{number}]")
    elif isinstance(value, Decimal):
        yield path, format_amount(value)
    elif value not in (None, ""):
        yield path, str(value)


def _iter_segments(old: str, new: str) -> Iterator[tuple[Kind, str]]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > _LONG)
    left = right = 0
    for block in matcher.get_matching_blocks():
        is_edge = (block.a, block.b) == (0, 0) or (block.a + block.size, block.b + block.size) == (
            len(before),
            len(after),
        )
        if block.size < _LEAST_COMMON and not is_edge:
            continue
        if before[left : block.a]:
            yield "removed", "".join(before[left : block.a])
        if after[right : block.b]:
            yield "added", "".join(after[right : block.b])
        if block.size:
            yield "same", "".join(before[block.a : block.a + block.size])
        left, right = block.a + block.size, block.b + block.size
