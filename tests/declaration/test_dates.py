"""Dates: what printing and reading keeps, and which days a half date means."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.dates import Date, format_date, iter_dates, parse_date

days = st.dates(datetime.date(1950, 1, 1), datetime.date(2199, 12, 31))


@given(days)
def test_any_day_printed_and_read_again_is_the_same(day: datetime.date) -> None:
    date = Date(day.year, day.month, day.day)
    assert parse_date(format_date(date)) == date
    assert date.first_day() == date.last_day() == day


@given(days, st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M:%S"]))
def test_any_day_is_the_same_in_every_spelling(day: datetime.date, spelling: str) -> None:
    assert parse_date(day.strftime(spelling)) == Date(day.year, day.month, day.day)


@given(
    st.none() | st.integers(1950, 2199),
    st.integers(1, 12),
    st.sampled_from(["", "初", "中", "底", "上旬", "中旬", "下旬"]),
    st.booleans(),
)
def test_any_half_date_printed_and_read_again_is_the_same(
    year: int | None, month: int, part: str, before: bool
) -> None:
    date = Date(year, month, None, part, before)
    assert parse_date(format_date(date)) == date


@given(st.text() | st.text(alphabet="0123456789年月日-/.至底前初十二〇"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = parse_date(text)
    assert date is None or date.last_day(2020)
    assert all(found.last_day(2020) for found in iter_dates(text))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2020年11月底", "2020-11-30", "2020-11-30"),
        ("11月前", "2020-11-01", "2020-10-31"),
        ("11月底前", "2020-11-30", "2020-11-30"),
        ("12月31日前", "2020-12-31", "2020-12-31"),
        ("2021年前", "2021-01-01", "2020-12-31"),
        ("2020年2月", "2020-02-01", "2020-02-29"),
        ("2020年上半年", "2020-01-01", "2020-06-30"),
        ("2020年第三季度", "2020-07-01", "2020-09-30"),
        ("2020年底", "2020-12-01", "2020-12-31"),
    ],
)
def test_a_half_date_means_days(typed: str, first: str, last: str) -> None:
    date = parse_date(typed)
    assert date
    assert (str(date.first_day(2020)), str(date.last_day(2020))) == (first, last)


def test_a_date_without_a_year_has_no_day_of_the_calendar() -> None:
    date = parse_date("11月底")
    assert date
    assert (date.first_day(), date.last_day(), date.is_full) == (None, None, False)


def test_dates_are_found_in_a_text_in_its_order() -> None:
    text = "项目于2020年9月启动，11月前拨付70%，二〇二〇年十一月底前完成13个项目，3个月内验收。"
    assert list(iter_dates(text)) == [
        Date(2020, 9),
        Date(None, 11, before=True),
        Date(2020, 11, part="底", before=True),
    ]
