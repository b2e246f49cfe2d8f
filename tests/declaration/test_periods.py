"""项目期: months, years, and what printing and reading keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.periods import Month, Period, format_period, parse_period

months = st.builds(Month, st.integers(1950, 2199), st.integers(1, 12))


@given(st.builds(Period, months, st.none() | months) | st.just(Period()))
def test_any_period_printed_and_read_again_is_the_same(period: Period) -> None:
    assert parse_period(format_period(period)) == period


@given(st.text() | st.text(alphabet="0123456789年月日-—/.至起长期"))
def test_any_text_is_a_period_or_none(text: str) -> None:
    period = parse_period(text)
    assert period is None or period.months is None or period.months > 0


def test_a_period_knows_its_months_and_years() -> None:
    period = Period(Month(2020, 9), Month(2021, 8))
    assert (period.months, list(period.years)) == (12, [2020, 2021])
    assert [period.covers_year(year) for year in (2019, 2020, 2021, 2022)] == [False, True, True, False]
    assert not period.is_open_ended


def test_a_period_without_end_covers_every_later_year() -> None:
    period = Period(Month(2020, 9))
    assert (period.months, period.is_open_ended, len(period.years)) == (None, True, 0)
    assert [period.covers_year(year) for year in (2019, 2020, 2199)] == [False, True, True]
    assert Period().covers_year(1990)


def test_an_end_before_the_beginning_is_known() -> None:
    period = parse_period("2021年8月-2020年9月")
    assert period
    assert period.is_reversed
    assert period.months is None
