"""The county form with xltpl, its template read once and kept.

xltpl merges what the template merges; the groups of equal 一级指标 and 二级指标 are merged by hand. It copies neither
page breaks nor the footer, fits no row heights and writes no value for a formula.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any

from xltpl.writerx import BookWriter

from bench.layout import TEMPLATES, merge_groups
from tools.draw_county_form import PAGE


def form(context: Mapping[str, Any]) -> Callable[[], bytes]:
    """A function that makes the form's bytes from the kept template."""
    writer = BookWriter(str(TEMPLATES / "xltpl.xlsx"))
    payload = {**context, "sheet_name": PAGE.sheet}

    def make() -> bytes:
        writer.render_sheets([payload])
        merge_groups(writer.workbook.worksheets[0], context["指标行"])
        buffer = io.BytesIO()
        writer.save(buffer)
        return buffer.getvalue()

    return make
