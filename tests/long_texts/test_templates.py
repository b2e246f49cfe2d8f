"""Very long texts in templates of other shapes: neighbours, loops, references, merges, rich text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText

from tests.xlsx_template.workbooks import SHEET, Build, Form, fill, make
from xlsx_template.layout import MAX_ROW_HEIGHT

from .forms import prose


def template(cells: dict[str, Any], *, paper: bool = True, names: dict[str, str] | None = None) -> Build:
    """A sheet of four bordered columns of wrapped text; ``paper`` says whether it knows what it is printed on."""

    def build(workbook: Any, sheets: Any) -> None:
        sheet = sheets[SHEET]
        style = workbook.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.set_column("A:D", 20)
        for place, value in cells.items():
            (sheet.merge_range if ":" in place else sheet.write)(place, value, style)
        if paper:
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        for name, target in (names or {}).items():
            workbook.define_name(name, target)

    return build


def printed(cells: dict[str, Any], *, paper: bool = True, names: dict[str, str] | None = None, **data: Any) -> Form:
    """The form; no row of it is too high."""
    form = fill({}, build=template(cells, paper=paper, names=names), **data)
    sheet = form.sheet()
    assert all((sheet.row_dimensions[row].height or 0) <= MAX_ROW_HEIGHT for row in range(1, sheet.max_row + 1))
    return form


def texts_in(form: Form, column: str, first: int = 1) -> list[str]:
    """The texts of a column from a row on."""
    sheet = form.sheet()
    values = [sheet[f"{column}{row}"].value for row in range(first, sheet.max_row + 1)]
    return [str(value) for value in values if value is not None]


def page_rows(form: Form) -> list[tuple[int, int]]:
    """The first and last row of each page."""
    sheet = form.sheet()
    edges = [0, *(entry.id for entry in sheet.row_breaks.brk), sheet.max_row]
    return [(first + 1, last) for first, last in pairwise(edges)]


def test_three_neighbours_of_different_length_go_on_on_the_same_pages() -> None:
    texts = {"A": prose(3_000), "B": prose(1_500, 1), "C": prose(2_000, 2)}
    form = printed(
        {"A1": "{{ 甲 }}", "B1": "{{ 乙 }}", "C1": "{{ 丙 }}", "D1": "标签"},
        甲=texts["A"],
        乙=texts["B"],
        丙=texts["C"],
    )
    pages = page_rows(form)
    counts = {column: len(texts_in(form, column)) for column in texts}
    assert counts["A"] == len(pages) > counts["C"] > counts["B"] > 1
    assert {column: "".join(texts_in(form, column)) for column in texts} == texts
    assert texts_in(form, "D") == ["标签"] * len(pages)
    several = [(first, last) for first, last in pages if first < last]
    assert form.merges == {f"{column}{first}:{column}{last}" for column in "ABCD" for first, last in several}
    for column in "ABCD":
        for first, last in pages:
            assert form.sheet()[f"{column}{first}"].border.top.style == "thin"
            assert form.sheet()[f"{column}{last}"].border.bottom.style == "thin"


def test_a_row_of_a_loop_may_be_long_and_its_neighbours_stay_rows_of_their_own() -> None:
    rows = [{"名": "一", "文": "短"}, {"名": "二", "文": prose(3_000)}, {"名": "三", "文": "短"}]
    cells = {
        "A1": "{% for 行 in 行们 %}{{ 行.名 }}",
        "B1": "{{ 行.文 }}",
        "C1": "=LEN(B1)",
        "D1": "{{ 行.数 }}{% endfor %}",
        "A2": "合计",
        "C2": "=SUM(C1)",
        "D2": "=SUM(D1:D1)",
    }
    form = printed(cells, 行们=[row | {"数": number} for number, row in enumerate(rows, 1)])
    last = form.sheet().max_row
    assert "".join(texts_in(form, "B")) == "短" + prose(3_000) + "短"
    values = form.values()
    assert texts_in(form, "A") == ["一", "二", "三", "合计"]
    assert [values[f"A{row}"] for row in (1, 2, last - 1, last)] == ["一", "二", "三", "合计"]
    formulas = form.formulas()
    assert formulas.pop(f"D{last}") == f"=SUM(D1:D{last - 1})"
    assert formulas.pop(f"C{last}") == f"=SUM(C1:C{last - 1})"
    assert formulas == {"C1": "=LEN(B1)", "C2": "=LEN(B2)", f"C{last - 1}": f"=LEN(B{last - 1})"}
    assert values[f"D{last}"] == 6
    assert values[f"C{last - 1}"] == 1


def test_a_running_total_goes_on_from_the_first_row_of_a_long_text() -> None:
    cells = {"B1": 0, "A2": "{% for 行 in 行们 %}{{ 行 }}", "B2": "=B1+1", "C2": "{% endfor %}", "A3": "止"}
    form = printed(cells, 行们=["短", prose(6_000), "短"])
    last = form.sheet().max_row
    assert form.formulas() == {"B2": "=B1+1", "B3": "=B2+1", f"B{last - 1}": "=B3+1"}
    assert form.values()[f"B{last - 1}"] == 3


def test_a_reference_means_the_first_cell_and_a_range_all_rows() -> None:
    cells = {"A1": "{{ 文 }}", "B1": 7, "A2": "=B1", "B2": "=SUM(B1:B1)", "C2": "=LEN(A1)", "D2": "=COUNTA(A1:A1)"}
    form = printed(cells, names={"格": f"={SHEET}!$B$1", "区": f"={SHEET}!$A$1:$D$1"}, 文=prose(6_000))
    last = form.sheet().max_row
    pieces = texts_in(form, "A")[:-1]
    assert "".join(pieces) == prose(6_000)
    assert form.formulas() == {
        f"A{last}": "=B1",
        f"B{last}": f"=SUM(B1:B{last - 1})",
        f"C{last}": "=LEN(A1)",
        f"D{last}": f"=COUNTA(A1:A{last - 1})",
    }
    values = form.values()
    assert [values[f"{column}{last}"] for column in "ABCD"] == [7, 7, len(pieces[0]), len(pieces)]
    assert form.names == {"格": f"{SHEET}!$B$1", "区": f"{SHEET}!$A$1:$D${last - 1}"}


def test_a_label_that_further_pages_repeat_counts_in_the_formulas_over_its_column() -> None:
    form = printed(
        {"A1": "概况", "B1": "{{ 文 }}", "A2": "=COUNTA(A1:A1)", "B2": '=COUNTIF(A1:A1,"概况")'}, 文=prose(6_000)
    )
    last, pages = form.sheet().max_row, len(texts_in(form, "A")) - 1
    assert pages > 2
    assert [form.values()[f"{column}{last}"] for column in "AB"] == [pages, pages]


def test_a_sheet_that_knows_no_paper_keeps_the_text_in_one_cell() -> None:
    form = printed({"A1": "{{ 文 }}", "B1": "标签"}, paper=False, 文=prose(6_000))
    assert form.values() == {"A1": prose(6_000), "B1": "标签"}
    last = form.sheet().max_row
    assert form.merges == {f"A1:A{last}", f"B1:B{last}"}


@pytest.mark.parametrize("count", [1, 3])
def test_merges_of_the_loop_are_divided_where_a_long_text_goes_on(count: int) -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 组 | merge }}", "B1": "{{ 行 }}{% endfor %}", "A2": "下"}
    form = printed(cells, 组="组", 行们=[prose(6_000), *["短"] * (count - 1)])
    last = form.sheet().max_row
    pages = page_rows(form)
    merged = {row for area in form.merges for first, _, end in [area.partition(":")] for row in (first, end)}
    assert {f"A{first}" for first, _ in pages if first != last} <= merged
    assert texts_in(form, "A") == [*["组"] * len([1 for first, _ in pages if first != last]), "下"]
    assert "".join(texts_in(form, "B")) == prose(6_000) + "短" * (count - 1)


def test_a_merge_over_rows_whose_text_no_page_takes_goes_on_from_page_to_page() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 文 | merge }}", "B1": "{{ 行 }}{% endfor %}", "A2": "下"}
    form = printed(cells, 文=prose(6_000), 行们=["一", "二"])
    texts = texts_in(form, "A")
    assert len(texts) > 2
    assert "".join(texts) == prose(6_000) + "下"


def test_a_rich_text_keeps_its_runs_in_all_pieces() -> None:
    def build(workbook: Any, sheets: Any) -> None:
        sheet = sheets[SHEET]
        style, bold = workbook.add_format({"text_wrap": True}), workbook.add_format({"bold": True})
        sheet.set_column("A:A", 40)
        sheet.write_rich_string("A1", bold, "概况：", "{{ 文 }}", bold, "（完）", style)
        sheet.set_paper(9)

    form = fill({}, build=build, 文=prose(6_000))
    cells = [value for row in range(1, form.sheet().max_row + 1) if (value := form.sheet()[f"A{row}"].value)]
    assert "".join(map(str, cells)) == f"概况：{prose(6_000)}（完）"
    assert all(isinstance(cell, CellRichText) for cell in (cells[0], cells[-1]))
    assert [run.font.b for run in (cells[0][0], cells[-1][-1])] == [True, True]


def test_a_text_that_looks_like_a_formula_stays_a_text_in_every_piece() -> None:
    text = "=1+1，" * 2_000
    form = printed({"A1": "{{ 文 }}"}, 文=text)
    assert "".join(texts_in(form, "A")) == text
    assert "<f>" not in form.xml


def test_the_same_data_gives_the_same_bytes() -> None:
    source = make({}, build=template({"A1": "{{ 文 }}"}))
    assert len({fill(source, 文=prose(6_000)).data for _ in range(3)}) == 1
