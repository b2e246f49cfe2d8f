"""What the county form holds of a project: the law between a form and its import.

Not on it are 项目属性 and 项目文本; the total is the sum where sources are given; 主管部门 and its code are one text;
of rows with different names on both sides it does not tell whether they are one indicator.  A project and what its
form holds print the same form.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from .context import join_code
from .filled_form.single_fields import split_code
from .indicator_joining import PrintedRow, PrintedSide, join_sides
from .indicator_rows import IndicatorRow, Side, fills_sides, indicator_rows
from .model import Funding, FundingSide, Indicator, Narrative, Project


def as_printed(project: Project) -> Project:
    """The project that reading its form gives: ``as_printed(project).nature == ""``."""
    code, department = split_code(join_code(project.department_code, project.department))
    return replace(
        project,
        nature="",
        narrative=Narrative(),
        department=department,
        department_code=code,
        funding=Funding(_summed(project.funding.mid_term), _summed(project.funding.annual)),
        indicators=_printed_indicators(project),
    )


def _summed(side: FundingSide) -> FundingSide:
    return replace(side, total=sum(side.sources, Decimal(0))) if side.sources else side


def _printed_indicators(project: Project) -> tuple[Indicator, ...]:
    printed = indicator_rows(project)
    rows = [_printed_row(row) for row in printed]
    return tuple(
        Indicator(
            level1=rows[joined.row].level1,
            level2=rows[joined.row].level2,
            name=joined.name,
            mid_term_value=joined.mid_term_value,
            annual_value=joined.annual_value,
            annual_name=joined.annual_name,
        )
        for joined in join_sides(rows, fills_sides(project))
    )


def _printed_row(row: IndicatorRow) -> PrintedRow:
    level2 = row.mid_term.level2 or row.annual.level2
    return PrintedRow(row.level1, level2, _printed_side(row.mid_term), _printed_side(row.annual))


def _printed_side(side: Side) -> PrintedSide:
    return PrintedSide(side.name, side.value)
