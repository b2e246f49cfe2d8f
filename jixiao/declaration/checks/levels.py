"""R05–R08, R14, R15, R17: what the 一级 and 二级指标 say, by the version of the form."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import INDICATORS
from ..findings import Level
from ..patterns import Pattern
from .examples import indicator
from .level_names import (
    AREAS,
    AREAS_OF_KIND,
    BENEFIT,
    COST,
    COST_KINDS,
    OTHER_AREAS,
    OUTPUT,
    OUTPUT_KINDS,
    SATISFACTION,
)
from .rule import Hit, Rule, hit
from .understood import Row, SideView, Understood

#: Who is served, as texts name them; where none of these stands, 满意度 is left to the clerk.
_PEOPLE = Pattern(
    "居民|群众|学生|老年人|老人|患者|病人|市民|村民|儿童|青少年|服务对象|受益|公众|游客|学员|残疾人|困难|低保|家长|农户|农民"
)


def missing_output(understood: Understood) -> Iterator[Hit]:
    """R05."""
    yield from _iter_missing_area(understood, OUTPUT)


def missing_benefit(understood: Understood) -> Iterator[Hit]:
    """R06."""
    yield from _iter_missing_area(understood, BENEFIT)


def missing_satisfaction(understood: Understood) -> Iterator[Hit]:
    """R07; 财预〔2021〕101号 asks for it where people are served."""
    if _PEOPLE.search(understood.all_text) and not any(_is_satisfaction(row) for row in understood.rows):
        yield from _iter_missing_area(understood, SATISFACTION)


def _is_satisfaction(row: Row) -> bool:
    return SATISFACTION in (row.kind, row.area) or "满意" in row.name


def _iter_missing_area(understood: Understood, area: str) -> Iterator[Hit]:
    """One hit for the sides that have indicators and none of that area; unknown areas are R14's."""
    if any(row.area not in AREAS or row.area in OTHER_AREAS for row in understood.rows):
        return
    sides = [side.label for side in understood.filled_sides if side.rows and not _has_area(side, area)]
    if sides:
        yield hit(INDICATORS, sides="和".join(sides))


def _has_area(side: SideView, area: str) -> bool:
    return any(row.area == area for row in side.rows)


def missing_output_kinds(understood: Understood) -> Iterator[Hit]:
    """R08; 成本 only as a note, because 财预〔2021〕101号 has it where it is needed."""
    outputs = {row.kind for row in understood.rows if row.area == OUTPUT}
    if not outputs or any(row.area not in AREAS or row.area in OTHER_AREAS for row in understood.rows):
        return
    for kind in OUTPUT_KINDS:
        if kind not in outputs:
            yield hit(INDICATORS, kind_of_indicator=kind)
    if not any(row.kind in COST_KINDS or row.area == COST for row in understood.rows):
        yield hit(INDICATORS, level=Level.NOTE, kind_of_indicator=COST)


def unknown_level1(understood: Understood) -> Iterator[Hit]:
    """R14."""
    for row in understood.rows:
        if not row.area:
            yield hit(row.field("一级指标"), "blank", row=row.number, name=row.name)
        elif row.area not in AREAS:
            yield hit(row.field("一级指标"), row=row.number, level1=row.indicator.level1)


def misplaced_level2(understood: Understood) -> Iterator[Hit]:
    """R15; a 二级 that no list has is left alone, because the form itself goes on with "……"."""
    year = understood.project.year
    for row in understood.rows:
        areas = AREAS_OF_KIND.get(row.kind, ())
        if not areas or row.area in areas or row.area not in AREAS or row.area in OTHER_AREAS:
            continue
        if row.kind == SATISFACTION and row.area == BENEFIT and year is not None and year <= 2015:
            continue  # 财预〔2011〕416号 had 服务对象满意度指标 under 效益指标
        right = "或".join(f"{area}指标" for area in areas)
        yield hit(row.field("二级指标"), row=row.number, level2=row.indicator.level2, area=row.area, right=right)


def mixed_versions(understood: Understood) -> Iterator[Hit]:
    """R17: 成本指标 is a 二级 of 产出指标 in 2015 and a 一级 in 2021."""
    first = [row for row in understood.rows if row.area == COST]
    second = [row for row in understood.rows if row.area == OUTPUT and row.kind == COST]
    version = understood.settings.limits.version or _version_of_year(understood.project.year)
    if version == "2015":
        for row in first:
            yield hit(row.field("一级指标"), row=row.number)
    elif second and (first or version == "2021"):
        for row in second:
            yield hit(row.field("二级指标"), "2021", row=row.number)


