"""Formulas of the template: where their references go, and what they show."""

from __future__ import annotations

import re
from typing import Any

import pytest

from xlsx_template import TagError

from .packages import replaced
from .workbooks import SHEET, fill, make

LOOP = {"A4": "{% for 行 in 行们 %}{{ 行 }}", "B4": "{{ loop.index }}{% endfor %}"}
COUNTS = [0, 1, 2, 12]


def items(count: int) -> list[int]:
    return [10 * number for number in range(1, count + 1)]


# -------------------------------------------------------------------------------------------------- outside


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("written", ["A4:A4", "A$4:A$4", "$A$4:$A$4", "A3:A5", "$A$3:A5"])
def test_a_sum_over_the_row_of_a_loop_sums_all_its_rows(count: int, written: str) -> None:
    form = fill(LOOP | {"A6": f"=SUM({written})"}, 行们=items(count))
    assert form.values()[f"A{5 + count}"] == sum(items(count))


def test_a_reference_to_the_row_of_a_loop_is_written_as_all_its_rows() -> None:
    form = fill(LOOP | {"A6": "=SUM(A4:A4)", "C1": "=SUM($A$4:$A$4)", "D1": "=COUNT(A4)"}, 行们=items(3))
    assert form.formulas() == {"A8": "=SUM(A4:A6)", "C1": "=SUM($A$4:$A$6)", "D1": "=COUNT(A4:A6)"}


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=A1+A2", "=A1+A2"),
        ("=A6*2", "=A8*2"),
        ("=$A$6", "=$A$8"),
        ("=SUM(A1:A6)", "=SUM(A1:A8)"),
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=SUM(4:4)", "=SUM(4:6)"),
        ("=SUM($5:$6)", "=SUM($7:$8)"),
        ("=SUM(A4:A4,A6)", "=SUM(A4:A6,A8)"),
        ('="A6"&A6', '="A6"&A8'),
        ("=LOG10(A6)", "=LOG10(A8)"),
        ("=IF(A6>0,#N/A,A7)", "=IF(A8>0,#N/A,A9)"),
        ("=申报表!A6", "=申报表!A8"),
        ("='申报表'!A6", "='申报表'!A8"),
    ],
)
def test_a_formula_outside_a_loop_follows_the_rows_it_names(formula: str, moved: str) -> None:
    assert fill(LOOP | {"D1": formula, "A6": 1}, 行们=items(3)).formulas()["D1"] == moved


def test_a_formula_below_a_loop_moves_with_its_row() -> None:
    assert fill(LOOP | {"A6": 5, "A7": "=A6*2"}, 行们=items(3)).values()["A9"] == 10


def test_a_formula_on_another_sheet_follows() -> None:
    cells = LOOP | {"A6": "=SUM(A4:A4)", "汇总!A1": f"={SHEET}!A6", "汇总!A2": f"=SUM('{SHEET}'!$A$4:$A$4)"}
    form = fill(cells, 行们=items(3))
    assert form.formulas("汇总") == {"A1": f"={SHEET}!A8", "A2": f"=SUM('{SHEET}'!$A$4:$A$6)"}
    assert form.values("汇总") == {"A1": 60, "A2": 60}


def test_sheets_are_known_in_capital_and_small_letters() -> None:
    cells = {"Data!A1": "{% for 行 in 行们 %}{{ 行 }}", "Data!B1": "{% endfor %}", "Sum!A1": "=SUM(data!A1:A1)"}
    form = fill(make(cells, sheets=("Data", "Sum")), 行们=items(3))
    assert form.formulas("Sum") == {"A1": "=SUM(data!A1:A3)"}
    assert form.values("Sum") == {"A1": 60}


