"""Draw templates/绩效自评表.xlsx: 财预〔2020〕10号, what was spent and reached in the year, and its points as formulas.

python tools/draw_self_evaluation_form.py [FILE]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.form_drawing import Drawing, Page, draw_form, draw_title

# In digits, together 84 or 504 points, just less than A4 leaves between the margins.
WIDTHS = (3.25, 9.75, 11.5, 15.0, 10.0, 10.0, 6.0, 7.5, 11.0)
PAGE = Page("绩效自评表", "项目支出绩效自评表", WIDTHS)

# What the formula of a score needs and the printed form does not show, in hidden columns beside it.
HELPERS = {"J": "下限", "K": "上限", "L": "完成系数"}

FUND_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
# The two rows 年度资金总额, of which a filled form keeps one.
TOTAL_ROWS = (6, 7)
SUMMED = ("年初预算数", "全年预算数", "全年执行数")
FUNDS = {"其中：当年财政拨款": "财政拨款", "上年结转资金": "上年结转资金", "其他资金": "其他资金"}
HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


def draw_head(form: Drawing) -> None:
    """Title, year, and who did what."""
    draw_title(form, PAGE)
    form.row("field", ("A:C", "项目名称", "label"), ("D:I", "{{ 项目名称 }}", "short"))
    form.row(
        "field",
        ("A:C", "主管部门及代码", "label"),
        ("D:E", "{{ 主管部门及代码 }}", "short"),
        ("F:G", "实施单位", "label"),
        ("H:I", "{{ 实施单位 }}", "short"),
    )


def draw_funding(form: Drawing) -> None:
    """The total as the sum of its parts, or as typed where it has none, with rate and points; the parts below."""
    form.box("A:B", "项目资金\n（万元）", "label", rows=6)
    form.row(
        "head",
        ("C", "", "label"),
        *((column, text, "label") for column, text in zip("DEFGHI", FUND_HEADS, strict=True)),
    )
    below = form.row_index + 3
    sums = [
        f'=IF(COUNT({column}{below}:{column}{below + 2})=0,"",SUM({column}{below}:{column}{below + 2}))'
        for column in "DEF"
    ]
    draw_total(form, "{% if 执行资金.有分项 %}年度资金总额", sums)
    typed = [f"{{{{ 执行资金.年度资金总额.{name} }}}}" for name in SUMMED]
    draw_total(form, "{% else %}年度资金总额{% endif %}", typed)
    for label, fund in FUNDS.items():
        amounts = zip("DEF", SUMMED, strict=True)
        row = str(form.row_index + 1)
        form.row(
            "funding",
            ("C", label, "label"),
            *((column, f"{{{{ 执行资金.{fund}.{name} }}}}", "amount") for column, name in amounts),
            ("G", "—", "label"),
            ("H", rate(row), "rate"),
            ("I", "—", "label"),
        )


def draw_total(form: Drawing, label: str, amounts: list[str]) -> None:
    """A row of 年度资金总额."""
    row = str(form.row_index + 1)
    form.row(
        "funding",
        ("C", label, "label"),
        *((column, amount, "amount") for column, amount in zip("DEF", amounts, strict=True)),
        ("G", "{{ 执行率分值 }}", "number"),
        ("H", rate(row), "rate"),
        ("I", f'=IF(H{row}="","",ROUND(MIN(G{row},MAX(0,G{row}*H{row})),2))', "number"),
    )


def rate(row: str) -> str:
    """全年执行数 of 全年预算数; blank where one of them is, or where nothing was budgeted."""
    return f'=IF(OR(E{row}="",F{row}=""),"",IF(E{row}=0,"",F{row}/E{row}))'


def draw_goals(form: Drawing) -> None:
    """总体目标 beside what became of it, its label over both rows."""
    form.box("A:B", "年度\n总体目标", "label", rows=2)
    form.row("head", ("C:E", "预期目标", "label"), ("F:I", "实际完成情况", "label"))
    form.row("note", ("C:E", "{{ 总体目标.年度目标 }}", "text"), ("F:I", "{{ 执行情况.年度目标完成情况 }}", "text"))


def draw_indicators(form: Drawing) -> None:
    """Head row and the row that is repeated for every indicator, with the formula of its score."""
    form.box("A", "绩效指标", "label", rows=2)
    for column, text in HELPERS.items():
        form.box(column, text, "helper")
    form.row("head", *((column, text, "label") for column, text in zip("BCDEFGHI", HEADS, strict=True)))
    row = str(form.row_index + 1)
    form.row(
        "indicator",
        ("B", "{% for 行 in 自评行 %}{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("C", "{{ 行.二级指标 | merge(行.二级组) }}", "label"),
        ("D", "{{ 行.三级指标 }}", "short"),
        ("E", "{{ 行.年度指标值 }}", "short"),
        ("F", "{{ 行.实际完成值 | number_format(行.完成格式) }}", "short"),
        ("G", "{{ 行.分值 }}", "number"),
        ("H", points(row), "number"),
        ("I", "{{ 行.偏差原因分析及改进措施 }}", "short"),
        ("J", "{{ 行.下限 }}", "helper"),
        ("K", "{{ 行.上限 }}", "helper"),
        ("L", "{{ 行.完成系数 }}{% endfor %}", "helper"),
    )


def points(row: str) -> str:
    """The score: 分值 times what was judged, or times how far the quantity was reached, never above 分值.

    Below the lower bound that is actual / bound, above the upper one bound / actual (财预〔2020〕10号).
    """
    actual, weight, lower, upper, judged = (f"{column}{row}" for column in "FGJKL")
    least, most = f"VALUE({lower})", f"VALUE({upper})"
    reached = f'IF({lower}="",1,IF({actual}>={least},1,IF({least}>0,MAX(0,{actual}/{least}),0)))'
    kept = f'IF({upper}="",1,IF({actual}<={most},1,IF({actual}>0,MAX(0,{most}/{actual}),0)))'
    share = f"MIN({reached},{kept})"
    calculated = f'IF(AND(ISNUMBER({actual}),OR({lower}<>"",{upper}<>"")),MIN({weight},ROUND({weight}*{share},2)),"")'
    return f'=IF({judged}<>"",MIN({weight},ROUND({weight}*VALUE({judged}),2)),{calculated})'


def draw_foot(form: Drawing) -> None:
    """The total with its grade, and the line to be signed.

    The total stays blank until there is a score, the grade until every 分值 has its 得分.
    """
    loop, total = form.row_index, form.row_index + 1  # 1-based
    weights, scores = all_of("G", loop), all_of("H", loop, "I")
    graded = f'IF(H{total}>=90,"优",IF(H{total}>=80,"良",IF(H{total}>=60,"中","差")))'
    form.row(
        "head",
        ("A:F", "总      分", "label"),
        ("G", f"=SUM({weights})", "number"),
        ("H", f'=IF(COUNT({scores})=0,"",SUM({scores}))', "number"),
        ("I", f'=IF(COUNT({scores})<COUNT({weights}),"",{graded})', "label"),
    )
    form.row(
        "signature",
        ("A:C", "单位负责人：", "label"),
        ("D", "{{ 单位负责人 }}", "short"),
        ("E:F", "填报人：{{ 填报人 }}", "short"),
        ("G:I", "填报日期：{{ 填报日期 }}", "short"),
    )


def all_of(column: str, loop: int, total_column: str = "G") -> str:
    """The cells of a column beside the indicators and beside 年度资金总额, as the arguments of a function."""
    first, last = TOTAL_ROWS
    return f"{column}{loop}:{column}{loop},{total_column}{first}:{total_column}{last}"


def hide_helpers(form: Drawing) -> None:
    """Hides the helper columns, which then are not printed.  They are narrow, so that the others fill the page."""
    form.sheet.set_column("J:L", 0.5, None, {"hidden": True})


if __name__ == "__main__":
    draw_form(PAGE, (draw_head, draw_funding, draw_goals, draw_indicators, draw_foot, hide_helpers))
