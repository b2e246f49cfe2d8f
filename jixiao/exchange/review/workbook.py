"""审核结果.xlsx: every finding with a link to its cell, and how often each rule fired.

Same findings in, same bytes out.
"""

from __future__ import annotations

import datetime
import io
import os
from pathlib import Path, PurePath

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...declaration.checks.table import RULES
from ...declaration.findings import Finding, Level
from ..lists import save_list
from .results import MOST_LINES, ReviewResults

_CREATED = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FONT = "微软雅黑"
LEVEL_NAMES = {Level.ERROR: "错误", Level.WARNING: "警告", Level.NOTE: "提示"}
_COLOURS = {Level.ERROR: "#F8CBAD", Level.WARNING: "#FFE699", Level.NOTE: "#DDEBF7"}
_BAR_COLOURS = {Level.ERROR: "#C00000", Level.WARNING: "#ED9B00", Level.NOTE: "#5B9BD5"}
_HEADS = ("序号", "项目", "级别", "规则", "位置（点击打开）", "栏目", "问题和改法", "依据")
_WIDTHS = (6, 26, 7, 7, 24, 26, 72, 30)
_PER_LINE = 34
#: Windows and Excel refuse links that are longer.
_LONGEST_LINK = 2000
_TITLES = {rule.number: rule.title for rule in RULES}
_DATA_TITLE = "数据本身的问题（读取、重名、改写）"


class _Styles:
    """The cell formats of the workbook."""

    def __init__(self, workbook: Workbook) -> None:
        common = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#B7C4D1"}
        head = common | {"bold": True, "font_color": "white", "bg_color": "#1F4E79", "align": "center"}
        self.title = workbook.add_format({"font_name": _FONT, "font_size": 14, "bold": True, "font_color": "#1F4E79"})
        self.note = workbook.add_format({"font_name": _FONT, "font_size": 10, "font_color": "#7F7F7F"})
        self.head = workbook.add_format(head | {"text_wrap": True})
        self.text = workbook.add_format(common | {"text_wrap": True, "align": "left", "indent": 1})
        self.middle = workbook.add_format(common | {"align": "center"})
        self.number = workbook.add_format(common | {"num_format": "0", "align": "center"})
        self.link = workbook.add_format(common | {"font_color": "#0563C1", "underline": 1, "align": "center"})
        self.levels = {
            level: workbook.add_format(common | {"align": "center", "bg_color": colour})
            for level, colour in _COLOURS.items()
        }


def write_review(results: ReviewResults, target: Path) -> Path | None:
    """Writes the workbook of a run; the copy of an older one that somebody worked in, else None.  Raises SaveError."""
    return save_list(target, review_workbook(results, target.parent))


def review_workbook(results: ReviewResults, folder: Path) -> bytes:
    """The bytes of the workbook; ``folder`` is where it will lie, because its links are relative to there."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": "审核结果", "created": _CREATED})
        styles = _Styles(workbook)
        _write_findings(workbook.add_worksheet("问题清单"), styles, results, folder)
        _write_summary(workbook, styles, results)
    return buffer.getvalue()


def _write_findings(sheet: Worksheet, styles: _Styles, results: ReviewResults, folder: Path) -> None:
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, styles.head)
    for row, finding in enumerate(results.lines, start=1):
        _write_line(sheet, styles, row, finding, folder)
    if results.total > len(results.lines):
        sheet.write_string(len(results.lines) + 1, 0, f"共{results.total}条，这里列出前{MOST_LINES}条。", styles.note)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(results.lines), 1), len(_HEADS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_line(sheet: Worksheet, styles: _Styles, row: int, finding: Finding, folder: Path) -> None:
    sheet.set_row(row, 16 * max(1, -(-len(finding.message) // _PER_LINE), -(-len(finding.basis) // 14)) + 4)
    sheet.write_number(row, 0, row, styles.number)
    sheet.write_string(row, 1, finding.project or PurePath(finding.file).stem, styles.text)
    sheet.write_string(row, 2, LEVEL_NAMES[finding.level], styles.levels[finding.level])
    sheet.write_string(row, 3, finding.rule, styles.middle)
    _write_place(sheet, styles.link, row, finding, folder)
    sheet.write_string(row, 5, finding.field or "整个项目", styles.text)
    sheet.write_string(row, 6, finding.message, styles.text)
    sheet.write_string(row, 7, finding.basis, styles.text)


def _write_place(sheet: Worksheet, style: Format, row: int, finding: Finding, folder: Path) -> None:
    """The cell, or the file without cells, as a link that opens it; plain text where no link can lead there."""
    shown = finding.cell or PurePath(finding.file).name  # short: LibreOffice does not break the text of a link
    link = find_link(finding, folder)
    if not link or sheet.write_url(row, 4, link, style, string=shown) < 0:
        sheet.write_string(row, 4, shown, style)


def find_link(finding: Finding, folder: Path) -> str:
    """A link from a folder to the file of a finding, and to its cell: ``external:../data/甲.xlsx#绩效指标!A9``."""
    if not finding.file:
        return ""
    try:
        path = os.path.relpath(finding.file, folder)
    except ValueError:  # another drive on Windows
        path = str(Path(finding.file).absolute())
    sheet, _, cell = (finding.cell or "").rpartition("!")
    place = f"#'{sheet}'!{cell}" if sheet else ""
    link = f"external:{path}{place}"
    return link if len(link) <= _LONGEST_LINK else ""


