"""The sheet 问题清单: one finding a row, errors first, with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xlsx_template.formula.reference import cell_name
from xlsx_template.layout import TextStyle, points_per_unit, text_height
from xlsx_template.package.edits import escaped

from ...declaration.findings import Finding
from .notes import LEVEL_NAMES, find_place, in_order
from .styles import MarkStyles

LIST_SHEET = "问题清单"
_COLUMNS = (
    ("序号", 7),
    ("级别", 8),
    ("项目", 22),
    ("位置", 20),
    ("栏目", 26),
    ("问题和改法", 60),
    ("依据", 26),
    ("规则", 8),
)
_FIRST_ROW = 3
_SIZE = 10.5
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def list_sheet(findings: Sequence[Finding], styles: MarkStyles, normal_font: tuple[str, float]) -> bytes:
    """The worksheet part of the list."""
    ordered = in_order(findings)
    unit = points_per_unit(*normal_font)
    rows = [_title(ordered, styles), _row(2, [label for label, _ in _COLUMNS], [styles.listed("head")] * 8, 24)]
    rows += [_finding_row(index, finding, styles, unit) for index, finding in enumerate(ordered, start=1)]
    widths = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, (_, w) in enumerate(_COLUMNS, 1))
    last = _FIRST_ROW + len(ordered) - 1
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<autoFilter ref="A2:H{max(last, 2)}"/>{_links(ordered)}'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    ).encode()


def _title(findings: Sequence[Finding], styles: MarkStyles) -> str:
    counts = Counter(finding.level for finding in findings)
    said = "、".join(f"{counts[level]}处{name}" for level, name in LEVEL_NAMES.items() if counts[level])
    text = f"共{said}。点“位置”直接到单元格；请在原来的数据表里改。"
    return _row(1, [text], [styles.listed("title")], 30)


def _finding_row(index: int, finding: Finding, styles: MarkStyles, unit: float) -> str:
    texts = (
        *(str(index), LEVEL_NAMES[finding.level], finding.project, finding.cell or ""),
        *(finding.field, finding.message, finding.basis, finding.rule),
    )
    text, link = styles.listed("text"), styles.listed("link") if find_place(finding) else styles.listed("text")
    heights = (
        text_height(value, width * unit, TextStyle(_SIZE)) for value, (_, width) in zip(texts, _COLUMNS, strict=True)
    )
    numbers = [text, styles.listed(finding.level), text, link, text, text, text, text]
    return _row(_FIRST_ROW + index - 1, texts, numbers, min(409.0, max(21.0, *heights)))


def _row(number: int, texts: Sequence[str], styles: Sequence[int], height: float) -> str:
    cells = "".join(
        _cell(cell_name(number, column), text, style)
        for column, (text, style) in enumerate(zip(texts, styles, strict=True), start=1)
    )
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{cells}</row>'


def _cell(name: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{name}" s="{style}"/>'
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _links(findings: Sequence[Finding]) -> str:
    links = ""
    for row, finding in enumerate(findings, start=_FIRST_ROW):
        if place := find_place(finding):
            sheet = place[0].replace("'", "''")
            location = escaped(f"'{sheet}'!{cell_name(*place[1:])}")
            links += f'<hyperlink ref="D{row}" location="{location}" display="{escaped(finding.cell or "")}"/>'
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""
