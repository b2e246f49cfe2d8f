"""The template language: cells, texts, statements over rows, merges, strictness, mistakes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from xlsx_template import DataError, TagError, Template, TemplateError

from .workbooks import SHEET, fill, make


def refused(cells: dict[str, Any], error: type[TemplateError] = TagError, **data: Any) -> TemplateError:
    """The error that a template, or the data for it, is refused with."""
    with pytest.raises(error) as caught:
        fill(cells, **data)
    return caught.value


# -------------------------------------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (12, 12),
        (0, 0),
        (1.5, 1.5),
        (Decimal("10606.7522"), 10606.7522),
        (True, True),
        ("1e5", "1e5"),
        ("007", "007"),
        ("  两端的空格 ", "  两端的空格 "),
        ("第一行\n第二行", "第一行\n第二行"),
        (date(2019, 10, 18), datetime(2019, 10, 18)),  # noqa: DTZ001 - a cell has no time zone
        (datetime(2019, 10, 18, 6, 30), datetime(2019, 10, 18, 6, 30)),  # noqa: DTZ001
    ],
)
def test_an_expression_alone_in_its_cell_keeps_the_type_of_its_value(value: Any, read: Any) -> None:
    found = fill({"A1": "{{ 值 }}"}, 值=value).values()["A1"]
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize("value", [None, ""])
def test_a_blank_value_leaves_the_styled_cell_empty(value: Any) -> None:
    def styled(workbook: Any, sheets: Any) -> None:
        sheets[SHEET].write("A1", "{{ 值 }}", workbook.add_format({"bold": True}))

    form = fill({}, build=styled, 值=value)
    assert form.values() == {}
    assert form.sheet()["A1"].font.bold


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    for row, text in enumerate(["{{ 日期 }}", "=YEAR(A1)"], 1):
        workbook.worksheets[0].cell(row, 1, text)
    memory = BytesIO()
    workbook.save(memory)
    form = fill(memory.getvalue(), 日期=date(2020, 1, 1))
    assert form.values() == {"A1": datetime(2020, 1, 1)}  # noqa: DTZ001
    assert 'fullCalcOnLoad="1"' in form.parts["xl/workbook.xml"]


def test_an_expression_with_text_around_it_becomes_text() -> None:
    assert fill({"A1": "共{{ 数 }}人"}, 数=3).values() == {"A1": "共3人"}


def test_blanks_and_comments_around_an_expression_do_not_make_it_text() -> None:
    assert fill({"A1": " {# 人数 #}{{ 数 }} "}, 数=3).values() == {"A1": 3}


def test_a_statement_opened_and_closed_in_a_cell_works_inside_its_text() -> None:
    cells = {"A1": "{% for 人 in 人们 %}{{ 人 }}{% if not loop.last %}、{% endif %}{% endfor %}等"}
    assert fill(cells, 人们=["甲", "乙"]).values() == {"A1": "甲、乙等"}


def test_an_if_with_else_works_inside_a_text() -> None:
    cells = {"A1": "{% if 完成 %}已{% else %}未{% endif %}完成"}
    assert fill(cells, 完成=False).values() == {"A1": "未完成"}


def test_a_nested_statement_works_inside_a_text() -> None:
    cells = {"A1": "{% for 组 in 组们 %}[{% for 项 in 组 %}{{ 项 }}{% endfor %}]{% endfor %}"}
    assert fill(cells, 组们=[[1, 2], [3]]).values() == {"A1": "[12][3]"}


def test_names_with_full_width_brackets_are_read() -> None:
    cells = {"A1": "{{ 资金.县（市）区级财政 }}"}
    assert fill(cells, 资金={"县（市）区级财政": 100}).values() == {"A1": 100}


def test_the_same_data_makes_the_same_bytes() -> None:
    template = Template.from_bytes(make({"A1": "{% for 行 in 行们 %}{{ 行 }}{% endfor %}", "A2": "=SUM(A1:A1)"}))
    assert template.render({"行们": [1, 2]}) == template.render({"行们": [1, 2]})


# -------------------------------------------------------------------------------------------------- rows


def test_a_loop_repeats_its_row() -> None:
    cells = {"A1": "头", "A2": "{% for 行 in 行们 %}{{ 行 }}", "B2": "{{ 行 * 10 }}{% endfor %}", "A3": "尾"}
    assert fill(cells, 行们=[1, 2]).values() == {"A1": "头", "A2": 1, "B2": 10, "A3": 2, "B3": 20, "A4": "尾"}


def test_a_row_that_holds_nothing_but_statements_leaves_no_row() -> None:
    cells = {"A1": "头", "A2": "{% for 行 in 行们 %}", "A3": "{{ 行 }}", "A4": "{% endfor %}", "A5": "尾"}
    assert fill(cells, 行们=[1, 2]).values() == {"A1": "头", "A2": 1, "A3": 2, "A4": "尾"}


def test_a_loop_over_several_rows_repeats_them_in_turn() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 行.名 }}", "A2": "{{ 行.数 }}{% endfor %}", "A3": "尾"}
    found = fill(cells, 行们=[{"名": "甲", "数": 1}, {"名": "乙", "数": 2}]).values()
    assert found == {"A1": "甲", "A2": 1, "A3": "乙", "A4": 2, "A5": "尾"}


def test_a_loop_over_nothing_leaves_no_row() -> None:
    cells = {"A1": "头", "A2": "{% for 行 in 行们 %}{{ 行 }}", "B2": "单位{% endfor %}", "A3": "尾"}
    assert fill(cells, 行们=[]).values() == {"A1": "头", "A2": "尾"}


def test_rows_behind_the_else_of_a_loop_stand_where_it_had_nothing_and_are_outside_of_it() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 行 }}", "A2": "{% else %}无{% endfor %}", "A3": "=SUM(A1:A1)"}
    assert fill(cells, 行们=[1, 2]).formulas() == {"A3": "=SUM(A1:A2)"}
    assert fill(cells, 行们=[]).values() == {"A1": "无", "A2": 0}


def test_loops_nest() -> None:
    cells = {
        "A1": "{% for 组 in 组们 %}{{ 组.名 }}",
        "A2": "{% for 项 in 组.项们 %}{{ 项 }}",
        "B2": "{{ loop.index }}{% endfor %}",
        "A3": "小计{% endfor %}",
    }
    found = fill(cells, 组们=[{"名": "一", "项们": ["甲", "乙"]}, {"名": "二", "项们": []}]).values()
    assert found == {"A1": "一", "A2": "甲", "B2": 1, "A3": "乙", "B3": 2, "A4": "小计", "A5": "二", "A6": "小计"}


def test_two_loops_in_one_row_nest_when_the_second_runs_over_the_first() -> None:
    cells = {"A1": "{% for 组 in 组们 %}{% for 项 in 组 %}{{ 项 }}", "B1": "{{ loop.index }}{% endfor %}{% endfor %}"}
    found = fill(cells, 组们=[["甲", "乙"], ["丙"]]).values()
    assert found == {"A1": "甲", "B1": 1, "A2": "乙", "B2": 2, "A3": "丙", "B3": 1}


def test_an_if_keeps_or_drops_its_rows() -> None:
    cells = {"A1": "{% if 有 %}有{% endif %}", "A2": "{% if 有 %}", "A3": "行", "A4": "{% endif %}", "A5": "尾"}
    assert fill(cells, 有=True).values() == {"A1": "有", "A2": "行", "A3": "尾"}
    assert fill(cells, 有=False).values() == {"A2": "尾"}


@pytest.mark.parametrize(("level", "shown"), [(1, "高"), (2, "中"), (3, "低")])
def test_elif_and_else_choose_between_rows(level: int, shown: str) -> None:
    cells = {
        "A1": "{% if 级 == 1 %}高",
        "A2": "{% elif 级 == 2 %}中",
        "A3": "{% else %}",
        "A4": "低{% endif %}",
        "A5": "尾",
    }
    assert fill(cells, 级=level).values() == {"A1": shown, "A2": "尾"}


def test_a_condition_within_a_loop_is_asked_for_every_item() -> None:
    cells = {
        "A1": "{% for 行 in 行们 %}",
        "A2": "{% if 行 > 1 %}大{% endif %}{{ 行 }}",
        "A3": "{% if 行 > 1 %}",
        "A4": "附注",
        "A5": "{% endif %}",
        "A6": "{% endfor %}",
    }
    assert fill(cells, 行们=[1, 2]).values() == {"A1": "1", "A2": "大2", "A3": "附注"}


@pytest.mark.parametrize(("items", "shown"), [([1, 2], [1, 2, 2]), ([], ["没有", 0])])
def test_the_else_of_a_loop_keeps_its_rows_for_no_items(items: list[int], shown: list[Any]) -> None:
    cells = {
        "A1": "{% for 行 in 行们 %}",
        "A2": "{{ 行 }}",
        "A3": "{% else %}",
        "A4": "没有",
        "A5": "{% endfor %}",
        "A6": "=COUNT(A2:A2)",
    }
    assert list(fill(cells, 行们=items).values().values()) == shown


def test_set_works_over_rows() -> None:
    cells = {"A1": "{% set 倍 = 3 %}", "A2": "{{ 数 * 倍 }}"}
    assert fill(cells, 数=2).values() == {"A1": 6}


def test_loops_stand_one_below_the_other() -> None:
    cells = {
        "A1": "{% for 行 in 甲 %}{{ 行 }}{% endfor %}",
        "A2": "{% for 行 in 甲 %}",
        "A3": "{{ 行 }}",
        "A4": "{% endfor %}",
        "A5": "{% for 行 in 乙 %}",
        "A6": "{{ 行 }}",
        "A7": "{% endfor %}",
        "A8": "尾",
    }
    found = fill(cells, 甲=[1, 2, 3], 乙=[4, 5]).values()
    assert list(found.values()) == ["123", 1, 2, 3, 4, 5, "尾"]


# -------------------------------------------------------------------------------------------------- merges

GROUPED = {"A1": "{% for 行 in 行们 %}{{ 行.组 | merge }}", "B1": "{{ 行.名 }}{% endfor %}"}


def rows(*groups: Any) -> list[dict[str, Any]]:
    return [{"组": group, "名": str(number)} for number, group in enumerate(groups)]


def test_merge_joins_neighbours_of_equal_value() -> None:
    form = fill(GROUPED, 行们=rows("产出", "产出", "效益", "产出"))
    assert form.merges == {"A1:A2"}
    assert form.values()["A3"] == "效益"
    assert form.values()["A4"] == "产出"


def test_merge_leaves_the_hidden_cells_empty() -> None:
    assert "A2" not in fill(GROUPED, 行们=rows("产出", "产出")).values()


def test_merge_takes_a_key_of_its_own() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 行.组 | merge(行.键) }}", "B1": "{{ 行.组 }}{% endfor %}"}
    data = [{"组": "", "键": 1}, {"组": "", "键": 1}, {"组": "甲", "键": 2}, {"组": "甲", "键": 3}]
    form = fill(cells, 行们=data)
    assert form.merges == {"A1:A2"}


def test_merge_stays_within_its_round_of_the_outer_loop() -> None:
    cells = {
        "A1": "{% for 组 in 组们 %}",
        "A2": "{% for 项 in 组 %}{{ '同' | merge }}",
        "B2": "{{ 项 }}{% endfor %}",
        "A3": "{% endfor %}",
    }
    assert fill(cells, 组们=[[1, 2], [3, 4, 5]]).merges == {"A1:A2", "A3:A5"}


def test_merge_takes_the_columns_of_the_merge_in_the_template() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("A1:B1", "{% for 行 in 行们 %}{{ 行.组 | merge }}")
        sheets[SHEET].write("C1", "{{ 行.名 }}{% endfor %}")

    assert fill({}, build=merged, 行们=rows("甲", "甲", "乙")).merges == {"A1:B2", "A3:B3"}


def test_a_merge_of_the_template_beside_a_loop_grows_with_it() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("A1:A3", "绩效指标")

    cells = {"B1": "头", "B2": "{% for 行 in 行们 %}{{ 行 }}", "C2": "值{% endfor %}", "B3": "尾"}
    assert fill(cells, build=merged, 行们=[1, 2, 3]).merges == {"A1:A5"}
    assert fill(cells, build=merged, 行们=[]).merges == {"A1:A2"}


def test_a_merge_over_the_rows_of_a_loop_is_made_for_every_item() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("A1:A2", "{% for 行 in 行们 %}{{ 行 }}")

    cells = {"B1": "上", "B2": "下{% endfor %}"}
    assert fill(cells, build=merged, 行们=[1, 2]).merges == {"A1:A2", "A3:A4"}


def test_merges_over_rows_that_hold_nothing_keep_their_rows() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("C3:C4", "甲")
        sheets[SHEET].merge_range("C6:C8", "乙")

    cells = {"A1": "{% for 行 in 行们 %}{{ 行 }}", "B1": "值{% endfor %}", "A12": "尾"}
    assert fill(cells, build=merged, 行们=[1, 2, 3]).merges == {"C5:C6", "C8:C10"}


def test_merges_below_a_loop_move() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("A3:B4", "说明")

    cells = {"A1": "{% for 行 in 行们 %}{{ 行 }}", "B1": "值{% endfor %}"}
    assert fill(cells, build=merged, 行们=[1, 2, 3]).merges == {"A5:B6"}


# -------------------------------------------------------------------------------------------------- data stays data


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "<c>",
        "a & b",
        "]]>",
        "_x000D_",
        "&lt;",
        "''",
        "#REF!",
        "TRUE",
        "𠀀😀",
    ],
)
def test_data_never_becomes_a_formula_a_tag_or_markup(text: str) -> None:
    form = fill({"A1": "{{ 值 }}", "A2": "前{{ 值 }}"}, 值=text)
    assert form.shown() == [[text], ["前" + text]]
    assert "<f>" not in form.xml


def test_only_the_template_makes_a_formula_of_a_text() -> None:
    form = fill({"A1": 3, "A2": "{{ 式 | formula }}"}, 式="=A1*2")
    assert form.formulas() == {"A2": "=A1*2"}
    assert form.values()["A2"] == 6


def test_a_number_format_is_derived_from_the_style_of_the_cell() -> None:
    def styled(workbook: Any, sheets: Any) -> None:
        sheets[SHEET].write("A1", "{{ 数 | number_format('0.0\"万元\"') }}", workbook.add_format({"bold": True}))

    cell = fill({}, build=styled, 数=3).sheet()["A1"]
    assert (cell.value, cell.number_format, cell.font.bold) == (3, '0.0"万元"', True)


# -------------------------------------------------------------------------------------------------- strictness


@pytest.mark.parametrize("tag", ["{{ 项目名 }}", "共{{ 项目名 }}个", "{{ 项目名 + 1 }}", "{{ 项目名 | merge }}"])
def test_an_unknown_name_is_refused_with_its_place_and_the_nearest_name(tag: str) -> None:
    text = str(refused({"A1": "头", "C7": tag}, DataError, 项目名称="甲", 年度=2020))
    for part in ("模板.xlsx", SHEET, "C7", "项目名", "是不是“项目名称”"):
        assert part in text


def test_an_unknown_key_is_refused_with_the_nearest_key_beside_it() -> None:
    text = str(refused({"B2": "{{ 资金.总投人 }}"}, DataError, 资金={"总投入": 1, "其他": 2}, 总投放=3))
    assert "B2" in text
    assert "是不是“总投入”" in text


def test_a_loop_over_an_unknown_name_is_refused() -> None:
    assert "B2" in str(refused({"B2": "{% for 行 in 指标 %}{{ 行 }}", "C2": "{% endfor %}"}, DataError, 绩效指标=[]))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 行们.append(1) }}",
        "{{ 行们.__class__ }}",
        "{{ range(99999999) | list }}",
        "{{ 'a' * 99999999 }}",
        "{{ 9 ** 999 }}",
    ],
)
def test_the_sandbox_lets_nothing_through(tag: str) -> None:
    assert refused({"A1": tag}, TemplateError, 行们=[1]).cell == "A1"


# -------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({"A1": "{% for 行 in 行们 %}", "A2": "{{ 行 }}"}, "A1", "没有结束"),
        ({"A1": "{% if 甲 %}", "A2": "行"}, "A1", "endif"),
        ({"A1": "行", "A2": "{% endfor %}"}, "A2", "没有对应的开始"),
        ({"A1": "{% for 行 in 行们 %}", "A2": "{{ 行 }}", "A3": "{% endif %}"}, "A3", "endfor"),
        ({"A1": "行", "A2": "{% else %}"}, "A2", "前面没有 if"),
        ({"A1": "{% if 甲 %}有", "B1": "{% else %}无{% endif %}"}, "B1", "另一行"),
        ({"A1": "{{ 值 | mrege }}"}, "A1", "merge"),
        ({"A1": "{{ 值 "}, "A1", "标签写法有误"),
        ({"A1": "{{ 值 + }}"}, "A1", "标签写法有误"),
        ({"A1": "{% fro 行 in 行们 %}"}, "A1", "是不是“for”"),
        ({"A1": "{% import 'x' as y %}"}, "A1", "不认识的语句"),
        ({"A1": '=IF(A2="{{ 值 }}",1,2)'}, "A1", "公式里不能写标签"),
    ],
)
def test_a_mistake_is_refused_with_its_cell_and_what_to_write(cells: dict[str, Any], cell: str, words: str) -> None:
    error = refused(cells, 值=1, 行们=[1], 甲=True)
    assert error.cell == cell
    assert words in str(error)
    assert SHEET in str(error)


def test_two_loops_side_by_side_in_a_row_are_refused() -> None:
    cells = {"A1": "{% for 甲 in 甲们 %}{{ 甲 }}", "B1": "{% endfor %}"}
    cells |= {"D1": "{% for 乙 in 乙们 %}{{ 乙 }}", "E1": "{% endfor %}"}
    error = refused(cells, 甲们=[1, 2], 乙们=[3, 4])
    assert error.cell == "D1"
    assert "并排" in str(error)


def test_two_loops_side_by_side_in_several_rows_are_refused() -> None:
    cells = {"A1": "{% for 甲 in 甲们 %}{{ 甲 }}", "D1": "{% for 乙 in 乙们 %}{{ 乙 }}"}
    cells |= {"A2": "第二行{% endfor %}", "D2": "第二行{% endfor %}"}
    assert "并排" in str(refused(cells, 甲们=[1, 2], 乙们=[3, 4]))


def test_tags_in_rich_text_keep_the_fonts_of_their_runs() -> None:
    def rich(workbook: Any, sheets: Any) -> None:
        sheets[SHEET].write_rich_string("A1", "前", workbook.add_format({"bold": True}), "{{ 值 }}", "后")

    text = fill({}, build=rich, 值=1).sheet()["A1"].value
    assert [(str(run), getattr(run, "font", None) is not None) for run in text][:2] == [("前", False), ("1", True)]


@pytest.mark.parametrize("value", [[1], {"a": 1}, object(), float("nan"), Decimal("Infinity")])
def test_a_value_that_no_cell_holds_is_refused_with_its_cell(value: Any) -> None:
    assert refused({"B3": "{{ 值 }}"}, DataError, 值=value).cell == "B3"


def test_a_text_above_the_limit_of_a_cell_is_refused() -> None:
    assert "32,767" in str(refused({"B3": "{{ 值 }}"}, DataError, 值="长" * 32_768))
