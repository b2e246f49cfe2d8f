"""A sheet an item: what the tags in a sheet's name make of data."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.xlsx_template.workbooks import Form, make
from xlsx_template import DataError, TagError, Template, TemplateError
from xlsx_template.compile.parts import compile_parts
from xlsx_template.package.archive import Package
from xlsx_template.repeated_sheets.loops import SheetLoops

LOOP = "{% for 项 in 项目 %}{{ 项.名称 }}"
ITEMS = [{"名称": "甲", "额": 1, "行": [1, 2]}, {"名称": "乙", "额": 5, "行": []}, {"名称": "丙", "额": 7, "行": [3]}]


def load(cells: dict[str, Any], sheets: tuple[str, ...] = (LOOP,), build: Any = None) -> Template:
    """The template with those cells, on its first sheet unless another is named."""
    return Template.from_bytes(make(cells, sheets=sheets, build=build), name="模板.xlsx")


def fill(cells: dict[str, Any], sheets: tuple[str, ...] = (LOOP,), build: Any = None, **data: Any) -> Form:
    """The form that such a template makes of data."""
    return Form(load(cells, sheets, build).render(data))


def names(form: Form) -> list[str]:
    """The names of a form's sheets."""
    return list(form.workbook.sheetnames)


# -------------------------------------------------------------------------------------------------- names


def test_a_sheet_whose_name_has_a_loop_is_there_once_an_item() -> None:
    form = fill({"A1": "{{ 项.名称 }}", "B1": "{{ 项.额 }}"}, 项目=ITEMS)
    assert names(form) == ["甲", "乙", "丙"]
    assert [form.values(name) for name in names(form)] == [
        {"A1": "甲", "B1": 1},
        {"A1": "乙", "B1": 5},
        {"A1": "丙", "B1": 7},
    ]


@pytest.mark.parametrize("name", ["{%for x in 项%}{{x}}{%endfor%}", "{%for x in 项%}{{x}}", "{% for x in 项 %}{{ x }}"])
def test_the_end_of_the_loop_may_be_left_out(name: str) -> None:
    form = fill({"A1": "{{ x }}"}, (name,), 项=["a", "b"])
    assert [form.values(sheet) for sheet in names(form)] == [{"A1": "a"}, {"A1": "b"}]


def test_a_name_may_have_text_around_its_tags() -> None:
    assert names(fill({}, ("第{% for 项 in 项目 %}{{ 项 }}季度",), 项目=[1, 2])) == ["第1季度", "第2季度"]


def test_a_loop_may_leave_items_out() -> None:
    assert names(fill({}, ("{%for x in 项 if x>1%}{{x}}", "尾"), 项=[1, 2, 3])) == ["2", "3", "尾"]


def test_a_loop_may_take_items_apart() -> None:
    form = fill({"A1": "{{ v }}"}, ("{%for k,v in 项|items%}{{k}}",), 项={"甲": 1, "乙": 2})
    assert {sheet: form.values(sheet)["A1"] for sheet in names(form)} == {"甲": 1, "乙": 2}


def test_a_condition_in_a_name_decides_whether_the_sheet_is_there() -> None:
    sheets = ("{% if 有 %}附表{% endif %}", "正表")
    assert names(fill({}, sheets, 有=True)) == ["附表", "正表"]
    assert names(fill({}, sheets, 有=False)) == ["正表"]


def test_a_name_without_a_loop_comes_from_data() -> None:
    form = fill({"A1": "{{ 年度 }}"}, ("{{ 年度 }}年申报表",), 年度=2020)
    assert (names(form), form.values()) == (["2020年申报表"], {"A1": 2020})


def test_names_that_excel_forbids_are_made_safe_and_unique() -> None:
    items = [{"名称": "甲/乙"}, {"名称": "甲/乙"}, {"名称": ""}, {"名称": None}, {"名称": "汇总"}]
    form = fill({}, (LOOP, "汇总"), 项目=items)
    assert names(form) == ["甲／乙", "甲／乙 (2)", "未命名", "未命名 (2)", "汇总 (2)", "汇总"]


def test_a_name_from_data_never_becomes_a_tag() -> None:
    cells = {"A1": "{{ 项.名称 }}", "尾!A1": f"='{LOOP}'!A1"}
    form = fill(cells, (LOOP, "尾"), 项目=[{"名称": "{{ 7*7 }}"}])
    assert form.values("尾") == {"A1": "{{ 7*7 }}"}
    again = Template.from_bytes(form.data)
    assert again.render({}) is not None


def test_two_sheets_may_have_loops() -> None:
    sheets = ("{%for x in 项%}{{x}}", "中", "{%for y in 项%}附{{y}}")
    cells = {"A1": "{{ x }}", f"{sheets[2]}!A1": "{{ y }}"}
    form = fill(cells, sheets, 项=["a", "b"])
    assert names(form) == ["a", "b", "中", "附a", "附b"]
    assert form.values("附b") == {"A1": "b"}


# -------------------------------------------------------------------------------------------------- scope


