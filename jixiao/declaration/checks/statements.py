"""R43–R45: what is said twice and not the same way: payments, names, documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..dates import Date, iter_dates
from ..fields import NARRATIVE
from ..findings import Level
from ..patterns import Pattern
from .level_names import TIME
from .rule import Hit, Rule, hit
from .understood import Row, Understood

_PLAN = f"{NARRATIVE}.项目实施计划"
_NOTE = "预算绩效说明"
#: A share that is paid later than the first: "第二年项目末期支付30%".
_LATER_SHARE = Pattern(
    r"(?:第二年|次年|下一?年度?|第三年)[^。；;]{0,20}?(?:支付|拨付|兑付)[^。；;]{0,12}?\d{1,2}\s*[%％]"
)
_AT_ONCE = Pattern("一次性(?:足额|全额|全部)?(?:支付|拨付|兑付|发放)|全额(?:支付|拨付)")
_SPLIT = Pattern(r"(?:首付|预付|首期|初期|尾款|分期|分批|分两次|分次)[^。；;]{0,20}?(?:\d{1,2}\s*[%％]|支付|拨付)")
_PAYS = Pattern("拨付|支付|完成")


def payments(understood: Understood) -> Iterator[Hit]:
    """R43."""
    note, plan = understood.project.budget_note, understood.project.narrative.plan
    if (share := _LATER_SHARE.search(note)) and (finished := _find_finished(understood)):
        yield hit(_NOTE, share=share[0], other=finished)
    for first, second in ((note, plan), (plan, note)):
        if (at_once := _AT_ONCE.search(first)) and (split := _SPLIT.search(second)) and not _SPLIT.search(first):
            yield hit(_NOTE, "once", at_once=at_once[0], split=split[0])
    yield from _iter_month_ends(understood, plan)


def _find_finished(understood: Understood) -> str:
    """What says that all is done or paid within the budget year, where a share is still to be paid after it."""
    year = understood.project.year
    for row in understood.rows:
        if row.kind == TIME and "全部完成" in row.name + "".join(target.text for target in row.targets):
            return f"第{row.number}行时效指标“{row.name}”"
    plan = understood.project.narrative.plan
    whole = re.search(r"[^。；;]*(?:相关|全部|所有)(?:经费|资金)[^。；;]*拨付[^。；;]*", plan)
    if whole and any(date.year == year for date in iter_dates(whole[0])):
        return f"项目实施计划“{whole[0]}”"
    return ""


def _iter_month_ends(understood: Understood, plan: str) -> Iterator[Hit]:
    """ "2020年11月前" (by 31 October) in the plan and "2020年11月底" (by 30 November) as the date of an indicator."""
    if not _PAYS.search(plan):
        return
    before = {(date.year, date.month): date for date in iter_dates(plan) if _is_before_month(date)}
    for row in understood.rows if before else ():
        for date in _dates_of(row):
            if date.part == "底" and date.year and (date.year, date.month) in before:
                yield hit(_PLAN, "month", row=row.number, month=f"{date.year}年{date.month}月")
                return


def _is_before_month(date: Date) -> bool:
    return bool(date.before and date.year and date.month and not date.day and not date.part)


def _dates_of(row: Row) -> Iterator[Date]:
    if row.kind == TIME:
        yield from iter_dates(row.indicator.name)
        for target in row.targets:
            yield from iter_dates(target.text)


def names_of_one_thing(understood: Understood) -> Iterator[Hit]:
    """R44: project and unit in 项目文本 and on the form; a longer name of the same unit is not told."""
    project = understood.project
    told, printed = _squeeze(project.narrative.name), _squeeze(project.name)
    if told and printed and told != printed:
        yield hit(f"{NARRATIVE}.项目名称", told=project.narrative.name, printed=project.name)
    unit, other = _bare_unit(project.unit), _bare_unit(project.narrative.unit)
    if unit and other and unit not in other and other not in unit:
        yield hit(f"{NARRATIVE}.单位名称", "unit", told=project.narrative.unit, printed=project.unit)


_BLANKS_AND_QUOTES = re.compile(r"[\s“”\"'‘’]+")
_OPEN_END = re.compile(r"[\s（(]+$")


def _squeeze(name: str) -> str:
    return _BLANKS_AND_QUOTES.sub("", unicodedata.normalize("NFKC", name))


def _bare_unit(name: str) -> str:
    return re.sub(r"^[\[【(]?\d{3,9}[\]】)]?[-—－]?", "", _squeeze(name))


_NUMBER = Pattern(
    r"(?P<left>[\[(（【［〔〈])\s*(?P<year>(?:19|20)\d\d)\s*(?P<right>[\])）】］〕〉])\s*(?P<ordinal>第?)"
    r"(?P<number>\d{1,5})(?P<more>(?:[、,，和及\-—]\s*\d{1,5})*)\s*(?P<end>号?)"
)
_AGENCY, _LONGEST_AGENCY = Pattern(r"[^\W\da-zA-Z_]{2,12}$"), 12
_WITHOUT_YEAR = Pattern(r"(?:政办?发|委办?发|党办?发|财[预社农教行建办综库])第?\d{1,4}号")
#: The last character of what stands before the year of a 文号.
_AGENCY_ENDS = tuple("发函办字规令预社农教行建综库号文知复厅财民通审批会政委科计指组扶幼住农")


def document_numbers(understood: Understood) -> Iterator[Hit]:
    """R45: how a 文号 is written, and one number given to two titles."""
    titles: dict[str, tuple[str, str]] = {}
    told: set[tuple[str, str]] = set()
    for text, match in understood.iter_matches(_NUMBER):
        before = understood.all_text[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
        agency = _AGENCY.search(before, max(0, len(before) - _LONGEST_AGENCY))
        square = match["left"] in "[［【" and match["end"]
        if agency is None or not (square or agency[0].endswith(_AGENCY_ENDS)):
            continue
        number = f"{agency[0][-4:]}〔{match['year']}〕{match['number']}号"
        kind = _fault_of(match)
        if kind and (text.field, number) not in told:
            told.add((text.field, number))
            right = f"{agency[0]}〔{match['year']}〕{match['number']}{match['more']}号"
            yield hit(text.field, kind, typed=agency[0] + match[0], right=right)
        yield from _compare_titles(titles, text.field, number, _title_before(before, agency.start()))
    for text, match in understood.iter_matches(_WITHOUT_YEAR):
        yield hit(text.field, "year", typed=match[0])


def _fault_of(match: re.Match[str]) -> str:
    if (match["left"], match["right"]) != ("〔", "〕"):
        return "brackets" if match["end"] or match["left"] in "[［【" else ""
    if not match["end"]:
        return "end"
    return "ordinal" if match["ordinal"] else ""


def _title_before(text: str, end: int) -> str:
    """The title that a number in brackets belongs to: from the last 《 to the number."""
    start = text.rfind("《", 0, end)
    title = text[start + 1 : end] if start >= 0 else ""
    title = _OPEN_END.sub("", title)
    return title.removesuffix("》") if "》" not in title[:-1] else ""


def _compare_titles(titles: dict[str, tuple[str, str]], field: str, number: str, title: str) -> Iterator[Hit]:
    if len(title) < 6:
        return
    first_field, first = titles.setdefault(number, (field, title))
    if _squeeze(first) != _squeeze(title) and first_field != field:
        titles[number] = (field, title)
        yield hit(field, "titles", number=number, first=first, second=title)


RULES = (
    Rule(
        "R43",
        Level.WARNING,
        "支付和进度安排前后不一致",
        "前后内容应一致",
        {
            "": "预算绩效说明写“{share}”，而{other}在本年度就全部完成，安排不一致，请核对。",
            "once": "一处写“{at_once}”，另一处写“{split}”，支付安排不一致，请核对。",
            "month": "项目实施计划写“{month}前”（上月底为止），第{row}行时效指标写“{month}底”，请统一。",
        },
        payments,
        {"预算绩效说明": "资金一次性拨付给养护单位。", "项目文本": {"项目实施计划": "首付款支付70%，验收后支付30%。"}},
        {"预算绩效说明": "首付款支付70%。", "项目文本": {"项目实施计划": "首付款支付70%，验收后支付30%。"}},
    ),
    Rule(
        "R44",
        Level.ERROR,
        "名称前后不一致",
        "项目名称应与部门预算一致",
        {
            "": "项目名称前后不一致：项目文本为“{told}”，申报表为“{printed}”，请统一为部门预算中的名称。",
            "unit": "单位名称前后不一致：项目文本为“{told}”，申报表为“{printed}”，请统一。",
        },
        names_of_one_thing,
        {"项目文本": {"项目名称": "农村公路养护经费"}},
        {"项目文本": {"项目名称": "农村 公路养护"}},
    ),
    Rule(
        "R45",
        Level.WARNING,
        "文号写法不规范或前后不一致",
        "GB/T 9704：发文字号的年份用六角括号〔〕",
        {
            "brackets": "文号“{typed}”的年份应用六角括号，请写作 {right}。",
            "end": "文号“{typed}”缺少“号”，请写作 {right}。",
            "ordinal": "文号“{typed}”不写“第”，请写作 {right}。",
            "year": "文号“{typed}”缺少年份，请写作如 财预〔2015〕88号。",
            "titles": "{number}的文件名称前后不一致：“{first}”“{second}”，请按原文统一。",
        },
        document_numbers,
        {"项目立项依据": "《云岭县农村公路养护管理办法》云交发[2023]12号"},
        {"项目立项依据": "《云岭县农村公路养护管理办法》（云交发〔2023〕12号）"},
    ),
)
