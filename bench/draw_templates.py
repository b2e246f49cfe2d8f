"""Draw the peers' templates in bench/templates/: the county form with the tags that each library understands.

python bench/draw_templates.py
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.layout import FIRST_INDICATOR, FUNDING_ROWS, INDICATOR_COLUMNS, TEMPLATES
from bench.xlsxwriter_form import make
from tools.draw_county_form import SOURCES

TEXTS = (
    *("年度", "项目名称", "主管部门及代码", "实施单位", "项目期", "项目概况", "项目立项依据"),
    *("单位已有的保障项目实施的制度措施", "预算绩效说明", "单位负责人", "填报人", "填报日期"),
)
GOALS = ("中期目标", "年度目标")


def tagged(opening: str = "{{ ", closing: str = " }}") -> Mapping[str, Any]:
    """A context whose values are tags, so that the hand-coded form becomes a template; blank with no opening."""

    def tag(expression: str) -> str:
        return f"{opening}{expression}{closing}" if opening else ""

    blank_side = {"二级指标": "", "三级指标": "", "指标值": ""}
    amounts = dict.fromkeys(SOURCES) | {"有分项": True}
    return {name: tag(name) for name in TEXTS} | {
        "总体目标": {name: tag(f"总体目标.{name}") for name in GOALS},
        "资金": {"中期": amounts, "年度": amounts},
        "指标行": [{"一级指标": "", "一级组": 1, "二级组": 1, "中期": blank_side, "年度": blank_side}],
    }


def write_amounts(sheet: Worksheet, opening: str, closing: str) -> None:
    """Tags of the ten amounts. The brackets of 县（市）区级财政 are no part of a Jinja name."""
    for side, row in FUNDING_ROWS.items():
        for column, source in zip("DEFGH", SOURCES, strict=True):
            sheet[f"{column}{row}"] = f"{opening}资金['{side}']['{source}']{closing}"


def write_indicator(sheet: Worksheet, tags: tuple[str, ...]) -> None:
    """The tags of the row that is repeated, one a column from B."""
    for column, tag in zip(INDICATOR_COLUMNS, tags, strict=True):
        sheet[f"{column}{FIRST_INDICATOR}"] = tag


def draw_openpyxl(sheet: Worksheet) -> None:
    """A blank form: the values are filled in by code."""
    sheet["A2"] = "（年度）"


def draw_xltpl(sheet: Worksheet) -> None:
    """xltpl: ``{% xv … %}`` keeps a number a number; a statement after a cell's text works after the cell."""
    write_amounts(sheet, "{% xv ", " %}")
    fields = [f"{side}.{field}" for side in ("中期", "年度") for field in ("二级指标", "三级指标", "指标值")]
    sides = [f"{{{{ row.{field} }}}}" for field in fields]
    write_indicator(sheet, ("{{ row.一级指标 }}", *sides))
    sheet[f"H{FIRST_INDICATOR - 1}"].value += "{% for row in 指标行 %}"
    sheet[f"H{FIRST_INDICATOR}"].value += "{% endfor %}"


def draw_docfill(sheet: Worksheet) -> None:
    """docfill: the loop ends in a row of its own, its names are ASCII, merges below it stay put and are left out."""
    write_amounts(sheet, "{{ ", " or '' }}")
    fields = ("mid2", "mid3", "mid_value", "annual2", "annual3", "annual_value")
    write_indicator(sheet, ("{% for row in rows %}{{ row.level1 }}", *(f"{{{{ row.{field} }}}}" for field in fields)))
    for merge in [str(area) for area in sheet.merged_cells.ranges if area.max_row >= FIRST_INDICATOR]:
        sheet.unmerge_cells(merge)
    sheet.insert_rows(FIRST_INDICATOR + 1)
    sheet[f"A{FIRST_INDICATOR + 1}"] = "{% endfor %}"


def main() -> None:
    """Write every template."""
    TEMPLATES.mkdir(exist_ok=True)
    for name, draw in (("openpyxl", draw_openpyxl), ("xltpl", draw_xltpl), ("docfill", draw_docfill)):
        context = tagged(opening="" if name == "openpyxl" else "{{ ")
        book = openpyxl.load_workbook(io.BytesIO(make(context)))
        draw(book.worksheets[0])
        book.save(TEMPLATES / f"{name}.xlsx")


if __name__ == "__main__":
    main()
