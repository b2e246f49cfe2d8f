"""The settings of the review from a file a clerk can write: 审核设置.toml.

TOML wants quotes around Chinese keys; here they may be left out (``权重合计 = 90``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ...declaration.checks import DEFAULT_SETTINGS, Settings
from ...declaration.checks.settings import SettingsError, read_settings
from ...declaration.checks.table import CHANGEABLE
from ...resources import get_resource
from ..errors import DataFileError, SettingsFileError
from ..grids.encoding import decode_text

SETTINGS_NAME = "审核设置.toml"
_HOW = "应为一行一个“名称 = 值”，文字用英文引号。"
_BARE_KEY = re.compile(r"^(\s*\[?\s*)([^\s\"'=\[\]#]*[^\x00-\x7f][^\s\"'=\[\]#]*)(?=\s*[=\]])", re.MULTILINE)


def load_settings(file: Path | None = None, *, public: bool = False) -> Settings:
    """The settings of a file; None takes 审核设置.toml beside the program, or what is usual where there is none.

    Raises SettingsFileError with all mistakes of the file, OSError.
    """
    own = get_resource(SETTINGS_NAME)
    chosen = file or (own if own.is_file() else None)
    settings = _read(chosen) if chosen else DEFAULT_SETTINGS
    return replace(settings, public=public)


def _read(file: Path) -> Settings:
    import tomllib

    try:
        text = decode_text(file.read_bytes())
        return read_settings(tomllib.loads(_BARE_KEY.sub(r'\1"\2"', text)), CHANGEABLE)
    except tomllib.TOMLDecodeError as error:
        raise SettingsFileError(
            f"设置文件“{file}”写法有误（{_place(error)}），应为一行一个“名称 = 值”，文字用英文引号。"
        ) from None
    except (SettingsError, DataFileError) as error:
        raise SettingsFileError(f"设置文件“{file}”：{error}") from None


def _place(error: Exception) -> str:
    """Where a TOML error is: ``第3行``."""
    match = re.search(r"line (\d+)", str(error))
    return f"第{match[1]}行" if match else "文件末尾"
