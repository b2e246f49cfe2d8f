"""Names every system accepts, and old files that survive."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.exchange.errors import SaveError
from jixiao.exchange.saving import keep_copy, safe_name, save


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("社会服务项目大赛", "社会服务项目大赛.xlsx"),
        ("甲/乙\\丙:丁*戊?", "甲／乙＼丙：丁＊戊？.xlsx"),
        ("../../etc/passwd", "_..／..／etc／passwd.xlsx"),
        ("..", "_.xlsx"),
        ("", "_.xlsx"),
        ("CON", "_CON.xlsx"),
        ("com1.甲", "_com1.甲.xlsx"),
        ("结尾点. . ", "结尾点.xlsx"),
        ("两\n行\t字", "两 行 字.xlsx"),
        ("“数说红河”展厅", "“数说红河”展厅.xlsx"),
    ],
)
def test_names_read_like_the_project(text: str, name: str) -> None:
    assert safe_name(text, ".xlsx") == name


@given(st.text(max_size=400))
def test_any_text_is_one_short_visible_name(text: str) -> None:
    name = safe_name(text, ".xlsx")
    assert len(name.encode()) <= 200
    assert Path(name).name == name
    assert not name.startswith(".")
    assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
    assert not name.removesuffix(".xlsx").endswith((".", " "))


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    assert safe_name("项" * 100 + "甲", ".xlsx") != safe_name("项" * 100 + "乙", ".xlsx")


def test_saving_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "2020" / "甲.xlsx"
    save(target, b"one")
    save(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.rglob("*")) == [tmp_path / "2020", target]


def test_a_file_that_cannot_be_replaced_survives(tmp_path: Path) -> None:
    target = tmp_path / "甲.xlsx"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(SaveError, match="无法写入"):
        save(target, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["甲.xlsx"]


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "2020").write_bytes(b"")
    with pytest.raises(SaveError, match="占用了这个位置"):
        save(tmp_path / "2020" / "甲.xlsx", b"new")


def test_copies_are_numbered(tmp_path: Path) -> None:
    target = tmp_path / "甲.xlsx"
    target.write_bytes(b"edited")
    assert [keep_copy(target).name for _ in range(2)] == ["甲（手改1）.xlsx", "甲（手改2）.xlsx"]
    assert target.read_bytes() == b"edited"
