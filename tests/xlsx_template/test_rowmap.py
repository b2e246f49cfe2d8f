"""What holds for every row map, whatever the template and the data."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from xlsx_template.formula import formulas
from xlsx_template.formula.reference import MAX_ROW, Area, Corner
from xlsx_template.moving.rounds import moved_within
from xlsx_template.moving.rowmap import RowMap

from .row_plans import Block, Plan, blocks

quick = settings(max_examples=150, deadline=None)


def template_rows(plan: Plan) -> range:
    return range(1, plan.number + 2)


def cells_of(rows: RowMap, first: int, last: int) -> set[int]:
    return {row for start, end in rows.runs(first, last) for row in range(start, end + 1)}


@quick
@given(blocks)
def test_every_row_of_the_form_comes_from_one_row_of_the_template(block: Block) -> None:
    plan = Plan.of(block)
    rows = plan.rows
    found: list[int] = []
    for program in plan.programs:
        for row in range(program.number, program.number + program.span):
            found += cells_of(rows, row, row)
    assert sorted(found) == list(range(1, sum(rows.counts) + 1))


@quick
@given(blocks, st.data())
def test_an_area_becomes_the_union_of_its_rows(block: Block, data: st.DataObject) -> None:
    plan = Plan.of(block)
    first = data.draw(st.sampled_from(template_rows(plan)))
    last = data.draw(st.integers(first, plan.number + 1))
    rows = plan.rows
    union = {row for single in range(first, last + 1) for row in cells_of(rows, single, single)}
    assert cells_of(rows, first, last) == union
    span = rows.span(first, last)
    assert span == ((min(union), max(union)) if union else None)


@quick
@given(blocks, st.data())
def test_an_area_within_another_stays_within_it(block: Block, data: st.DataObject) -> None:
    plan = Plan.of(block)
    edges = sorted(data.draw(st.lists(st.sampled_from(template_rows(plan)), min_size=4, max_size=4)))
    outer, inner = plan.rows.span(edges[0], edges[3]), plan.rows.span(edges[1], edges[2])
    if inner is not None:
        assert outer is not None
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]


@quick
@given(blocks)
def test_the_first_rows_of_areas_keep_their_order(block: Block) -> None:
    plan = Plan.of(block)
    tops = [plan.rows.next_row(row) for row in template_rows(plan) if not _in_loop(plan, row)]
    assert tops == sorted(tops)


def _in_loop(plan: Plan, row: int) -> bool:
    return any(program.loop is not None and program.loop.holds(row, row) for program in plan.programs)


@quick
@given(blocks)
def test_the_rounds_of_a_loop_share_out_its_rows(block: Block) -> None:
    plan = Plan.of(block)
    rows = plan.rows
    for program in plan.programs:
        rounds = rows.rounds(program.number, program.number) if program.loop is not None else []
        found = [rows.span(program.number, program.number, iteration) for iteration in rounds]
        if program.loop is not None:
            assert {span[0] for span in found if span} == cells_of(rows, program.number, program.number)


@quick
@given(st.lists(st.integers(1, 3), min_size=1, max_size=8))
def test_a_form_without_changes_moves_nothing(spans: list[int]) -> None:
    plan = Plan.of([("gap", span) if span > 1 else ("row",) for span in spans])
    rows = plan.rows
    assert rows.is_identity
    for row in template_rows(plan):
        assert rows.span(row, row) == (row, row)
        assert rows.moved(Area(Corner(row, 1))) == Area(Corner(row, 1))


@quick
@given(blocks)
def test_only_a_form_without_changes_counts_as_unmoved(block: Block) -> None:
    plan = Plan.of(block)
    same = [(instance.index, number) for instance, number in zip(plan.instances, plan.rows.numbers, strict=True)]
    template = [(index, program.number) for index, program in enumerate(plan.programs)]
    if plan.rows.is_identity:
        assert same == template
    elif plan.programs:
        assert same != template or plan.number - 1 != plan.programs[-1].number + plan.programs[-1].span - 1


@quick
@given(blocks, st.data())
def test_a_row_seen_from_its_own_round_is_there(block: Block, data: st.DataObject) -> None:
    plan = Plan.of(block)
    rows = plan.rows
    inside = [p for p, i in enumerate(plan.instances) if i.iteration and plan.programs[i.index].span == 1]
    if not inside:
        return
    position = data.draw(st.sampled_from(inside))
    instance = plan.instances[position]
    iteration = instance.iteration
    assert iteration is not None
    number = plan.programs[instance.index].number
    seen = moved_within(rows, Area(Corner(number, 1)), iteration)
    assert seen is not None
    assert iteration.start <= rows.numbers.index(seen.first.row) < iteration.end
    anchored = moved_within(rows, Area(Corner(number, 1, row_absolute=True), Corner(number, 1)), iteration)
    assert anchored is not None
    assert anchored.first.row <= seen.first.row <= anchored.end.row


@quick
@given(blocks, st.integers(0, 5))
def test_rows_below_the_template_keep_their_distance(block: Block, distance: int) -> None:
    plan = Plan.of(block)
    last = max((program.number + program.span - 1 for program in plan.programs), default=0)
    found = plan.rows.span(last + 1 + distance, last + 1 + distance)
    assert found is not None
    assert found[0] == sum(plan.rows.counts) + 1 + distance
    assert plan.rows.span(1, MAX_ROW) is not None


# -------------------------------------------------------------------------------------------------- formulas

_PIECES = st.sampled_from(
    [
        "A1", "$B$14", "C$3:$D9", "A:B", "$2:4", "申报表!A1", "'明细 表'!$A$1:B2", "'it''s'!C3", "[1]Sheet1!A1",
        "'[书.xlsx]表 1'!A1", "Sheet1:Sheet3!B2", "明细[数量]", "明细[[#This Row],[数量]]", "[@数量]", "SUM(", "LOG10(",
        ")", ",", "+", "-", "*", "&", "=", "<>", " ", '"A1"', '"a""b!C3"', "#REF!", "#N/A", "{1,2;3,4}", "TRUE",
        "1.5E+10",
        "12", "A1048577", "XFE1", "合计", "_A1", "A1.b", "表!合计", "@A1", "A1#", "%", "!", "'", '"', "[", "]",
    ]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=8).map("".join), st.text(max_size=30).map(str.upper)))
def test_a_formula_taken_apart_and_written_is_the_formula(text: str) -> None:
    assert formulas.write(formulas.parse(text)) == text


def test_references_in_small_letters_are_references() -> None:
    assert formulas.write(formulas.parse("sum(a1:$b$2)+sheet1!c3")) == "sum(A1:$B$2)+sheet1!C3"


@quick
@given(st.lists(_PIECES, max_size=6).map("".join), st.integers(0, 9), st.integers(0, 9))
def test_shifting_a_formula_there_and_back_is_the_formula(text: str, down: int, right: int) -> None:
    there = formulas.shifted(formulas.parse(text), down, right)
    back = formulas.shifted(formulas.parse(there), -down, -right)
    assert back == formulas.write(formulas.parse(text)) or len(formulas.parse(there)) != len(formulas.parse(text))
