"""Random nests of loops and conditions, rendered: whatever belongs to a row is found at its rows and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import given, settings

from .row_plans import Block, blocks
from .workbooks import SHEET, fill


class Written:
    """A block as the cells of a template, and the labels that its form must show from top to bottom."""

    def __init__(self, block: Block) -> None:
        self.cells: dict[str, Any] = {}
        self.labels: list[str | None] = []
        self.rows: list[int] = []
        self.next_row = 1
        self._show(self._write(block))
        self.last_row = self.next_row

    def _write(self, block: Block) -> list[tuple[Any, ...]]:
        plan: list[tuple[Any, ...]] = []
        for kind, *rest in block:
            if kind == "row":
                plan.append(("row", self._labelled()))
            elif kind == "gap":
                plan += [("row", None)] * rest[0]
                self.next_row += rest[0]
            elif kind == "tags":
                self._tag("{% set 无 = 1 %}")
            elif kind == "if":
                self._tag("{% if true %}" if rest[1][0] else "{% if false %}")
                plan.append(("times", self._write(rest[0]), int(rest[1][0])))
                self._tag("{% endif %}")
            else:
                self._tag(f"{{% for 次 in range({rest[1]}) %}}")
                plan.append(("times", self._write(rest[0]), rest[1]))
                self._tag("{% endfor %}")
        return plan

    def _labelled(self) -> str:
        row, self.next_row = self.next_row, self.next_row + 1
        self.rows.append(row)
        self.cells |= {f"A{row}": f"r{row}", f"B{row}": f'="{row}:"&A{row}'}
        return f"r{row}"

    def _tag(self, text: str) -> None:
        self.cells[f"A{self.next_row}"] = text
        self.next_row += 1

    def _show(self, plan: list[tuple[Any, ...]]) -> None:
        for kind, *rest in plan:
            if kind == "row":
                self.labels.append(rest[0])
            else:
                for _ in range(rest[1]):
                    self._show(rest[0])

    def places(self, row: int) -> set[int]:
        """The rows of the form that a labelled row became."""
        return {place for place, label in enumerate(self.labels, 1) if label == f"r{row}"}


@settings(max_examples=60, deadline=None)
@given(blocks)
def test_what_belongs_to_a_row_is_found_at_its_rows(block: Block) -> None:
    written = Written(block)
    below = {}
    for number, row in enumerate(written.rows, written.last_row):
        below |= {f"A{number}": f'=COUNTIF(A{row}:A{row},"r{row}")', f"B{number}": f"=COUNTA($A${row}:$A${row})"}
    tagged = {f"D{written.last_row + 99}": "{{ 1 }}"}  # so that a block without statements is a template too

    def build(workbook: Any, sheets: Any) -> None:
        for row in written.rows:
            workbook.define_name(f"名{row}", f"={SHEET}!$A${row}:$C${row}")
            sheets[SHEET].write_comment(f"A{row}", f"r{row}")
            sheets[SHEET].data_validation(f"C{row}", {"validate": "list", "source": [f"r{row}"]})

    form = fill(written.cells | below | tagged, build=build)
    values = form.values()
    shown = {int(cell[1:]): value for cell, value in values.items() if cell[0] == "A" and str(value).startswith("r")}
    assert shown == {place: label for place, label in enumerate(written.labels, 1) if label}
    assert {place: values[f"B{place}"] for place in shown} == {n: f"{text[1:]}:{text}" for n, text in shown.items()}
    sheet = form.sheet()
    comments = {cell.row: cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment}
    assert comments == shown
    validations = [(v.formula1.strip('"'), v.sqref) for v in sheet.data_validations.dataValidation]
    found = {
        area.min_row + n: text for text, ref in validations for area in ref.ranges for n in range(area.size["rows"])
    }
    assert found == shown
    counts = Counter(shown.values())
    for number, row in enumerate(written.rows, len(written.labels) + 1):
        assert values[f"A{number}"] == counts[f"r{row}"]
        places = written.places(row)
        first, last = (min(places), max(places)) if places else (1048576, 1048576)
        assert values[f"B{number}"] == sum(label is not None for label in written.labels[first - 1 : last])
        assert form.names[f"名{row}"] == f"{SHEET}!$A${first}:$C${last}"
    assert not re.search("#REF!", form.xml)
