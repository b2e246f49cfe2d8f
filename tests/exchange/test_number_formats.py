"""What the number format of a cell shows."""

from __future__ import annotations

import datetime

import pytest

from jixiao.exchange.grids.number_formats import find_shown, show, show_date


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", "%"),
        ('0.0%"（年）"', "%"),
        ('0"%"', ""),
        ("yyyy/m/d", "ymd"),
        ('yyyy"年"m"月"d"日"', "ymd"),
        ("[$-804]yyyy年m月d日;@", "ymd"),
        ("[DBNum1][$-804]yyyy年m月d日", "ymd"),
        ('yyyy"年"m"月"', "ym"),
        ("e年m月", "ym"),
        ("mmm-yy", "ym"),
        ('m"月"d"日"', "md"),
        ("yyyy", "y"),
        ("h:mm", ""),
        ("mm:ss", ""),
        ("0.00E+00", ""),
        ("General", ""),
        ("@", ""),
        ("#,##0.00", ""),
        ('0"个"', ""),
        ('"day"0', ""),
    ],
)
def test_a_format_shows_a_percentage_or_parts_of_a_date(code: str, shown: str) -> None:
    assert find_shown(164, code) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(9, "%"), (14, "ymd"), (31, "ymd"), (57, "ym"), (58, "md"), (0, ""), (4, "")]
)
def test_formats_without_a_code_are_those_of_chinese_excel(number: int, shown: str) -> None:
    assert find_shown(number) == shown


@pytest.mark.parametrize(
    ("shown", "text"),
    [("ymd", "2020年11月1日"), ("ym", "2020年11月"), ("md", "11月1日"), ("y", "2020年"), ("", "2020年11月1日")],
)
def test_a_date_is_written_as_far_as_it_is_shown(shown: str, text: str) -> None:
    assert show_date(datetime.date(2020, 11, 1), shown) == text


def test_numbers_are_shown_and_texts_stay() -> None:
    assert show(0.955, "%") == "95.5%"
    assert show(44136, "ym") == "2020年11月"
    assert show("95", "%") == "95"
    assert show(True, "%") is True
    assert show(40.0, "") == 40.0
    assert show(datetime.datetime.fromisoformat("2020-11-01T08:30"), "ymd") == "2020年11月1日08:30"
