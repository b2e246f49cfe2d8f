"""What Word, WPS and web pages leave in text."""

import pytest

from jixiao.declaration.cleaning import clean_text, squeeze_label


@pytest.mark.parametrize(
    ("typed", "text", "dropped"),
    [
        ("一\v二", "一\n二", 0),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四", 0),
        ("\ufeff社\u200b会\xad服务\x07", "社会服务", 4),
        ("第一\x00段\ud800", "第一段", 2),
        ("  首尾空格 \n", "首尾空格", 0),
        ("　　段首缩进", "　　段首缩进", 0),
        ("中间  空格，（半角）(全角)", "中间  空格，（半角）(全角)", 0),
        ("　\xa0 ", "", 0),
    ],
)
def test_text_is_printable_and_reads_as_typed(typed: str, text: str, dropped: int) -> None:
    cleaned = clean_text(typed)
    assert (cleaned.text, cleaned.dropped) == (text, dropped)


@pytest.mark.parametrize(
    "label", ["县（市）区级财政", "县(市)区级财政", " 县（市）区\n级财政：", "县（市） 区 级 财 政*"]
)
def test_labels_compare_without_blanks_colons_and_bracket_width(label: str) -> None:
    assert squeeze_label(label) == "县（市）区级财政"
