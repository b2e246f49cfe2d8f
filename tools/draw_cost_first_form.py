"""Draw templates/绩效目标申报表-2021.xlsx: 财预〔2021〕101号, 成本指标 first, values in three columns a side.

python tools/draw_cost_first_form.py [FILE]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_form, draw_title

# In digits, together 124 or 744 points, just less than a wide A4 leaves. A holds one character written downwards,
# B the five of 满意度指标, C the seven of 生态环境成本指标 in two lines, D the name, then sign, value and unit twice.
WIDTHS = (3.5, 11.5, 17.0, 38.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0)
PAGE = Page("绩效目标申报表-2021", "项目支出绩效目标申报表", WIDTHS, landscape=True)
VALUE_HEADS = ("指标性质", "指标值", "度量单位")


def draw_head(form: Drawing) -> None:
    """Title, year, and the fields down to 项目期."""
    draw_title(form, PAGE)
    form.row("field", ("A:C", "项目名称", "label"), ("D:J", "{{ 项目名称 }}", "short"))
    for left, right in (("主管部门及代码", "实施单位"), ("项目属性", "项目期")):
        form.row(
            "field",
            ("A:C", left, "label"),
            ("D", f"{{{{ {left} }}}}", "short"),
            ("E:F", right, "label"),
            ("G:J", f"{{{{ {right} }}}}", "short"),
        )


def draw_funding(form: Drawing) -> None:
    """A row of heads, and both sides as sums of their sources where both have them, else as typed."""
    form.box("A:B", "项目资金\n（万元）", "label", rows=5)
    form.row(
        "head",
        ("C", "", "label"),
        ("D", "资金总额", "label"),
        ("E:G", "其中：财政拨款", "label"),
        ("H:J", "其他资金", "label"),
    )
    number = form.row_index + 1
    draw_funding_side(form, "中期", f"=SUM(E{number}:J{number})")
    draw_funding_side(form, "年度", f"=SUM(E{number + 2}:J{number + 2})")


def draw_funding_side(form: Drawing, side: str, total: str) -> None:
    """The row with the sum, and below it the row with the total as typed, of which a filled form keeps one."""
    sources = (
        ("E:G", f"{{{{ 资金汇总.{side}.财政拨款 }}}}", "amount"),
        ("H:J", f"{{{{ 资金汇总.{side}.其他资金 }}}}", "amount"),
    )
    form.row("funding", ("C", f"{{% if 资金汇总.{side}.有分项 %}}{side}", "label"), ("D", total, "amount"), *sources)
    typed = f"{{{{ 资金汇总.{side}.资金总额 }}}}"
    blanks = (("E:G", "", "amount"), ("H:J", "", "amount"))
    form.row("funding", ("C", f"{{% else %}}{side}{{% endif %}}", "label"), ("D", typed, "amount"), *blanks)


def draw_goals(form: Drawing) -> None:
    """总体目标 beside the two goals, its label over both rows."""
    form.box("A:B", "总体目标", "label", rows=2)
    form.row("head", ("C:D", "中期目标{{ 中期目标年份 }}", "label"), ("E:J", "年度目标", "label"))
    form.row("note", ("C:D", "{{ 总体目标.中期目标 }}", "text"), ("E:J", "{{ 总体目标.年度目标 }}", "text"))


def draw_indicators(form: Drawing) -> None:
    """Two head rows and the row that is repeated for every indicator."""
    form.box("A", "绩效指标", "label", rows=3)
    for column, text in zip("BCD", ("一级指标", "二级指标", "三级指标"), strict=True):
        form.box(column, text, "label", rows=2)
    form.row("head", ("E:G", "中期", "label"), ("H:J", "年度", "label"))
    form.row("head", *((column, text, "label") for column, text in zip("EFGHIJ", VALUE_HEADS * 2, strict=True)))
    values = [f"{{{{ 行.{side}.{name} }}}}" for side in ("中期", "年度") for name in VALUE_HEADS]
    form.row(
        "indicator",
        ("B", "{% for 行 in 逐项指标行 %}{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("C", "{{ 行.二级指标 | merge(行.二级组) }}", "label"),
        ("D", "{{ 行.三级指标 }}", "short"),
        *((column, value, "short") for column, value in zip("EFGHI", values, strict=False)),
        ("J", f"{values[-1]}{{% endfor %}}", "short"),
    )


def draw_foot(form: Drawing) -> None:
    """The line to be signed."""
    form.row(
        "signature",
        ("A:B", "单位负责人：", "label"),
        ("C", "{{ 单位负责人 }}", "short"),
        ("D", "填报人：{{ 填报人 }}", "short"),
        ("E:F", "填报日期：", "label"),
        ("G:J", "{{ 填报日期 }}", "short"),
    )


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, draw_goals, draw_indicators, draw_foot))
