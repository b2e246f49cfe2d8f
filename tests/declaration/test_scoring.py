"""Points: sums, bounds, direction, rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.indicator_values import parse_indicator_value
from jixiao.declaration.scoring import (
    BANDS,
    INDICATOR_POINTS,
    Bounds,
    completion,
    execution_score,
    find_band,
    find_bounds,
    group_points,
    qualitative_share,
    score,
    spread,
    spread_weights,
)

AMOUNTS = st.decimals(-1000, 1000, places=2)
WEIGHTS = st.decimals(0, 100, places=2)
LEVELS = st.sampled_from(["成本指标", "产出指标", "效益指标", "满意度指标", "投入指标"])


def points(text: str, actual: str, *, is_cost: bool = False) -> Decimal:
    """The points of ten for what was reached of a 指标值."""
    bounds = find_bounds(parse_indicator_value(text), is_cost=is_cost)
    assert bounds
    return score(Decimal(10), completion(Decimal(actual), bounds))


def test_a_rate_of_82_12_per_cent_has_8_21_points() -> None:
    assert execution_score(Decimal("82.12"), Decimal(100)) == Decimal("8.21")


@pytest.mark.parametrize(("spent", "budget", "expected"), [("120", "100", "10"), ("-5", "100", "0"), ("0", "100", "0")])
def test_execution_has_ten_points_at_most_and_none_at_least(spent: str, budget: str, expected: str) -> None:
    assert execution_score(Decimal(spent), Decimal(budget)) == Decimal(expected)


def test_execution_without_amounts_has_no_points() -> None:
    assert execution_score(None, Decimal(100)) is execution_score(Decimal(5), None) is None
    assert execution_score(Decimal(0), Decimal(0)) is None


@pytest.mark.parametrize(
    ("text", "actual", "expected"),
    [
        ("≥95%", "95", "10"),
        ("≥95%", "99", "10"),
        ("≥90个", "45", "5"),
        ("≥90个", "0", "0"),
        ("≤5万元", "5", "10"),
        ("≤5万元", "4", "10"),
        ("≤5万元", "10", "5"),
        ("≤0起", "2", "0"),
        ("≤0起", "0", "10"),
        ("=13个", "13", "10"),
        ("=10个", "5", "5"),
        ("=10个", "20", "5"),
        ("13个", "15", "10"),
        ("3-5天", "4", "10"),
        ("3-5天", "10", "5"),
        ("3-5天", "1.5", "5"),
        ("≥3", "2", "6.67"),
        (">95%", "96", "10"),
        ("<5天", "4", "10"),
    ],
)
def test_what_was_reached_has_its_share_of_the_points(text: str, actual: str, expected: str) -> None:
    assert points(text, actual) == Decimal(expected)


def test_a_cost_without_a_sign_is_the_most_that_may_be_spent() -> None:
    assert points("5万元", "4", is_cost=True) == 10
    assert points("5万元", "10", is_cost=True) == 5


def test_words_have_no_bounds() -> None:
    assert find_bounds(parse_indicator_value("显著提升"), is_cost=False) is None


@given(WEIGHTS, AMOUNTS, st.none() | AMOUNTS, st.none() | AMOUNTS)
def test_no_score_is_above_its_weight_or_below_0(
    weight: Decimal, actual: Decimal, lower: Decimal | None, upper: Decimal | None
) -> None:
    assert 0 <= score(weight, completion(actual, Bounds(lower, upper))) <= weight


@given(WEIGHTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_more_is_never_worse_where_at_least_something_is_asked_for(
    weight: Decimal, bound: Decimal, one: Decimal, other: Decimal
) -> None:
    less, more = sorted((one, other))
    at_least, at_most = Bounds(lower=bound), Bounds(upper=bound)
    assert score(weight, completion(less, at_least)) <= score(weight, completion(more, at_least))
    assert score(weight, completion(less, at_most)) >= score(weight, completion(more, at_most))


@pytest.mark.parametrize(
    ("actual", "name"),
    [
        ("达成", "达成"),
        ("全部完成", "达成"),
        ("达成年度指标", "达成"),
        ("部分达成", "部分达成"),
        ("部分达成年度指标并具有一定效果", "部分达成"),
        ("未达成", "未达成"),
        ("未完成", "未达成"),
        ("未达成年度指标且效果较差", "未达成"),
    ],
)
def test_words_name_one_of_three_grades(actual: str, name: str) -> None:
    band = find_band(actual)
    assert band
    assert band.name == name


def test_other_words_name_none() -> None:
    assert find_band("见附件") is None
    assert qualitative_share(None, None) is None
    assert qualitative_share(None, Decimal(85)) == Decimal("0.85")


@given(st.sampled_from(BANDS), st.none() | st.decimals(0, 100, places=1))
def test_a_judged_share_stays_within_its_grade(band: object, typed: Decimal | None) -> None:
    assert band in BANDS
    found = next(one for one in BANDS if one is band)
    share = qualitative_share(found, typed)
    assert share is not None
    assert found.lowest <= share * 100 <= found.highest


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("产出指标", "效益指标", "满意度指标"), (50, 30, 10)),
        (("成本指标", "产出指标", "效益指标", "满意度指标"), (20, 40, 20, 10)),
        (("产出指标", "效益指标"), (50, 40)),
        (("成本指标", "产出指标", "效益指标"), (20, 40, 30)),
        (("产出指标",), (90,)),
    ],
)
def test_each_level_has_its_points(levels: tuple[str, ...], expected: tuple[int, ...]) -> None:
    assert tuple(group_points(levels).values()) == expected


def test_the_points_of_a_level_are_spread_over_its_indicators_in_whole_numbers() -> None:
    found = spread_weights([*[("产出指标", None)] * 7, *[("效益指标", None)] * 4, ("满意度指标", None)])
    assert found == (8, *[7] * 6, 8, 8, 7, 7, 10)


def test_a_given_weight_stays_and_the_others_share_the_rest_of_its_level() -> None:
    found = spread_weights([("产出指标", Decimal(20)), ("产出指标", None), ("产出指标", None), ("效益指标", None)])
    assert found == (20, 15, 15, 40)


def test_given_weights_that_are_too_many_leave_nothing() -> None:
    assert spread_weights([("产出指标", Decimal(95)), ("效益指标", None)]) == (95, 0)


@given(st.lists(st.tuples(LEVELS, st.none() | st.decimals(0, 5, places=2)), min_size=1, max_size=30))
def test_weights_add_up_to_90_where_some_are_spread(indicators: list[tuple[str, Decimal | None]]) -> None:
    given_weights = [weight for _, weight in indicators if weight is not None]
    found = spread_weights(indicators)
    assert [weight for weight, (_, one) in zip(found, indicators, strict=True) if one is not None] == given_weights
    if len(given_weights) < len(indicators) and sum(given_weights) <= INDICATOR_POINTS:
        assert sum(found) == INDICATOR_POINTS


@given(st.decimals(0, 200, places=2), st.lists(st.integers(0, 100), min_size=1, max_size=40))
def test_parts_are_exactly_the_total_and_follow_the_shares(total: Decimal, shares: list[int]) -> None:
    parts = spread(total, shares)
    assert sum(parts) == total
    assert min(parts) >= 0
    if any(shares):
        ordered = [part for _, part in sorted(zip(shares, parts, strict=True), key=lambda pair: pair[0])]
        largest, smallest = max(shares), min(shares)
        assert largest == smallest or ordered[0] <= ordered[-1]