def test_a_sheet_knows_its_item_only_on_itself() -> None:
    with pytest.raises(DataError, match="项") as caught:
        fill({"尾!A1": "{{ 项.名称 }}"}, (LOOP, "尾"), 项目=ITEMS)
    assert (caught.value.sheet, caught.value.cell) == ("尾", "A1")


def test_a_sheet_knows_which_round_it_is() -> None:
    form = fill({"A1": "{{ loop.index }}/{{ loop.length }}"}, 项目=ITEMS)
    assert [form.values(name)["A1"] for name in names(form)] == ["1/3", "2/3", "3/3"]


def test_rows_loop_within_each_sheet() -> None:
    cells = {"A1": "{% for 行 in 项.行 %}{{ 行 }}", "B1": "{{ loop.index }}{% endfor %}", "A2": "=SUM(A1:A1)"}
    form = fill(cells, 项目=ITEMS)
    assert form.values("甲") == {"A1": 1, "B1": 1, "A2": 2, "B2": 2, "A3": 3}
    assert form.values("乙") == {"A1": 0}
    assert form.values("丙") == {"A1": 3, "B1": 1, "A2": 3}


# -------------------------------------------------------------------------------------------------- references


def test_a_formula_elsewhere_means_the_first_copy() -> None:
    form = fill({"A1": "{{ 项.额 }}", "尾!A1": f"='{LOOP}'!A1*2"}, (LOOP, "尾"), 项目=ITEMS)
    assert form.formulas("尾") == {"A1": "='甲'!A1*2"}
    assert form.values("尾") == {"A1": 2}


def test_a_formula_on_a_copy_means_its_own_copy() -> None:
    form = fill({"A1": "{{ 项.额 }}", "A2": f"='{LOOP}'!A1+1"}, 项目=ITEMS)
    assert [form.values(name)["A2"] for name in names(form)] == [2, 6, 8]


def test_a_sum_over_sheets_takes_all_copies() -> None:
    form = fill({"尾!A1": f"=SUM('{LOOP}:附'!A1)"}, (LOOP, "附", "尾"), 项目=ITEMS)
    assert form.formulas("尾") == {"A1": "=SUM('甲:附'!A1)"}
    form = fill({"尾!A1": f"=SUM('头:{LOOP}'!A1)"}, ("头", LOOP, "尾"), 项目=ITEMS)
    assert form.formulas("尾") == {"A1": "=SUM('头:丙'!A1)"}


def test_the_name_of_a_sheet_within_a_text_of_a_formula_stays() -> None:
    form = fill({"尾!A1": "=\"'甲'!A1\"&'{{ 名 }}'!A1"}, ("{{ 名 }}", "尾"), 名="乙")
    assert form.formulas("尾") == {"A1": "=\"'甲'!A1\"&'乙'!A1"}


def test_rows_of_the_first_copy_count_for_formulas_elsewhere() -> None:
    cells = {"A1": "{% for 行 in 项.行 %}{{ 行 }}", "B1": "值{% endfor %}", "尾!A1": f"=SUM('{LOOP}'!A1:A1)"}
    assert fill(cells, (LOOP, "尾"), 项目=ITEMS).values("尾") == {"A1": 3}


# -------------------------------------------------------------------------------------------------- no items


def test_without_items_the_sheet_leaves_and_references_to_it_read_nothing() -> None:
    cells = {
        "A1": "{{ 项.额 }}",
        "尾!A1": f"=SUM('{LOOP}'!A1:B2)+1",
        "尾!A2": f"=SUM('{LOOP}:附'!A1)",
        "尾!A3": f"=COUNT('{LOOP}'!A:A)",
    }
    form = fill(cells, (LOOP, "附", "尾"), 项目=[])
    assert names(form) == ["附", "尾"]
    assert form.formulas("尾")["A2"] == "=SUM('附:附'!A1)"
    assert (form.values("尾")["A1"], form.values("尾")["A3"]) == (1, 0)
    assert "{%" not in "".join(form.parts.values())


def test_no_sheet_left_is_refused() -> None:
    with pytest.raises(DataError, match="一张工作表也不剩") as caught:
        fill({}, 项目=[])
    assert caught.value.template == "模板.xlsx"


def test_only_hidden_sheets_left_is_refused() -> None:
    with pytest.raises(DataError, match="隐藏"):
        fill({}, (LOOP, "尾"), lambda _, sheets: sheets["尾"].hide(), 项目=[])


# -------------------------------------------------------------------------------------------------- workbook


def test_the_open_tab_stays_open() -> None:
    def active(_: Any, sheets: Any) -> None:
        sheets["尾"].activate()

    assert fill({}, (LOOP, "尾"), active, 项目=ITEMS).workbook.active.title == "尾"
    assert fill({}, (LOOP, "尾"), active, 项目=[]).workbook.active.title == "尾"
    assert fill({}, ("头", LOOP), lambda _, s: s[LOOP].activate(), 项目=[]).workbook.active.title == "头"


