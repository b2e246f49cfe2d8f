"""The examples of docs/template-language.md as values, for the test that runs them and for their pictures.

An example is a template (``模板：`` and a table), data (``数据：`` and JSON), and a result (``结果：`` and a table)
or the message of a refusal (``报错：``). A line behind a table adds what no cell shows: ``合并：A1:A3、B1:B2。``.
In a result ``"007"`` is a text, and ```=SUM(A1:A2)` 得 3`` a formula with its value.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "template-language.md"
SHEET = "Sheet1"

_LABEL = re.compile(r"(模板|数据|结果|报错)(?:，工作表“(.+)”)?：$")
_FACTS = re.compile(r"(合并|格式|图片)：(.+?)。")
_PICTURE = re.compile(r"!\[.*?\]\((.+?)\)")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


@dataclass
class Table:
    """What a table says: cells by name as they are written, and the facts below it."""

    cells: dict[str, str] = field(default_factory=dict)
    facts: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Example:
    """An example; ``sheets`` and ``result`` are by the names of sheets, ``line`` is where it begins."""

    line: int
    sheets: dict[str, Table] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Table] = field(default_factory=dict)
    message: str = ""
    picture: str = ""


def read_examples(text: str) -> list[Example]:
    """The examples of a page in their order."""
    examples: list[Example] = []
    lines = text.splitlines()
    table: Table | None = None
    for number, line in enumerate(lines):
        label = _LABEL.match(line)
        if label:
            if label[1] == "模板":
                examples.append(Example(number + 1))
            table = _read_block(examples[-1], label, lines[number + 1 :])
        elif line.startswith("#"):
            table = None
        elif table is not None:
            table.facts |= {kind: found.split("、") for kind, found in _FACTS.findall(line)}
        picture = _PICTURE.match(line)
        if picture:
            examples[-1].picture = picture[1]
    return examples


def _read_block(example: Example, label: re.Match[str], following: list[str]) -> Table | None:
    if label[1] in ("数据", "报错"):
        text = "\n".join(following).split("```")[1].split("\n", 1)[1]
        if label[1] == "数据":
            example.data = json.loads(text)
        else:
            example.message = text.strip()
        return None
    table = Table(dict(_cells(following)))
    (example.sheets if label[1] == "模板" else example.result)[label[2] or SHEET] = table
    return table


def read_mistakes(text: str) -> list[tuple[str, str]]:
    """The mistakes of a page's last table with what is said to each."""
    rows = [list(_row(line)) for line in text.rpartition("\n## ")[2].splitlines() if line.startswith("|")]
    return [(content(written), said) for written, said in rows[2:]]


def _cells(lines: list[str]) -> Iterator[tuple[str, str]]:
    rows = []
    for line in lines:
        if line.startswith("|"):
            rows.append(list(_row(line)))
        elif rows:
            break
    _, *columns = rows[0]
    for number, *cells in rows[2:]:
        yield from ((f"{column}{number}", cell) for column, cell in zip(columns, cells, strict=True) if cell)


def _row(line: str) -> Iterator[str]:
    for cell in _BETWEEN_CELLS.split(line.strip())[1:-1]:
        yield cell.strip().replace("\\|", "|")


def content(cell: str) -> str:
    """What stands in a cell of a template: what the backticks hold, or the text itself."""
    return cell[1:-1] if cell.startswith("`") else cell
