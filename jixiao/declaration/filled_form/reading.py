"""Filled forms to records: each recogniser in turn, and what none of them understood.

Every box that is not blank ends as a label, as a part of the data, or as unplaced: nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..cleaning import clean_text
from ..fields import ANNUAL, EXECUTION, FUNDING, GOALS, INDICATORS, MID_TERM, NARRATIVE
from ..findings import field_path
from .boxes import Box, FormSheet
from .execution import find_result_columns, read_executed_funds, read_results, without_result_columns
from .flat_tables import find_flat_table, read_flat_table
from .funding import read_funding_pairs, read_funding_table, without_empty_other
from .goals import read_goals
from .heads import read_heads
from .indicator_tables import IndicatorTable, iter_indicator_tables
from .indicators import read_indicators, read_rows
from .pairs import iter_pairs
from .parts import Part, Path, Unplaced, Value, join_parts
from .prose import read_prose
from .segments import name_rows, split_forms, table_boxes
from .single_fields import read_single_fields

_MARKS = frozenset({"项目名称", f"{INDICATORS}.{MID_TERM}", f"{INDICATORS}.{ANNUAL}"})
_NO_FORM = "这一页没有认出申报表。"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One form as data: the record, the cell and text of each value, what has no place, which fields the form has.

    ``everything`` are all boxes that are not blank, for a sheet that turns out to hold no form.
    """

    data: dict[str, Any]
    cells: Mapping[str, str] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    held: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    everything: tuple[Unplaced, ...] = ()

    @property
    def is_form(self) -> bool:
        """True where it names a project or has indicators; a page of notes may hold a label by chance."""
        return bool(self.held & _MARKS)

    def text_of(self, field_name: str) -> str:
        """The text that was read for a field: ``form.text_of("资金.年度.总投入") == "约300万"``; "" for none."""
        return self.texts.get(field_name, "")


def read_forms(sheet: FormSheet) -> Iterator[FilledForm]:
    """The forms of one sheet or document, top to bottom; one without fields where it holds none."""
    if not sheet.rows:
        return
    tables = list(iter_indicator_tables(sheet))
    flat = find_flat_table(sheet, tables)
    if flat is not None:
        yield from _read_flat(sheet, flat)
        return
    for part in split_forms(sheet, tables):
        yield _read_form(part)


def _read_flat(sheet: FormSheet, table: IndicatorTable) -> Iterator[FilledForm]:
    heads = read_heads(sheet, set(), table.heads[0].top)
    parts = [join_parts([part, heads]) for part in read_flat_table(sheet, table)]
    spoken = {box for part in parts for box in part.boxes}
    for index, part in enumerate(parts):
        left = [box for box in sheet.boxes if box not in spoken] if index == 0 else []
        yield _assemble(part, left)


def _read_form(sheet: FormSheet) -> FilledForm:
    tables = list(iter_indicator_tables(sheet))
    columns = [find_result_columns(sheet, table) for table in tables]
    declared = [without_result_columns(table, found) for table, found in zip(tables, columns, strict=True)]
    funds = read_executed_funds(sheet) if any(columns) else Part()
    taken = table_boxes(sheet, tables) | funds.boxes
    goals = read_goals(sheet, taken)
    first_field = min(name_rows(sheet, taken | goals.boxes), default=max(sheet.rows) + 1)
    prose = read_prose(_lines_above(sheet, first_field))
    taken |= prose.boxes
    funding = read_funding_table(sheet, taken | goals.boxes)
    taken |= goals.boxes | funding.boxes
    pairs = list(iter_pairs(sheet, taken))
    funding = without_empty_other(join_parts([funding, read_funding_pairs(sheet, pairs)]))
    parts = [read_single_fields(pairs), funds, funding, goals, prose]
    known = {box for part in parts for box in part.boxes}
    parts.append(read_heads(sheet, known, first_field))
    parts.append(read_indicators(sheet, declared, known, _sides_present(join_parts(parts).values)))
    executed = [(found, read_rows(sheet, found.table, (ANNUAL,))) for found in columns if found]
    parts.append(read_results(sheet, executed))
    whole = join_parts(parts)
    return _assemble(whole, [box for box in sheet.boxes if box not in whole.boxes])


