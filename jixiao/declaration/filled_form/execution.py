"""What became of a project, from 绩效运行监控表 and 绩效自评表: its money, and a result beside each indicator.

得分, 执行率 and 总分 are what formulas make of the rest: understood and not read, the form calculates them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..fields import ANNUAL, EXECUTION, FUNDING, INDICATORS, LIKELIHOODS, REASONS, TOTAL
from ..form_labels import (
    CALCULATED,
    EXECUTED_AMOUNT_SPELLINGS,
    EXECUTED_FUND_SPELLINGS,
    RESULT_SPELLINGS,
    TELLING_RESULTS,
)
from .boxes import Box, FormSheet
from .funding import unit_around, with_unit
from .indicator_tables import IndicatorTable
from .indicators import read_cell
from .labels import find_spelling
from .parts import Part, Value, join_parts
from .rows import Row

_GRAND_TOTAL = "总分"
_NAME = "三级指标"


# --------------------------------------------------------------------------------------------------- money


def read_executed_funds(sheet: FormSheet) -> Part:
    """执行情况.资金: a row a kind of money, a column an amount; 年初预算数 of the total is what was declared, too."""
    total = Part(labels=tuple(_iter_grand_total(sheet)))
    for row in sheet.rows:
        heads = {
            box: name for box in sheet.starting(row) if (name := find_spelling(box.text, EXECUTED_AMOUNT_SPELLINGS))
        }
        if len(heads) > 1:
            return join_parts([_read_funds(sheet, heads), total])
    return total


def _iter_grand_total(sheet: FormSheet) -> Iterator[Box]:
    for row in sheet.rows:
        boxes = sheet.starting(row)
        if any("".join(box.text.split()) == _GRAND_TOTAL for box in boxes):
            yield from boxes


def _read_funds(sheet: FormSheet, heads: Mapping[Box, str]) -> Part:
    first = next(iter(heads))
    calculated = [box for box in sheet.starting(first.top) if find_spelling(box.text, CALCULATED)]
    left = [box for box in sheet.covering(first.top) if box.right < first.left and not box.is_blank]
    parts = [Part(labels=(*heads, *calculated, *left))]
    row = first.bottom + 1
    while label := _fund_label(sheet, row, first):
        parts.append(_read_fund(sheet, label, heads))
        parts.append(Part(labels=tuple(box for head in calculated if (box := sheet.find(row, head.left)))))
        row = label.bottom + 1
    return join_parts(parts) if len(parts) > 1 else Part()


def _fund_label(sheet: FormSheet, row: int, first: Box) -> Box | None:
    before = [box for box in sheet.starting(row) if box.right < first.left]
    return next((box for box in before if find_spelling(box.text, EXECUTED_FUND_SPELLINGS)), None)


def _read_fund(sheet: FormSheet, label: Box, heads: Mapping[Box, str]) -> Part:
    fund = find_spelling(label.text, EXECUTED_FUND_SPELLINGS)
    unit = unit_around(sheet, label)
    values = []
    for head, name in heads.items():
        box = sheet.find(label.top, head.left)
        if box is None:
            continue
        text = with_unit(box.text, unit)
        values.append(Value((EXECUTION, FUNDING, fund, name), text, (box,)))
        if (fund, name) == ("年度资金总额", "年初预算数"):
            values.append(Value((FUNDING, ANNUAL, TOTAL), text, (box,)))
    return Part(tuple(values), (label,))


# ------------------------------------------------------------------------------------------------- results


@dataclass(frozen=True, slots=True)
class ResultColumns:
    """The columns beside the indicators of a table: head → name; ticked ones by the reason or likelihood they are."""

    table: IndicatorTable
    texts: Mapping[Box, str]
    ticks: Mapping[Box, str]
    calculated: tuple[Box, ...]
    groups: tuple[Box, ...]

    @property
    def heads(self) -> tuple[Box, ...]:
        """All heads that are understood."""
        return (*self.texts, *self.ticks, *self.calculated, *self.groups)


def find_result_columns(sheet: FormSheet, table: IndicatorTable) -> ResultColumns | None:
    """The columns of a table that tell what became of its indicators; None for a declaration.

    分值, 得分 and 备注 are such columns only beside one that no declaration has.
    """
    leaves = {leaf: group for group in table.extras for leaf in _leaves(sheet, table, group)}
    texts = {leaf: name for leaf in leaves if (name := find_spelling(leaf.text, RESULT_SPELLINGS))}
    ticks = {leaf: name for leaf in leaves if (name := leaf.text.strip()) in {*REASONS, *LIKELIHOODS}}
    if not (ticks or TELLING_RESULTS & set(texts.values())):
        return None
    calculated = tuple(leaf for leaf in leaves if find_spelling(leaf.text, CALCULATED))
    groups = tuple(dict.fromkeys(group for leaf, group in leaves.items() if leaf is not group))
    return ResultColumns(table, texts, ticks, calculated, groups)


def _leaves(sheet: FormSheet, table: IndicatorTable, head: Box) -> list[Box]:
    """The heads below a head that groups them, or itself."""
    last = max(other.bottom for other in table.heads)
    below = {box for row in range(head.bottom + 1, last + 1) for box in sheet.starting(row)}
    found = [box for box in below if head.left <= box.left and box.right <= head.right and not box.is_blank]
    return sorted(found, key=lambda box: box.left) or [head]


def without_result_columns(table: IndicatorTable, columns: ResultColumns | None) -> IndicatorTable:
    """The table as a declaration has it."""
    known = set(columns.heads) if columns else set()
    return replace(table, extras=tuple(head for head in table.extras if head not in known))


def read_results(sheet: FormSheet, found: Sequence[tuple[ResultColumns, Sequence[Row]]]) -> Part:
    """执行情况.绩效指标: a result for each indicator that has one, in the order of the form."""
    parts = [Part((Value((EXECUTION, INDICATORS), ""),))] if found else []
    index = 0
    for columns, rows in found:
        parts.append(Part(labels=columns.heads))
        for row in rows:
            part = _read_result(sheet, columns, row, index)
            index += any(value.path[-1] == _NAME for value in part.values)
            parts.append(part)
    return join_parts(parts)


def _read_result(sheet: FormSheet, columns: ResultColumns, row: Row, index: int) -> Part:
    side = row.side(ANNUAL)
    boxes = side.name.boxes or side.value.boxes
    if not boxes:
        return Part()
    first, last = boxes[0].top, boxes[-1].bottom
    read = {head: read_cell(sheet, head, first, last, set()) for head in columns.heads if head not in columns.groups}
    texts = {name: read[head] for head, name in columns.texts.items() if read[head].text.strip()}
    entries = [(name, cell.text, cell.boxes) for name, cell in texts.items()]
    for label, names in (("偏差原因", REASONS), ("完成可能性", LIKELIHOODS)):
        ticked = [
            (name, read[head]) for head, name in columns.ticks.items() if name in names and read[head].text.strip()
        ]
        if ticked:
            marks = tuple(box for _, cell in ticked for box in cell.boxes)
            entries.append((label, "、".join(name for name, _ in ticked), marks))
    seen = tuple(box for cell in read.values() for box in cell.boxes)
    if entries:
        entries.insert(0, (_NAME, side.name.text, ()))
    values = tuple(Value((EXECUTION, INDICATORS, index, name), text, places) for name, text, places in entries)
    return Part(values, seen)
