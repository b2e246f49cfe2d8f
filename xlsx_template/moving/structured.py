"""Structured references (``明细[数量]``, ``[@数量]``) as the cells they mean, for a calculator without tables.

What is written into the workbook stays as the template has it.  Source: ECMA-376 part 1, 18.17.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from xlsx_template.formula.reference import Area, Corner
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.program.tables import Table

_REFERENCE = re.compile(
    r"""
      "(?:[^"]|"")*"                                       # a string
    | (?P<table>[^\W\d][\w.\\]*)?
      \[(?P<inner>(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*)\]
      (?![\w.]*!)                                          # `[1]表!A1` is another workbook
    """,
    re.X | re.S,
)
_PART = re.compile(r"\[(?P<bracketed>(?:[^\[\]']|'.)*)\]|(?P<bare>(?:[^\[\],:'@]|'.)+)|(?P<sign>[@:])")
_ESCAPE = re.compile(r"'(.)", re.S)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table where it stands in the form."""

    sheet: str
    table: Table
    area: Area

    def rows_of(self, items: set[str], own_row: int) -> tuple[int, int] | None:
        """The first and last row that the items of a reference mean; None where they do not lie together."""
        first, end = self.area.first.row, self.area.end.row
        data = (first + self.table.headers, end - self.table.totals)
        spans = {
            "#all": (first, end),
            "#data": data,
            "#headers": (first, data[0] - 1),
            "#totals": (data[1] + 1, end),
            "#this row": (own_row, own_row),
        }
        found = sorted(spans[item] for item in items or {"#data"} if item in spans)
        touching = all(after[0] == before[1] + 1 for before, after in pairwise(found))
        return (found[0][0], found[-1][1]) if found and touching and found[0][0] <= found[-1][1] else None

    def columns_of(self, names: list[str]) -> tuple[int, int] | None:
        """The first and last column of those names, of all where there is none; None for an unknown name."""
        known = [name.casefold() for name in self.table.columns]
        if any(name.casefold() not in known for name in names):
            return None
        left = self.area.first.column
        numbers = [left + known.index(name.casefold()) for name in names]
        return (min(numbers), max(numbers)) if numbers else (left, self.area.end.column)


class Tables:
    """The tables of a form by name."""

    def __init__(self, sheets: Iterable[tuple[str, tuple[Table, ...]]], maps: Mapping[str, RowMap]) -> None:
        """``sheets`` gives each sheet's name and the tables it has in the template."""
        self._by_name: dict[str, PlacedTable] = {}
        for sheet, tables in sheets:
            for table in tables:
                area = maps[sheet].moved(table.area)
                if area is not None:
                    self._by_name[table.name.casefold()] = PlacedTable(sheet, table, area)

    def resolved(self, literal: str, cell: tuple[str, int, int]) -> Iterator[str | tuple[str, Area]]:
        """A piece of a formula in ``cell`` with each structured reference as its sheet and area, where it has one."""
        place = 0
        for match in _REFERENCE.finditer(literal) if "[" in literal else ():
            found = self._area(match, cell) if match["inner"] is not None else None
            if found is not None:
                yield literal[place : match.start()]
                yield found
                place = match.end()
        yield literal[place:]

    def _area(self, match: re.Match[str], cell: tuple[str, int, int]) -> tuple[str, Area] | None:
        placed = self._by_name.get(match["table"].casefold()) if match["table"] else self._around(cell)
        if placed is None:
            return None
        items, names = _items_and_columns(match["inner"])
        rows, columns = placed.rows_of(items, cell[1]), placed.columns_of(names)
        if rows is None or columns is None:
            return None
        first, end = Corner(rows[0], columns[0]), Corner(rows[1], columns[1])
        return placed.sheet, Area(first) if first == end else Area(first, end)

    def _around(self, cell: tuple[str, int, int]) -> PlacedTable | None:
        sheet, row, column = cell
        return next(
            (
                placed
                for placed in self._by_name.values()
                if placed.sheet == sheet
                and placed.area.first.row <= row <= placed.area.end.row
                and placed.area.first.column <= column <= placed.area.end.column
            ),
            None,
        )


def _items_and_columns(inner: str) -> tuple[set[str], list[str]]:
    """The items, in lower case, and the columns of a reference: ``[#This Row],[数量]`` is ({"#this row"}, ["数量"])."""
    items: set[str] = set()
    names: list[str] = []
    for part in _PART.finditer(inner):
        text = _ESCAPE.sub(r"\1", part["bracketed"] if part["bracketed"] is not None else part["bare"] or "").strip()
        if part["sign"] == "@":
            items.add("#this row")
        elif text.startswith("#"):
            items.add(text.casefold())
        elif text:
            names.append(text)
    return items, names
