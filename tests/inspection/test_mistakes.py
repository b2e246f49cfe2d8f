"""Inspection tells every mistake of a template with its cell, each once, and loading refuses the first of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.xlsx_template.workbooks import SHEET, Build, Cells, make
from xlsx_template import TagError, Template
from xlsx_template.inspection.inspect import Inspection, inspect_bytes


def look(cells: Cells, *, build: Build | None = None, sheets: tuple[str, ...] = (SHEET,)) -> Inspection:
    """The inspection of a template with those cells."""
    return inspect_bytes(make(cells, build=build, sheets=sheets))


def told(found: Inspection) -> list[tuple[str | None, str]]:
    """The mistakes with their cells."""
    return [(mistake.place.cell, mistake.message) for mistake in found.mistakes]


#: What is written, where the mistake is, and words that its message has.
MISTAKES: list[tuple[Cells, str, str]] = [
    ({"A1": "{% for 行 in 行们 %}", "A2": "{{ 行 }}"}, "A1", "没有结束，缺少 {% endfor %}"),
    ({"A1": "{% if 甲 %}", "A2": "行"}, "A1", "没有结束，缺少 {% endif %}"),
    ({"A1": "行", "A2": "{% endfor %}"}, "A2", "没有对应的开始"),
    ({"A1": "{% for 行 in 行们 %}{{ 行 }}{% endfor %}{% endfor %}"}, "A1", "没有对应的开始"),
    ({"A1": "{% for 行 in 行们 %}", "A2": "{{ 行 }}", "A3": "{% endif %}{% endfor %}"}, "A3", "不成对"),
    ({"A1": "行", "A2": "{% else %}"}, "A2", "前面没有 if"),
    ({"A1": "{% if 甲 %}有", "B1": "{% else %}无", "C1": "{% endif %}"}, "B1", "要写在另一行"),
    ({"A1": "{% if 甲 %}有{% else %}", "B1": "无{% endif %}"}, "A1", "要写在另一行"),
    ({"A1": "{% if 甲 %}有", "A2": "{% else if 乙 %}无{% endif %}"}, "A2", "else if 要写成 elif"),
    ({"A1": "{{ 值 | mrege }}"}, "A1", "没有这个过滤器：mrege），是不是“merge”？"),
    ({"A1": "{{ 值 is definde }}"}, "A1", "没有这个判断：definde），是不是“defined”？"),
    ({"A1": "{% fro 行 in 行们 %}{{ 行 }}{% endfor %}"}, "A1", "不认识的语句“fro”，是不是“for”？"),
    ({"A1": "{% import 'x' as y %}"}, "A1", "不认识的语句“import”"),
    ({"A1": "{% %}"}, "A1", "里没有内容"),
    ({"A1": "{{ }}"}, "A1", "里没有内容"),
    ({"A1": "{{ 值 "}, "A1", "没有写完，缺少 }}"),
    ({"A1": "{{ 值 }"}, "A1", "没有写完，缺少 }}"),
    ({"A1": "{% for 行 in 行们 }{{ 行 }}{% endfor %}"}, "A1", "没有写完，缺少 %}"),
    ({"A1": "{% for 行 in 行们 }}", "A2": "{{ 行 }}{% endfor %}"}, "A1", "没有写完，缺少 %}"),
    ({"A1": "{# 说明"}, "A1", "注释没有写完"),
    ({"A1": "{% with %}{% else %}{% endwith %}"}, "A1", "else 的位置不对"),
    ({"A1": "{% if 甲 %}{% else %}{% else %}{% endif %}"}, "A1", "else 的位置不对"),
    ({"A1": "{% for 行 in 行们 %}{{ 行 }}", "A2": "{% elif 甲 %}{% endfor %}"}, "A2", "elif 的位置不对"),
    ({"A1": "{{ 值 + }}"}, "A1", "缺少内容"),
    ({"A1": "{{ (值 }}"}, "A1", "前面缺少 )"),
    ({"A1": "{{ 甲 乙 }}"}, "A1", "多了 乙"),
    ({"A1": "{% for 行 of 行们 %}{{ 行 }}{% endfor %}"}, "A1", "这里应为 in，写成了 of"),
    ({"A1": "{{ 值 | number_format(“0.00”) }}"}, "A1", '应写成 {{ 值 | number_format("0.00") }}'),
    ({"A1": "{{ 值 | number_format（'0.00'） }}"}, "A1", "应写成 {{ 值 | number_format('0.00') }}"),
    ({"A1": "{{ 值｜round（1，‘floor’） }}"}, "A1", "应写成 {{ 值|round(1,'floor') }}"),
    ({"A1": '=IF(A2="{{ 值 }}",1,2)'}, "A1", "公式里不能写标签"),
]


@pytest.mark.parametrize(("cells", "cell", "words"), MISTAKES)
def test_a_mistake_is_told_once_with_its_cell_and_what_to_write(cells: Cells, cell: str, words: str) -> None:
    found = told(look(cells))
    assert [place for place, _ in found] == [cell]
    assert words in found[0][1]


@pytest.mark.parametrize(("cells", "cell", "words"), MISTAKES)
def test_loading_refuses_what_inspection_tells(cells: Cells, cell: str, words: str) -> None:
    with pytest.raises(TagError) as caught:
        Template.from_bytes(make(cells))
    assert (caught.value.sheet, caught.value.cell) == (SHEET, cell)
    assert words in caught.value.message


def test_all_mistakes_of_all_sheets_are_told_in_their_order() -> None:
    cells = {
        "A1": "{{ 值 | mrege }}和{{ 值 | rond }}",
        "B2": "{% fro 行 in 行们 %}{{ 行.名 }}",
        "C2": "{{ 行.数 }}{% endfor %}",
        "A3": "{{ “值” }}",
        "A4": "{% if 甲 %}",
        "附表!C7": "{% endfor %}",
        "附表!D8": "{{ 值 ",
    }
    found = look(cells).mistakes
    assert [(mistake.place.sheet, mistake.place.cell) for mistake in found] == [
        (SHEET, "A1"),
        (SHEET, "A1"),
        (SHEET, "B2"),
        (SHEET, "A3"),
        (SHEET, "A4"),
        ("附表", "C7"),
        ("附表", "D8"),
    ]
    assert str(found[2]) == "工作表“申报表” B2：不认识的语句“fro”，是不是“for”？"


def test_what_can_be_read_beside_mistakes_is_told_too() -> None:
    cells = {"A1": "{{ 年度 }}", "A2": "{% fro 行 in 行们 %}{{ 行.名 }}", "B2": "{{ 行.数 | mrege }}{% endfor %}"}
    found = look(cells)
    assert [field.name for field in found.fields] == ["年度", "行们"]
    assert [field.name for field in found.loops[0].fields] == ["行.名", "行.数"]


def test_a_statement_that_cannot_be_guessed_does_not_make_its_end_a_mistake() -> None:
    cells = {"A1": "{% @@ 行 %%", "A2": "{{ 行 }}{% endfor %}"}
    assert [place for place, _ in told(look(cells))] == ["A1"]


def test_a_wrong_end_within_a_loop_does_not_make_the_end_of_the_loop_a_mistake() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{% if 行 %}", "A2": "{{ 行 }}", "A3": "{% endfor %}", "A4": "{{ 值 }}"}
    found = look(cells)
    assert [place for place, _ in told(found)] == ["A3"]
    assert [field.name for field in found.fields] == ["行们", "值"]


def test_loops_side_by_side_are_told() -> None:
    cells = {"A1": "{% for 甲 in 甲们 %}{{ 甲 }}", "B1": "{% endfor %}"}
    cells |= {"D1": "{% for 乙 in 乙们 %}{{ 乙 }}", "E1": "{% endfor %}"}
    found = told(look(cells))
    assert [place for place, _ in found] == ["D1"]
    assert "并排" in found[0][1]


def test_a_merge_that_cannot_grow_is_told_beside_the_filter_merge_that_cannot_join() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("A3:A4", "标题")

    cells = {"B2": "{% for 行 in 行们 %}{{ 行 | merge }}", "B3": "第二行{% endfor %}"}
    found = told(look(cells, build=merged))
    assert [place for place, _ in found] == ["B2", "A3"]
    assert "每项占一行" in found[0][1]
    assert "一部分在第 2 至 3 行的循环里" in found[1][1]


def test_a_tag_in_the_header_of_a_table_is_told() -> None:
    def table(_: Any, sheets: Any) -> None:
        sheets[SHEET].add_table("A1:B3", {"columns": [{"header": "{{ 甲 }}"}, {"header": "乙"}]})

    found = told(look({}, build=table))
    assert [place for place, _ in found] == ["A1"]
    assert "标题不能写标签" in found[0][1]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("{% for 项 in %}{{ 项 }}", "缺少内容"),
        ("{{ 项 | mrege }}", "是不是“merge”"),
        ("{% fro 项 in 项目 %}", "是不是“for”"),
        ("{% endif %}甲", "成对"),
        ("{{ 项", "没有写完"),
    ],
)
def test_a_mistake_in_the_name_of_a_sheet_is_told_beside_those_of_its_cells(name: str, words: str) -> None:
    found = look({"B2": "{{ 值 | mrege }}"}, sheets=(name,)).mistakes
    assert [(mistake.place.sheet, mistake.place.cell) for mistake in found] == [(name, None), (name, "B2")]
    assert words in found[0].message


def test_a_chart_sheet_with_tags_in_its_name_is_told() -> None:
    def with_chart(workbook: Any, _: Any) -> None:
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=甲!$A$1:$A$2"})
        workbook.add_chartsheet("{{ 名 }}").set_chart(chart)

    found = look({"A1": "{{ 值 }}"}, build=with_chart, sheets=("甲",))
    assert "图表工作表" in found.mistakes[0].message
    assert found.mistakes[0].place.sheet == "{{ 名 }}"


# -------------------------------------------------------------------------------------------------- hints


@pytest.mark.parametrize("text", ["｛｛ 值 ｝｝", "{ { 值 } }", "｛% for 行 in 行们 %｝", "值 }}", "{｛ 值 ｝}"])
def test_a_text_that_was_meant_as_a_tag_is_hinted_at(text: str) -> None:
    found = look({"B2": text})
    assert told(found) == []
    assert [hint.place.cell for hint in found.hints] == ["B2"]
    assert "不是标签" in found.hints[0].message


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"A1": "{{ 值 | merge }}"}, "不在循环里"),
        ({"A1": "共{{ 值 | number_format('0.0') }}元"}, "前后有文字"),
        ({"A1": "{% for 行 in 行们 %}第{{ 行 | merge }}", "A2": "{% endfor %}"}, "前后有文字"),
    ],
)
def test_a_filter_without_effect_is_hinted_at(cells: Cells, words: str) -> None:
    found = look(cells)
    assert [hint.place.cell for hint in found.hints] == ["A1"]
    assert words in found.hints[0].message


def test_tags_where_nobody_reads_them_are_hinted_at() -> None:
    def outside(_: Any, sheets: Any) -> None:
        sheets[SHEET].set_footer("{{ 单位 }}")
        sheets[SHEET].insert_textbox("C3", "{{ 单位 }}")
        sheets[SHEET].write_comment("A1", "填 {{ 年度 }}")

    hints = [hint.message for hint in look({"A1": "{{ 值 }}"}, build=outside).hints]
    assert len({words for words in ("文本框", "批注", "页眉页脚") for hint in hints if hint.startswith(words)}) == 3


def test_a_merge_whose_text_would_vanish_with_an_empty_loop_is_hinted_at() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].merge_range("A1:A2", "标题")

    found = look({"B1": "{% for 行 in 行们 %}{{ 行 }}", "C1": "{% endfor %}", "B2": "尾"}, build=merged)
    assert [hint.place.cell for hint in found.hints] == ["A1"]
    assert "消失" in found.hints[0].message
