"""Lines and heights of cell texts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsx_template.layout import TextStyle, line_count, points_per_unit, text_height, usable_width
from xlsx_template.layout.text import em

PLAIN = TextStyle(size=12)
PADDING = 6.0

TEXTS = st.text(st.sampled_from("绩效指标，。（）《》“/%aWi019  ,.(\n"), max_size=60)
WIDTHS = st.floats(0, 500)
STYLES = st.builds(
    TextStyle,
    size=st.sampled_from([8.0, 9.0, 10.5, 12.0, 18.0]),
    bold=st.booleans(),
    wrap=st.booleans(),
    shrink=st.booleans(),
    indent=st.integers(0, 3),
    rotation=st.sampled_from([0, 0, 30, 90, 120, 180, 255]),
)


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("", 4, 0),
        ("绩效指标", 4, 1),
        ("绩效指标", 3.99, 2),
        ("绩效指标值", 2, 3),
        ("绩效指标", 1, 4),
        ("绩效指标", 0.5, 4),
        ("绩效指标", 0, 4),
        # closing marks pull the ideograph before them down
        ("绩效指标，良好", 4, 2),
        ("绩效指标，良好啊", 4, 3),
        # opening brackets go down with what follows
        ("绩效指（试行）", 4, 2),
        ("按照《管理办法》执行", 3, 4),
        ("按照《管理办法》执行", 5, 2),
        # quotation marks hold both sides
        ("实现“两个”目标", 3, 4),
        # numbers hold together, their unit may go down: 1200 is 2.56 em, ㎡ holds
        ("面积1200平", 4, 2),
        ("面积1200㎡", 4, 2),
        ("面积1200㎡", 3, 3),  # 1200㎡ is longer than the line and broken anywhere
        # one blank hangs over the edge, a second one begins a line
        ("绩效 指标", 2, 2),
        ("绩效  指标", 2, 3),
        ("绩效指标 ", 4, 1),
        ("绩效指标  ", 4, 2),
        (" 绩效", 2, 2),
        ("   ", 1, 1),
        # an address of 25 characters, 15.48 em: two lines if broken anywhere, three behind "//" and the last "/"
        ("https://www.kmcg.gov.cn/a", 8, 3),
        ("https://www.kmcg.gov.cn/a", 12, 2),
        # LibreOffice ends lines behind ? and -, where it must break a longer word; nobody does where none is longer
        ("绩效index?identifier", 8, 3),
        ("绩效index?identifier", 4, 4),
        ("一二三index?id", 7, 2),
        ("https://www.kmcg.gov.cn/a", 20, 1),
        # hard breaks
        ("绩效\n指标", 4, 2),
        ("绩效\r\n指标", 4, 2),
        ("绩效\r指标\r", 4, 3),
        ("\n", 4, 2),
        ("绩效指标值\n\n值", 4, 4),
        # marks take no room
        ("绩\N{VARIATION SELECTOR-17}效\N{ZERO WIDTH SPACE}", 2, 1),
    ],
)
def test_lines_are_those_counted_by_hand(text: str, ems: float, lines: int) -> None:
    assert line_count(text, ems * 12 + PADDING, PLAIN) == lines


@pytest.mark.parametrize(
    ("size", "points"), [(12, 12), (10.5, 11), (9, 9), (11, 11.25), (10, 10.2), (16, 16.2), (18, 18), (22, 22.2)]
)
def test_an_em_is_what_the_coarsest_screen_makes_of_it(size: float, points: float) -> None:
    assert em(size) == pytest.approx(points)


@pytest.mark.parametrize(
    ("font", "size", "points"),
    [
        ("宋体", 12, 6.0),
        ("SimSun", 11, 5.4),
        ("等线", 11, 5.4),
        ("Calibri", 11, 5.25),
        ("Arial", 10, 5.25),
        ("黑体", 12, 6.0),
        ("Agency FB", 12, 5.25),
        ("Agency FB", 1, 0.75),
    ],
)
def test_a_unit_of_column_width_depends_on_the_normal_font(font: str, size: float, points: float) -> None:
    assert points_per_unit(font, size) == points


def test_padding_grows_with_large_type_and_indent() -> None:
    assert usable_width(100, TextStyle(size=16)) == 94
    assert usable_width(100, TextStyle(size=17)) == 92
    assert usable_width(100, TextStyle(size=12, indent=2)) == 58
    assert usable_width(4, TextStyle(size=12)) == 0


def test_bold_text_may_take_a_line_more() -> None:
    width = usable_width(0, PLAIN) + PADDING + 12 * 0.64 * 5
    assert line_count("12345", width, PLAIN) == 1
    assert line_count("12345", width, replace(PLAIN, bold=True)) == 2


def test_text_without_wrap_takes_only_its_own_lines() -> None:
    for style in (replace(PLAIN, wrap=False), replace(PLAIN, wrap=False, shrink=True)):
        assert line_count("绩效指标" * 50, 30, style) == 1
        assert line_count("绩效\n指标", 30, style) == 2


def test_shrink_does_not_count_where_text_wraps() -> None:
    assert line_count("绩效指标", 30, replace(PLAIN, shrink=True)) == 2


@pytest.mark.parametrize(
    ("text", "style", "height"),
    [
        ("", PLAIN, 0.0),
        ("绩效", PLAIN, 21.0),  # 18 and 3
        ("绩效指标", PLAIN, 39.0),
        ("绩效", TextStyle(size=10.5), 19.5),  # 16.5 and 3
        ("绩效", TextStyle(size=9), 16.5),
        ("绩效", TextStyle(size=10), 18.75),  # 15.3 and 3, rounded up to a pixel
        ("绩效指标", TextStyle(size=12, rotation=255), 75.0),
        ("绩效指标", TextStyle(size=12, rotation=90, wrap=False), 57.0),  # 48, 6 before and after it, 3
        ("绩效指标", TextStyle(size=12, rotation=180, wrap=False), 57.0),
    ],
)
def test_height_is_a_pitch_a_line_and_some_padding(text: str, style: TextStyle, height: float) -> None:
    assert text_height(text, 30.0, style) == height


def test_upright_text_wraps_only_where_a_row_cannot_hold_it() -> None:
    style = TextStyle(size=12, rotation=90)
    assert text_height("绩效指标", 42.0, style) == 57.0
    assert text_height("绩" * 60, 23.0, style) == 729.0  # one line fits in the width
    assert text_height("绩" * 60, 42.0, style) == 408.75  # two do, as high as a row may be
    assert text_height("绩" * 80, 42.0, style) == 489.0  # two lines of 40


def test_slanted_text_is_as_high_as_the_box_around_it() -> None:
    style = TextStyle(size=12, rotation=30, wrap=False)
    assert text_height("绩效指标", 100.0, style) == 48.75  # 48 * 0.5 + 18 * 0.866 + 6 + 3 = 48.59


@given(TEXTS, WIDTHS, WIDTHS, STYLES)
def test_a_wider_cell_is_never_higher(text: str, one: float, other: float, style: TextStyle) -> None:
    narrow, wide = sorted((one, other))
    assert text_height(text, wide, style) <= text_height(text, narrow, style)


@given(TEXTS, WIDTHS, STYLES)
def test_a_height_is_whole_pixels_and_holds_a_line(text: str, width: float, style: TextStyle) -> None:
    height = text_height(text, width, style)
    assert height % 0.75 == 0
    assert height >= (3.0 if text else 0.0)
    if text and style.rotation == 0:
        assert height >= em(style.size) * 1.5 + 3.0 - 1e-6


@given(TEXTS, WIDTHS, STYLES)
def test_bold_or_indented_text_is_never_lower(text: str, width: float, style: TextStyle) -> None:
    indented = replace(style, indent=style.indent + 1)
    assert text_height(text, width, indented) >= text_height(text, width, style)


def test_a_number_behind_letters_that_are_not_ascii_may_go_down_whole() -> None:
    before = "总  体   目  标：2015〕88号——……面积1200㎡，温度-5℃～30℃；B、C／D①②③Ⅳ→±×ｱｲｳ"
    # LibreOffice 7.4 needs four lines: it breaks behind ／ and behind ｳ, and the number fills most of its line.
    assert line_count(f"{before}{'1234567890' * 6}社会组织公益创投大赛", 427.5, TextStyle(size=10)) == 4
