"""The forms in a file as records, and which files hold forms rather than data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import FUNDING_SHEET, INDICATOR_SHEET, PROJECT_SHEET
from ...declaration.filled_form.reading import FilledForm, read_forms
from ..data_files.records import Record
from ..errors import DataFileError
from .sheets import read_form_sheets

FORM_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".docx"})
#: No data whatever they hold; the reader of forms reads them, or says as what to save them.
_DOCUMENTS = frozenset({".docx", ".doc", ".rtf", ".pdf"})
_NO_FORM = "没有认出申报表：找不到“项目名称”等栏目；请检查是不是选错了文件。"
_DATA_SHEET = "这是申报数据表，不是填好的表；可以直接用它生成。"


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form of a file and the same as a record, which knows the file and the place in it."""

    form: FilledForm
    record: Record


def read_found_forms(file: Path) -> list[FoundForm]:
    """The forms of a file; what stands on sheets without a form is listed with the first.  Raises DataFileError."""
    sheets = read_form_sheets(file)
    if _is_data(sheet.name for sheet in sheets):
        raise DataFileError(_DATA_SHEET)
    found = [form for sheet in sheets for form in read_forms(sheet)]
    forms = [form for form in found if form.is_form]
    if not forms:
        raise DataFileError(_NO_FORM)
    stray = tuple(entry for form in found if not form.is_form for entry in form.everything)
    forms[0] = replace(forms[0], unplaced=forms[0].unplaced + stray)
    places = [f"第{number}张表" if len(forms) > 1 else "" for number in range(1, len(forms) + 1)]
    return [
        FoundForm(form, Record(file, place, form.data, form.cells)) for form, place in zip(forms, places, strict=True)
    ]


def is_form_file(file: Path) -> bool:
    """True for a document and for a workbook that is no data workbook; one that cannot be opened counts as data."""
    if file.suffix.lower() in _DOCUMENTS:
        return True
    if file.suffix.lower() not in FORM_SUFFIXES:
        return False
    from ..grids.grid import open_workbook

    try:
        return not _is_data(sheet.name for sheet in open_workbook(file))
    except (DataFileError, OSError):
        return False


def _is_data(sheet_names: Iterable[str]) -> bool:
    names = {squeeze_label(name) for name in sheet_names}
    return PROJECT_SHEET in names and not names.isdisjoint({FUNDING_SHEET, INDICATOR_SHEET})
