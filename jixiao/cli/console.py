"""What the clerk sees: results on stdout, progress and findings on stderr."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, TextIO

import click

from .invocation import in_own_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..declaration.findings import Finding

KEPT_LIST = "提示 有人改过的那份已保留为 {}"
LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}


def use_utf8() -> None:
    """Makes both streams UTF-8, also on Windows consoles and pipes; what cannot be shown becomes "?"."""
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream)


def say(message: str) -> None:
    """A line on stderr."""
    click.echo(in_own_name(message), err=True)


def finding_lines(where: str, findings: Iterable[Finding]) -> Iterable[str]:
    """One line a finding: ``错误 data/甲.xlsx 资金!B3 资金.年度.总投入：…（R26）``."""
    for finding in findings:
        place = " ".join(part for part in (where, finding.cell, finding.field) if part)
        yield f"{LEVELS[finding.level]} {place}：{finding.message}（{finding.rule}）"


def table_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines whose columns stand below each other: a Chinese character is as wide as two others."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text + " " * (width - _columns(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _reconfigure(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
