""".csv files as worksheets, one file a sheet: 甲项目-项目信息.csv, 甲项目-资金.csv, 甲项目-绩效指标.csv and so on.

LibreOffice names them so when it saves every sheet.  In a folder of its own a set needs no prefix: 甲项目/资金.csv.
The indicators alone may stand beside another data file: 甲项目-绩效指标.csv, or 甲项目.csv with their heads, beside
甲项目.json.  UTF-8 or GB18030; commas, semicolons or tabs, as Excel writes them.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import (
    ALLOCATIONS,
    EXECUTION_SHEET,
    FUNDING_SHEET,
    HISTORY_SHEET,
    INDICATOR_SHEET,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    PROJECT_SHEET,
    RESULT_SHEET,
)
from ..errors import DataFileError
from .encoding import decode_text
from .raw_sheets import RawContent, RawSheet

SHEETS = (
    PROJECT_SHEET,
    FUNDING_SHEET,
    INDICATOR_SHEET,
    NARRATIVE_SHEET,
    ALLOCATIONS,
    EXECUTION_SHEET,
    RESULT_SHEET,
    HISTORY_SHEET,
)
_NAME = re.compile(rf"(?:(?P<project>.*)(?P<mark>[-_ －]))?(?P<sheet>{'|'.join(SHEETS)})")
_REQUIRED = frozenset(field.label for field in PROJECT_FIELDS if field.required)
_INDICATOR_HEADS = frozenset({"一级指标", "三级指标"})
#: Heads stand near the top.
_FIRST_BYTES, _FIRST_ROWS = 1 << 16, 30
#: Excel's own guard for leading zeros: ="0219".
_GUARDED = re.compile(r'="([^"]*)"')


class CsvName(NamedTuple):
    """What the name of a .csv says: ``CsvName("甲项目", "-", "资金")`` for 甲项目-资金.csv."""

    project: str
    mark: str
    sheet: str

    def beside(self, file: Path, sheet: str) -> Path | None:
        """The file of another sheet of the same set; None where there is none."""
        names = (f"{self.project}{self.mark}{sheet}{suffix}" for suffix in (file.suffix, ".csv", ".CSV"))
        return next((path for name in names if (path := file.with_name(name)).is_file()), None)


def find_csv_name(file: Path) -> CsvName | None:
    """The parts of the name; where it names no sheet, the sheet is told by the heads.  None for other tables.

    Raises OSError.
    """
    if match := _NAME.fullmatch(file.stem):
        return CsvName(match["project"] or "", match["mark"] or "", match["sheet"])
    sheet = _find_sheet(file)
    return CsvName(file.stem, "", sheet) if sheet else None


def csv_sheet(file: Path, sheet: str) -> RawSheet:
    """A file as a worksheet of that name."""
    return RawSheet(sheet, is_hidden=False, read=partial(_read, file), shown=file.name)


def _find_sheet(file: Path) -> str | None:
    with file.open("rb") as stream:
        start = stream.read(_FIRST_BYTES)
    try:
        text = decode_text(start.rpartition(b"\n")[0] or start)  # the last line may be cut, in a character too
    except DataFileError:
        return None
    rows: list[list[object]] = []
    with contextlib.suppress(DataFileError):
        rows.extend(islice(_iter_rows(text, file.name, []), _FIRST_ROWS))
    for row in rows:
        labels = {squeeze_label(str(value)) for value in row}
        if labels >= _INDICATOR_HEADS:
            return INDICATOR_SHEET
        if len(labels & _REQUIRED) > 1:
            return PROJECT_SHEET
    firsts = {squeeze_label(str(row[0])) for row in rows if row}
    return PROJECT_SHEET if firsts >= _REQUIRED else None


def _read(file: Path) -> RawContent:
    lines: list[int] = []
    try:
        text = decode_text(file.read_bytes())
    except DataFileError as error:
        raise DataFileError(f"“{file.name}”：{error}") from None
    return RawContent(_iter_rows(text, file.name, lines), (), lines)


def _iter_rows(text: str, name: str, lines: list[int]) -> Iterator[list[object]]:
    """The rows; ``lines`` gets the line each begins at, for a text in quotes may hold several.

    Raises DataFileError.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise DataFileError(
                f"“{name}”第{line}行开始的引号没有配对，请用 Excel 或 WPS 打开检查后另存为 .csv。"
            ) from None
        lines.append(line)
        yield [_GUARDED.sub(r"\1", value) if value.startswith('="') else value for value in row]


def _delimiter(text: str) -> str:
    """Tab, semicolon or comma: what stands most often in the first line that has any."""
    first = next((line for line in text.splitlines() if set(line) & set(",;\t")), ",")
    return max(",;\t", key=first.count)
