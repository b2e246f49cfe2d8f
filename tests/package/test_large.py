"""Large sheets load in moderate memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.package.hostile import BOOK, SHEET
from tests.package.zips import parts_of, zipped
from xlsx_template import Template

ROOT = Path(__file__).parents[2]
ROWS, COLUMNS = 20_000, 10
MEASURE = """
import json, sys
from tests.package.hostile import forget_peak, peak_megabytes
from xlsx_template import Template
forget_peak()
data = open(sys.argv[1], "rb").read()
template = Template.from_bytes(data)
template.render({"值": 1})
print(json.dumps(peak_megabytes()))
"""


def large(tag: str) -> bytes:
    """A sheet of 200,000 cells beside one with ``tag`` in it."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"constant_memory": True})
    book.add_worksheet("小").write("A1", tag)
    sheet = book.add_worksheet("大")
    for row in range(ROWS):
        sheet.write_row(row, 0, [row * column + 0.5 for column in range(COLUMNS)])
    book.close()
    return memory.getvalue()


@pytest.mark.parametrize(("tag", "megabytes"), [("无", 150), ("{{ 值 }}", 450)])
def test_two_hundred_thousand_cells_load(tmp_path: Path, tag: str, megabytes: int) -> None:
    file = tmp_path / "large.xlsx"
    file.write_bytes(large(tag))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert json.loads(done.stdout) < megabytes


@pytest.mark.parametrize("area", ["A3:XFD1048576", "A3:XFD3", "B3:B1048576"])
def test_a_merge_of_whole_rows_or_columns_costs_no_more_than_its_cells(area: str) -> None:
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet()
    sheet.write("A1", "{{ 值 }}")
    sheet.write("A3", "说明")
    book.close()
    parts = parts_of(memory.getvalue())
    part = "xl/worksheets/sheet1.xml"
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    parts[part] = parts[part].replace(b"</sheetData>", merge.encode())
    filled = parts_of(Template.from_bytes(zipped(parts)).render({"值": 1}))[part].decode()
    assert re.findall(r'<mergeCell ref="([^"]+)"', filled) == [area]


@pytest.mark.parametrize("attribute", ['ht="99999999999"', 'ht="x"', 'ht="1e400"', 'ht="-5"', 'ht=""'])
def test_a_height_that_no_row_has_costs_nothing(attribute: str) -> None:
    parts = parts_of(BOOK)
    parts[SHEET] = parts[SHEET].replace(b'<row r="2"', f'<row r="2" {attribute} customHeight="1"'.encode())
    assert len(Template.from_bytes(zipped(parts)).render({"值": 1})) < 20_000


def test_a_row_of_no_height_stays_one() -> None:
    parts = parts_of(BOOK)
    parts[SHEET] = parts[SHEET].replace(b'<row r="2"', b'<row r="2" ht="0" customHeight="1" hidden="1"')
    filled = parts_of(Template.from_bytes(zipped(parts)).render({"值": 1}))[SHEET]
    assert b'<row r="2" ht="0" customHeight="1" hidden="1"' in filled


@pytest.mark.parametrize("value", ["99999999999", "x", "-1", ""])
def test_a_measure_that_nothing_has_costs_nothing(value: str) -> None:
    parts = parts_of(BOOK)
    for part, old in ((SHEET, b'defaultRowHeight="15"'), ("xl/styles.xml", b'<sz val="11"')):
        assert old in parts[part]
        parts[part] = parts[part].replace(old, old.rpartition(b"=")[0] + f'="{value}"'.encode())
    cols = f'<cols><col min="{value}" max="{value}" width="{value}"/></cols><sheetData>'
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", cols.encode())
    assert len(Template.from_bytes(zipped(parts)).render({"值": 1})) < 20_000
