"""What the clerk sees: results on stdout, progress and findings on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

import click

from .invocation import in_own_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..declaration.findings import Finding

_LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}


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
        yield f"{_LEVELS[finding.level]} {place}：{finding.message}（{finding.rule}）"


def _reconfigure(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
