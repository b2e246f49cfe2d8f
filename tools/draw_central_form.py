"""Draw templates/绩效目标申报表-中央.xlsx: the form of 财预〔2015〕88号, both sides, two sources of money.

python tools/draw_central_form.py [FILE]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.draw_county_form import WIDTHS, draw_goals, draw_indicators
from tools.form_drawing import Drawing, Page, draw_form, draw_title

PAGE = Page("绩效目标申报表-中央", "项目支出绩效目标申报表", WIDTHS)
GOAL_HEADS = ("中期目标{{ 中期目标年份 }}", "年度目标")


def draw_head(form: Drawing) -> None:
    """Title, year, and the fields down to 项目期."""
    draw_title(form, PAGE)
    form.row("field", ("A:B", "项目名称", "label"), ("C:H", "{{ 项目名称 }}", "short"))
    for left, right in (("主管部门及代码", "实施单位"), ("项目属性", "项目期")):
        form.row(
            "field",
            ("A:B", left, "label"),
            ("C:D", f"{{{{ {left} }}}}", "short"),
            ("E:F", right, "label"),
            ("G:H", f"{{{{ {right} }}}}", "short"),
        )


def draw_funding(form: Drawing) -> None:
    """资金总额 as the sum of its two sources where both sides have them, else as typed, and the sources below."""
    form.box("A:B", "项目资金\n（万元）", "label", rows=4)
    below = form.row_index + 1
    sums = (f"=SUM(D{below + 2}:D{below + 3})", f"=SUM(G{below + 2}:G{below + 3})")
    typed = ("{{ 资金汇总.中期.资金总额 }}", "{{ 资金汇总.年度.资金总额 }}{% endif %}")
    both = "{% if 资金汇总.中期.有分项 and 资金汇总.年度.有分项 %}中期资金总额："
    draw_amounts(form, (both, "年度资金总额："), sums)
    draw_amounts(form, ("{% else %}中期资金总额：", "年度资金总额："), typed)
    for label, name in (("其中：财政拨款", "财政拨款"), ("其他资金", "其他资金")):
        amounts = tuple(f"{{{{ 资金汇总.{side}.{name} }}}}" for side in ("中期", "年度"))
        draw_amounts(form, (label, label), amounts)


def draw_amounts(form: Drawing, labels: tuple[str, str], amounts: tuple[str, ...]) -> None:
    """One row: label and amount of the mid-term, label and amount of the annual side."""
    mid_term, annual = amounts
    form.row(
        "funding",
        ("C", labels[0], "label"),
        ("D:E", mid_term, "amount"),
        ("F", labels[1], "label"),
        ("G:H", annual, "amount"),
    )


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, lambda form: draw_goals(form, GOAL_HEADS), draw_indicators))