def test_a_reference_to_a_very_long_text_stays_one_cell() -> None:
    """A text above the height of a row takes several rows, merged; its cell is the first of them."""
    cells = {
        "A4": "{% for 行 in 行们 %}{{ 行.文 }}",
        "B4": "{{ 行.数 }}",
        "C4": "=B4*2",
        "D4": "=D3+B4",
        "E4": "{% endfor %}",
    }
    cells |= {"D3": 0, "A1": "{{ 文 }}", "A6": "=LEN(A1)", "A7": "=SUM(B4:B4)"}

    def wrapped(workbook: Any, sheets: Any) -> None:
        style = workbook.add_format({"text_wrap": True})
        for cell in ("A1", "A4"):
            sheets[SHEET].write(cell, cells[cell], style)

    form = fill(cells, build=wrapped, 文="长" * 300, 行们=[{"文": "长" * 300, "数": n} for n in (1, 2, 3)])
    rows = [int(cell[1:]) for cell, text in form.formulas().items() if re.fullmatch(r"=B\d+\*2", text)]
    assert len(rows) == 3
    assert rows[1] > rows[0] + 1
    values = form.values()
    assert [values[f"C{row}"] for row in rows] == [2, 4, 6]
    assert [values[f"D{row}"] for row in rows] == [1, 3, 6]
    assert "=LEN(A1)" in form.formulas().values()
    assert 300 in values.values()


def test_a_formula_on_the_form_that_names_another_sheet_stays() -> None:
    cells = LOOP | {"A6": "=参数!A6", "B6": "=SUM(参数!A4:A4)", "参数!A6": 7, "参数!A4": 1}
    form = fill(cells, 行们=items(3))
    assert form.formulas() == {"A8": "=参数!A6", "B8": "=SUM(参数!A4:A4)"}
    assert form.values()["A8"] == 7


def test_a_condition_that_removes_rows_leaves_formulas_a_blank() -> None:
    cells = {
        "A1": "{% if 有 %}",
        "A2": 5,
        "A3": "{% endif %}",
        "A4": 1,
        "A5": "=A2+A4",
        "A6": "=SUM(A2:A4)",
        "B6": "=A2",
    }
    form = fill(cells, 有=False)
    assert form.values() == {"A1": 1, "A2": 1, "A3": 1, "B3": 0}
    assert "#REF!" not in form.xml
    assert fill(cells, 有=True).values() == {"A1": 5, "A2": 1, "A3": 6, "A4": 6, "B4": 5}


def test_no_formula_breaks_over_an_empty_loop() -> None:
    cells = LOOP | {"D1": "=SUM(A4:A4)", "D2": "=A4", "D3": "=COUNTA($A$4:$B$4)", "D6": '=IF(A4="","无",A4)'}
    form = fill(cells, 行们=[])
    assert form.values() == {"D1": 0, "D2": 0, "D3": 0, "D5": "无"}
    assert "#REF!" not in form.xml


def test_rows_of_statements_only_are_no_part_of_an_area() -> None:
    cells = {"A1": 100, "A2": "{% for 行 in 行们 %}", "A3": "{{ 行 }}", "A4": "{% endfor %}", "A5": "=SUM(A2:A4)"}
    assert fill(cells, 行们=items(2)).values()["A4"] == 30


def test_as_many_rows_gone_as_came_are_not_taken_for_none() -> None:
    cells = {
        "A1": "{% for 行 in 行们 %}{{ 行 }}",
        "B1": "值{% endfor %}",
        "A2": "中",
        "A3": "{% if 有 %}去",
        "B3": "掉{% endif %}",
        "A4": 4,
        "C2": "=SUM(A1:A1)",
    }
    form = fill(cells, 行们=[1, 2], 有=False)
    assert form.formulas() == {"C3": "=SUM(A1:A2)"}
    assert form.values()["C3"] == 3


# -------------------------------------------------------------------------------------------------- inside


def test_a_reference_to_the_own_row_follows_the_row() -> None:
    form = fill(LOOP | {"C4": "=A4*B4"}, 行们=items(3))
    assert form.formulas() == {"C4": "=A4*B4", "C5": "=A5*B5", "C6": "=A6*B6"}
    assert [form.values()[f"C{row}"] for row in (4, 5, 6)] == [10, 40, 90]


