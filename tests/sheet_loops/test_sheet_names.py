"""Names for sheets: what Excel forbids, what it counts, what clashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsx_template.sheet.names import MAX_NAME, quoted, safe_name, unique_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("社会服务项目大赛", "社会服务项目大赛"),
        (r"2020/2021: [a]*b?\c", "2020／2021： ［a］＊b？＼c"),
        ("'引号'", "’引号’"),
        ("it's", "it's"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("  两端  ", "两端"),
        ("", "未命名"),
        ("\x00\t", "未命名"),
        ("长" * 40, "长" * 31),
        ("{{ 7*7 }}", "｛{ 7＊7 }}"),
        ("{% for", "｛% for"),
    ],
)
def test_a_text_becomes_a_name_that_excel_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_character_of_two_units_is_not_cut_in_half() -> None:
    assert safe_name("a" * 30 + "😀") == "a" * 30
    assert safe_name("😀" * 20) == "😀" * 15


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert unique_names(["甲", "甲", "乙", "甲"], ["乙"]) == ["甲", "甲 (2)", "乙 (2)", "甲 (3)"]


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert unique_names(["甲 (2)", "甲", "甲"], []) == ["甲 (2)", "甲", "甲 (3)"]


def test_capitals_make_no_difference() -> None:
    assert unique_names(["Abc", "ABC"], []) == ["Abc", "ABC (2)"]


def test_a_number_finds_room_in_a_long_name() -> None:
    assert unique_names(["长" * 40, "长" * 40], []) == ["长" * 31, "长" * 27 + " (2)"]


def test_the_name_that_excel_keeps_for_itself_gets_a_number() -> None:
    assert unique_names(["History"], []) == ["History (2)"]


@given(st.lists(st.text(max_size=40), max_size=12), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_every_text_gets_a_name_of_its_own(texts: list[str], taken: list[str]) -> None:
    names = unique_names(texts, taken)
    folded = [name.casefold() for name in [*names, *set(taken)]]
    assert len(names) == len(texts)
    assert len({*folded[: len(names)]} | {t.casefold() for t in taken}) == len(names) + len(
        {t.casefold() for t in taken}
    )
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= MAX_NAME
        assert not set(name) & set(r":\/?*[]")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_a_name_in_a_formula_stands_in_quotes_and_doubles_its_own() -> None:
    assert quoted("it's") == "'it''s'"
