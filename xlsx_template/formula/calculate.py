"""The results of formulas, for readers that do not calculate: pandas, previews, calamine.

``formualizer`` calculates.  Where it cannot, or is not installed (it is compiled), or a result would depend on the
clock or on chance, the value is left out and the workbook asks to be calculated when it is opened: never a stale or
wrong one.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from xlsx_template.formula.cell_index import CellIndex, CellKey
from xlsx_template.formula.reference import Area
from xlsx_template.values import ErrorValue, as_number, serial

VOLATILE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INDIRECT|OFFSET|CELL|INFO)\s*\(", re.I)
_NAMES = re.compile(r"\"(?:[^\"]|\"\")*\"|(?P<bracket>\[)|(?P<name>[^\W\d][\w.]*)(?!\s*\(|[\w.])|(?P<bang>!)")
_SUM = re.compile(r"SUM\( (?:, )*\)", re.I)
_SPILLED = re.compile(r"\"(?:[^\"]|\"\")*\"|(?P<spilled> #)")
_CONSTANTS = frozenset(["TRUE", "FALSE"])
_ERRORS = {"Div": "#DIV/0!", "Value": "#VALUE!", "Na": "#N/A", "Num": "#NUM!", "Null": "#NULL!", "Ref": "#REF!"}


class FormulaCell(NamedTuple):
    """A formula of the form: where it stands, its text as it will be written, and the areas it reads.

    ``calculated`` is its text with references to tables as references to cells.
    """

    key: CellKey
    text: str
    reads: tuple[tuple[str, Area], ...]
    literals: str  # its text without the references
    calculated: str
    fills: Area | None = None  # the cells of an array formula, where they are several


Result = float | Decimal | str | bool | ErrorValue


def are_plain(cells: Iterable[FormulaCell]) -> bool:
    """Whether formulas read nothing but areas: no names, no tables, no other workbooks."""
    return all(map(_is_plain, {cell.literals for cell in cells}))


def _is_plain(literals: str) -> bool:
    for match in _NAMES.finditer(literals):
        if match["bracket"] or match["bang"] or (match["name"] and match["name"].upper() not in _CONSTANTS):
            return False
    return True


def calculable(cells: Iterable[FormulaCell]) -> list[FormulaCell]:
    """The formulas whose result depends neither on the clock nor on chance, directly or through others.

    An array formula that fills several cells is left to Excel, and so is what reads one (``D8#`` too).
    """
    cells = list(cells)
    left = set(filter(_is_left_to_excel, {cell.literals for cell in cells}))  # a loop's formulas have the same ones
    unknown = {key for cell in cells if cell.fills or cell.literals in left for key in _keys(cell)}
    return _without_readers(cells, unknown)


def _without_readers(cells: list[FormulaCell], unknown: set[CellKey]) -> list[FormulaCell]:
    """The formulas that read none of the unknown cells, directly or through others; unknown ones are left out too."""
    if not unknown:
        return cells
    index = CellIndex([*unknown, *(cell.key for cell in cells)])
    readers: dict[CellKey, list[CellKey]] = defaultdict(list)
    for cell in cells:
        for sheet, area in cell.reads:
            for key in index.within(sheet, area):
                readers[key].append(cell.key)
    waiting, found = list(unknown), set(unknown)
    while waiting:
        more = [key for key in readers[waiting.pop()] if key not in found]
        found.update(more)
        waiting += more
    return [cell for cell in cells if cell.key not in found]


def _is_left_to_excel(literals: str) -> bool:
    return bool(VOLATILE.search(literals)) or any(match["spilled"] for match in _SPILLED.finditer(literals))


def _keys(cell: FormulaCell) -> Iterator[CellKey]:
    """The cells that show a formula's result."""
    yield cell.key
    if cell.fills is not None:
        for row in range(cell.fills.first.row, cell.fills.end.row + 1):
            for column in range(cell.fills.first.column, cell.fills.end.column + 1):
                yield cell.key[0], row, column


def _reads_any(cell: FormulaCell, index: CellIndex) -> bool:
    return any(index.has_any(sheet, area) for sheet, area in cell.reads)


def calculate(cells: list[FormulaCell], values: Mapping[CellKey, Any]) -> dict[CellKey, Result]:
    """The results of plain formulas from the values they read; a formula without a usable result is left out."""
    cells = _without_readers(cells, {key for key, value in values.items() if isinstance(value, ErrorValue)})
    operands = CellIndex(values)
    sums = _exact_sums(cells, values, operands)
    return sums if len(sums) == len(cells) else _calculated(cells, values, operands) | sums


def _exact_sums(cells: list[FormulaCell], values: Mapping[CellKey, Any], operands: CellIndex) -> dict[CellKey, Result]:
    """The results of plain ``SUM(…)`` formulas over data, exact to the last digit: money is never a binary fraction."""
    plain = set(filter(_SUM.fullmatch, {cell.literals for cell in cells}))
    formulas = CellIndex(cell.key for cell in cells) if plain else CellIndex(())
    results: dict[CellKey, Result] = {}
    for cell in cells:
        if cell.literals not in plain or _reads_any(cell, formulas):
            continue
        read = [values[key] for sheet, area in cell.reads for key in operands.within(sheet, area)]
        numbers = [as_number(value) for value in read if not isinstance(value, bool)]  # SUM passes over truth values
        results[cell.key] = sum((_exact(number) for number in numbers if number is not None), Decimal(0))
    return results


def _exact(number: Decimal | float) -> Decimal:
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def _calculated(cells: list[FormulaCell], values: Mapping[CellKey, Any], operands: CellIndex) -> dict[CellKey, Result]:
    try:
        import formualizer
    except ImportError:
        return {}
    workbook = formualizer.Workbook()
    for sheet in {key[0] for key in values} | {cell.key[0] for cell in cells}:
        workbook.add_sheet(sheet)
    for sheet, column, rows in operands.runs():
        column_values = [[_operand(values[sheet, row, column])] for row in rows]
        workbook.set_values_batch(sheet, rows[0], column, column_values)
    return _results(workbook, cells, cells)


def calculate_package(data: bytes, cells: list[FormulaCell]) -> dict[CellKey, Result]:
    """The results of formulas that use names or tables, read from the finished workbook without its cached values."""
    try:
        import formualizer
    except ImportError:
        return {}
    try:
        workbook = formualizer.load_workbook_bytes(data)
    except (OSError, ValueError, RuntimeError):
        return {}
    return _results(workbook, cells, [cell for cell in cells if cell.calculated != cell.text])


def _results(workbook: Any, cells: list[FormulaCell], unset: list[FormulaCell]) -> dict[CellKey, Result]:
    """The results of ``cells``, of which those in ``unset`` are still to be given to the calculator."""
    try:
        for cell in unset:
            workbook.set_formula(*cell.key, "=" + cell.calculated)
        workbook.evaluate_all()
        results = {cell.key: _result(workbook.get_value(*cell.key)) for cell in cells}
    except Exception:  # noqa: BLE001 - what the calculator cannot do is left to Excel, whatever it raises
        return {}
    return {key: result for key, result in results.items() if result is not None}


def _operand(value: Any) -> Any:
    if isinstance(value, bool | int | float | str):
        return value
    number = as_number(value)
    return str(value) if number is None else float(number)


def _result(answer: Any) -> Result | None:
    if isinstance(answer, dict):
        code = _ERRORS.get(str(answer.get("kind")))
        return ErrorValue(code) if code else None
    if isinstance(answer, bool | str):
        return answer
    if isinstance(answer, int | float):
        return without_noise(float(answer)) if math.isfinite(answer) else None
    if isinstance(answer, datetime.date | datetime.time | datetime.timedelta):
        return float(serial(answer))
    return 0.0 if answer is None else None


def without_noise(number: float) -> float:
    """A sum without the noise of binary fractions: 10606.752199999999 is 10606.7522.

    Excel shows 15 digits (ECMA-376 part 1, 18.17.2.2); a number that 15 digits miss by no more than four units in its
    last place is taken to be what they say.
    """
    rounded = float(f"{number:.15g}")
    return rounded if abs(rounded - number) <= 4 * math.ulp(number) else number
