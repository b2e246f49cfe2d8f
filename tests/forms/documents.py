"""What a reader of the paper sees of a Word document: its paragraphs, and its tables cell by cell."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def open_document(data: bytes) -> Any:
    """The document."""
    return Document(io.BytesIO(data))


def iter_lines(data: bytes) -> Iterator[str]:
    """The lines with something in them, as in a text dump: paragraphs, and a line for each cell that is not blank."""
    for block in open_document(data).iter_inner_content():
        if isinstance(block, Paragraph):
            yield from (line.strip() for line in block.text.split("\n") if line.strip())
        else:
            yield from (text for row in table_rows(block) for cell in row for text in cell.split("\n") if text)


def table_rows(table: Table) -> list[list[str]]:
    """The texts of each row; a vertical merge goes on as an empty cell, a horizontal merge is one cell."""
    return [["" if cell.vMerge == "continue" else text_of(cell) for cell in row._tr.tc_lst] for row in table.rows]


def text_of(cell: Any) -> str:
    """The text of a cell."""
    return "\n".join(paragraph.text for paragraph in cell.p_lst)


def printed_table(data: bytes) -> str:
    """The only table, a line beginning with a tab for each cell, an empty line after each row."""
    (table,) = open_document(data).tables
    return "\n\n".join("\n".join(f"\t{text}" for text in row) for row in table_rows(table)) + "\n"
