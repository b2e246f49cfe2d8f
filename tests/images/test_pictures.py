"""Pictures in cells: where they stand, how large they are, what they come with."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from tests.xlsx_template.workbooks import SHEET, Form, fill, make
from xlsx_template import DataError, TagError, Template

from .files import image, shown

SQUARE, WIDE, TALL = image(20, 20), image(90, 30, "JPEG", "blue"), image(10, 40, "GIF")
PIXEL = 0.75  # points, to which openpyxl rounds
INSET = 3.0  # points between two opposite edges and the picture


def rows_high(height: float, *rows: int) -> Any:
    """What gives rows, 1-based, a height in points."""

    def build(_: Any, sheets: Any) -> None:
        for row in rows:
            sheets[SHEET].set_row(row - 1, height)

    return build


def media(form: Form) -> list[str]:
    """The image parts of a form."""
    with zipfile.ZipFile(BytesIO(form.data)) as archive:
        return [name for name in archive.namelist() if "/media/" in name]


# -------------------------------------------------------------------------------------------------- size and place


@pytest.mark.parametrize(("data", "proportion"), [(SQUARE, 1.0), (WIDE, 3.0), (TALL, 0.25)])
def test_a_picture_is_fitted_into_its_cell_and_keeps_its_proportions(data: bytes, proportion: float) -> None:
    found = shown(fill({"B3": "{{ 图 | image }}"}, build=rows_high(40, 3), 图=data))
    assert [(picture.row, picture.column) for picture in found] == [(2, 1)]
    assert found[0].proportion == pytest.approx(proportion, rel=1e-3)
    assert found[0].height <= 40 - INSET
    assert found[0].data == data


def test_a_picture_touches_two_edges_of_its_cell() -> None:
    (square,) = shown(fill({"B3": "{{ 图 | image }}"}, build=rows_high(40, 3), 图=SQUARE))
    assert square.height == pytest.approx(40 - INSET, abs=PIXEL)


def test_a_picture_fills_the_merged_area_of_its_cell() -> None:
    def merged(_: Any, sheets: Any) -> None:
        sheets[SHEET].set_column("B:C", 30)
        sheets[SHEET].merge_range("B2:C6", "{{ 图 | image }}")

    (picture,) = shown(fill({"A1": "{{ 名 }}"}, build=merged, 图=SQUARE, 名="甲"))
    assert picture.row in range(1, 6)
    assert 60 < picture.height <= 5 * 20.25 - INSET


def test_the_cell_itself_stays_empty_and_keeps_its_style() -> None:
    def styled(workbook: Any, sheets: Any) -> None:
        sheets[SHEET].write("A1", "{{ 图 | image }}", workbook.add_format({"bg_color": "#FFFF00"}))

    form = fill({}, build=styled, 图=SQUARE)
    assert form.values() == {}
    assert form.sheet()["A1"].fill.fgColor.rgb == "FFFFFF00"


def test_a_row_does_not_grow_for_a_picture() -> None:
    plain, with_picture = (fill({"A1": f"{{{{ 图{name} }}}}"}, 图=SQUARE if name else "") for name in ("", " | image"))
    heights = [form.sheet().row_dimensions[1].height for form in (plain, with_picture)]
    assert heights[0] == heights[1]


def test_a_row_grows_to_the_height_that_is_asked_for() -> None:
    form = fill({"A1": "{{ 图 | image(height=80) }}"}, 图=TALL)
    assert form.sheet().row_dimensions[1].height >= 80
    assert shown(form)[0].height == pytest.approx(80, abs=PIXEL)


def test_a_width_that_is_asked_for_is_kept_within_the_cell() -> None:
    build = rows_high(100, 1, 2)
    narrow, wide = shown(
        fill({"A1": "{{ 图 | image(width=20) }}", "A2": "{{ 图 | image(width=900) }}"}, build=build, 图=SQUARE)
    )
    assert narrow.width == pytest.approx(20, abs=PIXEL)
    assert 40 < wide.width < 60


@pytest.mark.parametrize("size", ["width=0", "height=-3", "height='大'", "width=true"])
def test_a_size_that_is_none_is_refused_with_its_cell(size: str) -> None:
    with pytest.raises(TagError, match="磅") as caught:
        fill({"B2": f"{{{{ 图 | image({size}) }}}}"}, 图=SQUARE)
    assert caught.value.cell == "B2"


def test_a_picture_in_a_hidden_row_is_left_out() -> None:
    def hidden(_: Any, sheets: Any) -> None:
        sheets[SHEET].set_row(0, None, None, {"hidden": True})

    assert shown(fill({"A1": "{{ 图 | image }}", "A2": "{{ 图 | image }}"}, build=hidden, 图=SQUARE))[0].row == 1


# -------------------------------------------------------------------------------------------------- loops and merges


def test_every_round_of_a_loop_has_its_picture() -> None:
    cells = {
        "A1": "{% for 行 in 行们 %}{{ 行.名 }}",
        "B1": "{{ 行.图 | image }}",
        "C1": "{% endfor %}",
        "A2": "{{ 尾 | image }}",
    }
    rows = [{"名": "甲", "图": SQUARE}, {"名": "乙", "图": None}, {"名": "丙", "图": WIDE}, {"名": "丁", "图": ""}]
    found = shown(fill(cells, 行们=rows, 尾=TALL))
    assert [(picture.row, picture.column, picture.data) for picture in found] == [
        (0, 1, SQUARE),
        (2, 1, WIDE),
        (4, 0, TALL),
    ]


def test_a_picture_fills_the_merge_that_a_filter_makes() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 图 | image | merge(行.组) }}", "B1": "{{ 行.名 }}{% endfor %}"}
    rows = [{"组": "一", "名": n} for n in range(3)] + [{"组": "二", "名": 3}]
    form = fill(cells, 行们=rows, 图=TALL)
    assert form.merges == {"A1:A3"}
    heights = [picture.height for picture in shown(form)]
    assert heights[0] == pytest.approx(3 * (heights[1] + INSET) - INSET, abs=3 * PIXEL)


def test_pictures_stand_on_every_sheet_of_a_loop() -> None:
    name = "{%for 项 in 项目%}{{ 项.名 }}"
    template = Template.from_bytes(make({"A1": "{{ 项.图 | image }}"}, sheets=(name,)))
    form = Form(template.render({"项目": [{"名": "甲", "图": SQUARE}, {"名": "乙", "图": TALL}]}))
    assert [shown(form, sheet)[0].data for sheet in ("甲", "乙")] == [SQUARE, TALL]


# -------------------------------------------------------------------------------------------------- package


def _with_drawing(_: Any, sheets: Any) -> None:
    sheets[SHEET].insert_image("F5", "旧.png", {"image_data": BytesIO(image(5, 5))})
    sheets[SHEET].insert_textbox("F9", "文本框")
    sheets[SHEET].write_comment("F20", "批注")


def test_what_a_drawing_holds_stays_as_it_is() -> None:
    before = Form(make({}, build=_with_drawing)).parts["xl/drawings/drawing1.xml"]
    after = fill({"A1": "{{ 图 | image }}"}, build=_with_drawing, 图=SQUARE).parts["xl/drawings/drawing1.xml"]
    kept = before.removesuffix("</xdr:wsDr>")
    assert after.startswith(kept)
    assert after[len(kept) :].count("<xdr:pic>") == 1
    ids = re.findall(r'<xdr:cNvPr id="(\d+)"', after)
    assert len(ids) == len(set(ids)) == 3


def test_equal_images_are_stored_once() -> None:
    cells = {"A1": "{% for 图 in 图们 %}{{ 图 | image }}", "B1": "值{% endfor %}", "乙!A1": "{{ 图们[0] | image }}"}
    form = fill(cells, 图们=[SQUARE, WIDE, SQUARE, bytearray(SQUARE)])
    assert media(form) == ["xl/media/image1.png", "xl/media/image1.jpeg"]
    assert len(shown(form)) == 4
    assert len(shown(form, "乙")) == 1


def test_an_image_that_the_template_holds_is_stored_once() -> None:
    form = fill({"A1": "{{ 图 | image }}"}, build=_with_drawing, 图=image(5, 5))
    assert media(form) == ["xl/media/image1.png"]


def test_the_drawing_stands_where_the_schema_wants_it() -> None:
    def comment(_: Any, sheets: Any) -> None:
        sheets[SHEET].write_comment("F20", "批注")
        sheets[SHEET].add_table("H1:I3")

    xml = fill({"A1": "{{ 图 | image }}"}, build=comment, 图=SQUARE).xml
    assert xml.index("<pageMargins") < xml.index("<drawing") < xml.index("<legacyDrawing") < xml.index("<tableParts")


def test_a_drawing_that_another_program_wrote_takes_a_picture() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "{{ 图 | image }}"
    workbook.active.add_image(openpyxl.drawing.image.Image(BytesIO(image(6, 6))), "D4")
    memory = BytesIO()
    workbook.save(memory)
    form = fill(memory.getvalue(), 图=WIDE)
    assert [picture.data for picture in shown(form)] == [image(6, 6), WIDE]


def test_without_a_picture_nothing_is_added() -> None:
    form = fill({"A1": "{{ 图 | image }}", "A2": "{{ 值 }}"}, 图=None, 值=1)
    assert not [name for name in form.parts if "drawing" in name]


def test_the_same_pictures_make_the_same_bytes() -> None:
    template = Template.from_bytes(make({"A1": "{{ 图 | image }}"}, build=_with_drawing))
    assert template.render({"图": WIDE}) == template.render({"图": bytes(WIDE)})


# -------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize("value", [5, ["甲.png"], {"a": 1}, b"no image"])
def test_a_value_that_is_no_picture_is_refused_with_its_cell(value: Any) -> None:
    with pytest.raises(DataError) as caught:
        fill({"C4": "{{ 图 | image }}"}, 图=value)
    assert (caught.value.sheet, caught.value.cell) == (SHEET, "C4")


def test_an_unknown_name_is_refused_with_its_cell() -> None:
    with pytest.raises(DataError, match="是不是“图片”") as caught:
        fill({"C4": "{{ 图 | image }}"}, 图片=SQUARE)
    assert caught.value.cell == "C4"


def test_text_beside_a_picture_is_refused() -> None:
    with pytest.raises(DataError, match="单独占一个单元格") as caught:
        fill({"C4": "公章：{{ 图 | image }}"}, 图=SQUARE)
    assert caught.value.cell == "C4"


# -------------------------------------------------------------------------------------------------- other programs


def _everything() -> bytes:
    cells = {
        "A1": "{% for 图 in 图们 %}{{ 图 | image(height=40) }}",
        "B1": "值{% endfor %}",
        "A2": "{{ 图们[1] | image }}",
        "乙!B2": "{{ 图们[0] | image }}",
    }
    return fill(cells, build=_with_drawing, 图们=[SQUARE, WIDE, TALL, image(8, 4, "BMP")]).data


def test_the_form_has_no_findings(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(_everything())
    assert OpenXmlValidator().validate(str(file)).errors == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_shows_every_picture(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(_everything())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "form.ods") as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<draw:frame ") == 7
