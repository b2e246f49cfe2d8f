"""What an imported form holds and the data have no field for: the sheet 未识别, or a JSON file beside the data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ...declaration.fields import Field
from ...declaration.filled_form.parts import Unplaced
from .tables import TableSheet

UNPLACED_SHEET = "未识别"
#: At the end of the name of a JSON file with the same content.
UNPLACED_MARK = "（未识别）"
_FIELDS = (
    Field("单元格", "cell", "text", False, "在导入的表里的位置"),
    Field("标签", "label", "text", False, "旁边的栏目名称"),
    Field("内容", "text", "long_text", False, "表上的内容，数据里没有对应的栏目；看完可以删除"),
    Field("说明", "reason", "text", False, "为什么没有对应的栏目"),
)
_WIDTHS = (26, 20, 70, 40)
#: Excel cuts longer texts of a cell (Excel specifications and limits).
_LONGEST = 32_000


def unplaced_table(entries: Sequence[Unplaced]) -> TableSheet:
    """The sheet with the entries; a text longer than a cell can be goes on in the next row."""
    return TableSheet(UNPLACED_SHEET, _FIELDS, [row for entry in entries for row in _iter_rows(entry)], widths=_WIDTHS)


def unplaced_json(entries: Sequence[Unplaced]) -> bytes:
    """The same as a JSON array of objects."""
    rows = [{field.label: getattr(entry, field.attribute) for field in _FIELDS} for entry in entries]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _iter_rows(entry: Unplaced) -> Iterator[dict[str, str]]:
    row = {field.label: str(getattr(entry, field.attribute)) for field in _FIELDS}
    for start in range(0, len(entry.text), _LONGEST):
        yield row | {"内容": entry.text[start : start + _LONGEST]}
