"""The sheet 填写说明: what to do, every field of the form, what belongs under which 二级指标, and the colours.

All of it is made from the tables of the domain, so that it cannot say anything else than the sheets themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...declaration.fields import (
    ALLOCATION_FIELDS,
    AMOUNT_FIELDS,
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    EXECUTION_SHEET,
    FUNDING_SHEET,
    GOAL_FIELDS,
    GUIDE_SHEET,
    INDICATOR_FIELDS,
    INDICATOR_SHEET,
    NARRATIVE_FIELDS,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    PROJECT_SHEET,
    RESULT_FIELDS,
    Field,
)
from ...declaration.taxonomy import LEVEL2_NOTES, TAXONOMY
from .cells import Page, set_up_print
from .heights import fit_row, needed_height
from .styles import SIZE

_WIDTHS = (15, 24, 14, 46, 44)
_HEIGHT, _LINE = 24, 21  # points

STEPS: tuple[str, ...] = (
    f"在“{PROJECT_SHEET}”“{FUNDING_SHEET}”“{INDICATOR_SHEET}”“{NARRATIVE_SHEET}”各表的白色单元格里填写；"
    "选中一个单元格，旁边会显示怎么填。",
    "空着就是没有，打印出来也是空白；0 是零，打印出来是 0万元。",
    "资金直接写数字，单位在“资金”表下方选择；也可以写带单位的文字，如 300万元、3,309,840.00元。",
    "总投入可以不填，由各资金来源相加；填了就必须与各来源之和一致，不一致时“核对”一行变红。",
    "绩效指标一行一个。先选一级指标，二级指标的下拉框随它变化。中期和年度都有的写在同一行；只有一边的，另一边空着。",
    "指标值带符号和单位，如 ≥40个、≥95%、≤5万元/个。年度的指标名称与中期不同时，再填“年度三级指标”。",
    "一次性项目和一年以内的项目只填年度，中期的目标、资金和指标值都空着。",
    f"“{EXECUTION_SHEET}”在年中监控和年底自评时才填，编制预算时空着；三级指标的名称自动从“{INDICATOR_SHEET}”带过来。",
    "日期和项目期照原样打印。单元格里换行按 Alt+Enter。从 Word 或网页复制来的文字，请“选择性粘贴”为文本，"
    "保留本表的格式。",
    "填好后保存关闭，运行 python generate.py check 检查，再运行 python generate.py 生成；"
    "有问题会指出是哪张表的哪个单元格。",
    "各表的表头和标签有保护，没有密码：插入行、删除行、排序、改行高列宽都可以；合并单元格等其他改动，"
    "请先在“审阅”里“撤销工作表保护”。可以另外加工作表做自己的笔记，不会被读取。",
)

SHEETS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (PROJECT_SHEET, (*PROJECT_FIELDS[:9], *GOAL_FIELDS, *PROJECT_FIELDS[9:])),
    (FUNDING_SHEET, AMOUNT_FIELDS),
    (INDICATOR_SHEET, INDICATOR_FIELDS),
    (NARRATIVE_SHEET, (*NARRATIVE_FIELDS, *ALLOCATION_FIELDS)),
    (EXECUTION_SHEET, (*EXECUTION_AMOUNT_FIELDS, *EXECUTION_FIELDS, *RESULT_FIELDS)),
)


def write_guide(page: Page) -> None:
    """Writes the sheet."""
    sheet = page.workbook.add_worksheet(GUIDE_SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    set_up_print(sheet, landscape=False)
    sheet.protect()
    row = _write_steps(page, sheet)
    row = _write_colours(page, sheet, row + 1)
    row = _write_fields(page, sheet, row + 1)
    _write_levels(page, sheet, row + 1)


def _write_steps(page: Page, sheet: Worksheet) -> int:
    first = _write_title(page, sheet, 0, GUIDE_SHEET)
    for index, step in enumerate(STEPS):
        _write_wide(sheet, first + index, f"{index + 1}. {step}", page.styles.guide)
    return first + len(STEPS)


def _write_colours(page: Page, sheet: Worksheet, row: int) -> int:
    styles = page.styles
    row = _write_title(page, sheet, row, "颜色的意思")
    for style, name, meaning in (
        (styles.required, "必填", "没有它不能生成申报表；填上后颜色消失"),
        (styles.expected, "应填", "可以先生成，但空着会被退回；填上后颜色消失"),
        (styles.proposed, "请更新", "由上年数据带来的建议，请核对后改写；改过后颜色消失"),
        (styles.wrong, "有误", "总投入与各资金来源之和不一致"),
    ):
        sheet.set_row(row, _HEIGHT)
        sheet.write_string(row, 0, name, style)
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, meaning, styles.note)
        row += 1
    return row


def _write_fields(page: Page, sheet: Worksheet, row: int) -> int:
    row = _write_title(page, sheet, row, "各栏怎么填")
    row = _write_row(sheet, row, ("工作表", "栏目", "要求", "怎么填", "例子"), page.styles.head)
    for name, fields in SHEETS:
        for field in fields:
            need = "必填" if field.required else "应填" if field.expected else "可以不填"
            row = _write_row(sheet, row, (name, field.label, need, field.how, field.example), page.styles.note)
    return row


def _write_levels(page: Page, sheet: Worksheet, row: int) -> int:
    row = _write_title(page, sheet, row, "二级指标里填什么")
    row = _write_row(sheet, row, ("一级指标", "二级指标", "", "填什么", "例子"), page.styles.head)
    for level1, names in TAXONOMY.items():
        for name in names:
            row = _write_row(sheet, row, (level1, name, "", *LEVEL2_NOTES[name]), page.styles.note)
    return row


def _write_title(page: Page, sheet: Worksheet, row: int, title: str) -> int:
    sheet.set_row(row, _HEIGHT)
    sheet.merge_range(row, 0, row, 1, title, page.styles.free_title)
    return row + 1


def _write_row(sheet: Worksheet, row: int, texts: Sequence[str], style: Format) -> int:
    """Writes a row and returns the next."""
    for column, text in enumerate(texts):
        sheet.write(row, column, text or None, style)
    fit_row(sheet, row, _LINE, ((text, width, SIZE) for text, width in zip(texts, _WIDTHS, strict=True)))
    return row + 1


def _write_wide(sheet: Worksheet, row: int, text: str, style: Format) -> None:
    sheet.set_row(row, needed_height(text, sum(_WIDTHS)))
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, style)