@pytest.mark.parametrize(
    ("formula", "first", "last"),
    [
        ("=A4*$B$1", "=A4*$B$1", "=A6*$B$1"),
        ("=A4*B1", "=A4*B1", "=A6*B1"),
        ("=A4/$A$6", "=A4/$A$8", "=A6/$A$8"),
        ("=A4/A6", "=A4/A8", "=A6/A8"),
        ("=A4/SUM($A$4:$A$4)", "=A4/SUM($A$4:$A$6)", "=A6/SUM($A$4:$A$6)"),
        ("=SUM(A$4:A4)", "=SUM(A$4:A4)", "=SUM(A$4:A6)"),
        ("=SUM(A4:A$4)", "=SUM(A4:A$6)", "=SUM(A6:A$6)"),
        ("=A4-A$4", "=A4-A$4", "=A6-A$4"),
        ("=SUM(A$3:A4)", "=SUM(A$3:A4)", "=SUM(A$3:A6)"),
        ("=SUM(A4:A$6)", "=SUM(A4:A$8)", "=SUM(A6:A$8)"),
        ("=D3+A4", "=D3+A4", "=D5+A6"),
        ("=SUM(A3:A4)", "=SUM(A3:A4)", "=SUM(A5:A6)"),
        ("=SUM(A2:B3)+A4", "=SUM(A2:B3)+A4", "=SUM(A2:B3)+A6"),
        ("=D$3+A4", "=D$3+A4", "=D$3+A6"),
        ("=COUNTIF(A:A,A4)", "=COUNTIF(A:A,A4)", "=COUNTIF(A:A,A6)"),
        ("=RANK(A4,A$4:A$4)", "=RANK(A4,A$4:A$6)", "=RANK(A6,A$4:A$6)"),
        ("=参数!$A$4*A4", "=参数!$A$4*A4", "=参数!$A$4*A6"),
    ],
)
def test_a_formula_in_a_loop_reads_as_if_it_had_been_copied_down(formula: str, first: str, last: str) -> None:
    cells = LOOP | {"A3": 0, "B3": 0, "D3": 0, "D4": formula, "A6": "=SUM(A4:A4)", "B1": 2, "参数!A4": 3}
    formulas = fill(cells, 行们=items(3)).formulas()
    assert (formulas["D4"], formulas["D6"]) == (first, last)


def test_a_running_total_adds_up() -> None:
    form = fill(LOOP | {"C3": 0, "C4": "=C3+A4"}, 行们=items(4))
    assert [form.values()[f"C{row}"] for row in range(4, 8)] == [10, 30, 60, 100]


def test_a_running_total_under_a_row_of_statements_begins_with_nothing() -> None:
    cells = {"C1": "余额", "A2": "{% for 行 in 行们 %}", "A3": "{{ 行 }}", "C3": "=C2+A3", "A4": "{% endfor %}"}
    form = fill(cells, 行们=items(3))
    assert [form.values()[f"C{row}"] for row in (2, 3, 4)] == [10, 30, 60]


def test_a_running_total_begins_anew_in_every_group() -> None:
    cells = {
        "A1": "{% for 组 in 组们 %}{{ 组.名 }}",
        "C1": 0,
        "A2": "{% for 项 in 组.项们 %}{{ 项 }}",
        "C2": "=C1+A2",
        "D2": "{% endfor %}",
        "A3": "小计",
        "C3": "=SUM(A2:A2)",
        "D3": "{% endfor %}",
        "A4": "=SUM(A2:A2)",
    }
    groups = [{"名": "一", "项们": [1, 2]}, {"名": "二", "项们": []}, {"名": "三", "项们": [3, 4, 5]}]
    found = fill(cells, 组们=groups).values()
    assert [found[f"C{row}"] for row in range(1, 12)] == [0, 1, 3, 3, 0, 0, 0, 3, 7, 12, 12]


