"""Advance widths."""

import sys

import pytest

from xlsx_template.layout.advance import BOLD, REGULAR, WIDEST


@pytest.mark.parametrize(
    ("character", "width"),
    [
        ("绩", 100),
        ("あ", 100),
        ("Ａ", 100),
        ("，", 100),
        ("\u3000", 100),
        ("“", 100),
        ("…", 100),
        ("ｱ", 50),
        ("℃", 122),
        ("㎡", 110),
        ("\N{GRINNING FACE}", 140),
        ("\N{COMBINING ACUTE ACCENT}", 0),
        ("\N{VARIATION SELECTOR-16}", 0),
        ("\N{ZERO WIDTH SPACE}", 0),
        ("\N{ZERO WIDTH JOINER}", 0),
        ("𠀀", 100),
        ("Щ", 134),
    ],
)
def test_a_character_outside_ascii_has_its_width_in_both_weights(character: str, width: int) -> None:
    assert (REGULAR[character], BOLD[character]) == (width, width)


def test_ascii_has_a_width_of_its_own_in_each_weight() -> None:
    assert [REGULAR[character] for character in " 0@Wm~"] == [50, 64, 102, 106, 98, 84]
    assert [BOLD[character] for character in " 0@Wm~"] == [50, 70, 101, 111, 105, 84]


def test_no_character_but_the_tab_is_wider_than_the_widest() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code) != "\t"]
    for table in (REGULAR, BOLD):
        assert max(map(type(table)(table).__getitem__, characters)) == WIDEST
