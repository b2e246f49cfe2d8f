"""The proof proves something: it finds what is wrong with a workbook on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.print_proof.office import SOFFICE
from tests.print_proof.proof import problems_of

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

PROSE = "开展社会组织公益创投大赛的宣传、征集、评审、培育、督导和评估工作；"
STYLE = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}


def write(path: Path, rows: list[tuple[float, Any, dict[str, Any]]], *, titles: int = 0) -> Path:
    """A sheet for A4 with one cell a row, of that height and style, beside a column that is empty."""
    book = xlsxwriter.Workbook(path, {"default_format_properties": {"font_name": "Times New Roman", "font_size": 12}})
    sheet = book.add_worksheet()
    sheet.set_paper(9)
    sheet.set_column("A:B", 12)
    if titles:
        sheet.repeat_rows(0, titles - 1)
    for row, (height, value, style) in enumerate(rows):
        sheet.set_row(row, height)
        sheet.write(row, 0, value, book.add_format(STYLE | style))
        sheet.write(row, 1, "旁", book.add_format(STYLE))
    book.close()
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("proof")
    wrap = {"text_wrap": True}
    files = [
        write(folder / "sound.xlsx", [(20, "项目", {}), (150, PROSE, wrap), (20, 1.5, {}), (20, "😀", {})]),
        write(folder / "low.xlsx", [(20, "项目", {}), (20, PROSE, wrap)]),
        write(folder / "wide.xlsx", [(20, PROSE, {})]),
        write(folder / "number.xlsx", [(20, 123456789012, {"num_format": "0.0000"})]),
        write(folder / "rounded.xlsx", [(20, 10606.75221234, {})]),
        write(folder / "repeated.xlsx", [(20, "题", {}), *[(200, "行", {})] * 8], titles=1),
        write(folder / "turned.xlsx", [(20, "绩效指标", {"rotation": 90}), (90, "绩效指标", {"rotation": 90})]),
    ]
    return problems_of(files, folder)


@pytest.mark.parametrize("name", ["sound.xlsx", "repeated.xlsx"])
def test_nothing_is_wrong_with_a_sound_workbook(found: dict[str, list[str]], name: str) -> None:
    assert found[name] == []


@pytest.mark.parametrize("name", ["low.xlsx", "wide.xlsx"])
def test_text_that_its_cell_has_no_room_for_is_found(found: dict[str, list[str]], name: str) -> None:
    assert found[name]
    assert all("A2" in problem or "A1" in problem for problem in found[name])


@pytest.mark.parametrize("name", ["number.xlsx", "rounded.xlsx"])
def test_a_number_that_shows_as_hashes_or_with_fewer_digits_is_found(found: dict[str, list[str]], name: str) -> None:
    assert any("is not drawn" in problem for problem in found[name])


def test_turned_text_is_judged_by_its_own_direction(found: dict[str, list[str]]) -> None:
    assert found["turned.xlsx"]
    assert all(problem.startswith("A1") for problem in found["turned.xlsx"])


def test_a_line_cut_by_a_pages_end_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "cut.xlsx", [(400, PROSE * 20, {"text_wrap": True})])
    assert problems_of([path], tmp_path)["cut.xlsx"]
