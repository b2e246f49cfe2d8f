"""A data workbook of many projects: sheet 项目信息 with one project a row, the other sheets with a column 项目名称.

    项目信息    年度 | 项目名称 | 主管部门 | … | 中期目标 | 年度目标 | …
    资金        项目名称 | 资金来源 | 中期 | 年度                       a row an amount, as on the sheet of one project
                or 项目名称 | 中期总投入 | 年度总投入 | 中期中央财政 | …    a row a project
    绩效指标    项目名称 | 一级指标 | 二级指标 | 三级指标 | 中期指标值 | 年度指标值 | 年度三级指标
    项目文本    项目名称 | 项目 | 填写内容                             a row a text, as on the sheet of one project
                or 项目名称 | 立项依据 | 单位名称 | …                  a row a project; 项目名称 again: the prose's
    资金安排    项目名称 | 事项 | 金额
    执行情况    项目名称 | 年度目标完成情况 | 财政拨款年初预算数 | …       a row a project
                or 项目名称 | 资金 | 年初预算数 | 全年预算数 | …        a row a fund, as on the sheet of one project
    指标执行情况  项目名称 | 三级指标 | 实际完成值 | …                  a row a result; may stand on 执行情况 too
    历年        项目名称 | 年度 | 类别 | 细类 | 名称 | 年度值

Columns stand in any order.  The name may be merged down over its rows, or typed on the first of them only.  The sheets
are read once, row by row; what belongs to a project is found by its name, so a workbook holds a name only once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...declaration.fields import PROJECT_FIELDS, PROJECT_SHEET
from ...declaration.findings import Finding, has_errors
from ..errors import DataFileError
from ..grids.raw_sheets import RawSheet
from .many_heads import KEY
from .project_layouts import INFO_LAYOUTS, PART_LAYOUTS, read_info
from .project_tables import ProjectTable, iter_inherited, read_table
from .records import Record
from .sheet_data import SheetData, join_parts
from .sheet_tables import NumberedRow

_YEAR = PROJECT_FIELDS[0].label


def read_many(file: Path, sheets: Mapping[str, RawSheet], missing: Sequence[Finding]) -> ManyProjects:
    """The projects of a workbook; ``missing`` is what was found about its sheets.  Raises DataFileError, OSError."""
    info = read_table(sheets[PROJECT_SHEET], INFO_LAYOUTS, inherit=False)
    parts: list[tuple[str, ProjectTable]] = []
    problems = [*missing, *info.problems]
    for name, label, layouts in PART_LAYOUTS:
        if name in sheets:
            try:
                table = read_table(sheets[name], layouts, inherit=True)
                parts.append((label, table))
                problems += table.problems
            except DataFileError as error:
                problems.append(Finding("D04", "", str(error)))
    notes = [note for table in (info, *(table for _, table in parts)) for note in table.notes]
    return ManyProjects(file, info, tuple(parts), tuple(problems), tuple(notes))


@dataclass(frozen=True, slots=True)
class ManyProjects:
    """The projects of a workbook, as often as they are asked for.

    ``problems`` are about the workbook as a whole; one that is an error keeps all projects from being read, because a
    column would be missing from each of them.
    """

    file: Path
    info: ProjectTable
    parts: tuple[tuple[str, ProjectTable], ...]
    problems: tuple[Finding, ...]
    notes: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Record]:
        """The projects in the order of 项目信息, then what belongs to none of them."""
        if has_errors(self.problems):
            yield Record(self.file, problems=self.problems)
            return
        once: tuple[Finding, ...] = (*self.problems, *self.notes)
        for key in self.info.store:
            rows = self.info.store.rows(key)
            for row in rows:
                yield self._read(key, row, (*once, *self._iter_same_name(rows, row)))
                once = ()
        if strays := tuple(self._iter_strays()):
            yield Record(self.file, problems=strays)
        elif not self.info.store:
            yield Record(self.file, problems=(*once, Finding("D04", "", f"“{PROJECT_SHEET}”里一个项目也没有。")))

    def _read(self, key: str, row: NumberedRow, problems: Sequence[Finding]) -> Record:
        belonging: dict[str, list[SheetData]] = {}
        for label, table in self.parts if key else ():
            belonging.setdefault(label, []).append(self._read_part(table, key))
        joined = join_parts(
            [
                SheetData({}, {}, tuple(problems)),
                read_info(self.info, row),
                *(_as_one(parts).under(label) for label, parts in belonging.items()),
            ]
        )
        return Record(self.file, self.info.sheet.row_name(row[0]), joined.data, joined.cells, joined.problems)

    def _read_part(self, table: ProjectTable, key: str) -> SheetData:
        rows = table.store.rows(key)
        read = table.layout.read(table, rows)
        return SheetData(read.data, read.cells, (*read.problems, *iter_inherited(table, rows)))

    def _iter_same_name(self, rows: Sequence[NumberedRow], row: NumberedRow) -> Iterator[Finding]:
        """The refusal of a name that several rows have: the other sheets could mean any of them.

        Rows of the same year are twins, as in two files, and refused as such.
        """
        if len({str(self.info.value(values, _YEAR)) for _, values in rows}) > 1:
            places = "、".join(self.info.sheet.cell(row_index, self.info.key_column) for row_index, _ in rows)
            message = f"{len(rows)}个项目同名（{places}），其他工作表的内容分不清属于哪一个，请改名或分成两个工作簿。"
            yield Finding("D05", KEY, message, cell=self.info.sheet.cell(row[0], self.info.key_column))

    def _iter_strays(self) -> Iterator[Finding]:
        """What stands on another sheet for a project that 项目信息 does not have."""
        names = list(self.info.store)
        for _, table in self.parts:
            for key in table.store:
                if key not in self.info.store:
                    yield _stray(table, key, names)


def _as_one(parts: Sequence[SheetData]) -> SheetData:
    """What several sheets hold of one part of the record; a part that one sheet holds may be a list."""
    return parts[0] if len(parts) == 1 else join_parts(parts)


def _stray(table: ProjectTable, key: str, names: Sequence[str]) -> Finding:
    row_index, _ = table.store.rows(key)[0]
    cell = table.sheet.cell(row_index, table.key_column)
    if not key:
        return Finding("D11", "", f"这一行没有{KEY}，不知道属于哪个项目，请填写。", cell=cell)
    nearest = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
    advice = f"是不是“{nearest[0]}”？" if nearest else ""
    return Finding("D11", "", f"“{PROJECT_SHEET}”里没有项目“{key}”，{advice}请改成一致的名称。", cell=cell)
