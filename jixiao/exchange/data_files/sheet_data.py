"""The part of a record that one sheet holds, with the cell of every field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from ...declaration.findings import Finding


@dataclass(frozen=True, slots=True)
class SheetData:
    """What one sheet holds, with the cell of every field path."""

    data: Any
    cells: dict[str, str] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()

    def under(self, label: str) -> SheetData:
        """The same as part of a record: paths and data below a label."""
        cells = {_below(label, path): cell for path, cell in self.cells.items()}
        problems = tuple(replace(problem, field=_below(label, problem.field)) for problem in self.problems)
        return SheetData({label: self.data}, cells, problems)


class Collector:
    """The contents of labels while their cells are read; what is filled in twice is a problem, the first counts."""

    def __init__(self) -> None:
        self._data: dict[str, Any] = {}
        self._cells: dict[str, str] = {}
        self._problems: list[Finding] = []

    def add(self, path: tuple[str, ...], value: object, cell: str) -> None:
        """Takes the content of a label, such as ``("年度", "总投入")``."""
        group = self._data
        for label in path[:-1]:
            group = group.setdefault(label, {})
        if group.get(path[-1]) is None:
            group[path[-1]] = value
            self._cells[".".join(path)] = cell
        elif value is not None:
            self._problems.append(Finding("D03", ".".join(path), f"“{path[-1]}”出现了两次，请只保留一个。", cell=cell))

    def finish(self) -> SheetData:
        """What was collected."""
        return SheetData(self._data, self._cells, tuple(self._problems))


def join_parts(parts: Iterable[SheetData]) -> SheetData:
    """The parts of a record as one; the data of each is a dict, and a later one wins."""
    joined = SheetData({}, {})
    for part in parts:
        joined.data.update(part.data)
        joined.cells.update(part.cells)
        joined = replace(joined, problems=(*joined.problems, *part.problems))
    return joined


def _below(label: str, path: str) -> str:
    return f"{label}{path}" if path.startswith("[") else f"{label}.{path}" if path else label
