"""R01–R04, R09, R10, R13: what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import ANNUAL, INDICATORS, MID_TERM
from ..findings import Level
from ..patterns import Pattern
from .examples import indicator
from .rule import Hit, Rule, hit
from .understood import Row, SideView, Understood, unless_none

_ASKED = (("项目期", "period"), ("项目概况", "overview"), ("项目立项依据", "basis"))
_SIGNED = (("单位负责人", "head"), ("填报人", "filler"), ("填报日期", "filled_on"))
_CODE = Pattern(r"\d{3}|\d{6}|\d{9}")
_CODE_PREFIX = Pattern(r"[\[【(（]?(\d{3}|\d{6}|\d{9})(?!\d)")


def missing_fields(understood: Understood) -> Iterator[Hit]:
    """R01; 年度, 项目名称 and 实施单位 are refused while reading."""
    project = understood.project
    if not project.department:
        yield hit("主管部门", label="主管部门" if project.department_code else "主管部门及代码")
    elif not (project.department_code or has_code(project.department) or has_code(project.unit)):
        yield hit("主管部门代码", "code", Level.WARNING)
    for label, attribute in _ASKED:
        if not unless_none(getattr(project, attribute)):
            yield hit(label, label=label)


def department_code(understood: Understood) -> Iterator[Hit]:
    """R02; a missing code is told by R01."""
    code = understood.project.department_code
    if code and not _CODE.fullmatch(code):
        yield hit("主管部门代码", code=code)


def has_code(name: str) -> bool:
    """True for a unit with its budget code before it: "820-马踏镇", "[610001]某公司"."""
    return bool(_CODE_PREFIX.match(name))


def annual_goal(understood: Understood) -> Iterator[Hit]:
    """R03."""
    if not understood.annual.goal:
        yield hit(understood.annual.goal_field)


def half_filled_sides(understood: Understood) -> Iterator[Hit]:
    """R04: of goal, funds and indicators of a side some are there and some not; the annual goal is asked for by R03."""
    for side in understood.filled_sides:
        parts = {
            "目标": (side.goal_field, bool(side.goal)),
            "资金": (side.total_field, not side.funding.is_blank),
            "指标": (INDICATORS, bool(side.rows) or _has_valueless(understood, side)),
        }
        filled = "、".join(name for name, (_, there) in parts.items() if there)
        for name, (field, there) in parts.items():
            if not there and (side.label, name) != (ANNUAL, "目标"):
                yield hit(field, side=side.label, filled=filled, missing=name)
    yield from _iter_lone_targets(understood)


def _has_valueless(understood: Understood, side: SideView) -> bool:
    """True where indicators without any value stand for the annual side; R09 asks for their values."""
    return side.label == ANNUAL and any(not row.targets for row in understood.rows)


def _iter_lone_targets(understood: Understood) -> Iterator[Hit]:
    """A single indicator with one side only, among others that have both: allowed, but worth a look."""
    rows = [row for row in understood.rows if row.targets]
    lone = [row for row in rows if len(row.targets) == 1]
    if not lone or len(lone) * 4 > len(rows):
        return
    for row in lone:
        side = row.targets[0].side
        other = ANNUAL if side == MID_TERM else MID_TERM
        if not any(_stands_beside(row, candidate, other) for candidate in lone):
            yield hit(
                row.field(f"{other}指标值"), "lone", Level.NOTE, row=row.number, name=row.name, side=side, other=other
            )


def _stands_beside(row: Row, candidate: Row, side: str) -> bool:
    return candidate.find_target(side) is not None and (candidate.area, candidate.kind) == (row.area, row.kind)


def valueless_indicators(understood: Understood) -> Iterator[Hit]:
    """R09; one with a value on a single side is complete."""
    side = MID_TERM if understood.annual.is_blank and not understood.mid_term.is_blank else ANNUAL
    for row in understood.rows:
        values = row.indicator.mid_term_value or row.indicator.annual_value
        if not values and row.name:
            yield hit(row.field(f"{side}指标值"), row=row.number, name=row.name)
        elif row.indicator.annual_name and not row.indicator.annual_value:
            yield hit(row.field("年度指标值"), row=row.number, name=row.indicator.annual_name)


def nameless_values(understood: Understood) -> Iterator[Hit]:
    """R10."""
    for row in understood.rows:
        if row.targets and not row.name:
            yield hit(row.field("三级指标"), row=row.number, value=row.targets[-1].text)


def missing_signatures(understood: Understood) -> Iterator[Hit]:
    """R13."""
    for label, attribute in _SIGNED:
        if not getattr(understood.project, attribute):
            yield hit(label, label=label)


RULES = (
    Rule(
        "R01",
        Level.ERROR,
        "必填栏目未填写",
        "规范完整性",
        {
            "": "【{label}】未填写，请补充。",
            "code": "【主管部门代码】未填写，请填写财政部门规定的预算编码（如 219、219001）。",
        },
        missing_fields,
        {"项目立项依据": ""},
        {"主管部门": "219-云岭县交通运输局", "主管部门代码": ""},
    ),
    Rule(
        "R02",
        Level.WARNING,
        "主管部门代码不合规定",
        "部门预算编码为3位，加单位为6位或9位数字",
        {"": "【主管部门代码】“{code}”不是3位、6位或9位数字，请填写财政部门规定的预算编码（如 219、219001）。"},
        department_code,
        {"主管部门代码": "交通21"},
        {"主管部门代码": "219001"},
    ),
    Rule(
        "R03",
        Level.ERROR,
        "没有年度目标",
        "年度绩效目标为必录项",
        {"": "请填写年度目标：本年度做什么、达到什么产出、取得什么效果。"},
        annual_goal,
        {"总体目标": {"年度目标": ""}},
        {"总体目标": {"年度目标": "全年养护农村公路120公里。"}},
    ),
    Rule(
        "R04",
        Level.ERROR,
        "中期或年度一侧只填了一部分",
        "中期、年度各自的目标、资金、指标应同时填写或同时不填",
        {
            "": "{side}已填{filled}，但{side}{missing}为空，请补齐；不需要{side}的，把{side}一侧全部删除。",
            "lone": "第{row}行【{name}】只有{side}指标值，没有{other}指标值；{other}不考核的可以不填，请确认。",
        },
        half_filled_sides,
        {"总体目标": {"中期目标": "三年养护农村公路360公里。"}},
        {"基础": "跨年度"},
    ),
    Rule(
        "R09",
        Level.ERROR,
        "有指标名称没有指标值",
        "指标值为必录项，必须有值",
        {"": "第{row}行【{name}】未填指标值，请填写（如 ≥95%、13个），不考核的删除这一行。"},
        valueless_indicators,
        {"绩效指标＋": [indicator("产出", "数量", "巡查次数")]},
        {"绩效指标＋": [indicator("产出", "数量", "巡查次数", "≥12次")]},
    ),
    Rule(
        "R10",
        Level.ERROR,
        "有指标值没有指标名称",
        "三级指标为必录项",
        {"": "第{row}行有指标值“{value}”但没有三级指标，请补上指标名称或删除这个值。"},
        nameless_values,
        {"绩效指标＋": [indicator("产出", "数量", "", "≥12次")]},
        {"绩效指标＋": [indicator("产出", "数量", "巡查次数", "≥12次")]},
    ),
    Rule(
        "R13",
        Level.WARNING,
        "落款不全",
        "表尾应有单位负责人、填报人、填报日期",
        {"": "落款不全：【{label}】未填写，请补充。"},
        missing_signatures,
        {"填报日期": ""},
        {"填报日期": "2023年10月18日"},
    ),
)
