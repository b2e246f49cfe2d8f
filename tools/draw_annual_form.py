"""Draw templates/绩效目标申报表-年度.xlsx: the annual side alone, on a wide page.

python tools/draw_annual_form.py [FILE]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_annual_indicators, draw_form, draw_title

# In digits, together 124 or 744 points, just less than a wide A4 leaves.
WIDTHS = (16.0, 14.0, 22.0, 48.0, 24.0)
PAGE = Page("绩效目标申报表-年度", "项目支出绩效目标申报表", WIDTHS, landscape=True)


def draw_head(form: Drawing) -> None:
    """Title, year, and the fields down to 项目立项依据."""
    draw_title(form, PAGE)
    form.row("field", ("A", "项目名称", "label"), ("B:E", "{{ 项目名称 }}", "short"))
    for left, right in (("主管部门及代码", "实施单位"), ("项目属性", "项目期")):
        form.row(
            "field",
            ("A", left, "label"),
            ("B:C", f"{{{{ {left} }}}}", "short"),
            ("D", right, "label"),
            ("E", f"{{{{ {right} }}}}", "short"),
        )
    for label in ("项目概况", "项目立项依据"):
        form.row("text", ("A", label, "label"), ("B:E", f"{{{{ {label} }}}}", "text"))


def draw_funding(form: Drawing) -> None:
    """年度资金总额 as the sum of its sources, and as typed for a project that has no sources."""
    form.box("A", "资金情况\n（万元）", "label", rows=4)
    number = form.row_index + 1
    form.row(
        "funding",
        ("B:C", "{% if 资金汇总.年度.有分项 %}年度资金总额：", "label"),
        ("D:E", f"=SUM(D{number + 2}:D{number + 3})", "amount"),
    )
    form.row(
        "funding",
        ("B:C", "{% else %}年度资金总额：{% endif %}", "label"),
        ("D:E", "{{ 资金汇总.年度.资金总额 }}", "amount"),
    )
    for label, name in (("其中：财政拨款", "财政拨款"), ("其他资金", "其他资金")):
        form.row("funding", ("B:C", label, "label"), ("D:E", f"{{{{ 资金汇总.年度.{name} }}}}", "amount"))


def draw_goal(form: Drawing) -> None:
    """总体目标 beside the annual goal."""
    form.box("A", "总体目标", "label", rows=2)
    form.row("head", ("B:E", "年度目标", "label"))
    form.row("note", ("B:E", "{{ 总体目标.年度目标 }}", "text"))


def draw_foot(form: Drawing) -> None:
    """Measures, and the line to be signed."""
    form.row(
        "note",
        ("A", "单位已有的保障项目实施的制度措施", "label"),
        ("B:E", "{{ 单位已有的保障项目实施的制度措施 }}", "text"),
    )
    form.row(
        "signature",
        ("A", "单位负责人：", "label"),
        ("B:C", "{{ 单位负责人 }}", "short"),
        ("D", "填报人：{{ 填报人 }}", "short"),
        ("E", "填报日期：{{ 填报日期 }}", "short"),
    )


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, draw_goal, draw_annual_indicators, draw_foot))
