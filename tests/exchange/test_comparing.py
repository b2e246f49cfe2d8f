"""Sides of a comparison: data and filed forms, told apart, and a form compared with the data it was made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.forms import choose_forms
from jixiao.exchange.year_cycle.comparing import Comparison, iter_comparisons, read_side

from ..filled_forms.drawing import draw_docx
from ..filled_forms.pictures import WITH_PROSE

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "社会服务项目大赛.xlsx"
#: Those that print values as they were typed, under the levels that were typed.
FORMS = (
    "绩效目标申报表",
    "绩效目标申报表-中央",
    "绩效目标申报表-年度",
    "绩效运行监控表",
    "绩效自评表",
    "项目文本",
)
SHAPES = sorted((ROOT / "tests" / "data" / "shapes").glob("*.json"))


def compare(old: Path, new: Path) -> list[Comparison]:
    """The comparisons of two paths, both of which can be read."""
    sides = read_side(old), read_side(new)
    assert [side.problems for side in sides] == [(), ()]
    return list(iter_comparisons(*sides))


def changes(old: Path, new: Path) -> list[tuple[str, str, str]]:
    """The changes of the one project as (field, old, new)."""
    (comparison,) = compare(old, new)
    assert comparison.only == ""
    return [(change.field, change.old, change.new) for change in comparison.changes]


def make(data: Path, form: str, output: Path) -> Path:
    """The form of a data file with one project."""
    (filed,) = iter_filed(iter_sources([data]), FilingOptions(choose_forms(form), output, jobs=1))
    assert filed.form
    return filed.form


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("data", [EXAMPLE, *SHAPES], ids=lambda path: path.stem)
def test_a_form_says_nothing_else_than_its_data(data: Path, form: str, tmp_path: Path) -> None:
    record = None if data.suffix == ".xlsx" else json.loads(data.read_text("utf-8"))
    if isinstance(record, list):
        data = tmp_path / "一个.json"
        data.write_text(json.dumps(record[0], ensure_ascii=False), "utf-8")
    paper = make(data, form, tmp_path / "output")
    assert changes(data, paper) == []
    assert changes(paper, data) == []


def test_an_edit_of_a_form_is_a_change_of_its_field(tmp_path: Path) -> None:
    paper = make(EXAMPLE, "绩效目标申报表", tmp_path)
    workbook = openpyxl.load_workbook(paper)
    workbook.worksheets[0]["C5"] = "2020年至2022年"
    workbook.save(tmp_path / "手改.xlsx")
    ((field, old, new),) = changes(paper, tmp_path / "手改.xlsx")
    assert (field, new) == ("项目期", "2020年至2022年")
    assert changes(EXAMPLE, tmp_path / "手改.xlsx") == [(field, old, new)]
    assert changes(tmp_path / "手改.xlsx", EXAMPLE) == [(field, new, old)]


def test_a_word_table_is_compared_with_a_workbook(tmp_path: Path) -> None:
    old = draw_docx(tmp_path / "旧.docx", WITH_PROSE.picture, WITH_PROSE.lines)
    new = draw_docx(tmp_path / "新.docx", WITH_PROSE.picture, WITH_PROSE.lines)
    (tmp_path / "旧").mkdir()
    old.rename(tmp_path / "旧" / "旧.docx")
    assert changes(tmp_path / "旧", new) == []


def test_of_several_papers_of_a_project_the_fullest_counts_and_the_others_are_told(tmp_path: Path) -> None:
    make(EXAMPLE, "绩效目标申报表-年度", tmp_path / "output")
    full = make(EXAMPLE, "绩效目标申报表", tmp_path / "output")
    side = read_side(tmp_path / "output")
    assert [said.held is not None for said in side.projects.values()] == [True]
    assert [finding.rule for where, findings in side.notes for finding in findings] == ["D05"]
    assert str(full) in side.notes[0][1][0].message
    assert compare(EXAMPLE, tmp_path / "output")[0].changes == ()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [("表.pdf", b"%PDF", "PDF 读不了"), ("表.doc", b"\xd0\xcf\x11\xe0", ".doc"), ("表.docx", b"PK\x03\x04", "损坏")],
)
def test_a_form_that_cannot_be_read_says_why(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    ((_, (finding,)),) = read_side(tmp_path / name).problems
    assert expected in finding.message


def test_content_without_a_field_is_told_as_not_compared(tmp_path: Path) -> None:
    paper = make(EXAMPLE, "绩效目标申报表", tmp_path)
    workbook = openpyxl.load_workbook(paper)
    sheet: Any = workbook.worksheets[0]
    sheet.cell(sheet.max_row + 2, 1, "另有一句")
    workbook.save(paper)
    ((_, (finding,)),) = read_side(paper).notes
    assert "1处内容" in finding.message


def test_an_edit_of_the_flat_table_is_a_change_of_its_indicator(tmp_path: Path) -> None:
    paper = make(EXAMPLE, "项目支出绩效目标表-一体化", tmp_path)
    workbook = openpyxl.load_workbook(paper)
    sheet: Any = workbook.worksheets[0]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "居民满意度")
    cell.value = "社区居民满意度"
    workbook.save(paper)
    fields = {field for field, _, _ in changes(EXAMPLE, paper)}
    assert {"绩效指标“居民满意度”.年度指标值", "绩效指标“社区居民满意度”.年度指标值"} <= fields
