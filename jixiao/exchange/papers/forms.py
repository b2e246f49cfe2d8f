"""The form templates: those of the project and those in a folder of the bureau's own, by name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...declaration.form_catalogue import CATALOGUE, DEFAULT_FORM, TEXT_FORM, get_kind
from ...resources import get_resource
from ..errors import FormError

TEMPLATES = get_resource("templates")
ALL_FORMS = "all"
_SUFFIXES = (".xlsx", ".docx")


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A form and the file of its template: ``FormTemplate("绩效自评表", Path("templates/绩效自评表.xlsx"))``."""

    form: str
    path: Path

    @property
    def suffix(self) -> str:
        """What its papers end in: ".xlsx" or ".docx"."""
        return self.path.suffix.lower()

    @property
    def is_main(self) -> bool:
        """True for the form that has the project's plain name where several forms are made."""
        return self.form in {DEFAULT_FORM, TEXT_FORM}

    @property
    def purpose(self) -> str:
        """What the form is for, in a clerk's words."""
        return get_kind(self.form).purpose


def find_templates(own: Path | None = None) -> dict[str, FormTemplate]:
    """All forms by name: those of the catalogue in its order, then the others; a file in ``own`` comes before ours."""
    found: dict[str, FormTemplate] = {}
    for folder in (TEMPLATES, own) if own else (TEMPLATES,):
        found |= {path.stem: FormTemplate(path.stem, path) for path in _iter_files(folder)}
    places = {form: place for place, form in enumerate(CATALOGUE)}
    return dict(sorted(found.items(), key=lambda item: (places.get(item[0], len(places)), item[0])))


def choose_forms(name: str, own: Path | None = None, *, text: bool = False) -> tuple[FormTemplate, ...]:
    """The forms to make: the named one, all for "all", with ``text`` the 项目文本 too.  Raises FormError."""
    known = find_templates(own)
    chosen = list(known) if name == ALL_FORMS else [name]
    if text:
        chosen.append(TEXT_FORM)
    return tuple(_get(form, known) for form in dict.fromkeys(chosen))


def get_form(name: str, own: Path | None = None) -> Path:
    """The template of a form: ``get_form("绩效目标申报表").name == "绩效目标申报表.xlsx"``.  Raises FormError."""
    return _get(name, find_templates(own)).path


def _get(name: str, known: dict[str, FormTemplate]) -> FormTemplate:
    if name in known:
        return known[name]
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.3)
    advice = f"是不是“{nearest[0]}”？" if nearest else ""
    listed = "、".join(known) if known else "（无）"
    raise FormError(f"没有名为“{name}”的表样。{advice}现有表样：{listed}。自备模板请用 --template 指定文件。")


def _iter_files(folder: Path) -> Iterable[Path]:
    """The templates in a folder; lock files of Excel, WPS and LibreOffice are none."""
    if not folder.is_dir():
        raise FormError(f"没有表样文件夹“{folder}”。")
    return sorted(
        path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and not path.name.startswith(("~$", "."))
    )