def test_the_formulas_of_a_loop_over_several_rows_stay_within_their_round() -> None:
    cells = {
        "A2": "{% for 行 in 行们 %}{{ 行 }}",
        "B2": "=A3*2",
        "A3": "{{ 行 + 1 }}",
        "B3": "=SUM(A2:A3)",
        "C3": "{% endfor %}",
        "A4": "=SUM(A2:A3)",
    }
    form = fill(cells, 行们=[10, 20])
    assert form.formulas() == {
        "B2": "=A3*2",
        "B3": "=SUM(A2:A3)",
        "B4": "=A5*2",
        "B5": "=SUM(A4:A5)",
        "A6": "=SUM(A2:A5)",
    }
    assert form.values()["A6"] == 62


def test_subtotals_of_nested_loops_sum_their_own_group() -> None:
    cells = {
        "A1": "{% for 组 in 组们 %}{{ 组.名 }}",
        "A2": "{% for 项 in 组.项们 %}{{ 项 }}",
        "B2": "=A2/A3",
        "C2": "{% endfor %}",
        "A3": "=SUM(A2:A2)",
        "B3": "{% endfor %}",
        "A5": "=SUM(A2:A2)/2",
    }
    groups = [{"名": "一", "项们": [1, 3]}, {"名": "二", "项们": [5]}, {"名": "三", "项们": []}]
    form = fill(cells, 组们=groups)
    values = form.values()
    assert [values[cell] for cell in ("A4", "A7", "A9")] == [4, 5, 0]
    assert (values["B2"], values["B3"], values["B6"]) == (0.25, 0.75, 1)
    assert form.formulas()["B6"] == "=A6/A7"


def test_loops_one_below_the_other_are_summed_apart() -> None:
    cells = {
        "A1": "{% for 行 in 甲 %}{{ 行 }}",
        "B1": "=A1*2",
        "C1": "{% endfor %}",
        "A2": "=SUM(A1:A1)",
        "A3": "{% for 行 in 乙 %}{{ 行 }}",
        "B3": "=A3/A$2",
        "C3": "{% endfor %}",
        "A4": "=SUM(A3:A3)+A2",
    }
    form = fill(cells, 甲=[1, 2, 3], 乙=[4, 5])
    assert [form.values()[cell] for cell in ("B1", "B3", "A4", "A7")] == [2, 6, 6, 15]
    assert [form.values()[cell] for cell in ("B5", "B6")] == pytest.approx([4 / 6, 5 / 6])


def test_a_loop_begins_and_ends_in_one_row_with_its_formula() -> None:
    cells = {"A1": "{% for 行 in 行们 %}", "B1": "{{ 行 }}", "C1": "=B1+1", "D1": "{% endfor %}"}
    assert fill(cells, 行们=[1, 2]).values() == {"B1": 1, "C1": 2, "B2": 2, "C2": 3}


# -------------------------------------------------------------------------------------------------- kinds


def test_shared_formulas_get_their_own_text_where_one_of_them_moves() -> None:
    source = shared_formulas()
    form = fill(source, 行们=items(2))
    assert 't="shared"' not in form.xml
    assert form.formulas() == {"C2": "=B2*2", "C3": "=B3*2", "C6": "=B6*2"}
    assert (form.values()["C2"], form.values()["C6"]) == (2, 8)


def shared_formulas() -> bytes:
    """C2, C3 and C5 share a formula; a loop stands in row 4."""
    cells = {"B2": 1, "B3": 2, "B5": 4, "A4": "{% for 行 in 行们 %}{{ 行 }}", "B4": "{% endfor %}"}
    source = make(cells | {"C2": "=B2*2", "C3": "=B3*2", "C5": "=B5*2"})
    return replaced(
        source,
        "xl/worksheets/sheet1.xml",
        {
            "<f>B2*2</f>": '<f t="shared" ref="C2:C5" si="0">B2*2</f>',
            "<f>B3*2</f>": '<f t="shared" si="0"/>',
            "<f>B5*2</f>": '<f t="shared" si="0"/>',
        },
    )