def _lines_above(sheet: FormSheet, row: int) -> list[Box]:
    """The lines of one box each over the form."""
    lines = []
    for above in sheet.rows:
        filled = [box for box in sheet.covering(above) if not box.is_blank]
        if above < row and len(filled) == 1:
            lines.append(filled[0])
    return lines


def _sides_present(values: Iterable[Value]) -> tuple[bool, bool]:
    """Which sides have a goal or an amount: 中期, 年度."""
    filled = [value.path for value in values if clean_text(value.text).text]
    sided = [path for path in filled if path[0] in {GOALS, FUNDING}]
    mid_term = any(str(path[1]).startswith(MID_TERM) for path in sided)
    return mid_term, any(not str(path[1]).startswith(MID_TERM) for path in sided)


def _assemble(part: Part, left: Sequence[Box]) -> FilledForm:
    """The record of all values; of two that mean one field the more direct one counts."""
    chosen: dict[Path, Value] = {}
    second: list[Value] = []
    for value in sorted(part.values, key=lambda value: (not clean_text(value.text).text, value.rank)):
        if value.path not in chosen:
            chosen[value.path] = value
        elif clean_text(value.text).text != clean_text(chosen[value.path].text).text:
            second.append(value)
    ordered = [chosen[path] for path in dict.fromkeys(value.path for value in part.values)]
    unplaced = [*_iter_second(second, chosen), *_iter_unplaced(part, left)]
    cells = {field_path(value.path): value.boxes[0].cell for value in ordered if value.boxes}
    texts = {field_path(value.path): value.text for value in ordered}
    boxes = sorted({*part.boxes, *left}, key=lambda box: (box.top, box.left))
    everything = tuple(Unplaced(box.cell, "", box.text, _NO_FORM) for box in boxes if not box.is_blank)
    return FilledForm(_record(ordered), cells, tuple(unplaced), _held(part), texts, everything)


def _record(values: Iterable[Value]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for value in values:
        if clean_text(value.text).text:
            _put(data, value.path, value.text)
    return data


def _put(data: Any, path: Path, text: str) -> None:
    for step, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            while len(data) <= step:
                data.append({})
            data = data[step]
        else:
            data = data.setdefault(step, empty)
    data[path[-1]] = text


def _held(part: Part) -> frozenset[str]:
    """The fields the form has, filled or not: 项目期, 资金.中期.总投入, 总体目标.年度目标, 绩效指标, 项目文本."""
    return frozenset(_group(value.path) for value in part.values if value.path[:1] != (INDICATORS,) or not value.text)


def _group(path: Path) -> str:
    return (
        str(path[0])
        if path[0] in {NARRATIVE, EXECUTION}
        else field_path(part for part in path[:3] if isinstance(part, str))
    )


def _iter_second(values: Iterable[Value], chosen: Mapping[Path, Value]) -> Iterator[Unplaced]:
    for value in values:
        other = chosen[value.path]
        place = f"“{other.boxes[0].cell}”" if other.boxes else ""
        reason = f"{field_path(value.path)}已取{place}的内容。"
        if value.boxes and clean_text(value.text).text:
            yield Unplaced(value.boxes[0].cell, str(value.path[-1]), value.text, reason)


def _iter_unplaced(part: Part, left: Iterable[Box]) -> Iterator[Unplaced]:
    for box in left:
        if not box.is_blank:
            yield Unplaced(box.cell, "", box.text)
    for box, (label, reason) in part.asides.items():
        if not box.is_blank:
            yield Unplaced(box.cell, label, box.text, reason)
