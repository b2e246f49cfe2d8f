"""Everything a template holds stands where a person who copied the rows in Excel would find it."""

from __future__ import annotations

import re
import shutil
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openxml_audit import OpenXmlValidator

from xlsx_template import Template

from . import rich
from .calculated import by_libreoffice
from .workbooks import Form

COUNTS = [0, 1, 12, 500]
counts = pytest.mark.parametrize("count", COUNTS)
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
VML = "{urn:schemas-microsoft-com:office:excel}"


@cache
def template() -> Template:
    return Template.from_bytes(rich.make_rich_template(), name="全.xlsx")


@cache
def form(count: int) -> Form:
    return Form(template().render(rich.data(count)))


def moved(row: int, count: int) -> int:
    """Where a template row below the loop stands."""
    return row + count - 1


def loop_rows(count: int) -> range:
    return range(rich.LOOP_ROW, rich.LOOP_ROW + count)


def over_loop(column: str, count: int, *, absolute: bool = False) -> str:
    """All cells of a column of the loop, or the blank cell of one that has no rows."""
    first, last = (rich.LOOP_ROW, rich.LOOP_ROW + count - 1) if count else (1048576, 1048576)
    return f"${column}${first}:${column}${last}" if absolute else f"{column}{first}:{column}{last}"


def total(count: int) -> int:
    return sum(2 * n * n for n in range(1, count + 1))


# -------------------------------------------------------------------------------------------------- cells


@counts
def test_the_rows_of_the_loop_hold_their_items(count: int) -> None:
    values = form(count).values()
    for number, row in enumerate(loop_rows(count), 1):
        assert (values[f"A{row}"], values[f"B{row}"]) == (number, f"第{number}项")
        assert (values[f"E{row}"], values[f"I{row}"], values[f"J{row}"]) == (2 * number**2, 6 * number, "万元")
        assert values[f"F{row}"] == pytest.approx(2 * number**2 / total(count))
        assert values[f"G{row}"] == total(number)


@counts
def test_formulas_outside_the_loop_have_their_values(count: int) -> None:
    values, whole = form(count).values(), total(count)
    row = moved(8, count)
    assert (values["E3"], values["F3"], values[f"E{row}"]) == (whole, count, whole)
    assert values[f"G{row}"] == (f"合计{whole:.2f}" if count else "无")
    assert values[f"I{row}"] == whole
    assert values[f"F{row}"] == (1 if count else "#DIV/0!")
    quantity = sum(2 * n for n in range(1, count + 1))
    assert values[f"E{row + 1}"] == quantity * 1.5 + 10
    assert values[f"F{row + 1}"] == quantity + whole


@counts
def test_formulas_on_another_sheet_have_their_values(count: int) -> None:
    whole, quantity = total(count), sum(2 * n for n in range(1, count + 1))
    shown = f"{quantity * 1.5 + 10:g}{rich.FORM}!E8"
    expected = [whole, whole, quantity, quantity / 2, 2 * whole, 2 * quantity, max(count - 1, 0), shown]
    values = form(count).values(rich.SUMMARY)
    assert [values[f"A{row}"] for row in range(1, 9)] == expected


@counts
def test_no_reference_is_broken(count: int) -> None:
    for name, text in form(count).parts.items():
        assert "#REF!" not in text, name


@counts
def test_rich_texts_keep_their_runs(count: int) -> None:
    sheet = form(count).sheet()
    assert len(sheet["B2"].value) == len(sheet[f"B{moved(9, count)}"].value) == 3


@counts
def test_merges_move_and_grow(count: int) -> None:
    below, beside = moved(10, count), moved(8, count)
    assert form(count).merges == {"A1:I1", f"K5:K{beside}", f"A{below}:C{below + 1}"}


@counts
def test_row_heights_and_outlines_move(count: int) -> None:
    rows = form(count).sheet().row_dimensions
    assert (rows[moved(8, count)].height, rows[moved(11, count)].height) == (33, 45)
    grouped = [moved(row, count) for row in (14, 15, 16)]
    assert [rows[row].outlineLevel for row in grouped] == [1, 1, 0]
    assert (rows[grouped[1]].hidden, rows[grouped[2]].collapsed) == (True, True)


# -------------------------------------------------------------------------------------------------- beside the cells


