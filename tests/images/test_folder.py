"""Files come from one folder, whatever the data says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.xlsx_template.workbooks import Form, make
from xlsx_template import DataError, Template
from xlsx_template.images.folder import ImageFolder

from .files import image, shown

CELLS = {"B3": "{{ 图 | image }}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pictures, with one beside it that must not be read."""
    found = tmp_path / "图片"
    (found / "公章").mkdir(parents=True)
    (found / "甲.png").write_bytes(image(4, 2))
    (found / "公章" / "乙.png").write_bytes(image(2, 4))
    (tmp_path / "外.png").write_bytes(image(1, 1))
    return found


def test_a_path_is_read_below_the_folder(folder: Path) -> None:
    assert ImageFolder(folder).read("甲.png") == image(4, 2)
    assert ImageFolder(folder).read("公章/乙.png") == image(2, 4)
    assert ImageFolder(folder).read("公章\\乙.png") == image(2, 4)
    assert ImageFolder(folder).read("./甲.png") == image(4, 2)


@pytest.mark.parametrize(
    "name",
    [
        "../外.png",
        "公章/../../外.png",
        "..\\外.png",
        "/etc/hostname",
        "\\\\server\\share\\甲.png",
        "//server/share/甲.png",
        "C:\\甲.png",
        "C:甲.png",
        "file:///etc/hostname",
        "http://example.com/甲.png",
        "甲.png\0.txt",
    ],
)
def test_a_path_that_leads_out_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(DataError, match="相对于图片文件夹"):
        ImageFolder(folder).read(name)


def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "链.png").symlink_to(folder.parent / "外.png")
    (folder / "夹").symlink_to(folder.parent)
    for name in ("链.png", "夹/外.png"):
        with pytest.raises(DataError, match="之外"):
            ImageFolder(folder).read(name)


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "链.png").symlink_to(folder / "甲.png")
    assert ImageFolder(folder).read("链.png") == image(4, 2)


@pytest.mark.parametrize("name", ["没有.png", "公章", "", " ", "长" * 300])
def test_what_is_no_file_is_refused_with_what_to_do(folder: Path, name: str) -> None:
    with pytest.raises(DataError, match="图片"):
        ImageFolder(folder).read(name)


def test_a_missing_file_is_refused_with_template_sheet_and_cell(folder: Path) -> None:
    template = Template.from_bytes(make(CELLS), name="表.xlsx", images=folder)
    with pytest.raises(DataError, match=r"找不到图片“没有\.png”，请把它放进文件夹") as caught:
        template.render({"图": "没有.png"})
    assert (caught.value.template, caught.value.sheet, caught.value.cell) == ("表.xlsx", "申报表", "B3")


def test_pictures_lie_beside_the_template_unless_a_folder_is_given(folder: Path) -> None:
    file = folder.parent / "表.xlsx"
    file.write_bytes(make(CELLS))
    beside = Form(Template.load(file).render({"图": "外.png"}))
    given = Form(Template.load(file, images=folder).render({"图": "甲.png"}))
    assert [picture.proportion for picture in shown(beside)] == [pytest.approx(1, rel=1e-3)]
    assert [picture.proportion for picture in shown(given)] == [pytest.approx(2, rel=1e-3)]


def test_a_template_in_memory_has_no_folder() -> None:
    with pytest.raises(DataError, match="没有给出图片文件夹"):
        Template.from_bytes(make(CELLS)).render({"图": "甲.png"})
