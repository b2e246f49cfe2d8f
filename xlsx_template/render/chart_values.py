"""The values that charts keep of the cells they draw, read anew (ECMA-376 part 1, 21.2.2.122 and 21.2.2.201).

Excel reads the cells when it opens a workbook; previews and Excel's protected view draw what is kept.  Where a value is
not known, or a series names no plain area, the chart keeps none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from xlsx_template.formula import formulas
from xlsx_template.formula.calculate import Result
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.formula.formulas import Reference
from xlsx_template.formula.reference import Area
from xlsx_template.render.value_grid import Grid
from xlsx_template.values import ErrorValue, as_number, escape_text, number_text, shortest, text_of

MAX_POINTS = 32_000  # of a series in Excel 2007 and in previews; longer ones are left to Excel

_SOURCE = re.compile(r"<(?P<prefix>(?:[\w.-]+:)?)(?P<kind>num|str)Ref\b[^>]*>\s*<(?P=prefix)f>(?P<text>[^<]*)</[^>]*>")


class ChartValues:
    """Reads the values of a form's cells; ``formulas_at`` are the cells that hold a formula."""

    def __init__(
        self,
        grid: Grid,
        formulas_at: Mapping[CellKey, str],
        results: Mapping[CellKey, Result],
        *,
        epoch_1904: bool = False,
    ) -> None:
        self._grid = grid
        self._formulas_at = formulas_at
        self._results = results
        self._epoch_1904 = epoch_1904

    def written(self, chart: str) -> str:
        """A chart's XML, which keeps no values, with those of the cells that it draws."""
        return _SOURCE.sub(self._with_values, chart)

    def _with_values(self, match: re.Match[str]) -> str:
        parsed = formulas.parse(unescape(match["text"]))
        source = parsed[0] if len(parsed) == 1 else None
        if not isinstance(source, Reference) or source.sheet is None:
            return match[0]
        values = self._values(source.sheet, source.area)
        return match[0] if values is None else match[0] + self._cache(match["prefix"], match["kind"], values)

    def _values(self, sheet: str, area: Area) -> list[Any] | None:
        """The values of an area cell by cell, None for a blank one; None as a whole where one is not known."""
        rows = range(area.first.row, area.end.row + 1)
        columns = range(area.first.column, area.end.column + 1)
        if not area.first.row or not area.first.column or len(rows) * len(columns) > MAX_POINTS:
            return None
        known = self._grid.values_in(sheet, area)
        if known is None:
            return None
        values: list[Any] = []
        for key in ((sheet, row, column) for row in rows for column in columns):
            if key in self._formulas_at and key not in self._results:
                return None
            values.append(self._results[key] if key in self._formulas_at else known.get(key[1:]))
        return values

    def _cache(self, prefix: str, kind: str, values: list[Any]) -> str:
        points = ((index, self._point(value, kind)) for index, value in enumerate(values))
        written = "".join(
            f'<{prefix}pt idx="{index}"><{prefix}v>{text}</{prefix}v></{prefix}pt>' for index, text in points if text
        )
        code = f"<{prefix}formatCode>General</{prefix}formatCode>" if kind == "num" else ""
        return f'<{prefix}{kind}Cache>{code}<{prefix}ptCount val="{len(values)}"/>{written}</{prefix}{kind}Cache>'

    def _point(self, value: Any, kind: str) -> str:
        if value is None or isinstance(value, ErrorValue):
            return ""
        if kind == "str":
            return escape_text(str(text_of(value)))
        number = as_number(value, epoch_1904=self._epoch_1904)
        if isinstance(number, float):
            number = shortest(number)
        return "" if number is None else number_text(number)