@counts
def test_links_move_and_so_do_the_cells_they_lead_to(count: int) -> None:
    links = {
        cell.coordinate: cell.hyperlink.location or cell.hyperlink.target
        for row in form(count).sheet().iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {
        f"B{moved(12, count)}": "https://www.example.gov.cn/",
        f"C{moved(12, count)}": f"'{rich.FORM}'!E{moved(8, count)}",
        "D2": f"{rich.FORM}!A{moved(20, count)}",
        f"K{moved(9, count)}": f"'{rich.LIST}'!A{moved(5, max(count, 1))}",
    }


@counts
def test_comments_move_and_come_again_with_their_row(count: int) -> None:
    cells = {c.coordinate: c.comment.text for row in form(count).sheet().iter_rows() for c in row if c.comment}
    in_loop = {f"B{row}": "每行的批注" for row in loop_rows(count)}
    assert cells == {"A2": "上面的批注", **in_loop, f"B{moved(12, count)}": "下面的批注"}


@counts
def test_the_boxes_of_comments_stand_beside_their_cells(count: int) -> None:
    root = ElementTree.fromstring(form(count).parts["xl/drawings/vmlDrawing1.vml"])
    rows = [int(element.text or 0) + 1 for element in root.iter(f"{VML}Row")]
    tops = [int((element.text or "").split(",")[2]) + 1 for element in root.iter(f"{VML}Anchor")]
    assert sorted(rows) == [2, *loop_rows(count), moved(12, count)]
    assert [row - top for row, top in zip(rows, tops, strict=True)] == [1] * len(rows)
    ids = re.findall(r'<v:shape id="([^"]*)"', form(count).parts["xl/drawings/vmlDrawing1.vml"])
    assert len(set(ids)) == len(rows)


@counts
def test_conditional_formats_move_with_their_formulas(count: int) -> None:
    rules = {
        str(area.sqref): [rule.formula[0] if rule.formula else rule.type for rule in found]
        for area, found in form(count).sheet().conditional_formatting._cf_rules.items()
    }
    row, last = moved(8, count), moved(6, count)
    expected = {
        f"E{row}:E{moved(12, count)}": [f"AND(E{row}<>E{row + 1},$E${row}>0)"],
        f"G6:G{row}": ["dataBar"],
        f"D6:D{row}": ["iconSet"],
    }
    if count:
        first = "E6" if count == 1 else f"E6:E{last}"
        names = "B6" if count == 1 else f"B6:B{last}"
        expected |= {
            first: [f"$E6>$E${row}/2"],
            f"C6:D{last}": ["$L$1"],
            names: [f"COUNTIF($B$6:$B${last},B6)>1"],
        }
    assert rules == expected
    assert f"<xm:sqref>G6:G{row}</xm:sqref>" in form(count).xml
    assert f'val="$E${row}"' in form(count).xml


@counts
def test_validations_move_with_their_formulas(count: int) -> None:
    found = {str(v.sqref): v.formula1 for v in form(count).sheet().data_validations.dataValidation}
    last, row = moved(6, count), moved(8, count)
    listed = f"$A$4:$A${3 + count}" if count else "$A$4:$A$4"
    expected = {f"D{moved(12, count)}": f"'{rich.LIST}'!{listed}"}
    if count:
        area = "6" if count == 1 else f"6:{{}}{last}"
        expected |= {
            f"C{area.format('C')}": "$L$1:$L$3",
            f"D{area.format('D')}": f"AND(D6>0,D6<=$E${row})",
        }
    assert found == expected
    assert f'<dataValidations count="{len(expected)}">' in form(count).xml


@counts
def test_sparklines_move_and_come_again_with_their_row(count: int) -> None:
    found = dict(re.findall(r"<xm:f>([^<]*)</xm:f><xm:sqref>(H\d+)</xm:sqref>", form(count).xml))
    listed = f"B4:B{3 + count}" if count else "B4:B4"
    expected = {f"{rich.FORM}!C{row}:E{row}": f"H{row}" for row in loop_rows(count)}
    expected[f"{rich.FORM}!{over_loop('E', count)}"] = f"H{moved(8, count)}"
    expected[f"'{rich.LIST}'!{listed}"] = f"H{moved(9, count)}"
    assert found == expected


@counts
def test_the_filter_and_its_name_grow(count: int) -> None:
    assert form(count).sheet().auto_filter.ref == f"A5:G{moved(6, count)}"
    assert f">{rich.FORM}!$A$5:$G${moved(6, count)}</definedName>" in form(count).parts["xl/workbook.xml"]


@counts
def test_defined_names_follow(count: int) -> None:
    row = moved(8, count)
    names = form(count).names
    assert names["明细金额"] == f"{rich.FORM}!{over_loop('E', count, absolute=True)}"
    assert (names["合计"], names["比例"]) == (f"'{rich.FORM}'!$E${row}", "0.5")
    local = form(count).sheet().defined_names["本表合计"].attr_text
    assert local == f"{rich.FORM}!$E${row}"
    listed = form(count).sheet(rich.LIST).defined_names["首列"].attr_text
    assert listed == f"'{rich.LIST}'!$A$4:$A${3 + max(count, 1)}"


@counts
def test_the_print_area_the_titles_and_the_page_breaks_follow(count: int) -> None:
    sheet = form(count).sheet()
    assert sheet.print_area.endswith(f"!$A$1:$J${moved(30, count)}")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$5:$5", "$A:$B")
    assert [brk.id for brk in sheet.row_breaks.brk] == [5, moved(12, count), moved(24, count)]
    assert [brk.id for brk in sheet.col_breaks.brk] == [10]
    assert (sheet.oddHeader.center.text, sheet.page_setup.paperSize) == ("绩效目标", 9)


@counts
def test_protection_stays_and_its_ranges_move(count: int) -> None:
    xml = form(count).xml
    assert form(count).sheet().protection.sheet
    ranges = dict(re.findall(r'<protectedRange sqref="([^"]*)" name="([^"]*)"', xml))
    expected = {f"B{moved(12, count)} D{moved(14, count)}:D{moved(16, count)}": "附注"}
    if count:
        expected[f"B6:D{moved(6, count)}"] = "明细"
    assert ranges == expected
    assert f'<ignoredError sqref="J6:J{moved(9, count)}"' in xml


@counts
def test_the_view_follows(count: int) -> None:
    sheet = form(count).sheet()
    assert sheet.freeze_panes == "B6"
    assert 'ySplit="5"' in form(count).xml
    assert sheet.sheet_view.selection[-1].activeCell == f"B{moved(12, count)}"


@counts
def test_custom_properties_stay(count: int) -> None:
    assert form(count).workbook.custom_doc_props["文号"].value == "云财预〔2015〕275号"


@counts
def test_tables_move_and_grow(count: int) -> None:
    below = form(count).sheet().tables["附表"]
    first, last = moved(20, count), moved(22, count)
    assert (below.ref, below.autoFilter.ref) == (f"A{first}:C{last}", f"A{first}:C{last - 1}")
    rows = max(count, 1)
    listing = form(count).sheet(rich.LIST).tables["明细"]
    assert (listing.ref, listing.autoFilter.ref) == (f"A3:C{4 + rows}", f"A3:C{3 + rows}")
    values = form(count).values(rich.LIST)
    assert values[f"B{6 + rows}"] == values[f"B{4 + rows}"] == sum(2 * n for n in range(1, count + 1))
    assert values[f"A{7 + rows}"] == "表下"


# -------------------------------------------------------------------------------------------------- drawings


def anchors(count: int) -> dict[str, list[tuple[int, int, int, int]]]:
    """First row, offset, last row, offset (1-based rows) of everything drawn, by its description or kind."""
    root = ElementTree.fromstring(form(count).parts["xl/drawings/drawing1.xml"])
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    for anchor in root:
        start, end = (
            tuple(int(anchor.findtext(f"{XDR}{edge}/{XDR}{part}") or 0) for part in ("row", "rowOff"))
            for edge in ("from", "to")
        )
        properties = next(anchor.iter(f"{XDR}cNvPr"))
        name = properties.get("descr") or properties.get("name") or ""
        found.setdefault(name, []).append((start[0] + 1, start[1], end[0] + 1, end[1]))
    return found


@counts
def test_a_picture_in_the_row_of_a_loop_comes_again_in_every_round(count: int) -> None:
    found = [(first, last) for first, _, last, _ in anchors(count).get("M6.png", [])]
    assert found == [(row, row) for row in loop_rows(count)]


@counts
def test_pictures_and_shapes_below_a_loop_move(count: int) -> None:
    found, before = anchors(count), anchors(1)
    for name in ("M14.png", "N14.png", "TextBox 8", "TextBox 9"):
        (first, offset, last, end), (old_first, old_offset, old_last, old_end) = found[name][0], before[name][0]
        assert (first, last) == (moved(old_first, count), moved(old_last, count)), name
        assert (offset, end) == (old_offset, old_end), name


@counts
def test_a_picture_beside_a_loop_keeps_its_size_or_stretches_as_it_is_anchored(count: int) -> None:
    sized, stretched = anchors(count)["N5.png"][0], anchors(count)["O5.png"][0]
    heights = [form(count).sheet().row_dimensions[row].height or 15 for row in range(1, moved(40, count))]

    def distance(row: int, offset: int) -> float:
        return sum(heights[: row - 1]) + offset / 12700

    assert distance(*sized[2:]) - distance(*sized[:2]) == pytest.approx(45, abs=0.01)
    assert stretched[:2] == sized[:2] == (5, 47625)
    assert stretched[2] == moved(8, count)


@counts
def test_a_picture_that_does_not_move_with_cells_stays(count: int) -> None:
    first, offset, last, end = anchors(count)["P14.png"][0]
    rows = [form(count).sheet().row_dimensions[row] for row in range(1, 40)]
    heights = [0 if row.hidden else row.height or 15 for row in rows]
    old = template()._parts.sheets[0].sheet
    given = {row.number: float(row.element.get("ht") or 15) for row in old.rows if row.element is not None}
    place = sum(given.get(row, 15) for row in range(1, 14)) + 47625 / 12700
    assert sum(heights[: first - 1]) + offset / 12700 == pytest.approx(place, abs=0.01)
    assert sum(heights[: last - 1]) + end / 12700 == pytest.approx(place + 7.5, abs=0.01)


@counts
def test_everything_drawn_has_an_id_of_its_own(count: int) -> None:
    ids = re.findall(r'<xdr:cNvPr id="(\d+)"', form(count).parts["xl/drawings/drawing1.xml"])
    assert len(ids) == len(set(ids)) == 8 + count


@counts
def test_a_shape_shows_the_cell_that_has_moved(count: int) -> None:
    assert f'textlink="$E${moved(8, count)}"' in form(count).parts["xl/drawings/drawing1.xml"]


@counts
def test_the_series_of_charts_run_over_the_rows_of_the_loop(count: int) -> None:
    parts = form(count).parts
    series = re.findall(r"<c:f>([^<]*)</c:f>", parts["xl/charts/chart1.xml"])
    over = [f"{rich.FORM}!{over_loop(column, count, absolute=True)}" for column in "BE"]
    assert series == [f"{rich.FORM}!$E$5", *over]
    listed = f"'{rich.LIST}'!$B$4:$B${3 + max(count, 1)}"
    assert re.findall(r"<c:f>([^<]*)</c:f>", parts["xl/charts/chart2.xml"]) == [over[0], listed]
    kept = re.findall(r'<c:ptCount val="(\d+)"/>', parts["xl/charts/chart1.xml"])
    assert kept == ["1", str(max(count, 1)), str(max(count, 1))]
    assert "{{" not in parts["xl/charts/chart1.xml"]
    first = anchors(count)["Chart 7"][0][0]
    assert first == moved(31, count)


# -------------------------------------------------------------------------------------------------- other programs


@counts
def test_the_schema_has_nothing_against_it(count: int, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(count).data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Form]:
    """The template and its forms as LibreOffice opens, calculates and saves them."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    sources = {str(count): form(count).data for count in (0, 1, 12)} | {"template": rich.make_rich_template()}
    return by_libreoffice(sources, tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.parametrize("count", [0, 1, 12])
def test_libreoffice_calculates_the_values_that_the_forms_hold(count: int, saved: dict[str, Form]) -> None:
    made = form(count)
    for sheet in (rich.FORM, rich.LIST, rich.SUMMARY):
        ours, theirs = made.values(sheet), saved[str(count)].values(sheet)
        for cell in made.formulas(sheet):
            assert _same(ours.get(cell), theirs.get(cell)), (sheet, cell, ours.get(cell), theirs.get(cell))


@counts
def test_a_template_that_libreoffice_has_saved_makes_the_same_form(count: int, saved: dict[str, Form]) -> None:
    made = Form(Template.from_bytes(saved["template"].data).render(rich.data(count)))
    _check_same_form(made, form(count))


@counts
def test_a_template_that_openpyxl_has_saved_makes_the_same_form(count: int) -> None:
    memory = BytesIO()
    Form(rich.make_rich_template()).workbook.save(memory)
    made = Form(Template.from_bytes(memory.getvalue()).render(rich.data(count)))
    _check_same_form(made, form(count))


def _check_same_form(made: Form, expected: Form) -> None:
    assert made.merges == expected.merges
    for sheet in (rich.FORM, rich.LIST, rich.SUMMARY):
        ours, theirs = made.values(sheet), expected.values(sheet)
        assert ours.keys() == theirs.keys()
        assert not [cell for cell in theirs if not _same(_plain(ours[cell]), _plain(theirs[cell]))]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, list) else value


def _same(ours: Any, theirs: Any) -> bool:
    return bool(ours == pytest.approx(theirs)) if isinstance(ours, int | float) else bool(ours == theirs)
