"""Draw docs/own-forms/衔接资金绩效目标申报表.xlsx: the example of a county's own form, with boxes for three opinions.

    python tools/draw_own_form_example.py [FILE]

Such forms are common where 衔接资金 are applied for: the annual side alone, the telephone beside the name, and boxes in
which three offices write their opinion and set their seals.  No line of the program knows it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_annual_indicators, draw_form, draw_title

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "own-forms"
# In digits, together 84 or 504 points, just less than A4 leaves between the margins.
WIDTHS = (12.0, 12.0, 15.0, 28.0, 17.0)
OPINIONS = ("乡镇（街道）意见", "主管部门审核意见", "财政部门审核意见")


@dataclass(frozen=True)
class OwnPage(Page):
    """A page whose template lies with the examples."""

    @property
    def template(self) -> Path:
        """Where the template lies."""
        return FOLDER / f"{self.sheet}.xlsx"


PAGE = OwnPage("衔接资金绩效目标申报表", "衔接资金项目绩效目标申报表", WIDTHS)


def draw_head(form: Drawing) -> None:
    """Title, year, names."""
    draw_title(form, PAGE)
    for left, right, tags in (
        ("项目名称", "项目负责人及电话", ("{{ 项目名称 }}", "{{ 单位负责人 }} {{ 项目文本.联系电话 }}")),
        ("主管部门", "实施单位", ("{{ 主管部门及代码 }}", "{{ 实施单位 }}")),
    ):
        form.row(
            "field", ("A", left, "label"), ("B:C", tags[0], "short"), ("D", right, "label"), ("E", tags[1], "short")
        )


def draw_funding(form: Drawing) -> None:
    """年度资金总额 and its two sources."""
    form.box("A", "资金情况\n（万元）", "label", rows=3)
    for label, name in (("年度资金总额", "资金总额"), ("其中：财政拨款", "财政拨款"), ("其他资金", "其他资金")):
        form.row("funding", ("B:C", label, "label"), ("D:E", f"{{{{ 资金汇总.年度.{name} }}}}", "amount"))


def draw_goal(form: Drawing) -> None:
    """The annual goal."""
    form.row("note", ("A", "年度目标", "label"), ("B:E", "{{ 总体目标.年度目标 }}", "text"))


def draw_opinions(form: Drawing) -> None:
    """Three boxes to be signed and sealed."""
    for label in OPINIONS:
        form.row("opinion", ("A", label, "label"), ("B:E", "\n\n（盖章）        年    月    日", "right"))


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, draw_goal, draw_annual_indicators, draw_opinions))