def _version_of_year(year: int | None) -> str:
    """2015 for budgets before 财预〔2021〕101号 was issued; later budgets may still use either."""
    return "2015" if year is not None and year <= 2021 else ""


RULES = (
    Rule(
        "R05",
        Level.ERROR,
        "没有产出指标",
        "指标不够完整：建议增加明确产出指标",
        {"": "{sides}缺少产出指标，请增加数量、质量、时效等产出指标。"},
        missing_output,
        {"绩效指标－": ["数量指标", "质量指标", "时效指标", "成本指标"]},
        {"绩效指标－": ["质量指标", "时效指标", "成本指标"]},
    ),
    Rule(
        "R06",
        Level.ERROR,
        "没有效益指标",
        "指标不够完整：建议增加明确效益指标",
        {"": "{sides}缺少效益指标，请增加经济、社会、生态效益或可持续影响指标中适用的指标。"},
        missing_benefit,
        {"绩效指标－": ["社会效益指标"]},
        {
            "绩效指标－": ["社会效益指标"],
            "绩效指标＋": [indicator("效益", "可持续影响", "公路正常使用年限", "≥5年")],
        },
    ),
    Rule(
        "R07",
        Level.WARNING,
        "没有满意度指标",
        "有服务对象的项目应设置满意度指标",
        {"": "{sides}缺少满意度指标，建议增加服务对象满意度指标（如 群众满意度 ≥90%）。"},
        missing_satisfaction,
        {"绩效指标－": ["服务对象满意度指标"]},
        {
            "绩效指标－": ["服务对象满意度指标"],
            "绩效指标＋": [indicator("满意度", "社会公众满意度", "公众满意度", "≥90%")],
        },
    ),
    Rule(
        "R08",
        Level.WARNING,
        "产出指标缺少一类",
        "财预〔2015〕88号：产出指标分数量、质量、时效、成本",
        {"": "产出指标缺少【{kind_of_indicator}指标】，请确认是否需要增加。"},
        missing_output_kinds,
        {"绩效指标－": ["时效指标"]},
        {
            "绩效指标－": ["成本指标"],
            "绩效指标＋": [indicator("成本", "经济成本", "养护总成本", "≤60万元")],
        },
    ),
    Rule(
        "R14",
        Level.ERROR,
        "一级指标不是规定的名称",
        "一级指标类型错误",
        {
            "": "第{row}行“{level1}”不是规定的一级指标，应为产出指标、效益指标、满意度指标（2021年版另有成本指标）。",
            "blank": "第{row}行【{name}】未填一级指标，请从产出、效益、满意度（成本）指标中选择。",
        },
        unknown_level1,
        {"绩效指标＋": [indicator("满意率", "服务对象满意度", "司机满意度", "≥90%")]},
        {"绩效指标＋": [indicator("满意度", "服务对象满意度", "司机满意度", "≥90%")]},
    ),
    Rule(
        "R15",
        Level.ERROR,
        "二级指标不属于它的一级指标",
        "二级指标类型错误",
        {"": "第{row}行【{level2}】属于{right}，不属于{area}指标，请改一级指标。"},
        misplaced_level2,
        {"绩效指标＋": [indicator("满意度", "可持续影响", "管护机制运行年限", "≥5年")]},
        {"绩效指标＋": [indicator("效益", "可持续影响", "管护机制运行年限", "≥5年")]},
    ),
    Rule(
        "R17",
        Level.ERROR,
        "两版指标体系混用",
        "财预〔2015〕88号：成本指标是产出指标的二级指标；财预〔2021〕101号：成本指标是一级指标",
        {
            "": "第{row}行把成本指标作为一级指标；本表采用2015年版指标体系，成本指标应列为产出指标下的二级指标。",
            "2021": "第{row}行把成本指标列在产出指标下；本表采用2021年版指标体系，应列在一级指标“成本指标”下（经济成本等）。",
        },
        mixed_versions,
        {"绩效指标＋": [indicator("成本", "经济成本", "养护总成本", "≤60万元")]},
        {
            "绩效指标－": ["成本指标"],
            "绩效指标＋": [indicator("成本", "经济成本", "养护总成本", "≤60万元")],
        },
    ),
)
