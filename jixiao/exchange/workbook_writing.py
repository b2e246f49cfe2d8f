"""The data workbook a clerk fills in, empty or with a project.  Same project in, same bytes out.

Labels and how-to texts come from ``fields``; the readers find them by their text, so that the looks may change.
"""

from __future__ import annotations

import datetime
import io

from xlsxwriter import Workbook

from ..declaration.context import form_context
from ..declaration.model import Project
from .workbook_sheets import (
    write_funding,
    write_guide,
    write_indicators,
    write_narrative,
    write_options,
    write_project,
)
from .workbook_styles import Styles

#: A fixed date instead of the clock's, because the same project must give the same bytes.
_CREATED = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def data_workbook(project: Project | None = None) -> bytes:
    """The bytes of a data workbook; None leaves the content empty."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": "项目支出绩效目标申报数据表", "created": _CREATED})
        styles = Styles(workbook)
        content = form_context(project or Project())
        write_project(workbook, styles, content)
        write_funding(workbook, styles, content)
        write_indicators(workbook, styles, content)
        write_narrative(workbook, styles, content)
        write_guide(workbook, styles)
        write_options(workbook)
    return buffer.getvalue()
