"""A 指标值 in the three columns of the forms since 2021: 指标性质 | 指标值 | 度量单位."""

from __future__ import annotations

from decimal import Decimal

from ..indicator_values import Value, parse_indicator_value

QUALITATIVE = "定性"
QUANTITATIVE = "定量"
#: For what is a number and more than sign, number and unit; code 9 of the finance system's 计算符号.
_OTHER = "定量（其他）"


def value_parts(typed: str) -> dict[str, str | Decimal | None]:
    """The columns: ``{"指标性质": "≥", "指标值": Decimal(95), "度量单位": "%", "指标属性": "定量"}`` for "≥95%".

    A number without a sign is meant exactly (＝).  A text that is more than sign, number and unit ("约3-5天") stands
    whole in 指标值.  All four are blank for a blank value.
    """
    value = parse_indicator_value(typed)
    if not typed:
        return _parts("", None, "", "")
    if value.number is None:
        return _parts(QUALITATIVE, typed, "", QUALITATIVE)
    if _is_more(value):
        return _parts(_OTHER, typed, "", QUANTITATIVE)
    return _parts((value.sign or "=").replace("=", "＝"), value.number, value.unit, QUANTITATIVE)


def _is_more(value: Value) -> bool:
    return bool(value.upper is not None or value.about or value.words)


def _parts(sign: str, number: str | Decimal | None, unit: str, kind: str) -> dict[str, str | Decimal | None]:
    return {"指标性质": sign, "指标值": number, "度量单位": unit, "指标属性": kind}
