"""A Word document as one sheet: its tables with their merges, its paragraphs as rows of one box.

Cells inside content controls, which python-docx passes over, are read as others.  Headers and footers are not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from ...declaration.filled_form.boxes import Box, FormSheet
from ..errors import DataFileError

_LARGEST_PART = 60_000_000
#: A line of the document is as wide as any table.
_WIDTH = 62
_DAMAGED = (PackageNotFoundError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, EOFError)


def read_docx(content: bytes) -> list[FormSheet]:
    """The document of a file's bytes as one sheet.  Raises DataFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if any(part.file_size > _LARGEST_PART for part in package.infolist()):
                raise DataFileError("文档太大，不是申报表。")
        body = Document(io.BytesIO(content)).element.body
    except _DAMAGED:
        raise DataFileError("不是可以读取的 Word 文档，或文件已损坏；请用 Word 或 WPS 打开后另存为 .docx。") from None
    return [FormSheet("文档", _Walk().boxes(body))]


class _Walk:
    """Gives every block of a document its row, counting tables and paragraphs for the places in messages."""

    def __init__(self) -> None:
        self._row = -1
        self._tables = 0
        self._paragraphs = 0

    def boxes(self, parent: Any) -> Iterator[Box]:
        """The boxes of the blocks in their order."""
        for block in _iter_inside(parent):
            if block.tag == qn("w:tbl"):
                self._tables += 1
                yield from self._table_boxes(block)
            elif block.tag == qn("w:p"):
                self._row += 1
                self._paragraphs += 1
                yield Box(self._row, 0, self._row, _WIDTH, _text(block), f"第{self._paragraphs}段")

    def _table_boxes(self, table: Any) -> Iterator[Box]:
        open_boxes: dict[int, tuple[Box, int]] = {}
        rows = [row for row in _iter_inside(table) if row.tag == qn("w:tr")]
        for number, row in enumerate(rows, start=1):
            self._row += 1
            merged: dict[int, tuple[Box, int]] = {}
            for index, (left, right, cell) in enumerate(_iter_cells(row), start=1):
                place = f"表格{self._tables}第{number}行第{index}格"
                box = Box(self._row, left, self._row, right, _cell_text(cell), place)
                merge = _vertical_merge(cell)
                if merge == "continue" and left in open_boxes and open_boxes[left][0].right == right:
                    merged[left] = (open_boxes[left][0], self._row)
                    if not box.is_blank:
                        yield Box(box.top, left, box.bottom, right, box.text, place, hidden=True)
                elif merge:
                    merged[left] = (box, self._row)
                else:
                    yield box
            yield from (
                _down_to(box, last) for left, (box, last) in open_boxes.items() if not _goes_on(merged, left, box)
            )
            open_boxes = merged
        yield from (_down_to(box, last) for box, last in open_boxes.values())


def _goes_on(merged: dict[int, tuple[Box, int]], left: int, box: Box) -> bool:
    return left in merged and merged[left][0] is box


def _down_to(box: Box, bottom: int) -> Box:
    return Box(box.top, box.left, bottom, box.right, box.text, box.cell)


def _iter_inside(parent: Any) -> Iterator[Any]:
    """The children of an element, those of content controls and insertions in their place."""
    for child in parent:
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from _iter_inside(content) if content is not None else ()
        elif child.tag in {qn("w:ins"), qn("w:smartTag"), qn("w:customXml"), qn("w:moveTo")}:
            yield from _iter_inside(child)
        else:
            yield child


def _iter_cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a row with their first and last column (w:gridSpan; ECMA-376 part 1, clause 17.4.17)."""
    properties = row.find(qn("w:trPr"))
    before = properties.find(qn("w:gridBefore")) if properties is not None else None
    left = int(before.get(qn("w:val"), "0")) if before is not None else 0
    for cell in _iter_inside(row):
        if cell.tag == qn("w:tc"):
            right = left + max(int(cell.grid_span), 1) - 1
            yield left, right, cell
            left = right + 1


def _vertical_merge(cell: Any) -> str:
    """ "restart", "continue" or "" (w:vMerge; clause 17.4.84)."""
    return str(cell.vMerge or "")


def _cell_text(cell: Any) -> str:
    """The paragraphs of a cell, a line each, also those of tables within it."""
    return "\n".join(_text(paragraph) for paragraph in cell.iter(qn("w:p")))


def _text(paragraph: Any) -> str:
    return "".join(_iter_text(paragraph))


def _iter_text(element: Any) -> Iterator[str]:
    """What is shown of a paragraph: no deletions, no fallbacks, no field codes (those have other elements)."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in {qn("w:tab"), qn("w:ptab")} and child.getparent().tag == qn("w:r"):
            yield "\t"
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:sym"):
            yield _symbol(child)
        elif isinstance(child.tag, str) and not child.tag.endswith(("}Fallback", "}del", "}p", "}moveFrom")):
            yield from _iter_text(child)


def _symbol(element: Any) -> str:
    """A ticked or empty box of the fonts Wingdings, in which Word keeps them; other symbols as a place holder."""
    code = element.get(qn("w:char"), "").upper()[-2:]
    return {"FE": "☑", "FC": "√", "52": "☑", "A8": "□", "6F": "□", "A3": "□"}.get(code, "□")
