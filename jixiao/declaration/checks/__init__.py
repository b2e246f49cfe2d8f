"""The review of a declaration: rules R01 to R60, what a finance bureau would send back.

``review`` is the whole process: understand the project once, ask every rule that is on.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..fields import FUNDING
from ..findings import Finding, Level
from ..model import Project
from .settings import Settings
from .table import RULES
from .understood import understand

__all__ = ["DEFAULT_SETTINGS", "Settings", "review", "review_beside"]

DEFAULT_SETTINGS = Settings()


def review(project: Project, settings: Settings = DEFAULT_SETTINGS) -> tuple[Finding, ...]:
    """What the rules find in a project, by rule: ``review(project)[0].rule == "R01"``.  Never raises."""
    understood = understand(project, settings)
    levels = dict(settings.levels)
    return tuple(
        finding
        for rule in RULES
        if rule.number not in settings.off
        for finding in rule.iter_findings(understood, levels.get(rule.number, rule.level))
    )


def review_beside(problems: Iterable[Finding], project: Project, settings: Settings) -> tuple[Finding, ...]:
    """The review without what only follows from values that could not be read: they are blank in the project."""
    unread = [problem.field for problem in problems if problem.level is Level.ERROR and problem.field]
    found = review(project, settings)
    return tuple(finding for finding in found if not _follows(finding.field, unread)) if unread else found


def _follows(field: str, unread: list[str]) -> bool:
    """True where a field could not be read, or a part of it, or another amount of the funds."""
    return any(
        other == field
        or other.startswith((f"{field}.", f"{field}["))
        or (field.startswith(FUNDING) and other.startswith(FUNDING))
        for other in unread
    )
