"""The county form with docfill, which reads its template anew for every form.

docfill merges the groups of the loop when told their rows. It does not move merges below the loop, so those rows have
none; it fits the heights of its own rows and writes no value for a formula.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docfill import fill_workbook

from bench.layout import TEMPLATES, iter_groups

Context = Mapping[str, Any]


def make(context: Context) -> bytes:
    """The form's bytes."""
    buffer = io.BytesIO()
    rows = context["指标行"]
    fill_workbook(
        TEMPLATES / "docfill.xlsx",
        buffer,  # type: ignore[arg-type]  # handed on to openpyxl, which takes a stream as well as a path
        {**context, "rows": [flat(row) for row in rows], "items_meta": {"vertical_merges": merges(rows)}},
    )
    return buffer.getvalue()


def flat(row: Context) -> dict[str, str]:
    """A row with one ASCII name a column, as docfill's merge rules want it."""
    sides = zip(("mid", "annual"), (row["中期"], row["年度"]), strict=True)
    fields: dict[str, str] = {}
    for name, side in sides:
        fields |= {f"{name}2": side["二级指标"], f"{name}3": side["三级指标"], f"{name}_value": side["指标值"]}
    return {"level1": row["一级指标"], **fields}


def merges(rows: Sequence[Context]) -> list[dict[str, Any]]:
    """docfill's rules for the groups of more than one row."""
    return [
        {"field": field, "start": start, "span": count}
        for key, fields in (("一级组", ("level1",)), ("二级组", ("mid2", "annual2")))
        for start, count in iter_groups(rows, key)
        if count > 1
        for field in fields
    ]
