"""The part of a record that one sheet holds, and how heads are found on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ..declaration.findings import Finding
from .errors import DataFileError
from .grid import Sheet


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


def find_head(sheet: Sheet, labels: tuple[str, ...]) -> tuple[int, dict[str, int]]:
    """The row that holds all the labels, and the column of each."""
    for row_index in range(len(sheet.rows)):
        found = [sheet.label(row_index, column) for column in range(len(sheet.rows[row_index]))]
        places = {label: _find_column(found, label) for label in labels}
        columns = {label: column for label, column in places.items() if column is not None}
        if len(columns) == len(labels):
            return row_index, columns
    raise DataFileError(f"工作表“{sheet.name}”里找不到表头“{'”“'.join(labels)}”，请不要改动表头。")


def _find_column(found: list[str], label: str) -> int | None:
    """Where a head stands; what follows it in brackets ("中期（万元）") is a remark."""
    for column, text in enumerate(found):
        if text == label or text.startswith(f"{label}（"):
            return column
    return None


def _below(label: str, path: str) -> str:
    return f"{label}{path}" if path.startswith("[") else f"{label}.{path}" if path else label
