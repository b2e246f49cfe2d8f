"""Draw templates/项目支出绩效目标表-一体化.xlsx: the flat table of the finance system, a row an indicator.

python tools/draw_flat_form.py [FILE]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_form, draw_title

# In digits, together 124 or 744 points, just less than a wide A4 leaves.
WIDTHS = (16.5, 22.5, 9.75, 13.0, 20.0, 8.25, 8.5, 8.25, 8.25, 9.0)
PAGE = Page("项目支出绩效目标表-一体化", "项目支出绩效目标表", WIDTHS, landscape=True, repeated_rows=3)
HEADS = (
    *("单位名称、\n项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标"),
    *("指标性质", "指标值", "度量单位", "指标属性", "指标内容"),
)


def draw_head(form: Drawing) -> None:
    """Title, year and the row of heads, which all repeat on every page."""
    draw_title(form, PAGE)
    form.row("head", *((chr(65 + column), text, "label") for column, text in enumerate(HEADS)))


def draw_goal(form: Drawing) -> None:
    """The goal over the whole width, where it is too long for its column."""
    goal = "{{ 总体目标.年度目标 }}{% endif %}"
    form.row("note", ("A", "{% if 目标另行 %}项目年度绩效目标", "label"), ("B:J", goal, "text"))


def draw_rows(form: Drawing) -> None:
    """The row that is repeated for every indicator; unit, project and goal stand beside all of them."""
    form.row(
        "indicator",
        ("A", "{% for 行 in 一体化行 %}{{ [实施单位, 项目名称] | select | join('\n') | merge(1) }}", "short top"),
        ("B", "{{ ('（见上）' if 目标另行 else 总体目标.年度目标) | merge(1) }}", "text top"),
        ("C", "{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("D", "{{ 行.二级指标 | merge(行.二级组) }}", "label"),
        ("E", "{{ 行.三级指标 }}", "short"),
        ("F", "{{ 行.指标性质 }}", "short"),
        ("G", "{{ 行.指标值 }}", "short"),
        ("H", "{{ 行.度量单位 }}", "short"),
        ("I", "{{ 行.指标属性 }}", "short"),
        ("J", "{% endfor %}", "short"),
    )


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_goal, draw_rows))
