"""Every example of docs/template-language.md does what the page says; every mistake is told in its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.images.files import image
from tests.xlsx_template.workbooks import Form, make
from tools.language_page import PAGE, SHEET, Example, Table, content, read_examples, read_mistakes
from xlsx_template import Template, TemplateError
from xlsx_template.formula.reference import MAX_ROW
from xlsx_template.inspection.inspect import inspect_bytes
from xlsx_template.program.fill import MAX_ROUNDS
from xlsx_template.repeated_sheets.loops import MAX_SHEETS
from xlsx_template.values import MAX_TEXT

TEXT = PAGE.read_text("utf-8")
EXAMPLES = read_examples(TEXT)
FORMULA = re.compile(r"`(=.+)` 得 (.+)")


def template(example: Example) -> bytes:
    """The template that an example shows."""

    def merged(_: Any, sheets: Any) -> None:
        for name, table in example.sheets.items():
            for area in table.facts.get("合并", []):
                sheets[name].merge_range(area, content(table.cells[area.partition(":")[0]]))

    first, *others = example.sheets
    cells = {name: content(cell) for name, cell in example.sheets[first].cells.items()}
    cells |= {f"{sheet}!{name}": content(c) for sheet in others for name, c in example.sheets[sheet].cells.items()}
    return make(cells, sheets=tuple(example.sheets), build=merged)


def value(cell: str) -> Any:
    """What a cell of a result holds."""
    formula = FORMULA.match(cell)
    shown = formula[2] if formula else cell
    if shown == "TRUE":
        return True
    if shown.startswith('"'):
        return shown[1:-1]
    return float(shown) if re.fullmatch(r"-?\d+(\.\d+)?", shown) else shown


def values(table: Table) -> dict[str, Any]:
    """What the cells of a result hold."""
    return {name: value(cell) for name, cell in table.cells.items()}


def formulas(table: Table) -> dict[str, str]:
    """The formulas of a result."""
    found = {name: FORMULA.match(cell) for name, cell in table.cells.items()}
    return {name: match[1] for name, match in found.items() if match}


def load(example: Example, folder: Path) -> Template:
    """An example's template, beside the pictures that its data names."""
    (folder / "公章.png").write_bytes(image(40, 40))
    (folder / "模板.xlsx").write_bytes(template(example))
    return Template.load(folder / "模板.xlsx")


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.result], ids=lambda example: f"line {example.line}")
def test_an_example_gives_the_result_that_is_shown(example: Example, tmp_path: Path) -> None:
    form = Form(load(example, tmp_path).render(example.data))
    assert form.workbook.sheetnames == list(example.result)
    for name, table in example.result.items():
        assert form.values(name) == values(table)
        assert form.formulas(name) == formulas(table)
        sheet = form.sheet(name)
        assert sorted(str(area) for area in sheet.merged_cells.ranges) == table.facts.get("合并", [])
        anchors = [picture.anchor._from for picture in sheet._images]
        assert [sheet.cell(a.row + 1, a.col + 1).coordinate for a in anchors] == table.facts.get("图片", [])
        for fact in table.facts.get("格式", []):
            cell, _, code = fact.partition(" 为 ")
            assert sheet[cell].number_format == code


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.message], ids=lambda example: f"line {example.line}")
def test_an_example_is_refused_with_the_message_that_is_shown(example: Example, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        load(example, tmp_path).render(example.data)
    assert str(caught.value) == example.message


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line {example.line}")
def test_an_example_has_no_mistake_and_its_data_all_names_unless_that_is_what_it_shows(example: Example) -> None:
    found = inspect_bytes(template(example))
    assert (found.mistakes, found.hints) == ((), ())
    assert bool(found.lacking(example.data)) == bool(example.message)


@pytest.mark.parametrize(("written", "said"), read_mistakes(TEXT))
def test_a_mistake_is_told_as_the_page_says(written: str, said: str) -> None:
    found = inspect_bytes(make({"A1": written}))
    assert [mistake.message for mistake in (*found.mistakes, *found.hints)] == [said]


def test_the_limits_are_those_of_the_program() -> None:
    for limit in (MAX_ROW, MAX_ROUNDS, MAX_TEXT, MAX_SHEETS):
        assert f"{limit:,}" in TEXT


def test_the_page_has_examples_of_everything_and_pictures_that_are_there_and_small() -> None:
    assert len(EXAMPLES) >= 13
    assert all(example.result or example.message for example in EXAMPLES)
    assert SHEET in EXAMPLES[0].sheets
    pictures = [PAGE.parent / example.picture for example in EXAMPLES if example.picture]
    assert len(pictures) >= 4
    assert all(picture.stat().st_size < 60_000 for picture in pictures)
