"""Merges and loops: which grow, which are repeated, and which are refused because they could not be right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.xlsx_template.workbooks import SHEET, Build, fill
from xlsx_template import TagError

TWO_ROWS = {"B2": "{% for 行 in 行们 %}{{ 行 }}", "B3": "第二行{% endfor %}", "B4": "尾"}
MERGED = {"B2": "{% for 行 in 行们 %}{{ 行 | merge }}"}


def merge(area: str, text: str = "标题") -> Build:
    """What merges an area of the first sheet."""

    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range(area, text)

    return build


@pytest.mark.parametrize("area", ["A1:A2", "A3:A4", "C3:D5", "A1:B2"])
def test_a_merge_with_a_part_of_a_loop_and_rows_outside_of_it_is_refused(area: str) -> None:
    with pytest.raises(TagError, match="一部分在第 2 至 3 行的循环里") as caught:
        fill(TWO_ROWS, build=merge(area), 行们=[1, 2])
    assert (caught.value.cell, caught.value.sheet) == (area.split(":", maxsplit=1)[0], SHEET)


@pytest.mark.parametrize(
    ("area", "grown"),
    [
        ("A2:A3", {"A2:A3", "A4:A5"}),
        ("A1:A3", {"A1:A5"}),
        ("A2:A4", {"A2:A6"}),
        ("A1:A4", {"A1:A6"}),
        ("A4:A5", {"A6:A7"}),
    ],
)
def test_a_merge_within_a_loop_is_repeated_and_one_around_it_grows(area: str, grown: set[str]) -> None:
    assert fill(TWO_ROWS, build=merge(area), 行们=[1, 2]).merges == grown


def test_rows_that_hold_nothing_but_the_tags_of_a_loop_do_not_count() -> None:
    cells = {"B1": "{% for 行 in 行们 %}", "B2": "{{ 行 }}", "B3": "第二行", "B4": "{% endfor %}", "B5": "尾"}
    assert fill(cells, build=merge("A2:A5"), 行们=[1, 2]).merges == {"A1:A5"}


def test_a_merge_beside_an_inner_loop_grows_in_every_round_of_the_outer_one() -> None:
    cells = {
        "B1": "{% for 组 in 组们 %}{{ 组 | length }}",
        "B2": "{% for 项 in 组 %}{{ 项 }}",
        "C2": "值{% endfor %}{% endfor %}",
    }
    assert fill(cells, build=merge("A1:A2"), 组们=[[1, 2], [3]]).merges == {"A1:A3", "A4:A5"}


def test_a_merge_that_begins_in_an_inner_loop_of_several_rows_and_ends_outside_is_refused() -> None:
    cells = {
        "B1": "{% for 组 in 组们 %}头",
        "B2": "{% for 项 in 组 %}{{ 项 }}",
        "B3": "二{% endfor %}",
        "B4": "尾{% endfor %}",
    }
    with pytest.raises(TagError, match="第 2 至 3 行"):
        fill(cells, build=merge("A3:A4"), 组们=[[1]])


@pytest.mark.parametrize(
    "rows",
    [
        MERGED | {"B3": "第二行{% endfor %}"},
        {"B1": "{% for 行 in 行们 %}头"} | {"B2": "{{ 行 | merge(1) }}{% endfor %}"},
        MERGED | {"B3": "{% if 行 %}", "B4": "附注", "B5": "{% endif %}", "B6": "第二行{% endfor %}"},
    ],
)
def test_the_filter_merge_is_refused_where_an_item_takes_several_rows(rows: dict[str, Any]) -> None:
    with pytest.raises(TagError, match="每项占一行") as caught:
        fill(rows, 行们=[1])
    assert caught.value.cell == "B2"


def test_the_filter_merge_may_stand_beside_rows_that_a_condition_drops() -> None:
    cells = MERGED | {"B3": "{% if 行 > 5 %}", "B4": "附注", "B5": "{% endif %}{% endfor %}", "B6": "尾"}
    assert fill(cells, 行们=[1, 1, 2]).merges == {"B2:B3"}
