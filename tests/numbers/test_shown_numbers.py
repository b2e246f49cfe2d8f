"""How long numbers and dates show, and the styles of cells that are too narrow for them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell

from tests.xlsx_template.workbooks import SHEET, Build, fill
from xlsx_template.arrangement.shown_numbers import exact_code, fits, short_numbers, shown
from xlsx_template.layout import TextStyle
from xlsx_template.values import number_text, shortest

NUMBERS = [
    (Decimal("10606.7522"), "General", "10606.7522"),
    (Decimal("10606.7522"), 'General"万元"', "10606.7522万元"),
    (1234567, "#,##0.00", "1,234,567.00"),
    (Decimal("0.5"), "0.0%", "50.0%"),
    (-3, '0"个";-0"个"', "-3个"),
    (5, r"0\台_)", "5台-"),
    (5, '[红色][>1]0"不;是";0', "5不;是"),
    (3.0, "General", "3"),
    (Decimal("3.5"), "[$￥-804]#,##0.00", "￥3.50"),
]
DATES = [
    ("yyyy/m/d", "0000/00/00"),
    ('yyyy"年"m"月"d"日"', "0000年00月00日"),
    ("yyyy/m/d h:mm:ss", "0000/00/00 00:00:00"),
    ("[h]:mm:ss", "00000:00:00"),
    ("h:mm AM/PM", "00:00 AM"),
]


@pytest.mark.parametrize(("number", "code", "text"), NUMBERS)
def test_a_number_shows_with_its_separators_and_unit(number: Any, code: str, text: str) -> None:
    assert shown(number, code) == text


@pytest.mark.parametrize(("code", "text"), DATES)
def test_a_date_is_taken_as_long_as_the_longest(code: str, text: str) -> None:
    assert shown(datetime.date(2020, 1, 2), code) == text


@pytest.mark.parametrize(
    ("number", "code"), [(300, "0"), (Decimal("10606.7522"), "0.0000"), (Decimal("1.50"), "0.0"), (1e-5, "0.00000")]
)
def test_the_exact_format_has_a_place_for_every_digit(number: Any, code: str) -> None:
    assert exact_code(number) == code


@given(
    st.one_of(st.integers(-(10**13), 10**13), st.floats(-1e13, 1e13), st.decimals(-(10**13), 10**13, places=3)),
    st.sampled_from(["General", "0", "0.00", "0.0%", "#,##0.00", '0.0"万元"', '-General"元"', "yyyy/m/d"]),
    st.floats(10, 200),
    st.booleans(),
)
def test_a_number_taken_for_short_shows_whole(number: Any, code: str, width: float, bold: bool) -> None:
    style = TextStyle(size=11, bold=bold)
    text = number_text(shortest(number) if isinstance(number, float) else number)
    if short_numbers(code, width, style).hold(number, text):
        assert fits(number, code, width, style)


def test_short_numbers_are_those_of_a_cell_and_its_format() -> None:
    style = TextStyle(size=11)
    short = short_numbers("0.0%", 48.0, style)
    assert short.hold(Decimal("0.0999"), "0.0999")
    assert not short.hold(1234, "1234")
    assert short_numbers("General", 48.0, style).hold(1234, "1234")


def template(width: float, **style: Any) -> Build:
    """One cell, so many digits wide."""

    def build(workbook: Any, sheets: Any) -> None:
        sheets[SHEET].set_column("A:A", width)
        sheets[SHEET].write("A1", "{{ 值 }}", workbook.add_format(style))

    return build


def cell_with(value: Any, width: float, **style: Any) -> Cell:
    """The cell that shows a value."""
    cell: Cell = fill({}, build=template(width, **style), 值=value).sheet()["A1"]
    return cell


@pytest.mark.parametrize("value", [123456789, Decimal("1234.5678"), datetime.date(2020, 10, 18)])
@pytest.mark.parametrize("style", [{}, {"text_wrap": True}, {"num_format": "#,##0.00"}, {"num_format": 14}])
def test_what_is_wider_than_its_column_is_shrunk_and_never_wrapped(value: Any, style: dict[str, Any]) -> None:
    alignment = cell_with(value, 4, **style).alignment
    assert (alignment.shrink_to_fit, bool(alignment.wrap_text)) == (True, False)


@pytest.mark.parametrize("style", [{}, {"text_wrap": True}, {"num_format": "#,##0.00"}])
def test_what_its_column_has_room_for_keeps_its_style(style: dict[str, Any]) -> None:
    cell = cell_with(123456789, 30, **style)
    assert not cell.alignment.shrink_to_fit
    assert bool(cell.alignment.wrap_text) == bool(style.get("text_wrap"))
    assert cell.number_format == style.get("num_format", "General")


@pytest.mark.parametrize(
    ("value", "width", "code"),
    [
        (Decimal("10606.7522"), 20, "General"),
        (Decimal("10606.7522"), 5, "0.0000"),  # General would show 10607
        (123456789012345, 30, "0"),  # General would show 1.23457E+14
        (0.1 + 0.2, 5, "General"),  # the noise of a calculation
    ],
)
def test_a_general_number_gets_a_format_where_excel_would_round_it(value: Any, width: float, code: str) -> None:
    assert cell_with(value, width).number_format == code


def own_formula(cached: float, value: float) -> Cell:
    """The cell of a formula that no row moves, beside the number of a narrow column that it reads."""

    def build(workbook: Any, sheets: Any) -> None:
        sheets[SHEET].set_column("A:A", 4)
        sheets[SHEET].write_string("B1", "{{ 值 }}")
        sheets[SHEET].write_formula("A1", "=B1*1", workbook.add_format({"num_format": "0.00"}), cached)

    cell: Cell = fill({}, build=build, 值=value).sheet()["A1"]
    return cell


def test_a_result_of_the_templates_own_formula_is_shrunk_where_it_became_longer() -> None:
    assert own_formula(1, 123456789).alignment.shrink_to_fit
    for cached, value in [(123456789, 987654321), (123456789, 1), (1, 9.125)]:
        assert not own_formula(cached, value).alignment.shrink_to_fit, "as the author of the template saw it"


def test_a_text_is_neither_shrunk_nor_kept_from_wrapping() -> None:
    alignment = cell_with("一二三四五六七八九十", 4, text_wrap=True).alignment
    assert (bool(alignment.shrink_to_fit), alignment.wrap_text) == (False, True)
