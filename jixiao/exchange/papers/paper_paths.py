"""Where the papers of a project lie, so that none takes the place of a different one.

The only form of a run, and the main one of several, has the project's plain name: ``2020/甲项目.xlsx``.  Others, and a
form whose plain name already holds another form, stand beside it: ``2020/甲项目-绩效自评表.xlsx``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...declaration.publication import mask_private
from ..ledger import NOTHING, Ledger, Noted
from ..saving import safe_name
from .forms import FormTemplate

PUBLIC_MARK = "（公开版）"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to make: ``noted`` is what was made there before.

    ``instead_of`` is the form that holds the plain name, where that is why the paper stands beside it; else "".
    """

    form: str
    template: Path
    target: Path
    noted: Noted = NOTHING
    instead_of: str = ""


def plan_papers(
    path: Path, templates: Sequence[FormTemplate], ledger: Ledger, *, public: bool = False
) -> tuple[Paper, ...]:
    """The papers of a project whose plain path within the output folder is ``path``."""
    mark = PUBLIC_MARK if public else ""
    path = path.with_name(safe_name(mask_private(path.stem), path.suffix)) if public else path
    suffixes = [template.suffix for template in templates]
    papers = []
    for template in templates:
        plain = _named(path, mark, template.suffix)
        beside = _named(path, f"-{template.form}{mark}", template.suffix)
        alone = template.is_main or suffixes.count(template.suffix) == 1
        other = _find_other_form(ledger, plain, template.form) if alone else ""
        target = ledger.folder / (plain if alone and not other else beside)
        papers.append(Paper(template.form, template.path, target, ledger.find(target), other))
    return tuple(papers)


def _find_other_form(ledger: Ledger, path: Path, form: str) -> str:
    """The form that stands at a path, where it is another one; else ""."""
    target = ledger.folder / path
    there = ledger.find(target).form
    return there if there and there != form and target.exists() else ""


def _named(path: Path, mark: str, suffix: str) -> Path:
    return path.with_name(safe_name(path.stem + mark, suffix))
