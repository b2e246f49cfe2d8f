"""What clerks really type, and what it is understood as.  From filed forms of a dozen counties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.declaration.dates import format_date, parse_date
from jixiao.declaration.indicator_values import Value, parse_indicator_value
from jixiao.declaration.periods import format_period, parse_period
from jixiao.declaration.taxonomy import normalise_level1, normalise_level2

DATES = {
    "2019/10/18": "2019年10月18日",
    "2019-10-18": "2019年10月18日",
    "2019.10.18": "2019年10月18日",
    "2019、10、18": "2019年10月18日",
    "2019—10—18": "2019年10月18日",
    "2019年10月18日": "2019年10月18日",
    "2019 年 10 月 18 日": "2019年10月18日",
    "2019年10月18号": "2019年10月18日",
    "2019年10月18": "2019年10月18日",
    "２０１９年１０月１８日": "2019年10月18日",
    "二〇一九年十月十八日": "2019年10月18日",
    "二零一九年十月十八日": "2019年10月18日",
    "二○一九年十月十八日": "2019年10月18日",
    "20191018": "2019年10月18日",
    "43756": "2019年10月18日",
    "2018年05月20日": "2018年5月20日",
    "2022-12-30 00:00:00": "2022年12月30日",
    "2026/1/1": "2026年1月1日",
    "2021.3.15": "2021年3月15日",
    "2019年10月": "2019年10月",
    "2020.9": "2020年9月",
    "2020年11月底": "2020年11月底",
    "2020年11月末": "2020年11月底",
    "2020年11月30日前": "2020年11月30日前",
    "2020年11月底之前": "2020年11月底前",
    "十一月底": "11月底",
    "11月前": "11月前",
    "12月31日以前": "12月31日前",
    "2020年底": "2020年底",
    "2020年上半年": "2020年上半年",
    "2020年第一季度": "2020年第1季度",
}

NO_DATES = [
    "",
    "2020年2月30日",
    "18/10/2019",
    "19.10.18",
    "三年",
    "10日",
    "长期",
    "2020年9月-2021年8月",
    "全部完成",
    "99999",
]

PERIODS = {
    "2020年9月-2021年8月": "2020年9月-2021年8月",
    "2020年9月—2021年8月": "2020年9月-2021年8月",
    "2020年9月——2021年8月": "2020年9月-2021年8月",
    "2020年9月～2021年8月": "2020年9月-2021年8月",
    "2020 年 9 月 至 2021 年 8 月": "2020年9月-2021年8月",
    "2020.9—2021.8": "2020年9月-2021年8月",
    "2020/9-2021/8": "2020年9月-2021年8月",
    "2020-09-2021-08": "2020年9月-2021年8月",
    "202009-202108": "2020年9月-2021年8月",
    "20200901-20210831": "2020年9月-2021年8月",
    "2020-09-01至2021-08-31": "2020年9月-2021年8月",
    "2020年9月1日至2021年8月31日": "2020年9月-2021年8月",
    "自2020年9月起至2021年8月止": "2020年9月-2021年8月",
    "二〇二〇年九月至二〇二一年八月": "2020年9月-2021年8月",
    "2020年9月-2021年8月（12个月）": "2020年9月-2021年8月",
    "2020年9月至2021年8月，共12个月": "2020年9月-2021年8月",
    "2024年1月至2026年12月": "2024年1月-2026年12月",
    "2021.1-2021.12": "2021年1月-2021年12月",
    "2020年1-12月": "2020年1月-2020年12月",
    "2020年9月1日—9月30日": "2020年9月-2020年9月",
    "2020.9-12": "2020年9月-2020年12月",
    "2026–2027年": "2026年1月-2027年12月",
    "2016年-2021年": "2016年1月-2021年12月",
    "2020-2021年度": "2020年1月-2021年12月",
    "2023年": "2023年1月-2023年12月",
    "2023年度": "2023年1月-2023年12月",
    "2023": "2023年1月-2023年12月",
    "２０２３年全年": "2023年1月-2023年12月",
    "2020年9月": "2020年9月-2020年9月",
    "长期": "长期",
    "长期实施": "长期",
    "2020年起": "2020年1月起",
    "2020年9月-长期": "2020年9月起",
    "2020年至今": "2020年1月起",
}

NO_PERIODS = ["", "一年", "3年", "跨年度", "2020-", "2020年13月-2021年8月", "9月-8月", "待定"]

_95 = Value("≥", Decimal(95), "%")
VALUES = {
    "≥95%": _95,
    ">=95%": _95,
    "≧ 95 %": _95,
    "≥９５％": _95,
    "大于等于95%": _95,
    "不低于95%": _95,
    "95%以上": _95,
    "95%（含）以上": _95,
    "达到95%以上": _95,
    "≥95百分比": _95,
    "≥95.00(%)": _95,
    "不少于百分之九十五": _95,
    "大于等于95": Value("≥", Decimal(95)),
    "95%": Value("", Decimal(95), "%"),
    "=100.00(%)": Value("=", Decimal(100), "%"),
    "＝100%": Value("=", Decimal(100), "%"),
    "100.00(%)": Value("", Decimal(100), "%"),
    "≥100百分比": Value("≥", Decimal(100), "%"),
    "100%（按期）": Value("", Decimal(100), "%", "(按期)"),
    "超95%": Value(">", Decimal(95), "%"),
    "低于5%": Value("<", Decimal(5), "%"),
    "95.5％": Value("", Decimal("95.5"), "%"),
    "90%-95%": Value("", Decimal(90), "%", upper=Decimal(95)),
    "90—95%": Value("", Decimal(90), "%", upper=Decimal(95)),
    "40": Value("", Decimal(40)),
    "40个": Value("", Decimal(40), "个"),
    "四十个": Value("", Decimal(40), "个"),
    "约40个": Value("", Decimal(40), "个", about=True),
    "40余个": Value("", Decimal(40), "个", about=True),
    "40个左右": Value("", Decimal(40), "个", about=True),
    "0起": Value("", Decimal(0), "起"),
    "2km": Value("", Decimal(2), "km"),
    "20平方米": Value("", Decimal(20), "平方米"),
    "３００㎡": Value("", Decimal(300), "m2"),
    ">=60000人": Value("≥", Decimal(60000), "人"),
    "≥60,000人": Value("≥", Decimal(60000), "人"),
    "≥３万人次": Value("≥", Decimal(3), "万人次"),
    "≥1人/年": Value("≥", Decimal(1), "人/年"),
    "每年1次": Value("", Decimal(1), "次", "每年"),
    "每年不少于2次": Value("≥", Decimal(2), "次", "每年"),
    "3-5天": Value("", Decimal(3), "天", upper=Decimal(5)),
    "3至5天": Value("", Decimal(3), "天", upper=Decimal(5)),
    "5—10年": Value("", Decimal(5), "年", upper=Decimal(10)),
    "30日内": Value("≤", Decimal(30), "日"),
    "≤24小时": Value("≤", Decimal(24), "小时"),
    "5个工作日以内": Value("≤", Decimal(5), "个工作日"),
    "5万元/个": Value("", Decimal(5), "万元/个"),
    "≤5万元/个": Value("≤", Decimal(5), "万元/个"),
    "<=475元/亩": Value("≤", Decimal(475), "元/亩"),
    ">=2.61万元": Value("≥", Decimal("2.61"), "万元"),
    "不超过60万元": Value("≤", Decimal(60), "万元"),
    "控制在60万元以内": Value("≤", Decimal(60), "万元"),
    "60万元以下": Value("≤", Decimal(60), "万元"),
    "60万元以下（不含）": Value("<", Decimal(60), "万元"),
    "≥": Value("≥"),
    "≧ %": Value("≥", unit="%"),
    "公里": Value(words="公里"),
    "优": Value(words="优"),
    "≥优": Value("≥", words="优"),
    "定性": Value(words="定性"),
    "显著提升": Value(words="显著提升"),
    "全部完成": Value(words="全部完成"),
    "每年更新": Value(words="每年更新"),
    "一批": Value(words="一批"),
    "一般": Value(words="一般"),
    "2020年11月底": Value(words="2020年11月底"),
    "2020年": Value(words="2020年"),
    "11月前": Value(words="11月前"),
    "40个、13场": Value(words="40个、13场"),
    "200人5场": Value(words="200人5场"),
    "新建水泥路1条": Value(words="新建水泥路1条"),
    "": Value(),
}

LEVELS = {
    "产出指标": "产出指标",
    "产出": "产出指标",
    "产 出 指 标": "产出指标",
    "产\n出\n指\n标": "产出指标",
    "效益": "效益指标",
    "满意度": "满意度指标",
    "成　本　指　标": "成本指标",
}

LEVELS2 = {
    "数量": "数量指标",
    "数量指标": "数量指标",
    "经济效益\n指标": "经济效益指标",
    "可持续影响": "可持续影响指标",
    "服务对象满意度": "服务对象满意度指标",
    "社会公众或服务对象满意度": "社会公众或服务对象满意度指标",
}


@pytest.mark.parametrize(("typed", "meant"), DATES.items())
def test_dates(typed: str, meant: str) -> None:
    date = parse_date(typed)
    assert date
    assert format_date(date) == meant


@pytest.mark.parametrize("typed", NO_DATES)
def test_no_dates(typed: str) -> None:
    assert parse_date(typed) is None


@pytest.mark.parametrize(("typed", "meant"), PERIODS.items())
def test_periods(typed: str, meant: str) -> None:
    period = parse_period(typed)
    assert period
    assert format_period(period) == meant


@pytest.mark.parametrize("typed", NO_PERIODS)
def test_no_periods(typed: str) -> None:
    assert parse_period(typed) is None


@pytest.mark.parametrize(("typed", "meant"), VALUES.items())
def test_indicator_values(typed: str, meant: Value) -> None:
    assert parse_indicator_value(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), LEVELS.items())
def test_first_levels(typed: str, meant: str) -> None:
    assert normalise_level1(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), LEVELS2.items())
def test_second_levels(typed: str, meant: str) -> None:
    assert normalise_level2(typed) == meant
