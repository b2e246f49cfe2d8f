"""What the review of many projects found, kept small: every finding is counted, the first ones are kept as lines.

A run of five thousand projects may find two hundred thousand things; nobody reads them in one sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...declaration.findings import Finding, Level

#: The sheet holds this many lines; Excel itself takes 65,530 links a sheet.
MOST_LINES = 5_000
_ORDER = list(Level)


class ReviewResults:
    """The lines and the counts of a run.

    >>> ReviewResults().add([Finding("R03", "总体目标.年度目标", "请填写年度目标。")])
    """

    def __init__(self) -> None:
        self.lines: list[Finding] = []
        self.by_rule: Counter[tuple[str, Level]] = Counter()
        self.projects = 0
        self.projects_with_errors = 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Takes the findings of one project; errors come first."""
        self.projects += 1
        found = sorted(findings, key=lambda finding: _ORDER.index(finding.level))
        self.projects_with_errors += any(finding.level is Level.ERROR for finding in found)
        self.by_rule.update((finding.rule, finding.level) for finding in found)
        self.lines += found[: MOST_LINES - len(self.lines)]

    @property
    def total(self) -> int:
        """The number of all findings, also of those that are not kept."""
        return self.by_rule.total()

    def count(self, level: Level) -> int:
        """The number of findings of a level."""
        return sum(number for (_, other), number in self.by_rule.items() if other is level)
