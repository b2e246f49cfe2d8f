"""Where pages break."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xlsx_template.layout.pages import SAFETY, Block, Paper, break_pages

A4 = Paper(700.0, 650.0)


def test_one_page_needs_no_break() -> None:
    assert break_pages([100.0] * 6, A4) == []


def test_a_page_ends_between_rows_and_the_last_row_is_not_left_alone() -> None:
    assert break_pages([100.0] * 7, A4) in ([4], [5])


def test_a_forced_break_begins_a_page() -> None:
    assert break_pages([50.0] * 6, A4, forced=[3]) == [3]


def test_a_break_goes_where_it_crosses_no_merge() -> None:
    blocks = [Block(3, 9, 15.0)]
    assert break_pages([100.0] * 10, Paper(750.0, 750.0), blocks) == [3]


def test_each_part_of_a_divided_merge_has_room_for_its_text() -> None:
    heights = [60.0] * 40
    breaks = break_pages(heights, Paper(610.0, 610.0), [Block(9, 30, 90.0)])  # a page takes ten rows
    assert 10 not in breaks
    assert breaks[0] == 9


def test_pages_are_as_full_as_each_other_where_it_is_asked() -> None:
    heights = [50.0] * 16
    assert break_pages(heights, A4) == [13]
    assert break_pages(heights, A4, is_balanced=True) == [8]


def test_a_row_higher_than_a_page_stands_on_its_own() -> None:
    assert break_pages([100.0, 900.0, 100.0, 100.0], A4) == [1, 2]


@given(st.lists(st.floats(10, 400), min_size=1, max_size=60), st.lists(st.integers(0, 59), max_size=3))
def test_every_page_fits_its_paper(heights: list[float], forced: list[int]) -> None:
    breaks = break_pages(heights, A4, forced=forced)
    pages = list(pairwise([0, *breaks, len(heights)]))
    for start, end in pages:
        room = A4.first if start == 0 else A4.further
        assert end - start == 1 or sum(heights[start:end]) <= room * SAFETY + 1e-6
    assert {row for row in forced if 0 < row < len(heights)} <= set(breaks)


def test_a_sheet_nobody_prints_to_be_signed_is_broken_quickly_and_still_cuts_no_text() -> None:
    heights = [12.0] * 100_000
    paper = A4
    blocks = [Block(start, start + 9, 100.0) for start in range(0, 100_000, 10)]
    breaks = break_pages(heights, paper, blocks)
    assert not [row for row in breaks if row % 10]  # no half of a merge has room for its text
    assert max(end - start for start, end in pairwise([0, *breaks, len(heights)])) * 12.0 <= paper.first
    assert len(breaks) < 100_000 * 12.0 / paper.further * 1.3
