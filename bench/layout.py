"""Where things stand on the peers' templates, and the merges that their libraries leave to the programmer."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

TEMPLATES = Path(__file__).resolve().parent / "templates"
FUNDING_ROWS = {"中期": 9, "年度": 10}
GOALS_ROW = 12
FIRST_INDICATOR = 14
INDICATOR_COLUMNS = "BCDEFGH"


def iter_groups(rows: Sequence[Mapping[str, Any]], key: str) -> Iterator[tuple[int, int]]:
    """(offset of the first row, number of rows) of each run of rows with the same group number."""
    start = 0
    for _, group in groupby(rows, key=lambda row: row[key]):
        count = len(list(group))
        yield start, count
        start += count


def merge_groups(sheet: Worksheet, rows: Sequence[Mapping[str, Any]]) -> None:
    """Merge 一级指标 in column B, 二级指标 in C and F over their rows."""
    for key, columns in (("一级组", "B"), ("二级组", "CF")):
        for start, count in iter_groups(rows, key):
            first, last = FIRST_INDICATOR + start, FIRST_INDICATOR + start + count - 1
            for column in columns if count > 1 else "":
                sheet.merge_cells(f"{column}{first}:{column}{last}")
