"""Which forms there are, what each is for, and what its template may name.  The one table of forms.

A new form is a template in templates/ and a line here; where it needs names of its own, a module in ``contexts`` with
``entries(project)``, and ``iter_notes(project)`` where there is something to say about them.  A template that is not in
the table, a bureau's own, may name everything that any form may name.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .context import form_context
from .findings import Finding
from .model import Project
from .versions import Version, carry

DEFAULT_FORM = "绩效目标申报表"
TEXT_FORM = "项目文本"


@dataclass(frozen=True, slots=True)
class FormKind:
    """What a form is for, its modules of ``contexts``, and the version its indicators follow (None: as typed)."""

    purpose: str
    contexts: tuple[str, ...] = ()
    version: Version | None = None


#: Form → its kind, in the order of the budget year.  The template of a form has its name.
CATALOGUE: dict[str, FormKind] = {
    DEFAULT_FORM: FormKind("县（区）版，中期、年度并列；编制预算时随项目上报（默认）"),
    "绩效目标申报表-中央": FormKind(
        "中央版（财预〔2015〕88号），中期、年度并列，资金只分财政拨款和其他", ("central",), Version.V2015
    ),
    "绩效目标申报表-2021": FormKind(
        "2021年版（财预〔2021〕101号），成本指标单列在最前，指标性质、指标值、度量单位分列",
        ("cost_first",),
        Version.V2021,
    ),
    "绩效目标申报表-年度": FormKind("只填年度目标的一次性、经常性项目，横向", ("annual",), Version.V2015),
    "绩效运行监控表": FormKind(
        "年中（1—7月）填报执行情况、预计完成情况和偏差原因（财预〔2019〕136号）", ("monitoring",)
    ),
    "绩效自评表": FormKind("年度结束后填报实际完成值并打分，满分100分（财预〔2020〕10号）", ("self_evaluation",)),
    TEXT_FORM: FormKind("项目文本（Word），一至八为文字，九为申报表；随部门预算公开", ("narrative",)),
    "项目支出绩效目标表-一体化": FormKind(
        "预算管理一体化系统的目标表，一行一个指标，随部门预算公开", ("flat",), Version.V2021
    ),
}

_OWN = FormKind("自备表样", tuple(dict.fromkeys(name for kind in CATALOGUE.values() for name in kind.contexts)))


@dataclass(frozen=True, slots=True)
class PaperContent:
    """What a template is filled with, and what was done to the project for it."""

    context: dict[str, Any]
    notes: tuple[Finding, ...] = ()


def get_kind(form: str) -> FormKind:
    """The kind of a form; that of a bureau's own for a name that is not in the table."""
    return CATALOGUE.get(form, _OWN)


def paper_content(form: str, project: Project) -> PaperContent:
    """The names and values for the template of a form.

    >>> paper_content("绩效目标申报表", project).context["年度"]
    2020
    """
    kind = get_kind(form)
    carried = carry(project, kind.version)
    context = form_context(carried.project)
    notes = list(carried.notes)
    for name in kind.contexts:
        module = import_module(f".contexts.{name}", __package__)
        context |= module.entries(carried.project)
        notes += module.iter_notes(carried.project) if hasattr(module, "iter_notes") else ()
    return PaperContent(context, tuple(notes))
