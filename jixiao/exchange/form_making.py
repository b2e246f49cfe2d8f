"""One form of one project: fill the template, keep a form edited by hand, save.  Runs in the worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xlsx_template import Template, TemplateError

from ..declaration.context import form_context
from ..declaration.findings import Finding
from .declarations import Declaration
from .errors import SaveError, explain_os_error, explain_unexpected
from .ledger import digest_of, is_edited
from .saving import keep_copy, save


@dataclass(frozen=True, slots=True)
class FormTask:
    """One form to make; ``made`` is the digest of the form as it was made last."""

    declaration: Declaration
    template: Path
    target: Path
    made: str | None
    force: bool


@dataclass(frozen=True, slots=True)
class MadeForm:
    """The digest of the form that was written, or the problem that kept it from being made, or neither."""

    digest: str | None = None
    kept: Path | None = None
    problem: Finding | None = None


def make_form(task: FormTask) -> MadeForm:
    """What came of a task; a refused declaration makes nothing.  Never raises for a template, a file or its data."""
    project = task.declaration.project
    if project is None or task.declaration.refused:
        return MadeForm()
    try:
        data = get_template(task.template).render(form_context(project))
        return _save(task, data)
    except (TemplateError, SaveError) as error:
        return MadeForm(problem=Finding("D06", "", str(error)))
    except OSError as error:
        return MadeForm(problem=Finding("D06", "", f"“{task.target}”无法读写：{explain_os_error(error)}。"))
    except Exception as error:  # noqa: BLE001 - a mistake in the program must not cost the other projects their forms
        return MadeForm(problem=Finding("D06", "", explain_unexpected(error)))


@lru_cache(maxsize=4)
def get_template(path: Path) -> Template:
    """The compiled template, once a process.  Raises TemplateError, OSError."""
    return Template.load(path)


def _save(task: FormTask, data: bytes) -> MadeForm:
    kept = None
    if is_edited(task.target, data, task.made):
        if not task.force:
            message = f"“{task.target}”在生成后被手工修改过，没有覆盖；确认要重新生成请加 --force（会保留手改的副本）。"
            return MadeForm(problem=Finding("D06", "", message))
        kept = keep_copy(task.target)
    save(task.target, data)
    return MadeForm(digest_of(data), kept)
