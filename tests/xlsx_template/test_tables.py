"""Excel tables around and below a loop."""

from __future__ import annotations

from typing import Any

import pytest

from xlsx_template import TagError

from .workbooks import SHEET, Build, Form, fill

COLUMNS = [
    {"header": "名称", "total_string": "合计"},
    {"header": "数量", "total_function": "sum"},
    {"header": "两倍", "formula": "=[@数量]*2", "total_function": "sum"},
]
LOOP = {"A3": "{% for 行 in 行们 %}{{ 行.名 }}", "B3": "{{ 行.数 }}", "D3": "万元{% endfor %}"}


def table(area: str, **options: Any) -> Build:
    """What adds a table of that area."""

    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].add_table(area, {"name": "明细", "columns": COLUMNS, **options})
        for cell, text in LOOP.items():
            sheets[SHEET].write(cell, text)
        sheets[SHEET].write_formula("F1", "=SUM(明细[数量])")
        sheets[SHEET].write("A6", "表下")

    return build


def items(count: int) -> list[dict[str, Any]]:
    return [{"名": f"第{n}项", "数": n} for n in range(1, count + 1)]


def area_of(form: Form) -> str:
    return str(form.sheet().tables["明细"].ref)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_a_table_around_a_loop_grows_with_it(count: int) -> None:
    form = fill({}, build=table("A2:C4", total_row=True), 行们=items(count))
    total = sum(range(1, count + 1))
    last = 3 + count
    assert area_of(form) == f"A2:C{last}"
    assert form.sheet().tables["明细"].autoFilter.ref == f"A2:C{last - 1}"
    values = form.values()
    assert (values["F1"], values[f"B{last}"], values[f"C{last}"]) == (total, total, 2 * total)
    assert [values[f"C{row}"] for row in range(3, last)] == [2 * n for n in range(1, count + 1)]
    assert values[f"A{5 + count}"] == "表下"


def test_a_table_around_an_empty_loop_keeps_a_blank_row() -> None:
    form = fill({}, build=table("A2:C4", total_row=True), 行们=[])
    assert area_of(form) == "A2:C4"
    values = form.values()
    assert not [cell for cell in values if cell.endswith("3")]
    assert (values["F1"], values["B4"], values["A6"]) == (0, 0, "表下")


def test_a_table_without_totals_around_an_empty_loop_keeps_a_blank_row() -> None:
    form = fill({}, build=table("A2:C3"), 行们=[])
    assert area_of(form) == "A2:C3"
    assert form.values()["A6"] == "表下"


def test_a_table_below_a_loop_moves() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].add_table("A3:B5", {"name": "明细", "data": [["甲", 1], ["乙", 2]]})

    cells = {"A1": "{% for 行 in 行们 %}{{ 行 }}", "B1": "值{% endfor %}", "D1": "=SUM(明细[Column2])"}
    form = fill(cells, build=build, 行们=[1, 2, 3])
    assert area_of(form) == "A5:B7"
    assert form.values()["D1"] == 3


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("SUM(明细[数量])", 6),
        ("SUM(明细[[数量]:[两倍]])", 18),
        ("SUM(明细[])", 18),
        ("SUM(明细[[#Data],[#Totals],[数量]])", 12),
        ("COUNTA(明细[#Headers])", 3),
        ("ROWS(明细[#All])", 5),
        ("明细[[#Totals],[两倍]]", 12),
        ('"明细[数量]"&SUM(明细[数量])*比例', "明细[数量]3"),
    ],
)
def test_a_reference_to_a_table_has_its_value(reference: str, value: Any) -> None:
    def build(workbook: Any, sheets: Any) -> None:
        table("A2:C4", total_row=True)(workbook, sheets)
        workbook.define_name("比例", "=0.5")

    assert fill({"H1": f"={reference}"}, build=build, 行们=items(3)).values()["H1"] == value


def test_a_tag_in_the_header_of_a_table_is_refused() -> None:
    def build(workbook: Any, sheets: Any) -> None:
        table("A2:C4", total_row=True)(workbook, sheets)
        sheets[SHEET].write("B2", "{{ 年度 }}")

    with pytest.raises(TagError, match="标题不能写标签") as caught:
        fill({}, build=build, 行们=[], 年度=2020)
    assert (caught.value.sheet, caught.value.cell) == (SHEET, "B2")


@pytest.mark.parametrize("cell", ["E2", "E4"])
def test_a_loop_over_the_header_or_the_totals_of_a_table_is_refused(cell: str) -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].add_table("A2:C4", {"name": "明细", "columns": COLUMNS, "total_row": True})
        sheets[SHEET].write(cell, "{% for 行 in 行们 %}{{ 行.名 }}")
        sheets[SHEET].write(cell.replace("E", "F"), "{% endfor %}")

    with pytest.raises(TagError, match="不能在循环里") as caught:
        fill({}, build=build, 行们=items(2))
    assert caught.value.cell == cell.replace("E", "A")


def test_a_condition_that_takes_the_header_of_a_table_away_is_refused() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].add_table("A2:C4", {"name": "明细", "columns": COLUMNS})
        sheets[SHEET].write("E2", "{% if 有 %}表")
        sheets[SHEET].write("F2", "{% endif %}")

    assert area_of(fill({}, build=build, 有=True)) == "A2:C4"
    with pytest.raises(TagError, match="标题行") as caught:
        fill({}, build=build, 有=False)
    assert (caught.value.sheet, caught.value.cell) == (SHEET, "A2")


def test_a_merge_in_a_table_is_refused_and_beside_it_made() -> None:
    def build(_: Any, sheets: Any) -> None:
        sheets[SHEET].add_table("A2:B3", {"name": "明细", "columns": COLUMNS[:2]})
        sheets[SHEET].write("A3", "{% for 行 in 行们 %}{{ 行.名 }}")
        sheets[SHEET].write("D3", "{{ 行.组 | merge }}{% endfor %}")

    def within(workbook: Any, sheets: Any) -> None:
        build(workbook, sheets)
        sheets[SHEET].write("B3", "{{ 行.组 | merge }}")

    rows = [{"名": "甲", "组": 1}, {"名": "乙", "组": 1}]
    assert fill({"A1": "表"}, build=build, 行们=rows).merges == {"D3:D4"}
    with pytest.raises(TagError, match="B3：表格“明细”里不能有合并单元格"):
        fill({"A1": "表"}, build=within, 行们=rows)
