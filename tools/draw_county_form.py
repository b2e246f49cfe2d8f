"""Draw templates/绩效目标申报表.xlsx, the county form with its tags.

    python tools/draw_county_form.py [FILE]

The layout is the one of the form that 呈贡区 filed in 2020: eight columns, the mid-term side left, the annual side
right, 一级指标 shared. Labels are padded with blanks where the printed form pads them.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_form, draw_title

# In digits, together 84.75 or 508.5 points, just less than A4 leaves between the margins. A holds one character
# written downwards, A and B together the seven of 主管部门及代码, B the five of 满意度指标, C and F the seven of
# 可持续影响指标, D, E, G and H six. E and H hold 1234567.8901万元 in 7.5 points or more, whichever font stands in for
# Times New Roman: a number does not wrap in Excel, so a narrow column would set it too small to read.
WIDTHS = (3.25, 10.25, 13.0, 11.375, 11.25, 13.0, 11.375, 11.25)
PAGE = Page("绩效目标申报表", "项目支出绩效目标申报表", WIDTHS)

SOURCES = ("中央财政", "省级财政", "市级财政", "县（市）区级财政", "其他")


def draw_head(form: Drawing) -> None:
    """Title, year, and the fields down to 项目立项依据."""
    draw_title(form, PAGE)
    form.row("field", ("A:B", "项目名称", "label"), ("C:H", "{{ 项目名称 }}", "short"))
    form.row(
        "field",
        ("A:B", "主管部门及代码", "label"),
        ("C:E", "{{ 主管部门及代码 }}", "short"),
        ("F", "实施单位", "label"),
        ("G:H", "{{ 实施单位 }}", "short"),
    )
    form.row("field", ("A:B", "项目期", "label"), ("C:H", "{{ 项目期 }}", "short"))
    form.row("text", ("A:B", "项目概况", "label"), ("C:H", "{{ 项目概况 }}", "text"))
    form.row("text", ("A:B", "项目立项依据", "label"), ("C:H", "{{ 项目立项依据 }}", "text"))


def draw_funding(form: Drawing) -> None:
    """Head row and, for each side, two rows of which a filled form keeps one."""
    heads = zip("CDEFGH", ("总投入", *SOURCES), strict=True)
    form.row("funding", ("A:B", "", "label"), *((column, text, "label") for column, text in heads))
    for side in ("中期", "年度"):
        draw_funding_side(form, side)


def draw_funding_side(form: Drawing, side: str) -> None:
    """总投入 as the sum of its sources, and below it as typed, for a project that has no sources."""
    label = f"{side}资金来源（元）"
    number = form.row_index + 1
    sources = zip("DEFGH", SOURCES, strict=True)
    form.row(
        "funding",
        ("A:B", f"{{% if 资金.{side}.有分项 %}}{label}", "one line"),
        ("C", f"=SUM(D{number}:H{number})", "amount"),
        *((column, f"{{{{ 资金.{side}.{name} }}}}", "amount") for column, name in sources),
    )
    form.row(
        "funding",
        ("A:B", f"{{% else %}}{label}{{% endif %}}", "one line"),
        ("C", f"{{{{ 资金.{side}.总投入 }}}}", "amount"),
        *((column, "", "amount") for column in "DEFGH"),
    )


def draw_goals(form: Drawing, heads: tuple[str, str] = ("中期目标", "年度目标")) -> None:
    """总体目标 beside the two goals, its label over both rows."""
    form.box("A", "总  体   目  标", "label", rows=2)
    form.row("head", ("B:E", heads[0], "label"), ("F:H", heads[1], "label"))
    form.row("goals", ("B:E", "{{ 总体目标.中期目标 }}", "text"), ("F:H", "{{ 总体目标.年度目标 }}", "text"))


def draw_indicators(form: Drawing) -> None:
    """Head row and the row that is repeated for every indicator.

    The head row is not among the rows that repeat on every page: LibreOffice would draw the whole merged 绩效指标 there
    again.
    """
    form.box("A", "绩效指标", "label", rows=2)
    heads = ("一级指标", *("二级指标", "三级指标", "指标值") * 2)
    form.row("head", *((column, text, "label") for column, text in zip("BCDEFGH", heads, strict=True)))
    form.row(
        "indicator",
        ("B", "{% for 行 in 指标行 %}{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("C", "{{ 行.中期.二级指标 | merge(行.二级组) }}", "label"),
        ("D", "{{ 行.中期.三级指标 }}", "short"),
        ("E", "{{ 行.中期.指标值 }}", "short"),
        ("F", "{{ 行.年度.二级指标 | merge(行.二级组) }}", "label"),
        ("G", "{{ 行.年度.三级指标 }}", "short"),
        ("H", "{{ 行.年度.指标值 }}{% endfor %}", "short"),
    )


def draw_foot(form: Drawing) -> None:
    """Measures, budget note and the line to be signed."""
    for label in ("单位已有的保障项目实施的制度措施", "预算绩效说明"):
        form.row("note", ("A:B", label, "label"), ("C:H", f"{{{{ {label} }}}}", "text"))
    form.row(
        "signature",
        ("A:B", "单位负责人：", "label"),
        ("C", "{{ 单位负责人 }}", "short"),
        ("D", "填报人：", "label"),
        ("E", "{{ 填报人 }}", "short"),
        ("F", "填报日期：", "label"),
        ("G:H", "{{ 填报日期 }}", "short"),
    )


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, draw_goals, draw_indicators, draw_foot))
