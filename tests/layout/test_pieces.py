"""A long text in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsx_template.layout import TextStyle, split_text, text_height
from xlsx_template.layout.pieces import without_last_break
from xlsx_template.layout.text import INDENT_STEP, em

PLAIN = TextStyle(size=12)
WIDTH = 10 * 12 + 6.0
LINE = "一二三四五六七八九十"  # as long as the cell is wide
TWO_LINES, FOUR_LINES = 39.0, 75.0

TEXTS = st.text(st.sampled_from("绩效指标，。；（）《》“”/%aWi019  ,.(\n\r\t\u0301\u200b𠀀"), max_size=300)
STYLES = st.builds(
    TextStyle,
    size=st.sampled_from([8.0, 9.0, 10.5, 12.0, 18.0]),
    bold=st.booleans(),
    wrap=st.sampled_from([True, True, False]),
    indent=st.integers(0, 3),
)


@given(TEXTS, st.floats(0, 300), STYLES, st.floats(0, 409))
def test_joined_the_pieces_are_the_text(text: str, width: float, style: TextStyle, height: float) -> None:
    pieces = split_text(text, width, style, [height])
    assert "".join(pieces) == text
    assert all(pieces)


@given(TEXTS, st.floats(1, 20), STYLES, st.floats(0, 409))
def test_each_piece_fits(text: str, ems: float, style: TextStyle, height: float) -> None:
    width = ems * em(style.size) + 8.0 + style.indent * INDENT_STEP
    room = max(height, text_height("字", width, style))
    for piece in split_text(text, width, style, [height]):
        assert text_height(without_last_break(piece), width, style) <= room


@given(TEXTS, st.floats(1, 20), st.lists(st.floats(30, 409), min_size=1, max_size=5))
def test_each_piece_fits_a_height_of_its_own(text: str, ems: float, heights: list[float]) -> None:
    width = ems * em(PLAIN.size) + 8.0
    for place, piece in enumerate(split_text(text, width, PLAIN, heights)):
        assert text_height(without_last_break(piece), width, PLAIN) <= heights[min(place, len(heights) - 1)]


@pytest.mark.parametrize(
    ("text", "height", "pieces"),
    [
        ("", TWO_LINES, []),
        (LINE * 2, TWO_LINES, [LINE * 2]),
        (LINE * 3, TWO_LINES, [LINE * 2, LINE]),
        # a closing mark pulls the ideograph before it down
        ("一二三四五六七八九十，二三四五六七八九十十", TWO_LINES, ["一二三四五六七八九十，二三四五六七八九", "十十"]),
        # the end of a sentence in the last quarter is preferred, one farther off is not
        (LINE * 3 + "一二三。" + LINE, FOUR_LINES, [LINE * 3 + "一二三。", LINE]),
        ("一二三。" + LINE * 4, FOUR_LINES, ["一二三。" + LINE * 3 + "一二三四五六", "七八九十"]),
        # so is the end of a paragraph, and its line break begins no line
        ("一二\n三四\n五六\n", TWO_LINES, ["一二\n三四\n", "五六\n"]),
        ("一\r\n二\r\n三", TWO_LINES, ["一\r\n二\r\n", "三"]),
        ("一" * 35 + "\n" + "一" * 20, FOUR_LINES, ["一" * 35 + "\n", "一" * 20]),
        # quotation marks and brackets stay with the sentence that they close
        ("一" * 35 + "。”一二" + "三" * 10, FOUR_LINES, ["一" * 35 + "。”一二三", "三" * 9]),
    ],
)  # fmt: skip
def test_pieces_end_where_a_reader_expects(text: str, height: float, pieces: list[str]) -> None:
    assert split_text(text, WIDTH, PLAIN, [height]) == pieces
