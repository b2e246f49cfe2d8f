"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.numerals import format_numeral, parse_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("一十五", 15),
        ("三百零五", 305),
        ("两千", 2000),
        ("三百万", 3_000_000),
        ("一万零五", 10_005),
        ("一亿零三百万", 103_000_000),
        ("二〇二〇", 2020),
        ("壹佰贰拾叁万肆仟", 1_234_000),
        ("十万", 100_000),
    ],
)
def test_written_numerals_are_read(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize("text", ["", "三百五", "百十", "千方百计", "五四百", "12", "三个"])
def test_what_is_spoken_or_no_numeral_is_refused(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(0, 10**12 - 1))
def test_a_written_number_reads_back(number: int) -> None:
    assert parse_numeral(format_numeral(number)) == number


@given(st.text(alphabet="零一二三十百千万亿两五"))
def test_any_characters_are_a_number_or_none(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number >= 0
