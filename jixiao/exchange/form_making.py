"""One form of one project: read the record, fill the template, keep a form edited by hand, save.

Runs in the worker processes, so what goes in and comes out is small: a record in, findings and a path out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xlsx_template import Template, TemplateError

from ..declaration.context import form_context
from ..declaration.findings import Finding, has_errors
from ..declaration.model import Project
from .declaring import Declaration, declare
from .errors import SaveError, explain_os_error, explain_unexpected
from .ledger import digest_of, is_edited, note
from .records import Record
from .saving import keep_copy, save


@dataclass(frozen=True, slots=True)
class FormTask:
    """One form to make; ``made`` are the digests of what was made as it before, ``target`` None without a name."""

    record: Record
    twin: Finding | None
    template: Path
    target: Path | None
    output: Path
    made: frozenset[str]
    force: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """What a form is about: the title of its PDF and its place among the bookmarks of a book."""

    project: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one project; ``form`` None where no form was made, ``kept`` an edited form set aside."""

    where: str
    findings: tuple[Finding, ...]
    form: Path | None = None
    kept: Path | None = None
    heading: Heading | None = None

    @property
    def failed(self) -> bool:
        """True where the project has no new form."""
        return self.form is None or has_errors(self.findings)


def make_form(task: FormTask) -> Filed:
    """What came of a task.  Never raises for a template, a file or its data."""
    where = task.record.where
    try:
        declaration = declare(task.record, [task.twin] if task.twin else [])
        return _file(task, declaration)
    except (TemplateError, SaveError) as error:
        return Filed(where, (_problem(task, str(error)),))
    except OSError as error:
        return Filed(where, (_problem(task, f"“{task.target}”无法读写：{explain_os_error(error)}。"),))
    except Exception as error:  # noqa: BLE001 - a mistake in the program must not cost the other projects their forms
        return Filed(where, (_problem(task, explain_unexpected(error)),))


@lru_cache(maxsize=4)
def get_template(path: Path) -> Template:
    """The compiled template, once a process.  Raises TemplateError."""
    return Template.load(path, fill_pages=True)


def _file(task: FormTask, declaration: Declaration) -> Filed:
    where, findings = task.record.where, declaration.findings
    if declaration.project is None or declaration.refused or task.target is None:
        return Filed(where, findings)
    data = get_template(task.template).render(form_context(declaration.project))
    kept = None
    if is_edited(task.target, data, task.made):
        if not task.force:
            message = (_EDITED if task.made else _UNKNOWN).format(task.target)
            return Filed(where, (*findings, _problem(task, message)))
        kept = keep_copy(task.target)
    if (digest := digest_of(data)) not in task.made:
        note(task.output, task.target, digest)
    save(task.target, data)
    return Filed(where, findings, task.target, kept, _heading(declaration.project))


_EDITED = "“{}”在生成后被手工修改过，没有覆盖；确认要重新生成请加 --force（会保留手改的副本）。"
_UNKNOWN = "“{}”已存在，但生成记录里没有它（不是本程序生成的，或记录丢失），没有覆盖；要覆盖请加 --force（会留副本）。"


def _heading(project: Project) -> Heading:
    return Heading(project.name, project.unit, project.year or 0)


def _problem(task: FormTask, message: str) -> Finding:
    name = task.target.stem if task.target else ""
    return Finding("D06", "", message, file=str(task.record.file), project=name)
