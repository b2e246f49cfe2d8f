"""The marked copy of each data file with findings, beside it: 甲项目.xlsx → 甲项目（标注）.xlsx.

Never the data file itself, never data when a folder is walked.  A copy that somebody worked in is kept under another
name before it is replaced.  Data that is no .xlsx gets a workbook with the list alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlsx_template.errors import PackageError

from ...declaration.findings import Finding
from ..data_files.sources import MARKED
from ..errors import SaveError, explain_os_error
from ..saving import keep_copy, safe_name, save
from .workbook import is_untouched, marked_workbook

_MARKABLE = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of one file: its marked copy, what was kept of an older one, or why there is none."""

    source: Path
    copy: Path | None = None
    kept: Path | None = None
    problem: str = ""


def mark_files(findings: Iterable[Finding]) -> Iterator[Marked]:
    """The marked copies of all files that findings are about, in the order of the files."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.file:
            by_file.setdefault(finding.file, []).append(finding)
    for file, found in by_file.items():
        yield _mark(Path(file), found)


def _mark(source: Path, findings: list[Finding]) -> Marked:
    if MARKED in source.name:
        return Marked(source, problem=f"“{source}”本身就是标注过的副本，没有再标注；请在原来的数据表上检查。")
    try:
        target, data = _copy_of(source, findings)
        kept = keep_copy(target) if target.exists() and not is_untouched(target.read_bytes()) else None
        save(target, data)
    except SaveError as error:
        return Marked(source, problem=str(error))
    except OSError as error:
        return Marked(source, problem=f"“{source}”无法读写：{explain_os_error(error)}。")
    return Marked(source, target, kept)


def _copy_of(source: Path, findings: list[Finding]) -> tuple[Path, bytes]:
    if source.suffix.lower() in _MARKABLE and source.is_file():
        try:
            data = marked_workbook(source.read_bytes(), findings)
            return source.with_name(safe_name(source.stem, MARKED + source.suffix)), data
        except PackageError:
            pass  # not a workbook behind that name, or not a sound one: the list says what is wrong with it
    return source.with_name(safe_name(source.name, f"{MARKED}.xlsx")), marked_workbook(_cover(source), findings)


def _cover(source: Path) -> bytes:
    """A workbook of one sheet that says which data the list is about."""
    from ..data_workbook.writing import plain_workbook

    lines = (
        f"数据文件：{source.name}",
        "这份数据不是 .xlsx 工作簿，不能在单元格里标注；问题都在“问题清单”里，请按所写的位置到原文件里改。",
    )
    return plain_workbook("说明", lines)