@pytest.mark.parametrize("count", COUNTS)
def test_an_array_formula_takes_its_area_along(count: int) -> None:
    def arrays(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_array_formula("D6", "{=SUM(A4:A4*B4:B4)}", None, 99999)
        sheets[SHEET].write_array_formula("D4", "{=SUM(A4:B4*2)}", None, 99999)

    form = fill(LOOP, build=arrays, 行们=items(count))
    row = 5 + count
    assert f'ref="D{row}"' in form.xml
    assert form.values()[f"D{row}"] == sum(10 * n * n for n in range(1, count + 1))
    for number in range(1, count + 1):
        cell = form.sheet()[f"D{3 + number}"]
        assert cell.value.ref == cell.coordinate
        assert form.values()[cell.coordinate] == 22 * number


def test_an_array_formula_over_several_rows_moves_and_is_left_to_excel() -> None:
    def arrays(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_array_formula("D6:D7", "{=A6:A7*2}", None, 99999)
        sheets[SHEET].write_number("D7", 99999)

    form = fill(LOOP | {"A6": 1, "A7": 2, "E7": "=SUM(D6:D7)"}, build=arrays, 行们=items(3))
    assert form.sheet()["D8"].value.ref == "D8:D9"
    assert not {"D8", "D9", "E9"} & set(form.values())
    assert 'fullCalcOnLoad="1"' in form.parts["xl/workbook.xml"]


def test_what_reads_all_cells_of_a_dynamic_array_is_left_to_excel() -> None:
    def arrays(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_dynamic_array_formula("D6", "=SORT(A4:A4)")
        sheets[SHEET].write_formula("E6", '=SUM(D6#)&" #"', None, 99999)
        sheets[SHEET].write_formula("F6", '=A4&" #"', None, 99999)

    form = fill(LOOP, build=arrays, 行们=[30])
    assert form.formulas()["E6"] == '=SUM(D6#)&" #"'
    assert "E6" not in form.values()
    assert form.values()["F6"] == "30 #"
    assert 'fullCalcOnLoad="1"' in form.parts["xl/workbook.xml"]


def test_an_array_formula_around_a_loop_is_refused() -> None:
    def arrays(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_array_formula("D3:D5", "{=A3:A5*2}", None, 0)

    with pytest.raises(TagError, match="数组公式") as caught:
        fill(LOOP, build=arrays, 行们=items(3))
    assert caught.value.cell == "D3"


def test_a_data_table_beside_tags_is_refused() -> None:
    table = '<f t="dataTable" ref="D6:D7" dt2D="0" dtr="0" r1="A1"/>'
    source = replaced(make(LOOP | {"D6": "=A6"}), "xl/worksheets/sheet1.xml", {"<f>A6</f>": table})
    with pytest.raises(TagError, match="模拟运算表"):
        fill(source, 行们=items(1))


@pytest.mark.parametrize("count", COUNTS)
def test_defined_names_follow_the_rows(count: int) -> None:
    def names(workbook: Any, _: Any) -> None:
        workbook.define_name("明细", f"={SHEET}!$A$4:$A$4")
        workbook.define_name("合计", f"='{SHEET}'!$A$6")
        workbook.define_name("税率", "=0.13")
        workbook.define_name(f"{SHEET}!本表", f"={SHEET}!$B$6")

    cells = LOOP | {"A6": "=SUM(明细)", "B6": "=合计*2", "C6": "=本表"}
    form = fill(cells, build=names, 行们=items(count))
    last = f"$A${3 + count}" if count > 1 else "$A$4"
    blank = "$A$1048576:$A$1048576"
    assert form.names["明细"] == f"{SHEET}!" + (f"$A$4:{last}" if count else blank)
    assert form.names["合计"] == f"'{SHEET}'!$A${5 + count}"
    assert form.names["税率"] == "0.13"
    assert form.sheet().defined_names["本表"].attr_text == f"{SHEET}!$B${5 + count}"
    assert [form.values()[f"{c}{5 + count}"] for c in "ABC"] == [sum(items(count)) * n for n in (1, 2, 2)]


def test_a_stale_cached_value_never_survives() -> None:
    form = fill({"A1": "{{ 数 }}", "A2": "=A1*2", "A3": "=NOW()", "A4": "=A3+1"}, 数=4)
    assert form.values() == {"A1": 4, "A2": 8}
    assert 'fullCalcOnLoad="1"' in form.parts["xl/workbook.xml"]
