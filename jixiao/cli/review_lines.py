"""The review as a clerk reads it on the terminal: grouped by project, errors first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .console import LEVELS

if TYPE_CHECKING:
    from ..declaration.findings import Finding

#: How many projects of a run tell their errors; the rest of a large batch stands in the workbook.
MOST_PROJECTS = 50


def iter_review_lines(where: str, findings: Sequence[Finding]) -> Iterator[str]:
    """The lines of one project: its counts, then a line a finding with level, place, message, rule and basis."""
    yield f"{_title(where, findings)}：{count_levels(findings) or '没有发现问题'}"
    for finding in sort_by_level(findings):
        basis = f"；{finding.basis}" if finding.basis else ""
        yield f"  {LEVELS[finding.level]} {_place(finding)}{finding.message}（{finding.rule}{basis}）"


def iter_summary_lines(where: str, findings: Sequence[Finding]) -> Iterator[str]:
    """The lines of one project beside its form: its counts and its errors; nothing for one without findings."""
    if not findings:
        return
    yield f"审核 {_title(where, findings)}：{count_levels(findings)}"
    for finding in findings:
        if finding.level == "error":
            yield f"  {LEVELS[finding.level]} {_place(finding)}{finding.message}（{finding.rule}）"


def count_levels(findings: Sequence[Finding]) -> str:
    """How many of each level: ``"错误2条，警告1条"``; "" for none."""
    counts = {name: sum(1 for finding in findings if finding.level == level) for level, name in LEVELS.items()}
    return "，".join(f"{name}{count}条" for name, count in counts.items() if count)


def sort_by_level(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, errors first, otherwise in their order."""
    order = list(LEVELS)
    return sorted(findings, key=lambda finding: order.index(finding.level))


def _title(where: str, findings: Sequence[Finding]) -> str:
    project = next((finding.project for finding in findings if finding.project), "")
    return f"{project}（{where}）" if project else where


def _place(finding: Finding) -> str:
    place = " ".join(part for part in (finding.cell, finding.field) if part)
    return f"{place}：" if place else ""
