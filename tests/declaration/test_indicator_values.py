"""指标值 as values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.indicator_values import Value, parse_indicator_value

numbers = st.decimals(0, 10**9, places=2, allow_nan=False)


@given(st.sampled_from(["≥", "≤", "=", ">", "<", ""]), numbers, st.sampled_from(["%", "个", "万元/个", "m2", ""]))
def test_a_written_value_reads_back(sign: str, number: Decimal, unit: str) -> None:
    value = parse_indicator_value(f"{sign}{number:,}{unit}")
    assert (value.sign, value.number, value.unit, value.words) == (sign, number, unit, "")


@given(st.text() | st.text(alphabet="≥<=0123456789.,%个元/年月日至-一十百（）()含以上内约"))
def test_any_text_is_a_value(text: str) -> None:
    value = parse_indicator_value(text)
    assert isinstance(value, Value)
    assert value.number is None or value.number.is_finite()


@pytest.mark.parametrize(
    ("typed", "money", "per"),
    [
        ("≤5万元/个", "5", "个"),
        ("<=475元/亩", "0.0475", "亩"),
        ("60万元", "60", ""),
        ("1亿元", "10000", ""),
        ("三万元", "3", ""),
    ],
)
def test_money_is_in_ten_thousand_yuan(typed: str, money: str, per: str) -> None:
    value = parse_indicator_value(typed)
    assert (str(value.money), value.per) == (money, per)


@pytest.mark.parametrize("typed", ["40个", "优", "5公里", "≥万元"])
def test_what_is_no_money_has_no_amount(typed: str) -> None:
    assert parse_indicator_value(typed).money is None
