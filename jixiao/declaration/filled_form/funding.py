"""The amounts of both sides: as a table of sources with a row a side, or as labels with an amount beside each.

An amount without a unit has the one its row, column or heading names; none at all means 万元, as in the data.
财政拨款 names no level of the treasury, so the model has no field for it: it is an aside, and the clerk divides it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..fields import ANNUAL, FUNDING, MID_TERM
from ..form_labels import FISCAL, WHOLE_PROJECT
from .boxes import Box, FormSheet
from .labels import Label, find_label, find_side, find_unit
from .pairs import Pair
from .parts import Part, Value, join_parts

FISCAL_REASON = "表上的“财政拨款”没有分级次，请分到中央、省级、市级、县（市）区级财政。"
_BARE_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?")


def read_funding_table(sheet: FormSheet, taken: set[Box]) -> Part:
    """The amounts below a row of source labels: 总投入 | 中央财政 | 省级财政 …, a row a side."""
    spent = set(taken)
    parts = []
    for row in sheet.rows:
        heads = _find_heads([box for box in sheet.covering(row) if box not in spent])
        if heads:
            part = _read_table(sheet, heads, spent)
            spent |= part.boxes
            parts.append(part)
    return join_parts(parts)


def _find_heads(boxes: Sequence[Box]) -> dict[Box, Label]:
    """Two or more labels of different amounts without anything between; none where the row holds no such run."""
    heads: dict[Box, Label] = {}
    for box in boxes:
        label = find_label(box.text)
        if label and label.kind == "amount" and label.name not in {head.name for head in heads.values()}:
            heads[box] = label
        elif len(heads) > 1:
            break
        else:
            heads = {}
    return heads if len(heads) > 1 else {}


def _read_table(sheet: FormSheet, heads: Mapping[Box, Label], spent: set[Box]) -> Part:
    first, *_ = heads
    row = first.bottom + 1
    parts: list[Part] = []
    while row in sheet.rows:
        named = next((box for box in sheet.covering(row) if box.right < first.left and find_side(box.text)), None)
        if (named is None and parts) or any(box in spent for box in sheet.covering(row)):
            break
        part = _read_table_row(sheet, heads, row, named)
        if part is None:
            break
        parts.append(part)
        row += 1
    if not parts:
        return Part()
    left = tuple(box for box in sheet.covering(first.top) if box.right < first.left and find_label(box.text))
    return join_parts([Part(labels=(*heads, *left)), *parts])


def _read_table_row(sheet: FormSheet, heads: Mapping[Box, Label], row: int, named: Box | None) -> Part | None:
    """One row of amounts; None where it holds none and no side."""
    side = (find_side(named.text) if named else None) or ANNUAL
    cells = {head: _amount_box(sheet, head, row) for head in heads}
    if named is None and not any(box and _has_number(box.text) for box in cells.values()):
        return None
    parts = [
        _amount(side, label, (box,) if box else (), find_unit(head.text) or (find_unit(named.text) if named else ""))
        for (head, label), box in zip(heads.items(), cells.values(), strict=True)
    ]
    return join_parts([Part(labels=(named,) if named else ()), *parts])


def _amount_box(sheet: FormSheet, head: Box, row: int) -> Box | None:
    boxes = [box for box in sheet.covering(row) if box.overlaps_columns(head)]
    return next((box for box in boxes if not box.is_blank), boxes[0] if boxes else None)


def read_funding_pairs(sheet: FormSheet, pairs: Iterable[Pair]) -> Part:
    """The amounts beside their labels: 年度资金总额 | 10 | 其中：财政拨款 | 10; which side, the total above tells."""
    amounts = [pair for pair in pairs if pair.label.kind == "amount"]
    sides = _Sides([pair for pair in amounts if pair.label.side])
    parts = []
    for pair in amounts:
        if pair.text.strip() and not _has_number(pair.text):
            parts.append(Part(labels=(pair.box,), asides=dict.fromkeys(pair.boxes, (pair.box.text, ""))))
            continue
        unit = find_unit(pair.box.text) or unit_around(sheet, pair.box)
        part = _amount(sides.side_of(pair), pair.label, pair.boxes, unit, pair.text)
        parts.append(join_parts([Part(labels=(pair.box,)), part]))
    return join_parts(parts)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The labels that name a side, and which of them an amount belongs to."""

    named: Sequence[Pair]

    def side_of(self, pair: Pair) -> str:
        """The side of an amount: its own, that of the label above it in its columns, or the only one there is."""
        if pair.label.side:
            return self._resolve(pair.label.side)
        above = [named for named in self.named if named.box.overlaps_columns(pair.box)]
        sides = {self._resolve(named.label.side) for named in above or self.named}
        return sides.pop() if len(sides) == 1 else ANNUAL

    def _resolve(self, side: str) -> str:
        if side != WHOLE_PROJECT:
            return side
        return MID_TERM if any(named.label.side == ANNUAL for named in self.named) else ANNUAL


def _amount(side: str, label: Label, boxes: tuple[Box, ...], unit: str, text: str | None = None) -> Part:
    typed = (boxes[0].text if boxes else "") if text is None else text
    if label.name == FISCAL:
        return Part(asides={box: (f"{side}{FISCAL}", FISCAL_REASON) for box in boxes if typed.strip()})
    return Part((Value((FUNDING, side, label.name), with_unit(typed, unit), boxes, label.rank),))


def with_unit(text: str, unit: str) -> str:
    """An amount with the unit of its label: ``with_unit("3,309,840", "元") == "3,309,840元"``; 万元 goes without."""
    bare = unicodedata.normalize("NFKC", text).strip()
    return f"{text.strip()}{unit}" if unit and unit != "万元" and _BARE_NUMBER.fullmatch(bare) else text


def _has_number(text: str) -> bool:
    return any(character.isdigit() for character in text)


def unit_around(sheet: FormSheet, box: Box) -> str:
    """The unit that a heading to the left names, or a line of the form: "金额单位：万元"."""
    left = [other for other in sheet.covering(box.top) if other.right < box.left]
    return next(iter(_iter_units(left)), "") or next(iter(_iter_units(_unit_lines(sheet))), "")


def _unit_lines(sheet: FormSheet) -> Iterator[Box]:
    return (box for box in sheet.boxes if "单位" in box.text and len(box.text) < 40)


def _iter_units(boxes: Iterable[Box]) -> Iterator[str]:
    return (unit for box in boxes if (unit := find_unit(box.text)))


def is_zero_other(value: Value) -> bool:
    """True for 其他 of zero."""
    return value.path[2:] == ("其他",) and with_unit(value.text, "").strip().rstrip("万元") in {"0", "0.00", "0.0"}


def without_empty_other(part: Part) -> Part:
    """The amounts without a 其他 of zero beside a 财政拨款 that has no field.

    Alone among the sources it would stand for their sum and contradict the total.
    """
    fiscal = {label.removesuffix(FISCAL) for label, reason in part.asides.values() if reason == FISCAL_REASON}
    dropped = [value for value in part.values if value.path[1] in fiscal and is_zero_other(value)]
    if not dropped:
        return part
    kept = tuple(value for value in part.values if value not in dropped)
    boxes = tuple(box for value in dropped for box in value.boxes)
    aside = ("其他", "金额为零，等财政拨款分级后再填。")
    return Part(kept, part.labels, {**part.asides, **dict.fromkeys(boxes, aside)})
