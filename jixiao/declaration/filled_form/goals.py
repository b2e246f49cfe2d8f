"""The two goals: under their heads side by side, or each beside its own label.

A head stands at the left end of its row, 总体目标 and other headings apart, so that a text that reads "年度目标"
elsewhere is no head.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..cleaning import squeeze_label
from ..fields import EXECUTION, GOALS
from ..form_labels import EXPECTED_GOAL, GOAL_RESULT, GOAL_RESULT_SPELLINGS
from .boxes import Box, FormSheet, join_texts
from .labels import find_label
from .parts import Part, Value, join_parts

#: Heads in 绩效自评表.
_IN_EVALUATION = {EXPECTED_GOAL: "年度目标", **dict.fromkeys(GOAL_RESULT_SPELLINGS, GOAL_RESULT)}


def read_goals(sheet: FormSheet, taken: set[Box]) -> Part:
    """总体目标.中期目标 and 总体目标.年度目标; a text straight beside 总体目标 is the annual goal."""
    spent = set(taken)
    parts = []
    for row in sheet.rows:
        part = _read_row(sheet, [box for box in sheet.starting(row) if box not in spent])
        spent |= part.boxes
        parts.append(part)
    found = join_parts(parts)
    return found if found.values else _read_bare_heading(sheet, taken)


def _read_row(sheet: FormSheet, boxes: Sequence[Box]) -> Part:
    """The goals whose labels begin a row."""
    headings, rest = _split_headings(boxes)
    heads = [box for box in rest if _goal_of(box)]
    if not rest or rest[0] not in heads:
        return Part()
    beside = _beside(rest)
    if len(heads) == 1 and beside is not None and not _is_above(sheet, heads[0], beside):
        return _goal(heads[0], sheet.stack(beside, heads[0].bottom), headings)
    if len(heads) > 1 and not (heads == list(rest) or _all_blank(rest, heads)):
        return join_parts(
            _goal(head, sheet.stack(box, head.bottom), headings)
            for head, box in zip(rest[::2], rest[1::2], strict=False)
            if head in heads
        )
    return join_parts(_read_below(sheet, head, headings) for head in heads)


def _split_headings(boxes: Sequence[Box]) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The headings and blanks at the left end of a row, and what follows them.

    年度总体目标 before 预期目标 and 实际完成情况 is a heading too.
    """
    index = 0
    while index < len(boxes) and (boxes[index].is_blank or _is_heading(boxes[index])):
        index += 1
    if any(_goal_of(box) == GOAL_RESULT for box in boxes[index + 1 :]) and boxes[index].bottom > boxes[-1].bottom:
        index += 1
    return tuple(box for box in boxes[:index] if not box.is_blank), tuple(boxes[index:])


def _is_heading(box: Box) -> bool:
    label = find_label(box.text)
    return label is not None and label.kind == "heading"


def _goal_of(box: Box) -> str:
    label = find_label(box.text)
    if label and label.kind == "goal":
        return label.name
    return _IN_EVALUATION.get(squeeze_label(box.text), "")


def _beside(rest: Sequence[Box]) -> Box | None:
    """The box beside a label that stands alone in its row: the first that is filled, or the blank one."""
    filled = [box for box in rest[1:] if not box.is_blank]
    return filled[0] if filled else rest[1] if len(rest) > 1 else None


def _all_blank(rest: Sequence[Box], heads: Sequence[Box]) -> bool:
    return all(box.is_blank for box in rest if box not in heads)


def _is_above(sheet: FormSheet, head: Box, beside: Box) -> bool:
    """True where a label with a blank beside it has its text below, within the same heading."""
    return beside.is_blank and _heading_bottom(sheet, head) > head.bottom


def _read_below(sheet: FormSheet, head: Box, headings: tuple[Box, ...]) -> Part:
    below = next((box for box in sheet.covering(head.bottom + 1) if box.overlaps_columns(head)), None)
    if below is None:
        return _goal(head, (), headings)
    last = max([_heading_bottom(sheet, head), below.bottom, *(sheet.last_row(heading) for heading in headings)])
    parts = [
        box
        for row in range(head.top, last + 1)
        for box in sheet.starting(row)
        if box.text and _is_part(sheet, box, headings)
    ]
    return _goal(head, sheet.stack(below, last), (*headings, *parts))


def _is_part(sheet: FormSheet, box: Box, headings: Sequence[Box]) -> bool:
    """True for a heading shown again on a further page."""
    return sheet.first_part(box) in headings


def _heading_bottom(sheet: FormSheet, head: Box) -> int:
    """The last row of the headings to the left of a head."""
    left = [box for box in sheet.covering(head.top) if box.right < head.left and _is_heading(box)]
    return max((box.bottom for box in left), default=head.bottom)


def _goal(head: Box, content: tuple[Box, ...], headings: tuple[Box, ...]) -> Part:
    label, name = find_label(head.text), _goal_of(head)
    path = (EXECUTION, name) if name == GOAL_RESULT else (GOALS, name)
    value = Value(path, join_texts(content), content, label.rank if label else 0)
    return Part((value,), (head, *headings))


def _read_bare_heading(sheet: FormSheet, taken: set[Box]) -> Part:
    """总体目标 | text, for a form that names no side."""
    for row in sheet.rows:
        boxes = [box for box in sheet.starting(row) if box not in taken]
        headings, rest = _split_headings(boxes)
        is_goal = headings and "目标" in headings[-1].text.replace(" ", "") and len(rest) == 1
        if is_goal and find_label(rest[0].text) is None and len(rest[0].text) > len("年度目标"):
            content = sheet.stack(rest[0], headings[-1].bottom)
            return Part((Value((GOALS, "年度目标"), join_texts(content), content, rank=9),), headings)
    return Part()
