"""A declaration as immutable values: Project and its parts.

Labels are the aliases (see ``fields``), so ``Project.model_validate({"项目名称": "…"})`` is the way in.  A Project may
lack what the form needs: ``refusals`` says so.  The model refuses only what it cannot read.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from .fields import (
    ALLOCATION_FIELDS,
    ALLOCATIONS,
    AMOUNT_FIELDS,
    ANNUAL,
    EXECUTION,
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    EXECUTION_FUNDS,
    FUNDING,
    GOAL_FIELDS,
    GOALS,
    HISTORY,
    INDICATOR_FIELDS,
    INDICATORS,
    MID_TERM,
    NARRATIVE,
    NARRATIVE_FIELDS,
    PAST_INDICATOR_FIELDS,
    PAST_YEAR_FIELDS,
    PROJECT_FIELDS,
    RESULT_FIELDS,
    Field,
)
from .money import AmountError, parse_amount
from .taxonomy import normalise_level1, normalise_level2
from .values import is_blank, read_amount, read_code, read_percent, read_points, read_text, read_year


def _labelled(fields: tuple[Field, ...], **groups: str) -> ConfigDict:
    """The settings every model shares, with the labels of its fields as aliases and, in the schema, as titles."""
    labels = {field.attribute: field.label for field in fields} | groups
    return ConfigDict(
        frozen=True, extra="forbid", alias_generator=labels.__getitem__, json_schema_extra=_name_by_labels
    )


def _name_by_labels(schema: dict[str, Any]) -> None:
    """Names each property by its label; the rest is said by ``schema``."""
    schema.pop("title", None)
    schema.pop("description", None)
    for label, entry in schema["properties"].items():
        entry["title"] = label


def _read_level1(typed: object) -> str:
    return normalise_level1(read_text(typed))


def _read_level2(typed: object) -> str:
    return normalise_level2(read_text(typed))


def _read_group(typed: object) -> object:
    return {} if is_blank(typed) else typed


def _read_list(typed: object) -> object:
    return () if is_blank(typed) else typed


_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number", "null"]})
Text = Annotated[str, BeforeValidator(read_text), _TEXT_SCHEMA]
Code = Annotated[str, BeforeValidator(read_code), _TEXT_SCHEMA]
Level1 = Annotated[str, BeforeValidator(_read_level1), _TEXT_SCHEMA]
Level2 = Annotated[str, BeforeValidator(_read_level2), _TEXT_SCHEMA]
Year = Annotated[int | None, BeforeValidator(read_year), WithJsonSchema({"type": ["integer", "string", "null"]})]
_NUMBER_SCHEMA = WithJsonSchema({"type": ["number", "string", "null"]})
Amount = Annotated[Decimal | None, BeforeValidator(read_amount), _NUMBER_SCHEMA]
Points = Annotated[Decimal | None, BeforeValidator(read_points), _NUMBER_SCHEMA]
Percent = Annotated[Decimal | None, BeforeValidator(read_percent), _NUMBER_SCHEMA]


class FundingSide(BaseModel):
    """The amounts of one side in 万元; None where blank."""

    model_config = _labelled(AMOUNT_FIELDS)

    total: Amount = None
    central: Amount = None
    provincial: Amount = None
    municipal: Amount = None
    county: Amount = None
    other: Amount = None

    @property
    def sources(self) -> tuple[Decimal, ...]:
        """The sources that are filled in, in the order of the form; zeros count as filled in."""
        sources = (self.central, self.provincial, self.municipal, self.county, self.other)
        return tuple(amount for amount in sources if amount is not None)

    @property
    def fiscal(self) -> Decimal | None:
        """财政拨款: what the four levels of government give together; None where none is filled in."""
        given = [one for one in (self.central, self.provincial, self.municipal, self.county) if one is not None]
        return sum(given, Decimal(0)) if given else None

    @property
    def is_blank(self) -> bool:
        """True where neither the total nor a source is filled in."""
        return self.total is None and not self.sources


class Funding(BaseModel):
    """资金: the mid-term and the annual side."""

    model_config = _labelled((), mid_term=MID_TERM, annual=ANNUAL)

    mid_term: Annotated[FundingSide, BeforeValidator(_read_group)] = FundingSide()
    annual: Annotated[FundingSide, BeforeValidator(_read_group)] = FundingSide()


class Goals(BaseModel):
    """总体目标: one text a side."""

    model_config = _labelled(GOAL_FIELDS)

    mid_term: Text = ""
    annual: Text = ""


class Indicator(BaseModel):
    """One row of 绩效指标; ``annual_name`` only where the annual side calls it otherwise."""

    model_config = _labelled(INDICATOR_FIELDS)

    level1: Level1 = ""
    level2: Level2 = ""
    name: Text = ""
    mid_term_value: Text = ""
    annual_value: Text = ""
    annual_name: Text = ""

    @property
    def is_blank(self) -> bool:
        """True where the clerk left the whole row empty, its levels apart."""
        return not (self.name or self.annual_name or self.mid_term_value or self.annual_value)


class Allocation(BaseModel):
    """One line of 资金安排; the amount as typed ("200000元")."""

    model_config = _labelled(ALLOCATION_FIELDS)

    item: Text = ""
    amount: Text = ""

    @property
    def amount_value(self) -> Decimal | None:
        """The amount in 万元; None where it is blank or cannot be read."""
        try:
            return parse_amount(self.amount)
        except AmountError:
            return None


class Narrative(BaseModel):
    """项目文本: sections 一 to 八 of the prose."""

    model_config = _labelled(NARRATIVE_FIELDS, allocations=ALLOCATIONS)

    title: Text = ""
    name: Text = ""
    basis: Text = ""
    unit: Text = ""
    organisation_code: Code = ""
    address: Text = ""
    telephone: Text = ""
    legal_representative: Text = ""
    funding_source: Text = ""
    unit_profile: Text = ""
    overview: Text = ""
    content: Text = ""
    allocations: Annotated[tuple[Allocation, ...], BeforeValidator(_read_list)] = ()
    plan: Text = ""
    effect: Text = ""


class ExecutionAmounts(BaseModel):
    """What was granted and spent of one kind of money, in 万元."""

    model_config = _labelled(EXECUTION_AMOUNT_FIELDS)

    initial: Amount = None
    budget: Amount = None
    to_july: Amount = None
    expected: Amount = None
    spent: Amount = None

    @property
    def is_blank(self) -> bool:
        """True where no amount is filled in."""
        return all(getattr(self, field.attribute) is None for field in EXECUTION_AMOUNT_FIELDS)


class ExecutionFunding(BaseModel):
    """资金 of 执行情况: the total and the three kinds of money it is made of."""

    model_config = _labelled((), **{attribute: label for label, attribute in EXECUTION_FUNDS})

    total: Annotated[ExecutionAmounts, BeforeValidator(_read_group)] = ExecutionAmounts()
    fiscal: Annotated[ExecutionAmounts, BeforeValidator(_read_group)] = ExecutionAmounts()
    carried_over: Annotated[ExecutionAmounts, BeforeValidator(_read_group)] = ExecutionAmounts()
    other: Annotated[ExecutionAmounts, BeforeValidator(_read_group)] = ExecutionAmounts()


class Result(BaseModel):
    """What became of one indicator, found by the name it has on the annual side; ``share`` in per cent."""

    model_config = _labelled(RESULT_FIELDS)

    name: Text = ""
    to_july: Text = ""
    expected: Text = ""
    reason: Text = ""
    explanation: Text = ""
    likelihood: Text = ""
    actual: Text = ""
    share: Percent = None
    weight: Points = None
    improvement: Text = ""
    remark: Text = ""


class Execution(BaseModel):
    """执行情况: what was spent and reached in the year."""

    model_config = _labelled(EXECUTION_FIELDS, funding=FUNDING, results=INDICATORS)

    funding: Annotated[ExecutionFunding, BeforeValidator(_read_group)] = ExecutionFunding()
    goal_result: Text = ""
    results: Annotated[tuple[Result, ...], BeforeValidator(_read_list)] = ()


class PastIndicator(BaseModel):
    """What was filed for an indicator on the annual side of an earlier year."""

    model_config = _labelled(PAST_INDICATOR_FIELDS)

    level1: Level1 = ""
    level2: Level2 = ""
    name: Text = ""
    annual_value: Text = ""


class PastYear(BaseModel):
    """One entry of 历年: the annual money and values of an earlier year."""

    model_config = _labelled(PAST_YEAR_FIELDS, funding=FUNDING, indicators=INDICATORS)

    year: Year = None
    funding: Annotated[FundingSide, BeforeValidator(_read_group)] = FundingSide()
    indicators: Annotated[tuple[PastIndicator, ...], BeforeValidator(_read_list)] = ()


class Project(BaseModel):
    """One project: everything the form and the prose print, and ``history``, what was filed for it in earlier years."""

    model_config = _labelled(
        PROJECT_FIELDS,
        funding=FUNDING,
        goals=GOALS,
        indicators=INDICATORS,
        narrative=NARRATIVE,
        execution=EXECUTION,
        history=HISTORY,
    )

    year: Year = None
    name: Text = ""
    department: Text = ""
    department_code: Code = ""
    unit: Text = ""
    nature: Text = ""
    period: Text = ""
    overview: Text = ""
    basis: Text = ""
    funding: Annotated[Funding, BeforeValidator(_read_group)] = Funding()
    goals: Annotated[Goals, BeforeValidator(_read_group)] = Goals()
    indicators: Annotated[tuple[Indicator, ...], BeforeValidator(_read_list)] = ()
    measures: Text = ""
    budget_note: Text = ""
    head: Text = ""
    filler: Text = ""
    filled_on: Text = ""
    narrative: Annotated[Narrative, BeforeValidator(_read_group)] = Narrative()
    execution: Annotated[Execution, BeforeValidator(_read_group)] = Execution()
    history: Annotated[tuple[PastYear, ...], BeforeValidator(_read_list)] = ()
