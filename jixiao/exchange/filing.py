"""The forms of many projects: read, refuse, fill, save.  ``iter_filed`` is the whole process.

A project that is refused keeps the form it had and stops nobody else.  Results come back one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..declaration.findings import Finding, has_errors
from .declarations import Declaration, iter_declarations
from .form_making import FormTask, MadeForm
from .ledger import Ledger
from .saving import safe_name
from .sources import Source
from .workers import iter_made


@dataclass(frozen=True, slots=True)
class FilingOptions:
    """What ``generate`` is asked to do; ``jobs`` None uses every core, ``force`` overwrites forms edited by hand."""

    template: Path
    output: Path
    force: bool = False
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one project; ``form`` None where no form was made, ``kept`` an edited form moved aside."""

    declaration: Declaration
    form: Path | None = None
    kept: Path | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the project."""
        return self.declaration.findings

    @property
    def failed(self) -> bool:
        """True where the project has no new form."""
        return self.form is None or has_errors(self.findings)


def iter_filed(sources: Iterable[Source], options: FilingOptions) -> Iterator[Filed]:
    """What becomes of every project of the sources, in their order.  Raises SaveError for the record of the forms."""
    ledger = Ledger(options.output)
    declarations = refuse_twins(iter_declarations(sources))
    tasks = (_plan(declaration, options, ledger) for declaration in declarations)
    try:
        for task, made in iter_made(tasks, options.jobs):
            yield _conclude(task, made, ledger)
    finally:
        ledger.write()


def refuse_twins(declarations: Iterable[Declaration]) -> list[Declaration]:
    """The declarations, those refused whose forms would overwrite each other; each message names the other place."""
    found = list(declarations)
    places: dict[str, list[Declaration]] = {}
    for declaration in found:
        if not declaration.refused:
            places.setdefault(_twin_key(declaration), []).append(declaration)
    return [_refuse_twin(declaration, places.get(_twin_key(declaration), [])) for declaration in found]


def form_path(declaration: Declaration, output: Path) -> Path:
    """Where the form of a project lies: ``output/2020/社会服务项目大赛.xlsx``."""
    project = declaration.project
    return output / str(project.year if project else "") / safe_name(project.name if project else "", ".xlsx")


def _twin_key(declaration: Declaration) -> str:
    # Windows and macOS do not tell upper from lower case in file names.
    return str(form_path(declaration, Path())).casefold()


def _refuse_twin(declaration: Declaration, twins: list[Declaration]) -> Declaration:
    project = declaration.project
    if declaration.refused or len(twins) < 2 or project is None:
        return declaration
    others = "、".join(twin.where for twin in twins if twin is not declaration)
    message = f"{project.year}年度有两个同名项目“{project.name}”：{declaration.where} 与 {others}，请改名或删去一个。"
    return declaration.with_finding(Finding("D05", "项目名称", message))


def _plan(declaration: Declaration, options: FilingOptions, ledger: Ledger) -> FormTask:
    target = form_path(declaration, options.output)
    made = None if declaration.refused else ledger.find_digest(target)
    return FormTask(declaration, options.template, target, made, options.force)


def _conclude(task: FormTask, made: MadeForm, ledger: Ledger) -> Filed:
    if made.problem:
        return Filed(task.declaration.with_finding(made.problem))
    if made.digest is None:
        return Filed(task.declaration)
    ledger.note(task.target, made.digest)
    return Filed(task.declaration, task.target, made.kept)
