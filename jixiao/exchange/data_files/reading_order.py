"""Findings in the order in which a clerk goes through the file: sheet by sheet, row by row, or path by path.

What has no place of its own (a value that is missing, a sheet that is gone) comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...declaration.findings import Finding
from ..grids.cell_names import column_index
from .records import Record

_CELL = re.compile(r"(?P<sheet>.+)!(?P<letters>[A-Z]+)(?P<row>\d+)")
_LINE = re.compile(r"(?P<sheet>.+):第(?P<row>\d+)行第(?P<column>\d+)列")
_INDEX = re.compile(r"\[\d+\]$")

Place = tuple[int, int, int]
_NOWHERE = (-1, 0, 0)


def in_reading_order(findings: Sequence[Finding], record: Record) -> list[Finding]:
    """The findings in the order of their cells, or of their paths where the file has no cells."""
    if len(findings) < 2:
        return list(findings)
    if record.cells:
        sheets = {sheet: rank for rank, sheet in enumerate(dict.fromkeys(map(_sheet, record.cells.values())))}
        return sorted(findings, key=lambda finding: _cell_place(finding.cell, sheets))
    paths = {path: rank for rank, path in enumerate(_iter_paths(record.data, ""))}
    return sorted(findings, key=lambda finding: _path_place(finding.field, paths))


def parent_path(path: str) -> str:
    """The path of the group around a value: "绩效指标[1]" of "绩效指标[1].一级指标", then "绩效指标"; "" at the end."""
    return _INDEX.sub("", path) if _INDEX.search(path) else path.rpartition(".")[0]


def _sheet(cell: str) -> str:
    match = _CELL.fullmatch(cell) or _LINE.fullmatch(cell)
    return match["sheet"] if match else ""


def _cell_place(cell: str | None, sheets: dict[str, int]) -> Place:
    match = (_CELL.fullmatch(cell) or _LINE.fullmatch(cell)) if cell else None
    if match is None:
        return _NOWHERE
    groups = match.groupdict()
    column = int(groups["column"]) if "column" in groups else column_index(groups["letters"])
    return sheets.get(groups["sheet"], len(sheets)), int(groups["row"]), column


def _path_place(path: str, paths: dict[str, int]) -> int:
    while path and path not in paths:
        path = parent_path(path)
    return paths.get(path, -1)


def _iter_paths(group: object, path: str) -> Iterator[str]:
    """The paths of what a group holds in the order of the file, inner groups before what they hold themselves."""
    if isinstance(group, dict):
        paths = [(f"{path}.{key}" if path else str(key), item) for key, item in group.items()]
    elif isinstance(group, list | tuple):
        paths = [(f"{path}[{number}]", item) for number, item in enumerate(group, start=1)]
    else:
        return
    for inner, item in paths:
        yield inner
        if isinstance(item, dict | list | tuple):
            yield from _iter_paths(item, inner)
