"""Findings by the cell they are about: how heavy the worst of them is, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlsx_template.formula.reference import split_cell

from ...declaration.findings import Finding, Level

#: Levels from the heaviest to the lightest, with their Chinese names.
LEVEL_NAMES: dict[Level, str] = {Level.ERROR: "错误", Level.WARNING: "警告", Level.NOTE: "提示"}
_ORDER = list(LEVEL_NAMES)


@dataclass(frozen=True, slots=True)
class Note:
    """What one cell gets: row and column are 1-based, ``text`` is the whole comment."""

    row: int
    column: int
    level: Level
    text: str


def find_place(finding: Finding) -> tuple[str, int, int] | None:
    """Sheet, row and column (1-based) of a finding's cell; None where it has none."""
    sheet, mark, cell = (finding.cell or "").rpartition("!")
    try:
        return (sheet, *split_cell(cell)) if mark else None
    except ValueError:
        return None


def notes_by_sheet(findings: Iterable[Finding]) -> dict[str, list[Note]]:
    """One note a cell, by sheet, in the order of rows and columns: all findings of a cell in one comment."""
    gathered: dict[tuple[str, int, int], list[Finding]] = {}
    for finding in findings:
        if place := find_place(finding):
            gathered.setdefault(place, []).append(finding)
    notes: dict[str, list[Note]] = {}
    for (sheet, row, column), found in sorted(gathered.items(), key=lambda item: item[0]):
        found.sort(key=lambda finding: _ORDER.index(finding.level))
        text = "\n".join(dict.fromkeys(map(sentence, found)))
        notes.setdefault(sheet, []).append(Note(row, column, found[0].level, text))
    return notes


def sentence(finding: Finding) -> str:
    """A finding as a comment says it: "错误 R26：年度资金……（依据：资金总额应等于各资金来源之和）"."""
    basis = f"（依据：{finding.basis}）" if finding.basis else ""
    return f"{LEVEL_NAMES[finding.level]} {finding.rule}：{finding.message}{basis}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with errors first, else as they came."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.level))
