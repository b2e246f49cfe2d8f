"""Inspection tells what a template needs: fields, loops, filters, and the formulas and merges that loops touch."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from tests.xlsx_template.workbooks import SHEET, make
from xlsx_template import PackageError, Template
from xlsx_template.inspection.inspect import Inspection, Loop

from .test_mistakes import look

COUNTY_FORM = Path(__file__).parents[2] / "templates" / "绩效目标申报表.xlsx"
SHEET_LOOP = "{% for 项 in 项目 %}{{ 项.名称 }}"


def names(found: Inspection) -> dict[str, list[str | None]]:
    """The fields with their cells."""
    return {field.name: [place.cell for place in field.places] for field in found.fields}


def fields(loop: Loop) -> list[str]:
    """The names that a loop needs of its items."""
    return [field.name for field in loop.fields]


def test_fields_are_told_as_they_are_written_with_their_cells() -> None:
    cells = {
        "A1": "{{ 年度 }}年{{ 项目名称 }}",
        "B2": "{{ 资金.县（市）区级财政 * 2 }}",
        "B3": "{{ 年度 + 1 }}",
        "B4": "{{ 资金['其他'] }}{{ 季度[0].名 }}",
        "C4": "{% if 有附注 %}附注{% endif %}",
    }
    assert names(look(cells)) == {
        "年度": ["A1", "B3"],
        "项目名称": ["A1"],
        "资金.县（市）区级财政": ["B2"],
        "资金.其他": ["B4"],
        "季度[0].名": ["B4"],
        "有附注": ["C4"],
    }


def test_methods_functions_and_strings_are_no_fields() -> None:
    cells = {"A1": "{{ 名称.strip() ~ '年度' }}", "A2": "{% for 数 in range(3) %}{{ 数 }}{{ loop.index }}{% endfor %}"}
    assert list(names(look(cells))) == ["名称"]


def test_the_names_that_a_template_gives_itself_count_by_what_they_stand_for() -> None:
    cells = {
        "A1": "{% set 钱 = 资金.年度 %}{% set 和 = 甲 + 乙 %}",
        "A2": "{{ 钱.总投入 }}{{ 和 }}",
        "A3": "{% with 县 = 钱.县级 %}{{ 县 }}{% endwith %}",
    }
    assert list(names(look(cells))) == ["资金.年度", "甲", "乙", "资金.年度.总投入", "资金.年度.县级"]


@pytest.mark.parametrize("tag", ["{{ 备注 | default('无') }}", "{% if 备注 is defined %}{{ 备注 }}{% endif %}"])
def test_a_name_that_may_be_missing_is_told_as_such(tag: str) -> None:
    assert [(field.name, field.is_optional) for field in look({"A1": tag}).fields] == [("备注", True)]


def test_a_loop_is_told_with_its_cells_its_variables_and_the_fields_of_its_items() -> None:
    cells = {
        "A2": "{% for 行 in 绩效指标 if 行.值 > 0 %}{{ 行.名称 }}",
        "B3": "{{ 行.值 }}",
        "C3": "{{ 单位 }}{% endfor %}",
    }
    found = look(cells)
    (loop,) = found.loops
    assert (loop.begin.sheet, loop.begin.cell, loop.end.cell) == (SHEET, "A2", "C3")
    assert (loop.variables, loop.over, loop.is_of_rows) == (("行",), "绩效指标 if 行.值 > 0", True)
    assert fields(loop) == ["行.值", "行.名称"]
    assert [place.cell for place in loop.fields[0].places] == ["A2", "B3"]
    assert names(found) == {"绩效指标": ["A2"], "单位": ["C3"]}


def test_loops_in_loops_and_in_texts_are_told() -> None:
    cells = {
        "A1": "{% for 组 in 组们 %}{{ 组.名 }}",
        "A2": "{% for 项 in 组.项们 %}{{ 项 }}",
        "B2": "{% for 人, 事 in 项.事们 | items %}{{ 人 }}{{ 事.名 }}{% endfor %}{% endfor %}{% endfor %}",
    }
    outer, inner, in_text = look(cells).loops
    assert (fields(outer), outer.end.cell) == (["组.名", "组.项们"], "B2")
    assert (inner.path, inner.holder, fields(inner)) == (("组", "项们"), 0, ["项", "项.事们"])
    assert (in_text.variables, in_text.over, in_text.path) == (("人", "事"), "项.事们 | items", None)
    assert (in_text.is_of_rows, in_text.begin, fields(in_text)) == (False, in_text.end, ["人", "事.名"])


def test_rows_behind_the_else_of_a_loop_know_nothing_of_its_items() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 行 }}", "A2": "{% else %}{{ 行 }}{% endfor %}"}
    assert names(look(cells)) == {"行们": ["A1"], "行": ["A2"]}


def test_a_loop_in_the_name_of_a_sheet_is_told_and_its_cells_know_its_item() -> None:
    found = look({"A1": "{{ 项.额 }}{{ 年度 }}", "尾!A1": "{{ 项.额 }}"}, sheets=(SHEET_LOOP, "尾"))
    (loop,) = found.sheet_loops
    assert (loop.begin.sheet, loop.begin.cell, fields(loop)) == (SHEET_LOOP, None, ["项.名称", "项.额"])
    assert names(found) == {"项目": [None], "年度": ["A1"], "项.额": ["A1"]}


def test_filters_are_told_with_their_cells() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 行 | merge }}", "B1": "{{ 行 | round(1) | merge(行) }}{% endfor %}"}
    found = look(cells).filters
    assert [(name, [place.cell for place in places]) for name, places in found] == [
        ("merge", ["A1", "B1"]),
        ("round", ["B1"]),
    ]


def test_formulas_that_loops_touch_are_told() -> None:
    cells = {
        "A1": "{% for 行 in 行们 %}{{ 行 }}",
        "B1": "=A1*2",
        "C1": "{% endfor %}",
        "A2": "=SUM(A1:A1)+A3",
        "尾!A1": f"=SUM({SHEET}!A1:A2)",
    }
    found = look(cells).formulas
    assert [(f.place.sheet, f.place.cell, f.reference, f.is_inside) for f in found] == [
        (SHEET, "B1", "A1", True),
        (SHEET, "A2", "A1:A1", False),
        ("尾", "A1", f"{SHEET}!A1:A2", False),
    ]


def test_merges_that_grow_are_told_and_those_that_are_repeated_or_move_are_not() -> None:
    def merged(_: Any, sheets: Any) -> None:
        for area in ("A1:A3", "C2:D2", "A5:A6"):
            sheets[SHEET].merge_range(area, "标题")

    found = look({"B2": "{% for 行 in 行们 %}{{ 行 }}", "F2": "{% endfor %}", "B3": "尾"}, build=merged)
    assert [(merge.area, merge.loop_rows) for merge in found.merges] == [("A1:A3", (2, 2))]


def test_a_workbook_without_tags_needs_nothing() -> None:
    found = look({"A1": "标题", "A2": "=A1"})
    assert found == Inspection((), (), (), (), (), (), ())


def test_the_template_that_comes_along_has_no_mistakes() -> None:
    found = Template.inspect(COUNTY_FORM)
    assert (found.mistakes, found.hints) == ((), ())
    assert {"年度", "项目名称", "资金.年度.县（市）区级财政", "指标行"} <= set(names(found))
    assert fields(found.loops[0])[:2] == ["行.一级指标", "行.一级组"]


def test_an_inspection_is_immutable_and_equal_for_equal_templates() -> None:
    found = look({"A1": "{{ 值 }}"})
    assert found == look({"A1": "{{ 值 }}"})
    with pytest.raises(FrozenInstanceError):
        found.fields = ()  # type: ignore[misc]


def test_a_file_that_is_no_workbook_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    with pytest.raises(PackageError, match="模板“表"):
        Template.inspect(file)
    file.write_bytes(b"no workbook")
    with pytest.raises(PackageError, match="模板“表"):
        Template.inspect(file)


# -------------------------------------------------------------------------------------------------- data

LISTED = {
    "A1": "{{ 年度 }}{{ 资金.总投人 }}{{ 备注 | default('') }}",
    "A2": "{% for 行 in 指标 %}{{ 行.名称 }}",
    "B2": "{% for 值 in 行.值们 %}{{ 值.数 }}{% endfor %}{% endfor %}",
}


def test_names_that_data_lacks_are_told_with_the_nearest_one() -> None:
    data = {
        "年": 2020,
        "资金": {"总投入": 1},
        "指标": [{"名称": "甲", "值们": []}, {"名": "乙", "值们": [{"数": 1}, {"树": 2}]}],
    }
    found = look(LISTED).lacking(data)
    assert [(lack.place.cell, lack.message) for lack in found] == [
        ("A1", "数据里没有“年度”，是不是“年”？"),
        ("A1", "数据的“资金”里没有“总投人”，是不是“总投入”？"),
        ("A2", "数据的“指标[2]”里没有“名称”，是不是“名”？"),
        ("B2", "数据的“指标[2].值们[2]”里没有“数”"),
    ]


@pytest.mark.parametrize(
    "data", [{"年度": 1, "资金": {"总投人": 0}, "指标": []}, {"年度": "", "资金": {"总投人": None}}]
)
def test_a_list_without_items_lacks_nothing_and_a_missing_one_itself_alone(data: dict[str, Any]) -> None:
    found = look(LISTED).lacking(data)
    assert [lack.message for lack in found] == ([] if "指标" in data else ["数据里没有“指标”"])


def test_data_that_lacks_nothing_fills_the_template() -> None:
    cells = {"A1": "{{ 名.strip() }}{{ 数们[0] }}", "A2": "{% for 键 in 表 %}{{ 键 }}{% endfor %}"}
    data = {"名": " 甲 ", "数们": [1], "表": {"a": 1}}
    assert look(cells).lacking(data) == ()
    assert Template.from_bytes(make(cells)).render(data)
    assert [lack.message for lack in look(cells).lacking(data | {"数们": []})] == ["数据的“数们”里没有“0”"]
