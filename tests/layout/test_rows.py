"""Row heights from boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsx_template.layout import MAX_ROW_HEIGHT, USABLE_ROW_HEIGHT, Box, fit_rows, overfull, split_heights

ROWS = 8
PIXELS = st.integers(0, 3 * 545).map(lambda pixels: pixels * 0.75)
MINIMA = st.lists(st.floats(0, 409), min_size=ROWS, max_size=ROWS)
PIXEL_MINIMA = st.lists(st.integers(0, 545).map(lambda pixels: pixels * 0.75), min_size=ROWS, max_size=ROWS)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """A box anywhere in the rows, not more than they can hold."""
    first, last = sorted((draw(st.integers(0, ROWS - 1)), draw(st.integers(0, ROWS - 1))))
    return Box(first, last, min(draw(PIXELS), (last - first + 1) * USABLE_ROW_HEIGHT))


@st.composite
def nested_boxes(draw: st.DrawFn) -> Box:
    """A box of 1, 2, 4 or 8 rows, of which any two are apart or one in the other, as the levels of a form are."""
    span = draw(st.sampled_from([1, 2, 4, 8]))
    first = draw(st.integers(0, ROWS // span - 1)) * span
    return Box(first, first + span - 1, min(draw(PIXELS), int(span * USABLE_ROW_HEIGHT / 0.75) * 0.75))


def fits(heights: list[float], box: Box) -> bool:
    return sum(heights[box.first_row : box.last_row + 1]) >= box.height - 1e-5


def test_a_row_is_as_high_as_its_highest_cell_needs() -> None:
    assert fit_rows([13.5, 13.5], [Box(0, 0, 39.0), Box(0, 0, 21.0)]) == [39.0, 13.5]


def test_a_row_that_is_high_enough_stays_as_it_is() -> None:
    assert fit_rows([33.3, 20.1], [Box(0, 0, 21.0), Box(0, 1, 53.4)]) == [33.3, 20.1]


def test_a_merge_spreads_what_it_lacks_evenly() -> None:
    assert fit_rows([15.0, 15.0, 15.0], [Box(0, 2, 90.0)]) == [30.0, 30.0, 30.0]


def test_odd_pixels_go_to_the_lowest_rows() -> None:
    assert fit_rows([30.0, 15.0, 15.0], [Box(0, 2, 61.5)]) == [30.0, 15.75, 15.75]


def test_smaller_merges_come_before_larger_ones_in_any_order() -> None:
    inner, outer = Box(0, 1, 60.0), Box(0, 3, 90.0)
    assert fit_rows([15.0] * 4, [outer, inner]) == fit_rows([15.0] * 4, [inner, outer]) == [30.0, 30.0, 15.0, 15.0]


def test_a_full_row_is_left_out() -> None:
    assert fit_rows([405.0, 20.0], [Box(0, 1, 500.0)]) == [409.0, 91.25]


def test_a_box_that_needs_more_than_its_rows_can_give_is_told() -> None:
    high, low = Box(0, 1, 900.0), Box(2, 2, 409.0)
    assert overfull([high, low]) == [high]
    assert fit_rows([15.0] * 3, [high, low]) == [409.0, 409.0, 409.0]


def test_a_row_of_excels_greatest_height_keeps_it() -> None:
    assert fit_rows([MAX_ROW_HEIGHT], [Box(0, 0, 500.0)]) == [MAX_ROW_HEIGHT]


@pytest.mark.parametrize(
    ("needed", "heights"),
    [
        (0.0, [0.0]),
        (409.0, [409.0]),
        (409.5, [204.75, 204.75]),
        (900.0, [300.0, 300.0, 300.0]),
        (600.75, [300.75, 300.0]),
    ],
)
def test_tall_text_is_split_over_as_few_rows_as_can_be(needed: float, heights: list[float]) -> None:
    assert split_heights(needed) == heights


@given(st.floats(0, 100_000))
def test_split_heights_hold_what_is_needed(needed: float) -> None:
    heights = split_heights(needed)
    assert needed <= sum(heights) + 1e-3
    assert sum(heights) < needed + 0.76
    assert max(heights) <= USABLE_ROW_HEIGHT
    assert max(heights) - min(heights) <= 0.75


@given(MINIMA, st.lists(boxes(), max_size=8))
def test_every_box_fits_and_no_row_is_lower_than_its_minimum_or_too_high(minimum: list[float], some: list[Box]) -> None:
    heights = fit_rows(minimum, some)
    assert overfull(some) == []
    assert all(fits(heights, box) for box in some)
    assert all(height >= least for height, least in zip(heights, minimum, strict=True))
    assert max(heights) <= USABLE_ROW_HEIGHT


@given(MINIMA, st.lists(boxes(), max_size=8))
def test_fitted_rows_are_left_alone(minimum: list[float], some: list[Box]) -> None:
    heights = fit_rows(minimum, some)
    assert fit_rows(heights, some) == heights


@given(MINIMA, st.lists(boxes(), max_size=8), st.randoms())
def test_the_order_of_boxes_does_not_matter(minimum: list[float], some: list[Box], chance) -> None:
    shuffled = chance.sample(some, len(some))
    assert fit_rows(minimum, shuffled) == fit_rows(minimum, some)


@given(PIXEL_MINIMA, st.lists(nested_boxes(), min_size=1, max_size=6), st.data())
def test_a_nested_box_that_needs_more_never_makes_the_form_lower(
    minimum: list[float], some: list[Box], data: st.DataObject
) -> None:
    # Merges that cross each other share rows, and there a pixel more for one may spare another more than that.
    which = data.draw(st.integers(0, len(some) - 1))
    box = some[which]
    taller = Box(box.first_row, box.last_row, min(box.height + data.draw(PIXELS), box.room))
    grown = [*some[:which], taller, *some[which + 1 :]]
    assert sum(fit_rows(minimum, grown)) >= sum(fit_rows(minimum, some)) - 1e-6
