"""Where lines may end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsx_template.layout.advance import BOLD, REGULAR
from xlsx_template.layout.breaks import count_lines, may_break

CHARACTERS = st.sampled_from("绩效指标，。；（）《》“”\"'/%℃-—…aWi019  ,.([$㎡ーｱあÉ①\u0301\U0001f600")
PARAGRAPHS = st.text(CHARACTERS, max_size=60)
LIMITS = st.integers(0, 2000)


def shown(text: str) -> str:
    """The text with a | at each place where a line may end."""
    return text[:1] + "".join("|" * may_break(text, place) + text[place] for place in range(1, len(text)))


@pytest.mark.parametrize(
    "marked",
    [
        "绩|效|指|标",
        "2020|年|度",
        "绩|效|PBB|指|标",
        "绩|效|（试|行）",
        "（一）|（二）",
        "绩|效，|指|标。",
        "《办|法》|规|定",
        "“两|个”目|标",
        '称"两|个"目|标',
        "甲/乙",
        "A/B",
        "满|意|度|≥95%，|良|好",
        "比|5%（含）|高",
        "-5℃～30℃",
        "200㎡|的",
        "3,309,840.00|元",
        "quick |brown |fox",
        "a | |b",
        "第 |一",
        "如 ，|下",
        "( 一)",
        "价|$5",
        "办|法——|试|行……|了",
        "カ|ター",
        "e\N{COMBINING ACUTE ACCENT}a",
        "https://a.cn/b-c?d=1",
        "한국어",
    ],
)
def test_a_line_may_end_here_and_nowhere_else(marked: str) -> None:
    assert shown(marked.replace("|", "")) == marked


@given(PARAGRAPHS, LIMITS, LIMITS)
def test_more_width_never_takes_more_lines(text: str, one: int, other: int) -> None:
    narrow, wide = sorted((one, other))
    assert count_lines(text, wide, REGULAR) <= count_lines(text, narrow, REGULAR)


@given(PARAGRAPHS, LIMITS)
def test_the_lines_hold_the_text(text: str, limit: int) -> None:
    width = sum(REGULAR[character] for character in text)
    # One blank may hang over the edge of each line.
    assert count_lines(text, limit, REGULAR) * (limit + REGULAR[" "]) >= width or limit < max(map(REGULAR.get, text))


@given(PARAGRAPHS, LIMITS)
def test_a_line_holds_one_character_at_least(text: str, limit: int) -> None:
    characters = sum(1 for character in text if BOLD[character])
    assert count_lines(text, limit, BOLD) <= max(1, characters)


@given(PARAGRAPHS, PARAGRAPHS, LIMITS)
def test_more_text_never_takes_fewer_lines(text: str, more: str, limit: int) -> None:
    assert count_lines(text + "绩" + more, limit, REGULAR) >= count_lines(text, limit, REGULAR)
