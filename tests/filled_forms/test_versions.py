"""Forms of all versions, drawn by hand, give the data they hold, and list what has no field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jixiao.declaration.filled_form.boxes import FormSheet
from jixiao.declaration.filled_form.reading import FilledForm, read_forms
from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.exchange.filed_forms.sheets import read_form_sheets

from .drawing import as_sheet, draw_docx, draw_xlsx
from .pictures import FLAT, FORMS, WITH_PROSE, Form


def read_sheet(sheet: FormSheet) -> FilledForm:
    """The one form of a sheet."""
    (form,) = read_forms(sheet)
    return form


def project_of(data: dict[str, Any]) -> Project:
    """The project of a record that can be read without a problem of its values."""
    reading = read_project(data)
    assert [finding for finding in reading.findings if finding.rule.startswith("D")] == []
    return reading.project


def assert_holds(form: FilledForm, expected: Form) -> None:
    assert project_of(form.data) == project_of(expected.data)
    assert sorted(entry.text for entry in form.unplaced) == sorted(expected.unplaced)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gives_the_data_it_holds(name: str) -> None:
    assert_holds(read_sheet(as_sheet(FORMS[name].picture)), FORMS[name])


@pytest.mark.parametrize("name", FORMS)
def test_it_does_not_matter_where_on_the_sheet_it_stands(name: str, tmp_path: Path) -> None:
    file = draw_xlsx(tmp_path / "旧表.xlsx", {"Sheet1": FORMS[name].picture}, down=3, right=2)
    (sheet,) = read_form_sheets(file)
    assert_holds(read_sheet(sheet), FORMS[name])


@pytest.mark.parametrize("name", FORMS)
def test_a_form_in_word_gives_the_same(name: str, tmp_path: Path) -> None:
    (sheet,) = read_form_sheets(draw_docx(tmp_path / "旧表.docx", FORMS[name].picture))
    assert_holds(read_sheet(sheet), FORMS[name])


def test_the_prose_before_the_form_is_read_section_by_section(tmp_path: Path) -> None:
    (sheet,) = read_form_sheets(draw_docx(tmp_path / "项目.docx", WITH_PROSE.picture, WITH_PROSE.lines))
    assert_holds(read_sheet(sheet), WITH_PROSE)


def test_a_flat_table_is_a_project_for_each_name() -> None:
    first, second = read_forms(as_sheet(FLAT))
    assert [project_of(form.data).name for form in (first, second)] == ["村组干部报酬", "垃圾清运"]
    project = project_of(first.data)
    assert (project.year, project.unit, str(project.funding.annual.total)) == (2023, "820001-马踏镇人民政府", "330.984")
    assert [one.annual_value for one in project.indicators] == ["≥95%", "＝230人"]
    assert [one.annual_value for one in project_of(second.data).indicators] == ["≥200吨", "优"]
    assert sorted(entry.text for entry in (*first.unplaced, *second.unplaced)) == ["10", "20", "30", "50"]
    assert second.cells["绩效指标[2].三级指标"] == "表!6.7"


def test_forms_one_below_the_other_are_several_projects() -> None:
    names = ("annual", "central_annual", "stacked", "shared_names")
    lines = [line for name in names for line in FORMS[name].picture.splitlines() if line.strip()]
    width = max(line.count("|") for line in lines)
    rows = [line + " | " * (width - line.count("|")) for line in lines]
    forms = list(read_forms(as_sheet("\n".join(rows))))
    assert len(forms) == len(names)
    for form, name in zip(forms, names, strict=True):
        assert_holds(form, FORMS[name])


def test_forms_on_several_sheets_are_several_projects(tmp_path: Path) -> None:
    pictures = {name: form.picture for name, form in FORMS.items()}
    sheets = read_form_sheets(draw_xlsx(tmp_path / "全部.xlsx", pictures))
    assert [sheet.name for sheet in sheets] == list(FORMS)
    for sheet in sheets:
        assert_holds(read_sheet(sheet), FORMS[sheet.name])
