"""Filled forms back into data files: read, recognise, take over, save.  ``iter_imported`` is the whole process.

A file that cannot be read stops nobody else.  A project that the folder holds already gets what the form says
otherwise, and the old file stays beside it under another name; nothing is overwritten without that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...declaration.filled_form.parts import Unplaced
from ...declaration.filled_form.reading import FilledForm
from ...declaration.findings import Finding, Level
from ...declaration.model import Project
from ...declaration.taking_over import Change, can_take_over, take_over
from ..data_files.data_folder import DataFolder, Holding, free_path, style_of
from ..data_files.declaring import declare
from ..errors import DataFileError, SaveError, explain_unexpected
from ..own_files import find_own
from ..saving import keep_copy, save
from .reading import FORM_SUFFIXES, FoundForm, read_found_forms

#: The mark of a data file that was kept when a form was taken over into it.
KEPT_MARK = "导入前"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What ``import`` is asked to do; ``style`` "xlsx", "json" or None for xlsx or what a file has already."""

    output: Path
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one form: the data file, what changed in it, the old file kept, and what has no field."""

    where: str
    findings: tuple[Finding, ...] = ()
    file: Path | None = None
    changes: tuple[Change, ...] | None = None
    kept: Path | None = None
    unplaced: tuple[Unplaced, ...] = ()
    beside: Path | None = None

    @property
    def failed(self) -> bool:
        """True where no data came of it."""
        return self.file is None


def iter_form_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and the forms in folders, in the order of their names."""
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in FORM_SUFFIXES and file.is_file())
            yield from (file for file in found if not file.name.startswith((".", "~$")) and not find_own(file.name))
        else:
            yield path


def iter_imported(files: Iterable[Path], options: ImportOptions) -> Iterator[Imported]:
    """What becomes of every form in the files, in their order.  Never raises for a file."""
    folder = DataFolder(options.output)
    for file in files:
        try:
            for found in read_found_forms(file):
                yield _import(found, folder, options)
        except (DataFileError, SaveError) as error:
            yield Imported(str(file), (Finding("D04", "", str(error), file=str(file)),))
        except Exception as error:  # noqa: BLE001 - a mistake in the program must not cost the other files
            yield Imported(str(file), (Finding("D04", "", explain_unexpected(error), file=str(file)),))


def _import(found: FoundForm, folder: DataFolder, options: ImportOptions) -> Imported:
    form, file = found.form, found.record.file
    declaration = declare(found.record)
    project = declaration.project or Project()
    unplaced = (*form.unplaced, *_unreadable(form, declaration.findings))
    findings = tuple(_as_warning(finding) for finding in declaration.findings if _is_of_import(finding))
    imported = Imported(declaration.where, findings, unplaced=unplaced)
    holdings = folder.find(project)
    writable = next((holding for holding in holdings if _can_update(holding, form, options)), None)
    result = _update(imported, writable, project, form) if writable else _create(imported, project, file, options)
    others = [holding.file for holding in holdings if holding.file != result.file]
    if result.file:
        folder.add(result.file, project)
    return replace(result, findings=(*result.findings, *_iter_twins(others, file)))


def _can_update(holding: Holding, form: FilledForm, options: ImportOptions) -> bool:
    is_style = options.style in {None, style_of(holding.file)}
    return holding.project is not None and is_style and can_take_over(holding.project, form.held)


def _update(imported: Imported, holding: Holding, project: Project, form: FilledForm) -> Imported:
    """Takes the form over into a file that holds its project; the file stays as it is where nothing differs."""
    taken = take_over(holding.project or project, project, form.held)
    style = style_of(holding.file)
    if not taken.changes and (not imported.unplaced or style == "json"):
        return _with_unplaced(replace(imported, file=holding.file, changes=()), style)
    data = _data_file(taken.project, imported.unplaced, style)
    if data == holding.file.read_bytes():
        return replace(imported, file=holding.file, changes=())
    kept = keep_copy(holding.file, KEPT_MARK)
    save(holding.file, data)
    return _with_unplaced(replace(imported, file=holding.file, changes=taken.changes, kept=kept), style)


def _create(imported: Imported, project: Project, file: Path, options: ImportOptions) -> Imported:
    style = options.style or "xlsx"
    name = project.name or file.stem
    names = [name, f"{name}（{project.year}）"] if project.year else [name]
    target = free_path(options.output, names, f".{style}")
    save(target, _data_file(project, imported.unplaced, style))
    return _with_unplaced(replace(imported, file=target), style)


def _data_file(project: Project, unplaced: Sequence[Unplaced], style: str) -> bytes:
    if style == "json":
        from ..data_files.project_json import project_json

        return project_json(project)
    from ..data_workbook.unplaced import unplaced_table
    from ..data_workbook.writing import Extras, data_workbook

    return data_workbook(project, Extras(tables=(unplaced_table(unplaced),) if unplaced else ()))


def _with_unplaced(imported: Imported, style: str) -> Imported:
    """Writes what has no field beside a JSON file; a workbook has a sheet for it."""
    if style != "json" or not imported.unplaced or imported.file is None:
        return imported
    from ..data_workbook.unplaced import UNPLACED_MARK, unplaced_json

    beside = imported.file.with_name(f"{imported.file.stem}{UNPLACED_MARK}.json")
    save(beside, unplaced_json(imported.unplaced))
    return replace(imported, beside=beside)


def _unreadable(form: FilledForm, findings: Iterable[Finding]) -> Iterator[Unplaced]:
    """Values that have a field and cannot be read as what it takes."""
    for finding in findings:
        if finding.rule == "D01":
            yield Unplaced(finding.cell or "", finding.field, form.text_of(finding.field), finding.message)


def _is_of_import(finding: Finding) -> bool:
    """Findings about the reading; the review of the content is for ``check``."""
    return finding.rule in {"D01", "D08", "R01", "R26", "R50"}


def _as_warning(finding: Finding) -> Finding:
    return replace(finding, level=Level.WARNING) if finding.level is Level.ERROR else finding


def _iter_twins(files: Sequence[Path], source: Path) -> Iterator[Finding]:
    if files:
        listed = "、".join(f"“{file}”" for file in files)
        message = f"同一年度的同名项目还在{listed}里，生成前请只保留一个。"
        yield Finding("D05", "", message, Level.WARNING, file=str(source))
