"""The form templates of the project, by name."""

from __future__ import annotations

import difflib
from pathlib import Path

from ..resources import get_resource
from .errors import FormError

TEMPLATES = get_resource("templates")
DEFAULT_FORM = "绩效目标申报表"


def get_form(name: str, folder: Path = TEMPLATES) -> Path:
    """The template of a form: ``get_form("绩效目标申报表").name == "绩效目标申报表.xlsx"``.  Raises FormError."""
    known = form_names(folder)
    if name in known:
        return folder / f"{name}.xlsx"
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.3)
    advice = f"是不是“{nearest[0]}”？" if nearest else ""
    listed = "、".join(known) if known else "（无）"
    raise FormError(f"没有名为“{name}”的表样。{advice}现有表样：{listed}。自备模板请用 --template 指定文件。")


def form_names(folder: Path = TEMPLATES) -> list[str]:
    """The names of all forms, sorted."""
    return sorted(path.stem for path in folder.glob("*.xlsx") if not path.name.startswith(("~$", ".")))
