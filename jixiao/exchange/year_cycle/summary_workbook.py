"""项目支出绩效目标汇总表: a row a project, sums by unit with charts, and a row an indicator.  Sums are live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from xlsx_template.package.archive import Package

from ...declaration.fields import AMOUNT_FIELDS, ANNUAL, MID_TERM
from ...declaration.summary import INDICATOR_HEADS, SummaryRow
from ..data_workbook.cells import Page, set_up_print
from ..data_workbook.heights import fit_row
from ..data_workbook.writing import written_workbook
from .summary_charts import add_charts
from .summary_styles import SIZE, SummaryStyles

PROJECTS, UNITS, INDICATORS = "汇总表", "按单位", "指标明细"
_TITLE = "项目支出绩效目标汇总表"
_INFO = (
    ("序号", 6),
    ("年度", 7),
    ("项目名称", 34),
    ("主管部门及代码", 22),
    ("实施单位", 22),
    ("项目期", 18),
    ("年度目标", 46),
    ("申报表", 8),
)
_AMOUNT_WIDTH = 12
_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
#: What means something else in a link.
_ESCAPES = str.maketrans({"%": "%25", "#": "%23", " ": "%20"})
_LEAST_HEIGHT = 22  # points
_UNIT_WIDTH = 30
_INDICATOR_WIDTHS = (7, 22, 30, 15, 13, 18, 34, 10, 16, 12, 18, 18)
_LONGEST = 32_767  # characters a cell: Excel specifications and limits
_FIRST = 4  # 0-based row of the first project: title, unit, two rows of heads
_ANNUAL_COLUMN = len(_INFO)
_MID_TERM_COLUMN = _ANNUAL_COLUMN + len(AMOUNT_FIELDS)
LAST_YEAR_COLUMN = _MID_TERM_COLUMN + len(AMOUNT_FIELDS)
_UNIT_COLUMN = 4


@dataclass(frozen=True, slots=True)
class SummarySource:
    """The row of a project, its indicators, and the way from the summary to its form ("2020/甲.xlsx")."""

    row: SummaryRow
    indicators: Sequence[tuple[object, ...]]
    link: str


def summary_workbook(sources: Sequence[SummarySource]) -> bytes:
    """The bytes of the workbook; the same projects give the same bytes."""

    def write(page: Page) -> None:
        styles = SummaryStyles(page.workbook)
        _write_projects(page, styles, sources)
        units = _write_units(page, styles, [source.row for source in sources])
        add_charts(page.workbook, units, UNITS)
        _write_indicators(page, styles, [row for source in sources for row in source.indicators])

    return _with_plain_links(written_workbook(_TITLE, write))


def _with_plain_links(data: bytes) -> bytes:
    """The same with "/" in its links: XlsxWriter writes the backslashes of Windows, followed there alone."""
    package = Package.from_bytes(data)
    return package.save({_LINKS: package.parts[_LINKS].replace(b"\\", b"/")})


def _write_projects(page: Page, styles: SummaryStyles, sources: Sequence[SummarySource]) -> None:
    sheet = page.workbook.add_worksheet(PROJECTS)
    _write_heads(sheet, styles)
    for number, source in enumerate(sources):
        _write_project(sheet, styles, _FIRST + number, source)
    last = _FIRST + len(sources) - 1
    _write_total(sheet, styles, last + 1, [source.row for source in sources])
    sheet.freeze_panes(_FIRST, 3)
    sheet.autofilter(_FIRST - 1, 0, last, LAST_YEAR_COLUMN)
    sheet.repeat_rows(2, 3)
    set_up_print(sheet, landscape=True)
    sheet.set_paper(8)  # A3: nineteen columns of amounts are too small on A4


def _write_heads(sheet: Worksheet, styles: SummaryStyles) -> None:
    sheet.merge_range(0, 0, 0, LAST_YEAR_COLUMN, _TITLE, styles.title)
    sheet.set_row(0, 34)
    sheet.merge_range(1, 0, 1, LAST_YEAR_COLUMN, "金额单位：万元", styles.unit)
    for column, (label, width) in enumerate(_INFO):
        sheet.merge_range(2, column, 3, column, label, styles.head)
        sheet.set_column(column, column, width)
    for first, side in ((_ANNUAL_COLUMN, ANNUAL), (_MID_TERM_COLUMN, MID_TERM)):
        sheet.merge_range(2, first, 2, first + len(AMOUNT_FIELDS) - 1, f"{side}资金", styles.head)
        sheet.write_row(3, first, [field.label for field in AMOUNT_FIELDS], styles.head)
    sheet.merge_range(2, LAST_YEAR_COLUMN, 3, LAST_YEAR_COLUMN, "上年资金总投入", styles.head)
    sheet.set_column(_ANNUAL_COLUMN, LAST_YEAR_COLUMN, _AMOUNT_WIDTH)
    sheet.set_row(3, 30)


def _write_project(sheet: Worksheet, styles: SummaryStyles, row: int, source: SummarySource) -> None:
    project = source.row
    sheet.write_number(row, 0, row - _FIRST + 1, styles.number)
    sheet.write_number(row, 1, project.year, styles.number)
    texts = (project.name, project.department, project.unit, project.period, project.goal)
    for column, text in enumerate(texts, start=2):
        sheet.write_string(row, column, text[:_LONGEST], styles.text)
    _fit(sheet, row, texts, [width for _, width in _INFO[2:-1]])
    # Not on the name: LibreOffice breaks no lines in a cell with a link.
    sheet.write_url(row, _ANNUAL_COLUMN - 1, f"external:{source.link.translate(_ESCAPES)}", styles.link, "打开")
    for column, amount in enumerate((*project.annual, *project.mid_term, project.last_year), start=_ANNUAL_COLUMN):
        write_amount(sheet, (row, column), amount, styles)


def _write_total(sheet: Worksheet, styles: SummaryStyles, row: int, rows: Sequence[SummaryRow]) -> None:
    sheet.merge_range(row, 0, row, _ANNUAL_COLUMN - 1, "合计", styles.total_label)
    columns = zip(*((*one.annual, *one.mid_term, one.last_year) for one in rows), strict=True)
    for column, amounts in enumerate(columns, start=_ANNUAL_COLUMN):
        area = f"{xl_rowcol_to_cell(_FIRST, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        # 109 counts only what a filter leaves in sight (ECMA-376 part 1, 18.17.7.305).
        sheet.write_formula(row, column, f"=SUBTOTAL(109,{area})", styles.total, float(_total(amounts)))


def _write_units(page: Page, styles: SummaryStyles, rows: Sequence[SummaryRow]) -> int:
    """Sums of each unit that follow the sheet of projects; returns how many units there are."""
    sheet = page.workbook.add_worksheet(UNITS)
    units = list(dict.fromkeys(row.unit for row in rows))
    heads = [
        "实施单位",
        "项目数",
        *(f"{ANNUAL}{field.label}" for field in AMOUNT_FIELDS),
        f"{MID_TERM}总投入",
        "上年总投入",
    ]
    sheet.write_row(0, 0, heads, styles.head)
    sheet.set_row(0, 34)
    sheet.set_column(0, 0, _UNIT_WIDTH)
    sheet.set_column(1, len(heads) - 1, 13)
    columns = [*range(_ANNUAL_COLUMN, _MID_TERM_COLUMN), _MID_TERM_COLUMN, LAST_YEAR_COLUMN]
    last = _FIRST + len(rows)
    named = f"{PROJECTS}!${xl_col_to_name(_UNIT_COLUMN)}${_FIRST + 1}:${xl_col_to_name(_UNIT_COLUMN)}${last}"
    for row, unit in enumerate(units, start=1):
        of_unit = [one for one in rows if one.unit == unit]
        sheet.write_string(row, 0, unit, styles.text)
        _fit(sheet, row, [unit], [_UNIT_WIDTH])
        sheet.write_formula(row, 1, f"=COUNTIF({named},A{row + 1})", styles.number, len(of_unit))
        for column, source in enumerate(columns, start=2):
            letter = xl_col_to_name(source)
            area = f"{PROJECTS}!${letter}${_FIRST + 1}:${letter}${last}"
            amounts = [(*one.annual, *one.mid_term, one.last_year)[source - _ANNUAL_COLUMN] for one in of_unit]
            sheet.write_formula(
                row, column, f"=SUMIF({named},$A{row + 1},{area})", styles.amount, float(_total(amounts))
            )
    _write_unit_totals(sheet, styles, len(units), rows)
    sheet.freeze_panes(1, 1)
    set_up_print(sheet, landscape=True)
    return len(units)


def _write_unit_totals(sheet: Worksheet, styles: SummaryStyles, count: int, rows: Sequence[SummaryRow]) -> None:
    row = count + 1
    sheet.write_string(row, 0, "合计", styles.total_label)
    sheet.write_formula(row, 1, f"=SUM(B2:B{row})", styles.total_count, len(rows))
    amounts = [*zip(*(one.annual for one in rows), strict=True), [one.mid_term[0] for one in rows]]
    for column, values in enumerate([*amounts, [one.last_year for one in rows]], start=2):
        letter = xl_col_to_name(column)
        sheet.write_formula(row, column, f"=SUM({letter}2:{letter}{row})", styles.total, float(_total(values)))


def _write_indicators(page: Page, styles: SummaryStyles, rows: Sequence[tuple[object, ...]]) -> None:
    sheet = page.workbook.add_worksheet(INDICATORS)
    sheet.write_row(0, 0, INDICATOR_HEADS, styles.head)
    for column, width in enumerate(_INDICATOR_WIDTHS):
        sheet.set_column(column, column, width)
    for row, values in enumerate(rows, start=1):
        _fit(sheet, row, [value if isinstance(value, str) else "" for value in values], _INDICATOR_WIDTHS)
        for column, value in enumerate(values):
            if isinstance(value, Decimal | int):
                sheet.write_number(row, column, float(value), styles.plain if column else styles.number)
            else:
                sheet.write_string(row, column, str(value or ""), styles.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(INDICATOR_HEADS) - 1)
    sheet.repeat_rows(0)
    set_up_print(sheet, landscape=True)


def _fit(sheet: Worksheet, row: int, values: Sequence[object], widths: Sequence[float]) -> None:
    fit_row(sheet, row, _LEAST_HEIGHT, ((value, width, SIZE) for value, width in zip(values, widths, strict=True)))


def write_amount(sheet: Worksheet, place: tuple[int, int], amount: Decimal | None, styles: SummaryStyles) -> None:
    """Writes an amount in 万元 as a number, so that it adds up; a blank one as a blank cell."""
    if amount is None:
        sheet.write_blank(*place, None, styles.amount)
    else:
        sheet.write_number(*place, float(amount), styles.amount)


def _total(amounts: Sequence[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal())
