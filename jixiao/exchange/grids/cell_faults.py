"""Cells that hold no value: what is said about them, whatever the format of the workbook."""

from __future__ import annotations

from ...declaration.values import Unreadable


def formula_without_result() -> Unreadable:
    """A formula that no program has calculated yet; WPS and Excel do so on opening, and keep it on saving."""
    return Unreadable("这里的公式还没有计算结果，请用 Excel 或 WPS 打开这个文件，保存后再试。")


def broken_formula(error: str) -> Unreadable:
    """A formula whose result is an error such as #REF!."""
    return Unreadable(f"这里的公式结果是错误值“{error}”，请改正公式或直接填写内容。")
