"""Labels and the content beside them: 项目名称 | 社会服务项目大赛 | 项目属性 | 延续项目.

The box after a label is its content whatever it says, so that a 项目概况 that reads "项目期" is content.  Only a row of
signatures may consist of labels alone, when their lines are empty or the names stand in the labels' own boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .boxes import Box, FormSheet, join_texts
from .labels import Label, find_label

_SIGNATURES = frozenset({"单位负责人", "填报人", "填报日期"})
_COLON = re.compile("[：:]")
#: Where within a text one "label：content" ends and the next may begin.
_INLINE = re.compile(r"(?:^|(?<=[\s　]))([^\s：:　][^：:\n]{0,24}?)[：:]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, and the boxes of its content; ``inline`` is content that stands in the label's own box."""

    label: Label
    box: Box
    content: tuple[Box, ...] = ()
    inline: str | None = None

    @property
    def text(self) -> str:
        """The content, its lines and pieces joined."""
        return join_texts(self.content) if self.inline is None else self.inline

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where the content stands."""
        return self.content if self.inline is None else (self.box,)


def iter_pairs(sheet: FormSheet, taken: set[Box]) -> Iterator[Pair]:
    """The labels of a sheet with their content, row by row; boxes in ``taken`` are none of it."""
    spent = set(taken)
    for row in sheet.rows:
        boxes = [box for box in sheet.starting(row) if box not in spent]
        for pair in _iter_row(sheet, boxes):
            spent.update(pair.content)
            yield pair


def _iter_row(sheet: FormSheet, boxes: Sequence[Box]) -> Iterator[Pair]:
    only_labels = _are_signatures(boxes)
    index = 0
    while index < len(boxes):
        box = boxes[index]
        label = find_label(box.text)
        index += 1
        if label is None:
            yield from iter_inline(box)
        elif label.kind in {"heading", "side"} or only_labels:
            yield Pair(label, box)
        else:
            content = _find_content(boxes, index)
            if content is None or _is_signature(content, label, boxes[index:]):
                yield Pair(label, box)
                continue
            index = boxes.index(content) + 1
            yield Pair(label, box, sheet.stack(content, box.bottom))


def _is_signature(box: Box, label: Label, following: Sequence[Box]) -> bool:
    """True for the next signature, whose content stands in its own box: 填报日期：2020/10/18.

    What names the same signature, or one that comes later in the row, is content, odd as it is.
    """
    if label.name not in _SIGNATURES:
        return False
    later = {found.name for other in following if other is not box and (found := _signature_of(other))}
    own = _signature_of(box)
    return own is not None and own.name not in {label.name, *later}


def _signature_of(box: Box) -> Label | None:
    """The signature that a box begins with, with or without what is signed."""
    inline = next(iter_inline(box), None)
    label = inline.label if inline else find_label(box.text)
    return label if label and label.name in _SIGNATURES else None


def _are_signatures(boxes: Sequence[Box]) -> bool:
    """True for a row of different signature labels without anything between."""
    labels = [label for box in boxes if not box.is_blank and (label := find_label(box.text))]
    names = [label.name for label in labels]
    filled = sum(1 for box in boxes if not box.is_blank)
    return len(names) == filled > 1 and len(set(names)) == len(names) and _SIGNATURES.issuperset(names)


def _find_content(boxes: Sequence[Box], index: int) -> Box | None:
    """The box of a label's content: the next, or after blank ones the first that is filled and no label."""
    content = boxes[index] if index < len(boxes) else None
    if content is None or not content.is_blank:
        return content
    for box in boxes[index + 1 :]:
        if not box.is_blank:
            return content if find_label(box.text) or _COLON.search(box.text) else box
    return content


def iter_inline(box: Box) -> Iterator[Pair]:
    """The labels that share a box with their content: "单位负责人：李波   填报人：岳阳春"."""
    found = [(match, label) for match in _INLINE.finditer(box.text) if (label := find_label(match[1]))]
    if not found or found[0][0].start() > 0:
        return
    ends = [match.start() for match, _ in found[1:]] + [len(box.text)]
    for (match, label), end in zip(found, ends, strict=True):
        yield Pair(label, box, inline=box.text[match.end() : end].strip())