def _write_summary(workbook: Workbook, styles: _Styles, results: ReviewResults) -> None:
    sheet = workbook.add_worksheet("按规则汇总")
    rows = _summary_rows(results)
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 5, 8)
    sheet.write_string(0, 0, "审核结果汇总", styles.title)
    sheet.write_string(
        1,
        0,
        f"共{results.projects}个项目，{results.projects_with_errors}个有错误；"
        + "，".join(f"{LEVEL_NAMES[level]}{results.count(level)}条" for level in Level),
        styles.note,
    )
    for column, head in enumerate(("规则", "内容", *LEVEL_NAMES.values(), "合计")):
        sheet.write_string(3, column, head, styles.head)
    for index, (rule, counts) in enumerate(rows, start=4):
        sheet.write_string(index, 0, rule, styles.middle)
        sheet.write_string(index, 1, _TITLES.get(rule, _DATA_TITLE), styles.text)
        for column, count in enumerate(counts, start=2):
            sheet.write_number(index, column, count, styles.number)
        sheet.write_formula(index, 5, f"=SUM(C{index + 1}:E{index + 1})", styles.number, sum(counts))
    if rows:
        _insert_chart(workbook, sheet, len(rows), most=sum(rows[0][1]))
    sheet.freeze_panes(4, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _summary_rows(results: ReviewResults) -> list[tuple[str, tuple[int, ...]]]:
    """(rule, count of each level), the most frequent first."""
    rules = sorted({rule for rule, _ in results.by_rule})
    rows = [(rule, tuple(results.by_rule[rule, level] for level in Level)) for rule in rules]
    return sorted(rows, key=lambda row: (-sum(row[1]), row[0]))


def _insert_chart(workbook: Workbook, sheet: Worksheet, count: int, *, most: int) -> None:
    """Bars by rule, stacked by level, the most frequent on top."""
    shown = min(count, 20)
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, level in enumerate(Level, start=2):
        chart.add_series(
            {
                "name": ["按规则汇总", 3, column],
                "categories": ["按规则汇总", 4, 0, 3 + shown, 0],
                "values": ["按规则汇总", 4, column, 3 + shown, column],
                "fill": {"color": _BAR_COLOURS[level]},
                "gap": 40,
            }
        )
    chart.set_title({"name": "各规则的问题数", "name_font": {"name": _FONT, "size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"name": _FONT, "size": 9}})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    steps = {"major_unit": 1} if most <= 10 else {}  # no half findings
    chart.set_x_axis({"num_font": {"name": _FONT, "size": 9}, "major_gridlines": lines, "num_format": "0"} | steps)
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 520, "height": 90 + 24 * shown})
    sheet.insert_chart("H4", chart)
