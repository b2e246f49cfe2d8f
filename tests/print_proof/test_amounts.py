"""Amounts, dates and long numbers on paper: whole in columns of any width, and large enough to read."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bench.run import EXAMPLE, county_form
from tests.print_proof.office import SOFFICE, convert
from tests.print_proof.pages import Glyph, read_pages
from tests.print_proof.proof import problems_of
from tests.xlsx_template.workbooks import SHEET, Build, fill

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

SOURCES = ("中央财政", "省级财政", "市级财政", "县（市）区级财政", "其他")
DIGITS = "987654321987654"
READABLE = 7.5  # points


def amounts(digits: int, decimals: int) -> dict[str, Any]:
    """Both sides of the money: the same number in every source, and a total beside no source."""
    number = Decimal(DIGITS[:digits]).scaleb(-min(decimals, digits - 1))
    return {"中期": dict.fromkeys(SOURCES, f"{number:f}万元"), "年度": {"总投入": f"{number:f}万元"}}


def save_form(path: Path, **changes: Any) -> Path:
    """The example's form with other data."""
    path.write_bytes(county_form(json.loads(EXAMPLE.read_text(encoding="utf-8")) | changes)())
    return path


def test_amounts_of_1_to_15_digits_show_whole_in_the_county_form(tmp_path: Path) -> None:
    forms = [
        save_form(tmp_path / f"{digits}-{decimals}.xlsx", 资金=amounts(digits, decimals))
        for digits in range(1, 16)
        for decimals in ((0, 4) if digits <= 8 else (4,))
    ]
    assert problems_of(forms, tmp_path) == {form.name: [] for form in forms}


def test_amounts_up_to_100_0000_0000_yuan_are_large_enough_to_read(tmp_path: Path) -> None:
    form = save_form(tmp_path / "form.xlsx", 资金=amounts(11, 4))
    page = read_pages(convert([form], "pdf", tmp_path)[0])[0]
    lines = [glyphs for glyphs in _lines(page.glyphs) if "9876543.2198" in "".join(glyph.text for glyph in glyphs)]
    sizes = [glyph.size for glyphs in lines for glyph in glyphs if glyph.text.isdigit()]
    assert len(sizes) >= 6 * 11
    assert min(sizes) >= READABLE


def _lines(glyphs: tuple[Glyph, ...]) -> Iterator[list[Glyph]]:
    for top in sorted({round(glyph.box.top / 12) for glyph in glyphs}):
        yield [glyph for glyph in glyphs if round(glyph.box.top / 12) == top]


def narrow(values: int, styles: list[dict[str, Any]]) -> Build:
    """Cells of all styles in columns of 2 to 12 digits, one below the other."""

    def build(workbook: Any, sheets: Any) -> None:
        sheet = sheets[SHEET]
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column in range(6):
            sheet.set_column(column, column, 2 + 2 * column)
            for row in range(values * len(styles)):
                style = workbook.add_format({"font_name": "宋体", "font_size": 10, "border": 1} | styles[row // values])
                sheet.write(row, column, f"{{{{ 值[{row % values}] }}}}", style)

    return build


def test_numbers_and_dates_show_whole_in_columns_of_any_width(tmp_path: Path) -> None:
    numbers: list[Any] = [Decimal(DIGITS[:digits]) / 100 for digits in range(1, 15)]
    numbers += [Decimal("10606.7522"), 123456789012345, -98765.25]
    formats = ["General", "0.00", "#,##0.00", '0.00"万元"', "0.0%"]
    styles = [{"num_format": code, "text_wrap": wrap} for code in formats for wrap in (False, True)]
    form = fill({}, build=narrow(len(numbers), styles), 值=numbers)
    dates = [datetime.date(2020, 12, 28), datetime.datetime(2020, 12, 28, 23, 58, 59)]  # noqa: DTZ001 - as in a cell
    codes = ["General", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm:ss"]
    moments = fill({}, build=narrow(len(dates), [{"num_format": code} for code in codes]), 值=dates)
    paths = [tmp_path / "numbers.xlsx", tmp_path / "moments.xlsx"]
    for path, made in zip(paths, (form, moments), strict=True):
        path.write_bytes(made.data)
    for printed in convert(paths, "pdf", tmp_path):
        shown = [glyph.text for page in read_pages(printed) for glyph in page.glyphs]
        assert shown
        assert "#" not in shown
