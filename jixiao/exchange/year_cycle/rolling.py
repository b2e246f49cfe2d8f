"""Data of one year to data workbooks of another: what can be rolled forward, what has ended, what has to be put right.

A workbook that stands already is never overwritten unasked: a clerk may have begun to fill it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...declaration.findings import Finding
from ...declaration.model import Project
from ...declaration.rollover import RolledOver, has_ended, roll_over
from ..data_files.declaring import declare
from ..data_files.record_files import open_sources
from ..data_files.sources import Source
from ..saving import safe_name, save


@dataclass(frozen=True, slots=True)
class RollingOptions:
    """The year to roll to, the folder for the workbooks; ``dry_run`` writes nothing, ``force`` overwrites."""

    year: int
    folder: Path
    dry_run: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Rolled:
    """What became of one project: rolled over (and written to ``path``), ended, or refused for ``problem``."""

    where: str
    name: str = ""
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    ended: str = ""
    rolled: RolledOver | None = None
    path: Path | None = None


def iter_rolled(sources: Iterable[Source], options: RollingOptions) -> Iterator[Rolled]:
    """What becomes of every project of the sources, in their order.  Raises SaveError."""
    taken: dict[str, str] = {}
    for record in chain.from_iterable(open_sources(sources)):
        declaration = declare(record)
        project = declaration.project
        if project is None or declaration.refused:
            yield Rolled(record.where, project.name if project else "", declaration.findings)
        else:
            yield _roll(record.where, project, options, taken)


def _roll(where: str, project: Project, options: RollingOptions, taken: dict[str, str]) -> Rolled:
    path = options.folder / safe_name(project.name, ".xlsx")
    if has_ended(project, options.year):
        return Rolled(where, project.name, ended=project.period)
    problem = _find_problem(project, path, options, taken.get(path.name.casefold(), ""))
    if problem:
        return Rolled(where, project.name, problem=problem)
    taken[path.name.casefold()] = where
    rolled = roll_over(project, options.year)
    if not options.dry_run:
        save(path, _workbook(rolled))
    return Rolled(where, project.name, rolled=rolled, path=path)


def _find_problem(project: Project, path: Path, options: RollingOptions, twin: str) -> str:
    if project.year is None or project.year >= options.year:
        return f"数据已经是{project.year}年度的，结转到{options.year}年没有意义，请核对 --year。"
    if twin:
        return f"与 {twin} 同名，只结转了那一个；请改名后再试。"
    if path.exists() and not options.force:
        return f"“{path}”已经存在，没有覆盖；请换一个文件夹，或加 --force。"
    return ""


def _workbook(rolled: RolledOver) -> bytes:
    from ..data_workbook.writing import Extras, data_workbook

    return data_workbook(rolled.project, Extras({proposal.path: proposal.advice for proposal in rolled.proposals}))
