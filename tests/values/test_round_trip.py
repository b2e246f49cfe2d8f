"""A value written by ``{{ 值 }}`` reads back equal in openpyxl and calamine.

Where a reader does not give back what the file holds, its function below says so:
openpyxl leaves ``_x005F_`` as it stands (ECMA-376 part 1, 22.9.2.19, has it resolved), and both readers may give a day
without a time as a date or a datetime.
"""

from __future__ import annotations

import datetime
import enum
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from tests.package.zips import parts_of
from xlsx_template import DataError, Template
from xlsx_template.dropped import Dropped, find_dropped

SHEET = "xl/worksheets/sheet1.xml"
MIDNIGHT = datetime.time()


def make_template(**options: Any) -> Template:
    """A template with a value alone in its cell, and with the same value within a text."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, options)
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{ 值 }}")
    sheet.write("A2", "前{{ 值 }}后")
    sheet.write_rich_string("A3", book.add_format({"bold": True}), "前{{ 值 }}", "后")
    book.close()
    return Template.from_bytes(memory.getvalue())


TEMPLATE = make_template()


def by_openpyxl(data: bytes, cell: str = "A1") -> Any:
    value = openpyxl.load_workbook(BytesIO(data)).active[cell].value
    return unescape(value) if isinstance(value, str) else value


def by_calamine(data: bytes, row: int = 0) -> Any:
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    return rows.to_python(skip_empty_area=False)[row][0]


def written(value: Any) -> str:
    """The XML of the cell that holds a value."""
    xml = parts_of(TEMPLATE.render({"值": value}))[SHEET].decode()
    found = re.search(r'<c r="A1".*?(?:/>|</c>)', xml, re.S)
    assert found is not None
    return found[0]


# -------------------------------------------------------------------------------------------------- texts

CHARACTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("&<>\"'_x\r\n\t \u00a0\u3000\u200b\ufeff\x00\x01\x0b\x1f\x7f\x85\u2028\ufffe\uffff=+-@{}%#"),
    st.sampled_from(["]]>", "_x000D_", "_x005F_", "&amp;", "&#13;", "\r\n", "𠀀", "𪚥", "😀", "é", "{{ 7*7 }}"]),
)
TEXTS = st.lists(CHARACTERS, max_size=20).map("".join)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@settings(max_examples=250, deadline=None)
@given(TEXTS)
@example(" 前后空格 ")
@example("\n第一行\r\n第二行\r\t")
@example("_x000D_x000D_")
@example("_x005F_x000D_")
@example("a & b < c > d ]]> e")
@example("𠀀𪚥😀")
@example("a\x0bb\x01\x00c")
@example("=1+1")
def test_a_text_reads_back_equal(text: str) -> None:
    data = TEMPLATE.render({"值": text})
    kept = ILLEGAL.sub("", text)
    assert by_openpyxl(data) == (kept or None)
    assert by_calamine(data) == kept
    assert by_openpyxl(data, "A2") == f"前{kept}后"
    assert by_calamine(data, 1) == f"前{kept}后"
    assert by_calamine(data, 2) == f"前{kept}后"


@pytest.mark.parametrize("character", ["长", "a", "&", "\n"])
def test_a_text_may_be_as_long_as_a_cell_can_hold(character: str) -> None:
    data = TEMPLATE_OF_ONE_CELL.render({"值": character * 32_767})
    assert by_openpyxl(data) == character * 32_767
    assert by_calamine(data) == character * 32_767


@pytest.mark.parametrize("text", ["长" * 32_768, "😀" * 16_384])
def test_a_longer_text_is_refused(text: str) -> None:
    with pytest.raises(DataError, match=r"A1：文字有 32,768 个字符"):
        TEMPLATE.render({"值": text})


def _one_cell(rich: bool) -> Template:
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet("表")
    if rich:
        sheet.write_rich_string("A1", book.add_format({"bold": True}), "{{ 值 }}", "后")
    else:
        sheet.write("A1", "{{ 值 }}")
    book.close()
    return Template.from_bytes(memory.getvalue())


TEMPLATE_OF_ONE_CELL = _one_cell(rich=False)


def test_a_rich_text_is_refused_when_it_grows_too_long() -> None:
    with pytest.raises(DataError, match="32,768"):
        _one_cell(rich=True).render({"值": "长" * 32_767})


def test_who_wants_to_know_learns_which_characters_are_dropped() -> None:
    data = {"名": "甲\x0b乙", "组": [{"名": "好"}, {"名": "\x00丙\ufffe"}], "数": 1}
    assert find_dropped(data) == [Dropped("名", "\x0b"), Dropped("组[2].名", "\x00\ufffe")]


@given(TEXTS)
def test_exactly_the_dropped_characters_are_told(text: str) -> None:
    told = find_dropped({"值": text})
    assert "".join(found.characters for found in told) == "".join(ILLEGAL.findall(text))


# -------------------------------------------------------------------------------------------------- numbers


@settings(max_examples=150, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
@example(0.1 + 0.2)
@example(1e-9)
@example(5e-324)
@example(-0.0)
def test_a_float_reads_back_equal(number: float) -> None:
    data = TEMPLATE.render({"值": number})
    assert by_openpyxl(data) == number
    assert by_calamine(data) == number


@settings(max_examples=100, deadline=None)
@given(st.integers(-(2**53), 2**53))
def test_an_integer_reads_back_equal(number: int) -> None:
    data = TEMPLATE.render({"值": number})
    assert by_openpyxl(data) == number
    assert type(by_openpyxl(data)) is int
    assert by_calamine(data) == number


@settings(max_examples=200, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
@example(Decimal("10606.7522"))
@example(Decimal("1E+3"))
@example(Decimal("0.10"))
@example(Decimal("123456789012345678901234567890.123456789"))
@example(Decimal("1E-7"))
@example(Decimal("-0"))
def test_a_decimal_is_written_to_its_last_digit(number: Decimal) -> None:
    found = re.search(r"<v>(.*)</v>", written(number))
    assert found is not None
    assert Decimal(found[1]) == number
    assert by_calamine(TEMPLATE.render({"值": number})) == float(number)


def test_a_decimal_never_passes_through_float() -> None:
    assert "<v>10606.7522</v>" in written(Decimal("10606.7522"))
    assert "<v>0.1000000000000000055511151231</v>" in written(Decimal("0.1000000000000000055511151231"))


class Level(enum.IntEnum):
    FIRST = 1


class Degrees(float):
    def __repr__(self) -> str:
        return "degrees"


@pytest.mark.parametrize(("value", "shown"), [(Level.FIRST, "1"), (Degrees(1.5), "1.5"), (2**70, str(2**70))])
def test_a_kind_of_number_is_written_as_the_number_it_is(value: Any, shown: str) -> None:
    assert f"<v>{shown}</v>" in written(value)


@pytest.mark.parametrize("value", [10**400, -(10**400), Decimal("1E+400"), Decimal("1E+999999"), float("inf")])
def test_a_number_that_no_cell_holds_is_refused(value: Any) -> None:
    with pytest.raises(DataError, match="A1"):
        TEMPLATE_OF_ONE_CELL.render({"值": value})


def test_a_decimal_beyond_all_digits_is_not_written_out() -> None:
    assert len(written(Decimal("1E-999999"))) < 100


@pytest.mark.parametrize("value", [True, False])
def test_a_bool_reads_back_equal(value: bool) -> None:
    data = TEMPLATE.render({"值": value})
    assert by_openpyxl(data) is value
    assert by_calamine(data) is value


# -------------------------------------------------------------------------------------------------- dates

FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
MOMENTS = st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(9999, 12, 31, 23, 59, 59)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


def as_moment(value: datetime.date | datetime.datetime) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value
    return datetime.datetime.combine(value, MIDNIGHT)


@settings(max_examples=150, deadline=None)
@given(st.dates(FIRST_DAY))
@example(FIRST_DAY)
@example(datetime.date(9999, 12, 31))
def test_a_date_reads_back_equal(day: datetime.date) -> None:
    data = TEMPLATE.render({"值": day})
    assert as_moment(by_openpyxl(data)) == as_moment(day)
    assert as_moment(by_calamine(data)) == as_moment(day)


@settings(max_examples=150, deadline=None)
@given(MOMENTS)
@example(datetime.datetime(2019, 10, 18, 23, 59, 59))  # noqa: DTZ001
def test_a_moment_reads_back_equal(moment: datetime.datetime) -> None:
    data = TEMPLATE.render({"值": moment})
    assert as_moment(by_openpyxl(data)) == moment
    assert as_moment(by_calamine(data)) == moment


@settings(max_examples=50, deadline=None)
@given(st.dates(datetime.date(1904, 1, 2)))
def test_a_date_reads_back_equal_where_dates_count_from_1904(day: datetime.date) -> None:
    data = TEMPLATE_OF_1904.render({"值": day})
    assert as_moment(by_openpyxl(data)) == as_moment(day)
    assert as_moment(by_calamine(data)) == as_moment(day)


TEMPLATE_OF_1904 = make_template(date_1904=True)


@pytest.mark.parametrize("day", [datetime.date(1899, 12, 31), datetime.date(1, 1, 1)])
def test_a_date_before_the_first_is_refused(day: datetime.date) -> None:
    with pytest.raises(DataError, match="最早日期"):
        TEMPLATE_OF_ONE_CELL.render({"值": day})
