"""The sheets of a workbook of many projects and their heads, for its reader and its writer.

Each sheet begins with the name of the project.  项目信息, 资金, 项目文本 and 执行情况 have a row a project, 绩效指标,
资金安排, 指标执行情况 and 历年 a row a thing.
"""

from __future__ import annotations

from dataclasses import replace

from ...declaration.fields import (
    ALLOCATION_FIELDS,
    AMOUNT_FIELDS,
    ANNUAL,
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    EXECUTION_FUNDS,
    GOAL_FIELDS,
    HISTORY_FIELDS,
    INDICATOR_FIELDS,
    MID_TERM,
    NARRATIVE_FIELDS,
    PROJECT_FIELDS,
    RESULT_FIELDS,
    Field,
)

_NAME = PROJECT_FIELDS[1]
#: The label of the first column of every sheet.
KEY = _NAME.label
KEY_FIELD = Field(KEY, "name", how="选“项目信息”里填过的项目名称；同一项目可以有许多行")
SIDES = (MID_TERM, ANNUAL)

_OWN_NAME = next(field for field in NARRATIVE_FIELDS if field.label == KEY)
#: The name that the prose has for the project, whose label would stand twice on its sheet.
PROSE_NAME = Field(f"项目文本的{KEY}", "prose_name", how=_OWN_NAME.how)

#: Head → (side, label): ``SIDED_AMOUNTS["中期总投入"] == ("中期", "总投入")``.
SIDED_AMOUNTS = {f"{side}{field.label}": (side, field.label) for side in SIDES for field in AMOUNT_FIELDS}
#: Head → (fund, label): ``FUND_AMOUNTS["财政拨款年初预算数"] == ("财政拨款", "年初预算数")``.
FUND_AMOUNTS = {
    f"{fund}{field.label}": (fund, field.label) for fund, _ in EXECUTION_FUNDS for field in EXECUTION_AMOUNT_FIELDS
}


def _beside(group: str, field: Field) -> Field:
    """A field whose group stands in its head: 中期总投入, 财政拨款年初预算数."""
    return replace(field, label=f"{group}{field.label}", how=f"{group}：{field.how}，万元")


INFO = (_NAME, *(field for field in (*PROJECT_FIELDS, *GOAL_FIELDS) if field is not _NAME))
FUNDING_HEADS = (
    KEY_FIELD,
    *(_beside(side, field) for side in SIDES for field in AMOUNT_FIELDS),
)
INDICATOR_HEADS = (KEY_FIELD, *INDICATOR_FIELDS)
NARRATIVE_HEADS = (KEY_FIELD, PROSE_NAME, *(field for field in NARRATIVE_FIELDS if field is not _OWN_NAME))
ALLOCATION_HEADS = (KEY_FIELD, *ALLOCATION_FIELDS)
EXECUTION_HEADS = (
    KEY_FIELD,
    *EXECUTION_FIELDS,
    *(_beside(fund, field) for fund, _ in EXECUTION_FUNDS for field in EXECUTION_AMOUNT_FIELDS),
)
RESULT_HEADS = (KEY_FIELD, *RESULT_FIELDS)
HISTORY_HEADS = (KEY_FIELD, *HISTORY_FIELDS)
