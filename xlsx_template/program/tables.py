"""Excel tables: what Excel asks of them when rows come and go (ECMA-376 part 1, 18.5.1).

A table has one header row, which reads as its columns are called, and at least one data row: Excel itself leaves a
blank one when all are deleted, and repairs a file that has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from xlsx_template.errors import TagError
from xlsx_template.formula.reference import Area, cell_name
from xlsx_template.language.tags import has_tags
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.strings import unescape
from xlsx_template.package.workbook import relationships
from xlsx_template.program.model import Instance, Iteration, Merge, RowProgram, SheetProgram


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the template; ``headers`` and ``totals`` are how many such rows it has: one or none."""

    name: str
    area: Area
    headers: int
    totals: int
    columns: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        """The first row below the header."""
        return self.area.first.row + self.headers

    @property
    def last_data_row(self) -> int:
        """The last row above the totals."""
        return self.area.end.row - self.totals

    @property
    def border_rows(self) -> tuple[int, ...]:
        """The rows of header and totals."""
        rows = (self.area.first.row,) * self.headers
        return rows + (self.area.end.row,) * self.totals


class Filled(Protocol):
    """The rows of a filled sheet, and what counts them."""

    instances: list[Instance]
    iterations: list[Iteration]
    styled: list[int]


def read_tables(package: Package, part: str) -> Iterator[Table]:
    """The tables of a sheet's part."""
    for relation in relationships(package.parts, part):
        if relation.kind == "table" and relation.target in package.parts:
            root = markup.parse(package.parts[relation.target], relation.target)
            given, columns = root.attributes(), root.find("tableColumns")
            yield Table(
                given.get("displayName") or given.get("name") or "",
                Area.from_text(given.get("ref") or ""),
                markup.whole(given.get("headerRowCount"), 1),
                markup.whole(given.get("totalsRowCount")),
                tuple(unescape(column.get("name") or "") for column in (columns.children if columns else ())),
            )


def check(table: Table, program: SheetProgram) -> None:
    """Refuse tags in a table's header, which must read as its columns are called, and loops over its borders."""
    rows = {row.number: row for row in program.rows}
    for number in table.border_rows:
        row = rows.get(number)
        if row is None or row.loop is not None:
            name = cell_name(number, table.area.first.column)
            raise TagError(f"表格“{table.name}”的标题行和汇总行不能在循环里，循环只能放在它的数据行上", cell=name)
    for sheet_row in program.sheet.rows if table.headers else ():
        for cell in sheet_row.cells if sheet_row.number == table.area.first.row else ():
            is_header = table.area.first.column <= cell.column <= table.area.end.column
            if is_header and cell.text is not None and has_tags(cell.text.text):
                raise TagError(f"表格“{table.name}”的标题不能写标签，请写固定的文字", cell=cell.name)


def refuse_merges(program: SheetProgram, instances: Sequence[Instance], merges: Iterable[Merge]) -> None:
    """Refuse merges that the ``merge`` filter makes inside a table: Excel repairs a workbook that has some."""
    for merge in merges if program.tables else ():
        row = program.rows[instances[merge.first].index].number
        for table in program.tables:
            area = table.area
            is_beside = merge.right < area.first.column or merge.left > area.end.column
            if area.first.row <= row <= area.end.row and not is_beside:
                problem = f"表格“{table.name}”里不能有合并单元格，请去掉 merge，或把表格转换为普通区域"
                raise TagError(problem, cell=cell_name(row, merge.left))


def keep_data_rows(program: SheetProgram, filled: Filled) -> None:
    """Give a table that has lost all its data rows a blank one."""
    instances = filled.instances
    for table in program.tables:
        rows = [i for i, row in enumerate(program.rows) if table.first_data_row <= row.number <= table.last_data_row]
        if not rows or any(rows[0] <= instance.index <= rows[-1] for instance in instances):
            continue
        position = next((p for p, i in enumerate(instances) if i.index > rows[-1]), len(instances))
        instances.insert(position, _blank(program.rows[rows[0]], rows[0]))
        filled.styled[:] = [place + (place >= position) for place in filled.styled]
        for iteration in filled.iterations:
            iteration.start += iteration.start >= position
            iteration.end += iteration.end > position


def _blank(row: RowProgram, index: int) -> Instance:
    return Instance(index, row.no_values, None, is_blank=True)
