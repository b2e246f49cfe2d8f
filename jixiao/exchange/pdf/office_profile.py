"""The settings that LibreOffice starts with: Chinese glyphs, fonts that stand in, nothing to wait for.

Written as the user's part of LibreOffice's registry (registrymodifications.xcu), which every system reads alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from .office_fonts import stand_ins

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
"""
_FONTS = "/org.openoffice.Office.Common/Font/Substitution"
#: Path of a node, property, value.  The schema is officecfg/registry/schema of LibreOffice's source.
_SETTINGS = (
    # A new profile is otherwise filled with LibreOffice's own first, over what stands there (the macro).
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    # Without a Chinese locale LibreOffice 7.4 takes Japanese glyphs where a font has several.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale_CJK", "zh-CN"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    # Links to other files are not followed: what is printed is what the form holds.  2 is "never".
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (_FONTS, "Replacement", "true"),
)


def write_profile(folder: Path) -> None:
    """Makes a profile at the folder, for ``-env:UserInstallation``."""
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(profile_text(stand_ins()), encoding="utf-8")


def profile_text(fonts: Mapping[str, str]) -> str:
    """The registry of a profile in which each font of the mapping is replaced by its value."""
    items = [_item(path, _property(name, value)) for path, name, value in _SETTINGS]
    pairs = [_pair(number, *names) for number, names in enumerate(fonts.items())]
    return _HEAD + "".join([*items, *pairs]) + "</oor:items>\n"


def _pair(number: int, font: str, substitute: str) -> str:
    values = {"ReplaceFont": font, "SubstituteFont": substitute, "Always": "true", "OnScreenOnly": "false"}
    properties = "".join(_property(name, value) for name, value in values.items())
    return _item(f"{_FONTS}/FontPairs", f'<node oor:name="_{number}" oor:op="replace">{properties}</node>')


def _item(path: str, content: str) -> str:
    return f'<item oor:path="{path}">{content}</item>\n'


def _property(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
