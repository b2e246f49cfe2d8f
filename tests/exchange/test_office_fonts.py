"""Fonts that stand in for missing ones, and the settings LibreOffice reads them from."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from jixiao.exchange.pdf.office_fonts import choose, names_of_windows_font
from jixiao.exchange.pdf.office_profile import profile_text


@pytest.mark.parametrize(
    ("installed", "font", "substitute"),
    [
        (["Noto Serif CJK SC", "AR PL UMing CN"], "宋体", "Noto Serif CJK SC"),
        (["AR PL UMing CN"], "宋体", "AR PL UMing CN"),
        (["simsun"], "仿宋_GB2312", "SimSun"),
        (["FangSong"], "仿宋_GB2312", "FangSong"),
        (["KaiTi", "SimSun"], "楷体_GB2312", "KaiTi"),
        (["SimSun"], "方正小标宋简体", "SimSun"),
        (["SimHei"], "方正小标宋简体", "SimHei"),
        (["WenQuanYi Zen Hei"], "黑体", "WenQuanYi Zen Hei"),
        (["方正黑体_GBK"], "黑体", "方正黑体_GBK"),
        (["Liberation Serif"], "Times New Roman", "Liberation Serif"),
        (["SimHei"], "等线", "SimHei"),
    ],
)
def test_the_nearest_installed_font_stands_in(installed: list[str], font: str, substitute: str) -> None:
    assert choose(installed)[font] == substitute


@pytest.mark.parametrize(
    ("installed", "font"), [(["SimSun"], "宋体"), (["宋体"], "SimSun"), ([], "宋体"), (["DejaVu Sans"], "黑体")]
)
def test_fonts_that_are_there_or_have_nothing_like_them_are_left_alone(installed: list[str], font: str) -> None:
    assert font not in choose(installed)


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("SimSun & NSimSun (TrueType)", ["SimSun", "NSimSun"]),
        ("方正小标宋简体 (TrueType)", ["方正小标宋简体"]),
        ("Courier 10,12,15", ["Courier 10,12,15"]),
    ],
)
def test_entries_of_windows_hold_names_of_fonts(entry: str, names: list[str]) -> None:
    assert names_of_windows_font(entry) == names


def test_settings_are_xml_whatever_a_font_is_called() -> None:
    root = ElementTree.fromstring(profile_text({"宋体": "A & B <C>"}))
    values = [value.text for value in root.iter("value")]
    assert values[-4:] == ["宋体", "A & B <C>", "true", "false"]
