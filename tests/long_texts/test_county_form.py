"""Very long texts in the county form: whole on paper, in as many rows as they need."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from openxml_audit import OpenXmlValidator

from xlsx_template.layout import MAX_ROW_HEIGHT

from .forms import A4_ROWS, Form, county_form, prose

SOFFICE = shutil.which("soffice")

GOALS = [(5_000, 300), (300, 5_000), (5_000, 4_000)]


def assert_sound(form: Form) -> None:
    """No row is higher than Excel has it, no page is fuller than it can be, no two merges overlap."""
    assert all(form.height(row) <= MAX_ROW_HEIGHT for row in range(1, form.sheet.max_row + 1))
    assert all(points <= A4_ROWS for points in form.pages())
    cells = Counter(
        (row, column)
        for area in form.sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    )
    assert set(cells.values()) == {1}


def assert_closed_boxes(form: Form, areas: list[tuple[int, int, int, int]]) -> None:
    """Each area has lines on all sides, and each but the last ends with its page."""
    for area in areas:
        assert form.borders(area) == {side: {"thin"} for side in ("top", "bottom", "left", "right")}
    assert {area[3] for area in areas[:-1]} <= set(form.breaks)


def test_a_text_that_fits_a_page_stays_whole_and_no_page_breaks_in_it() -> None:
    text = prose(1_100)
    form = county_form(项目概况=text)
    first, last = form.rows_beside("项目概况")
    assert last > first
    assert form.pieces("C", first, last) == [(text, (3, first, 8, last))]
    assert not [row for row in form.breaks if first <= row < last]
    assert_sound(form)


@pytest.mark.parametrize("length", [1_800, 3_000, 30_000])
def test_a_text_higher_than_a_page_goes_on_in_further_cells(length: int) -> None:
    text = prose(length)
    form = county_form(项目概况=text)
    first, last = form.rows_beside("项目概况")
    pieces = form.pieces("C", first, last)
    assert "".join(piece for piece, _ in pieces) == text
    areas = [area for _, area in pieces]
    assert len(areas) > 1
    assert {(left, right) for left, _, right, _ in areas} == {(3, 8)}
    assert_closed_boxes(form, areas)
    for _, top, _, bottom in areas:
        assert form.sheet[f"A{top}"].value == "项目概况"
        assert form.area_at(f"A{top}") == (1, top, 2, bottom)
        assert form.sheet[f"A{top}"].alignment.vertical == "center"
        assert form.sheet[f"C{top}"].alignment.vertical == "top"
    assert form.sheet[f"A{last + 1}"].value == "项目立项依据"
    assert_sound(form)


@pytest.mark.parametrize("length", [3_000, 30_000])
def test_pages_are_filled(length: int) -> None:
    form = county_form(项目概况=prose(length))
    first, last = form.rows_beside("项目概况")
    within = [points for points, end in zip(form.pages(), form.breaks, strict=False) if first <= end < last]
    assert within
    assert all(points > 0.8 * A4_ROWS for points in within)


@pytest.mark.parametrize(("mid_term", "annual"), GOALS)
def test_goals_of_different_length_stand_side_by_side(mid_term: int, annual: int) -> None:
    texts = {"B": prose(mid_term), "F": prose(annual, 1)}
    form = county_form(总体目标={"中期目标": texts["B"], "年度目标": texts["F"]})
    head, last = form.rows_beside("总  体   目  标")
    for column, edges in {"B": (2, 5), "F": (6, 8)}.items():
        pieces = form.pieces(column, head + 1, last)
        assert "".join(piece or "" for piece, _ in pieces) == texts[column]
        areas = [area for _, area in pieces]
        assert (areas[0][1], areas[-1][3]) == (head + 1, last)
        assert {(area[0], area[2]) for area in areas} == {edges}
        assert_closed_boxes(form, areas)
    assert form.sheet[f"A{last + 1}"].value == "绩效指标"
    assert_sound(form)


def test_the_label_of_long_goals_stands_on_every_page_that_has_room_for_it() -> None:
    label = "总  体   目  标"
    form = county_form(总体目标={"中期目标": prose(4_600), "年度目标": prose(300)})
    head, last = form.row_of(label), form.row_of("绩效指标") - 1
    areas = [area for _, area in form.pieces("B", head + 1, last)]
    assert form.height(last) == 96, "the last of them is as low as the template's row"
    assert len(areas) > 3
    assert {form.sheet[f"A{top}"].value for _, top, _, _ in areas[1:-1]} == {label}


def test_a_short_goal_beside_a_long_one_stays_whole() -> None:
    form = county_form(总体目标={"中期目标": prose(300), "年度目标": prose(5_000)})
    head, last = form.rows_beside("总  体   目  标")
    pieces = form.pieces("B", head + 1, last)
    assert [piece for piece, _ in pieces] == [prose(300), *[None] * (len(pieces) - 1)]
    assert_closed_boxes(form, [area for _, area in pieces])


def test_three_long_texts_follow_each_other() -> None:
    labels = ("项目概况", "项目立项依据", "预算绩效说明")
    texts = {label: prose(2_000 + 500 * start, start) for start, label in enumerate(labels)}
    form = county_form(**texts)
    for label, text in texts.items():
        assert "".join(piece or "" for piece, _ in form.pieces("C", *form.rows_beside(label))) == text
    assert_sound(form)


def test_what_stands_below_keeps_its_merges_formulas_and_values() -> None:
    plain, long = county_form(), county_form(项目概况=prose(3_000))
    first, last = long.rows_beside("项目概况")
    down = last - first
    for row in range(first + 1, plain.sheet.max_row + 1):
        for column in range(1, 9):
            old, new = plain.sheet.cell(row, column), long.sheet.cell(row + down, column)
            if not (isinstance(old.value, str) and old.value.startswith("=")):
                assert new.value == old.value
            assert (new.border.top.style, new.border.bottom.style) == (old.border.top.style, old.border.bottom.style)
    assert long.sheet[f"C{9 + down}"].value == f"=SUM(D{9 + down}:H{9 + down})"
    pages = len(long.pieces("C", first, last))
    assert len(long.merges) == len(plain.merges) + 2 * (pages - 1)


@pytest.mark.parametrize("label", ["项目概况", "预算绩效说明"])
def test_the_file_is_what_the_schema_asks(label: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(county_form(**{label: prose(3_000)}, 总体目标={"中期目标": prose(3_000), "年度目标": "短"}).data)
    assert OpenXmlValidator().validate(str(path)).errors == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_every_character_is_printed_below_the_titles(tmp_path: Path) -> None:
    text = prose(3_000)
    (tmp_path / "form.xlsx").write_bytes(county_form(项目概况=text).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "form.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(tmp_path / "form.pdf") as printed:
        pages = [page.chars for page in printed.pages]
    below = []
    for chars in pages:
        foot = max(char["bottom"] for char in chars if char["size"] > 15)  # of the form's name, which repeats
        subtitle = max(c["bottom"] for c in chars if c["text"] == "）" and c["top"] < foot + 30)
        between = [c for c in chars if foot < c["top"] < subtitle]
        assert "".join(c["text"] for c in between).strip() == "（2020年度）"
        below.append("".join(char["text"] for char in chars if char["top"] >= subtitle))
    assert not Counter(text.replace("\n", "")) - Counter("".join(below))
    assert "".join(below).count(text[:30]) == text.count(text[:30])
