"""Draw templates/绩效运行监控表.xlsx: 财预〔2019〕136号, what was spent and reached by July, on a wide page.

python tools/draw_monitoring_form.py [FILE]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_form, draw_title

# In digits, together 124 or 744 points, just less than a wide A4 leaves. H to L and N to P hold one character written
# downwards.
WIDTHS = (3.5, 9.0, 10.0, 15.0, 9.0, 10.5, 10.5, *(4.0,) * 5, 14.5, *(4.25,) * 3, 9.25)
PAGE = Page("绩效运行监控表", "项目支出绩效运行监控表", WIDTHS, landscape=True)

AMOUNTS = {"E:F": "年初预算数", "G": "一至七月执行数", "N:Q": "全年预计执行数"}
FUNDS = {"其中：财政拨款": "财政拨款", "上年结转资金": "上年结转资金", "其他资金": "其他资金"}
REASONS = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")
VALUES = ("三级指标", "年度指标值", "一至七月执行情况", "全年预计完成情况")


def draw_head(form: Drawing) -> None:
    """Title, year, and who does what."""
    draw_title(form, PAGE)
    form.row("field", ("A:C", "项目名称", "label"), ("D:Q", "{{ 项目名称 }}", "short"))
    form.row(
        "field",
        ("A:C", "主管部门及代码", "label"),
        ("D:G", "{{ 主管部门及代码 }}", "short"),
        ("H:L", "实施单位", "label"),
        ("M:Q", "{{ 实施单位 }}", "short"),
    )


def draw_funding(form: Drawing) -> None:
    """The total as the sum of its parts, or as typed where it has none; the parts below."""
    form.box("A:C", "项目资金\n（万元）", "label", rows=6)
    form.row(
        "head",
        ("D", "", "label"),
        ("E:F", "年初预算数", "label"),
        ("G", "1—7月执行数", "one line"),
        ("H:M", "1—7月执行率", "label"),
        ("N:Q", "全年预计执行数", "label"),
    )
    below = form.row_index + 3
    sums = {columns: f'=IF(COUNT({cells(columns, below)})=0,"",SUM({cells(columns, below)}))' for columns in AMOUNTS}
    draw_amounts(form, "{% if 执行资金.有分项 %}年度资金总额", sums)
    draw_amounts(form, "{% else %}年度资金总额{% endif %}", typed("年度资金总额"))
    for label, fund in FUNDS.items():
        draw_amounts(form, label, typed(fund))


def cells(columns: str, first: int) -> str:
    """The three cells of the parts below a total."""
    return f"{columns[0]}{first}:{columns[0]}{first + 2}"


def typed(fund: str) -> dict[str, str]:
    """The tags of one kind of money, by their columns."""
    return {columns: f"{{{{ 执行资金.{fund}.{name} }}}}" for columns, name in AMOUNTS.items()}


def draw_amounts(form: Drawing, label: str, amounts: dict[str, str]) -> None:
    """A row of the money: amounts, and the rate as a formula."""
    row = form.row_index + 1
    rate = f'=IF(OR(E{row}="",G{row}=""),"",IF(E{row}=0,"",G{row}/E{row}))'
    form.row(
        "funding",
        ("D", label, "label"),
        *((columns, amount, "amount") for columns, amount in amounts.items()),
        ("H:M", rate, "rate"),
    )


def draw_goal(form: Drawing) -> None:
    """年度总体目标."""
    form.row("note", ("A:C", "年度总体目标", "label"), ("D:Q", "{{ 总体目标.年度目标 }}", "text"))


def draw_indicators(form: Drawing) -> None:
    """Two head rows and the row that is repeated for every indicator."""
    form.box("A", "绩效指标", "label", rows=3)
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "1—7月\n执行情况", "全年预计\n完成情况")
    for column, text in zip("BCDEFG", heads, strict=True):
        form.box(column, text, "label", rows=2)
    form.box("Q", "备注", "label", rows=2)
    form.row("head", ("H:M", "偏差原因分析", "label"), ("N:P", "完成目标可能性", "label"))
    reasons = zip("HIJKLM", (*REASONS, "原因说明"), strict=True)
    likelihoods = zip("NOP", LIKELIHOODS, strict=True)
    form.row("upright head", *((column, text, "label") for column, text in (*reasons, *likelihoods)))
    form.row(
        "indicator",
        ("B", "{% for 行 in 监控行 %}{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("C", "{{ 行.二级指标 | merge(行.二级组) }}", "label"),
        *((column, f"{{{{ 行.{name} }}}}", "short") for column, name in zip("DEFG", VALUES, strict=True)),
        *((column, f"{{{{ 行.原因.{name} }}}}", "short") for column, name in zip("HIJKL", REASONS, strict=True)),
        ("M", "{{ 行.原因说明 }}", "short"),
        *((column, f"{{{{ 行.可能性.{name} }}}}", "short") for column, name in zip("NOP", LIKELIHOODS, strict=True)),
        ("Q", "{{ 行.备注 }}{% endfor %}", "short"),
    )


def draw_foot(form: Drawing) -> None:
    """The line to be signed."""
    form.row(
        "signature",
        ("A:C", "单位负责人：", "label"),
        ("D:F", "{{ 单位负责人 }}", "short"),
        ("G", "填报人：", "label"),
        ("H:L", "{{ 填报人 }}", "short"),
        ("M", "填报日期：", "label"),
        ("N:Q", "{{ 填报日期 }}", "short"),
    )


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, draw_goal, draw_indicators, draw_foot))
