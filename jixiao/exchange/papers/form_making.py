"""The papers of one project: read the record, fill the templates, keep a form edited by hand, save.

Runs in the worker processes, so what goes in and comes out is small: a record in, findings and a path out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

from xlsx_template import Template, TemplateError

from ...declaration.checks import DEFAULT_SETTINGS, Settings
from ...declaration.findings import Finding, Level, has_errors
from ...declaration.form_catalogue import paper_content
from ...declaration.model import Project
from ...declaration.publication import Publication, publish
from ..data_files.declaring import declare, place_findings
from ..data_files.records import Record
from ..errors import EDITED_SINCE, DocumentError, SaveError, explain_os_error, explain_unexpected
from ..ledger import ADOPTED, digest_of, note
from ..saving import keep_copy, save
from .edited_forms import Present, judge_present
from .paper_paths import Paper
from .paper_source import source_of


@dataclass(frozen=True, slots=True)
class FormTask:
    """The papers to make of one record, () without a name; ``output`` is the folder that keeps the record of forms.

    With ``publication`` they are the copies for the public; with ``resume`` a paper that is done is not made again.
    """

    record: Record
    twin: Finding | None
    papers: tuple[Paper, ...]
    output: Path
    force: bool
    settings: Settings = DEFAULT_SETTINGS
    publication: Publication | None = None
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What a form is about: the title of its PDF and its place among the bookmarks of a book."""

    project: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one project: the papers that are there now, and edited ones that were set aside.

    ``done_before`` are those of the papers that an earlier run had made, so that this one did not.  ``findings`` are
    about the data and the files, ``review`` is what the rules say; that stops no form.
    """

    where: str
    findings: tuple[Finding, ...]
    forms: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    heading: Heading | None = None
    review: tuple[Finding, ...] = ()
    done_before: frozenset[Path] = frozenset()

    @property
    def form(self) -> Path | None:
        """The first paper, None where none was made."""
        return self.forms[0] if self.forms else None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Everything that was found, what is about the data first."""
        return (*self.findings, *self.review)

    @property
    def failed(self) -> bool:
        """True where the project lacks a new form."""
        return not self.forms or has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of one paper."""

    findings: tuple[Finding, ...]
    form: Path | None = None
    kept: Path | None = None
    done_before: bool = False


def make_form(task: FormTask) -> Filed:
    """What came of a task.  Never raises for a template, a file or its data."""
    where = task.record.where
    try:
        declaration = declare(task.record, [task.twin] if task.twin else [], task.settings)
    except Exception as error:  # noqa: BLE001 - a mistake in the program must not cost the other projects their forms
        return Filed(where, (_problem(task, None, explain_unexpected(error)),))
    if declaration.project is None or declaration.refused:
        return Filed(where, declaration.findings, review=declaration.review)
    project = publish(declaration.project, task.publication) if task.publication else declaration.project
    made = [_make_paper(task, paper, project) for paper in task.papers]
    findings = dict.fromkeys((*declaration.findings, *(finding for one in made for finding in one.findings)))
    return Filed(
        where,
        tuple(findings),
        tuple(one.form for one in made if one.form),
        tuple(one.kept for one in made if one.kept),
        Heading(project.name, project.unit, project.year or 0),
        declaration.review,
        frozenset(one.form for one in made if one.form and one.done_before),
    )


class PaperTemplate(Protocol):
    """What makes the bytes of a paper from the names of its form."""

    def render(self, context: dict[str, Any], /) -> bytes:
        """The filled form."""


@lru_cache(maxsize=16)
def get_template(path: Path) -> PaperTemplate:
    """The compiled template, once a process.  Raises TemplateError, DocumentError."""
    if path.suffix.lower() == ".docx":
        from .text_template import TextTemplate

        return TextTemplate.load(path)
    return Template.load(path, fill_pages=True)


def _make_paper(task: FormTask, paper: Paper, project: Project) -> _Made:
    try:
        return _file(task, paper, project)
    except (TemplateError, DocumentError, SaveError) as error:
        message = str(error)
    except OSError as error:
        message = f"“{paper.target}”无法读写：{explain_os_error(error)}。"
    except Exception as error:  # noqa: BLE001 - a mistake in the program must not cost the other projects their forms
        message = explain_unexpected(error)
    return _Made((_problem(task, paper, message),))


def _file(task: FormTask, paper: Paper, project: Project) -> _Made:
    content = paper_content(paper.form, project)
    notes = (*place_findings(content.notes, task.record), *_beside(task, paper))
    source = source_of(task.record, paper, task.publication)
    if task.resume and _is_done(paper, source):
        return _Made(notes, paper.target, done_before=True)
    data = get_template(paper.template).render(content.context)
    present = judge_present(paper.target, data, paper.noted.digests, partial(_bytes_of, paper))
    if present is Present.EDITED and not task.force:
        message = (EDITED_SINCE if paper.noted.digests else _UNKNOWN).format(paper.target)
        return _Made((_problem(task, paper, message),))
    if present is Present.SAME and not task.force:
        # so that the file does not count as edited when the data change
        _note_once(task, paper, ADOPTED + digest_of(paper.target.read_bytes()), source)
        return _Made((*notes, _note(task, paper, _SAME.format(paper.target))), paper.target)
    kept = None if present is Present.NOTHING else keep_copy(paper.target)
    _note_once(task, paper, digest_of(data), source)
    save(paper.target, data)
    return _Made(notes, paper.target, kept)


def _is_done(paper: Paper, source: str) -> bool:
    """True where the paper stands whole and unchanged as it was made of this source.  Raises OSError."""
    if paper.noted.source != source or not paper.target.is_file():
        return False
    return paper.noted.says(digest_of(paper.target.read_bytes()), source)


def _note_once(task: FormTask, paper: Paper, digest: str, source: str) -> None:
    if (paper.noted.last, paper.noted.source) != (digest, source):
        note(task.output, paper.target, paper.form, digest, source)


def _bytes_of(paper: Paper, project: Project) -> bytes:
    return get_template(paper.template).render(paper_content(paper.form, project).context)


_UNKNOWN = "“{}”已存在，但生成记录里没有它（不是本程序生成的，或记录丢失），没有覆盖；要覆盖请加 --force（会留副本）。"
_SAME = "“{}”被其他程序保存过，内容与数据一致，保留原样；要重新排版请加 --force（会保留副本）。"
_BESIDE = "“{}”是{}，没有覆盖；{}另存为“{}”。"


def _beside(task: FormTask, paper: Paper) -> tuple[Finding, ...]:
    """Says where a paper went whose plain name holds another form."""
    if not paper.instead_of:
        return ()
    plain = paper.target.name.replace(f"-{paper.form}", "")
    return (_note(task, paper, _BESIDE.format(plain, paper.instead_of, paper.form, paper.target.name)),)


def _note(task: FormTask, paper: Paper, message: str) -> Finding:
    return replace(_problem(task, paper, message), rule="D21", level=Level.NOTE)


def _problem(task: FormTask, paper: Paper | None, message: str) -> Finding:
    name = paper.target.stem if paper else ""
    return Finding("D06", "", message, file=str(task.record.file), project=name)
