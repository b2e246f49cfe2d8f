"""The data workbook a clerk fills in, empty or with a project.  Same project in, same bytes out.

Labels and how-to texts come from ``fields``; the readers find them by their text, so that the looks may change.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook

from ...declaration.context import form_context
from ...declaration.fields import GUIDE_SHEET, INDICATORS
from ...declaration.model import Project
from .cells import Page
from .execution import write_execution
from .funding import write_funding
from .guide import write_guide
from .heights import free_rows
from .options import write_options
from .sheets import write_narrative, write_project
from .styles import Styles
from .tables import TableSheet, history_table, indicator_table, write_table

#: A fixed date instead of the clock's, because the same project must give the same bytes.
CREATED = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a data workbook holds besides its project.

    ``proposals``: field path → what the clerk should do about a value that is only proposed; its cell is coloured
    until it is changed (``{"项目期": "请更新：上年为 2020年"}``).  ``tables``: further sheets, before 填写说明.
    """

    proposals: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[TableSheet, ...] = ()


_NOTHING = Extras()


def data_workbook(project: Project | None = None, extras: Extras = _NOTHING) -> bytes:
    """The bytes of a data workbook; None leaves the content empty."""
    content = form_context(project or Project())
    history = project.history if project else ()

    def write(page: Page) -> None:
        write_project(page, content)
        write_funding(page, content)
        write_table(page, indicator_table(content[INDICATORS]))
        write_narrative(page, content)
        write_execution(page, content)
        for table in (*([history_table(history)] if history else []), *extras.tables):
            write_table(page, table)
        write_guide(page)
        write_options(page)

    return written_workbook("项目支出绩效目标申报数据表", write, extras.proposals)


def written_workbook(title: str, write: Callable[[Page], None], proposals: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a workbook whose sheets ``write`` writes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": title, "created": CREATED})
        write(Page(workbook, Styles(workbook), proposals or {}))
        names = [sheet.get_name() for sheet in workbook.worksheets()]
    # Nobody types into the guide, whose merged lines no program fits.
    fixed = [f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, start=1) if name == GUIDE_SHEET]
    return free_rows(buffer.getvalue(), fixed)


def plain_workbook(name: str, lines: Sequence[str]) -> bytes:
    """The bytes of a workbook of one sheet with those lines of text."""

    def write(page: Page) -> None:
        sheet = page.workbook.add_worksheet(name)
        sheet.set_column(0, 0, 90)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, page.styles.guide)

    return written_workbook(name, write)
