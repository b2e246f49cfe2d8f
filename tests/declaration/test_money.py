"""Amounts: every spelling a clerk uses, and nothing through float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.money import AmountError, format_amount, parse_amount
from jixiao.declaration.numerals import format_numeral

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (300, "300"),
        (0, "0"),
        (Decimal("10606.7522"), "10606.7522"),
        (Decimal("1E+5"), "100000"),
        ("300", "300"),
        ("300万元", "300"),
        ("300 万", "300"),
        ("300.00万元", "300"),
        ("3,309,840.00元", "330.984"),
        ("３，３０９，８４０元", "330.984"),
        ("１００．５万", "100.5"),
        ("1.2亿元", "12000"),
        ("5千元", "0.5"),
        ("¥200000元整", "20"),
        ("0.01元", "0.000001"),
        ("-3万元", "-3"),
        ("三百万元", "300"),
        ("三百万", "300"),
        ("壹佰万元整", "100"),
        ("人民币壹佰贰拾叁万肆仟元整", "123.4"),
        ("叁佰零伍元", "0.0305"),
        ("3百万元", "300"),
        ("300万元整", "300"),
    ],
)
def test_every_spelling_is_read_as_ten_thousand_yuan(typed: str | int | Decimal, expected: str) -> None:
    amount = parse_amount(typed)
    assert amount == Decimal(expected)
    assert f"{amount}" == expected


@pytest.mark.parametrize("typed", ["", "  ", "\u3000", "—", "——", "无", "/", "／", "*", "－", " - "])
def test_blank_is_no_amount(typed: str) -> None:
    assert parse_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "约300万元",
        "1,5",
        "300万元100万元",
        "三百",
        "三百五元",
        "三百多万元",
        "NaN",
        "1e5",
        "300美元",
        "12,34,567元",
        "1" * 40,
        "0." + "1" * 20,
    ],
)
def test_what_could_mean_two_things_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(AmountError, match="请填写万元数"):
        parse_amount(typed)


@pytest.mark.parametrize("typed", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+400"), Decimal("1E-400")])
def test_numbers_that_are_no_money_are_refused(typed: Decimal) -> None:
    with pytest.raises(AmountError):
        parse_amount(typed)


@given(st.integers(0, 10**11))
def test_an_amount_in_chinese_numerals_is_the_same_amount(yuan: int) -> None:
    assert parse_amount(f"{format_numeral(yuan)}元") == Decimal(yuan).scaleb(-4)


@given(amounts)
def test_an_amount_reads_back_as_it_was_written(amount: Decimal) -> None:
    assert parse_amount(format_amount(amount)) == amount


@given(amounts)
def test_yuan_with_thousands_separators_are_the_same_amount(amount: Decimal) -> None:
    assert parse_amount(f"{amount.scaleb(4):,.2f}元") == amount


def test_amounts_print_with_their_unit_and_no_more_digits_than_they_have() -> None:
    assert format_amount(Decimal("10606.75220")) == "10606.7522万元"
    assert format_amount(Decimal("3E+2")) == "300万元"
    assert format_amount(Decimal(0)) == "0万元"
    assert format_amount(None) == ""


def test_no_digit_of_an_amount_is_rounded_away_unseen() -> None:
    with pytest.raises(AmountError):
        parse_amount("0.3" + "0" * 34 + "1万元")
    assert parse_amount("0.3" + "0" * 34 + "万元") == Decimal("0.3")
