"""Which installed font stands in for one that a form names and this computer lacks.

Left alone, LibreOffice prints 宋体 in DejaVu Sans and Japanese glyphs where it is missing.  The facts are data:
families of fonts that look alike, the nearest first.
"""

from __future__ import annotations

import contextlib
import functools
import re
import subprocess
import sys
from collections.abc import Iterable

#: Fonts under all their names; what stands first in a family is what forms name, the rest in the order of likeness.
_SONG = (
    ("宋体", "SimSun"),
    ("新宋体", "NSimSun"),
    ("华文宋体", "STSong"),
    ("Songti SC",),
    ("方正书宋_GBK", "FZShuSong-Z01"),
    ("Noto Serif CJK SC",),
    ("思源宋体", "Source Han Serif SC"),
    ("Source Han Serif CN",),
    ("Noto Serif SC",),
    ("AR PL UMing CN",),
)
_HEI = (
    ("黑体", "SimHei"),
    ("华文黑体", "STHeiti"),
    ("Heiti SC",),
    ("方正黑体_GBK", "FZHei-B01"),
    ("Noto Sans CJK SC",),
    ("思源黑体", "Source Han Sans SC"),
    ("Source Han Sans CN",),
    ("Noto Sans SC",),
    ("文泉驿正黑", "WenQuanYi Zen Hei"),
    ("文泉驿微米黑", "WenQuanYi Micro Hei"),
    ("微软雅黑", "Microsoft YaHei"),
)
_FANG_SONG = (
    ("仿宋", "FangSong"),
    ("仿宋_GB2312", "FangSong_GB2312"),
    ("华文仿宋", "STFangsong"),
    ("方正仿宋_GBK", "FZFangSong-Z02"),
    *_SONG,
)
_KAI = (
    ("楷体", "KaiTi"),
    ("楷体_GB2312", "KaiTi_GB2312"),
    ("华文楷体", "STKaiti"),
    ("Kaiti SC",),
    ("方正楷体_GBK", "FZKai-Z03"),
    ("AR PL UKai CN",),
    *_SONG,
)
_TITLE = (
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
    ("方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    ("华文中宋", "STZhongsong"),
    *_SONG,
    *_HEI,
)
_TIMES = (("Times New Roman",), ("Liberation Serif",), ("Tinos",), ("Nimbus Roman",))
#: Font that a form may name → its family.
_FAMILIES = (
    *((names, _SONG) for names in _SONG[:3]),
    *((names, _FANG_SONG) for names in _FANG_SONG[:3]),
    *((names, _KAI) for names in _KAI[:3]),
    *((names, _HEI) for names in (*_HEI[:2], _HEI[-1], ("等线", "DengXian"))),
    *((names, _TITLE) for names in _TITLE[:3]),
    *((names, _TIMES) for names in _TIMES[:1]),
)
#: Fonts that macOS brings ("Fonts included with macOS", support.apple.com); it has no list to ask quickly.
_MAC_FONTS = ("Songti SC", "Heiti SC", "Times New Roman")
_WINDOWS_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


@functools.cache
def stand_ins() -> dict[str, str]:
    """Missing font → installed font that looks most like it: ``{"宋体": "Noto Serif CJK SC"}``.

    Empty where all are installed, or where the system cannot say what is.
    """
    return choose(installed_fonts())


def choose(installed: Iterable[str]) -> dict[str, str]:
    """What stands in for what where these are installed: ``choose(["Tinos"]) == {"Times New Roman": "Tinos"}``."""
    present = {name.casefold() for name in installed}
    pairs: dict[str, str] = {}
    for names, family in _FAMILIES:
        if not _find_present(names, present) and (substitute := _find_first(family, present)):
            pairs.update(dict.fromkeys(names, substitute))
    return pairs


def installed_fonts() -> list[str]:
    """The names of the fonts of this computer, as many as can be told; empty where none can."""
    if sys.platform == "win32":
        return _windows_fonts()
    if sys.platform == "darwin":
        return list(_MAC_FONTS)
    command = ["fc-list", ":", "family"]
    try:
        listed = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return re.split(r"[,\n]", listed)


def names_of_windows_font(entry: str) -> list[str]:
    """The fonts of an entry of Windows' registry: "SimSun & NSimSun (TrueType)" → ``["SimSun", "NSimSun"]``."""
    return [name.strip() for name in re.sub(r"\s*\([^()]*\)$", "", entry).split("&")]


def _find_first(family: Iterable[tuple[str, ...]], present: set[str]) -> str | None:
    return next((found for names in family if (found := _find_present(names, present))), None)


def _find_present(names: tuple[str, ...], present: set[str]) -> str | None:
    return next((name for name in names if name.casefold() in present), None)


def _windows_fonts() -> list[str]:
    fonts: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError), winreg.OpenKey(root, _WINDOWS_KEY) as key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    fonts += names_of_windows_font(winreg.EnumValue(key, number)[0])
    return fonts