def test_only_one_copy_is_selected() -> None:
    form = fill({}, 项目=ITEMS)
    assert [bool(sheet.sheet_view.tabSelected) for sheet in form.workbook.worksheets] == [True, False, False]


def test_names_of_the_sheet_are_there_for_each_copy() -> None:
    def named(workbook: Any, sheets: Any) -> None:
        sheets[LOOP].print_area("A1:B9")
        sheets[LOOP].repeat_rows(0)
        sheets["尾"].print_area("A1:C3")
        workbook.define_name(f"'{LOOP}'!本表", f"='{LOOP}'!$A$1")
        workbook.define_name("总", f"='{LOOP}'!$A$1")

    form = fill({f"{LOOP}!A1": "{{ 项.额 }}"}, ("头", LOOP, "尾"), named, 项目=ITEMS)
    workbook = form.workbook
    assert [sheet.print_area for sheet in workbook.worksheets] == [
        "",
        "'甲'!$A$1:$B$9",
        "'乙'!$A$1:$B$9",
        "'丙'!$A$1:$B$9",
        "'尾'!$A$1:$C$3",
    ]
    assert [sheet.print_title_rows for sheet in workbook.worksheets] == [None, "$1:$1", "$1:$1", "$1:$1", None]
    assert workbook["乙"].defined_names["本表"].attr_text == "'乙'!$A$1"
    assert form.names == {"总": "'甲'!$A$1"}


# -------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("{% for 项 in %}{{ 项 }}", "标签写法有误"),
        ("{{ 项 | mrege }}", "merge"),
        ("{% fro 项 in 项目 %}", "是不是“for”"),
        ("{% endif %}甲", "成对"),
        ("{{ 项", "标签写法有误"),
    ],
)
def test_a_mistake_in_a_name_is_refused_at_load(name: str, words: str) -> None:
    with pytest.raises(TagError, match=words) as caught:
        load({}, (name,))
    assert (caught.value.template, caught.value.sheet) == ("模板.xlsx", name)


def test_a_mistake_in_a_cell_is_refused_at_load_and_names_the_sheet_as_the_template_does() -> None:
    with pytest.raises(TagError) as caught:
        load({"B2": "{% for 行 in 项.行 %}"})
    assert (caught.value.sheet, caught.value.cell) == (LOOP, "B2")


def test_an_unknown_name_in_a_sheets_name_is_refused() -> None:
    with pytest.raises(DataError, match="是不是“项目”") as caught:
        fill({}, ("{% for 项 in 项日 %}{{ 项 }}",), 项目=[])
    assert caught.value.sheet == "{% for 项 in 项日 %}{{ 项 }}"


def test_an_error_on_a_copy_names_that_copy() -> None:
    with pytest.raises(DataError) as caught:
        fill({"A1": "{{ 1 / 项.额 }}"}, 项目=[{"名称": "甲", "额": 1}, {"名称": "乙", "额": 0}])
    assert (caught.value.sheet, caught.value.cell) == ("乙", "A1")


@pytest.mark.parametrize("name", ["{{ ''.__class__ }}", "{%for x in range(5000)%}{{x}}"])
def test_names_are_made_in_the_sandbox_and_within_bounds(name: str) -> None:
    with pytest.raises(TemplateError):
        fill({}, (name,))


def test_a_chart_sheet_cannot_have_tags_in_its_name() -> None:
    def with_chart(workbook: Any, _: Any) -> None:
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=甲!$A$1:$A$2"})
        workbook.add_chartsheet("{{ 名 }}").set_chart(chart)

    with pytest.raises(TagError, match="图表工作表"):
        load({}, ("甲",), with_chart)


# -------------------------------------------------------------------------------------------------- state


def test_the_same_data_makes_the_same_bytes_and_other_data_other_sheets() -> None:
    template = load({"A1": "{{ 项.名称 }}"})
    first, other = template.render({"项目": ITEMS}), template.render({"项目": ITEMS[:1]})
    assert openpyxl.load_workbook(BytesIO(other)).sheetnames == ["甲"]
    assert template.render({"项目": ITEMS}) == first


def test_compiled_sheets_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlsx_template.repeated_sheets.loops.MAX_KEPT", 5)
    loops = SheetLoops.find(Package.from_bytes(make({"A1": "{{ 项.名称 }}"}, sheets=(LOOP,))), compile_parts)
    assert loops is not None

    def parts(*names: str) -> Any:
        return loops.expanded({"项目": [{"名称": name} for name in names]}).parts

    first = parts("甲", "乙")
    assert parts("甲", "乙") is first
    assert parts("丙", "丁") is not first
    assert parts("甲", "乙") is first
    parts("戊", "己")  # six sheets now: the pair that was not used since leaves
    assert parts("甲", "乙") is first
    large = parts(*"子丑寅卯辰巳午")
    assert parts(*"子丑寅卯辰巳午") is large


def test_a_sheet_without_tags_in_its_cells_is_copied_too() -> None:
    form = fill({"A1": "说明"}, 项目=ITEMS)
    assert [form.values(name) for name in names(form)] == [{"A1": "说明"}] * 3
