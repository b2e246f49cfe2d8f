"""A declaration as immutable values: Project and its parts.

Labels are the form's own (see ``fields``); ``reading.read_project({"项目名称": "…"})`` is the way in and
``labelled.as_record`` the way back.  A Project may lack what the form needs: ``refusals`` says so.
"""

from decimal import Decimal
from typing import Annotated

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
)
from .labelled import Many, One, Value, labelled
from .money import AmountError, parse_amount
from .taxonomy import normalise_level1, normalise_level2
from .values import read_amount, read_code, read_percent, read_points, read_text, read_year


def _read_level1(typed: object) -> str:
    return normalise_level1(read_text(typed))


def _read_level2(typed: object) -> str:
    return normalise_level2(read_text(typed))


_TEXT, _NUMBER = ("string", "number"), ("number", "string")
Text = Annotated[str, Value(read_text, _TEXT)]
Code = Annotated[str, Value(read_code, _TEXT)]
Level1 = Annotated[str, Value(_read_level1, _TEXT)]
Level2 = Annotated[str, Value(_read_level2, _TEXT)]
Year = Annotated[int | None, Value(read_year, ("integer", "string"))]
Amount = Annotated[Decimal | None, Value(read_amount, _NUMBER)]
Points = Annotated[Decimal | None, Value(read_points, _NUMBER)]
Percent = Annotated[Decimal | None, Value(read_percent, _NUMBER)]


@labelled(AMOUNT_FIELDS)
class FundingSide:
    """The amounts of one side in 万元; None where blank."""

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


@labelled(mid_term=MID_TERM, annual=ANNUAL)
class Funding:
    """资金: the mid-term and the annual side."""

    mid_term: Annotated[FundingSide, One(FundingSide)] = FundingSide()
    annual: Annotated[FundingSide, One(FundingSide)] = FundingSide()


@labelled(GOAL_FIELDS)
class Goals:
    """总体目标: one text a side."""

    mid_term: Text = ""
    annual: Text = ""


@labelled(INDICATOR_FIELDS)
class Indicator:
    """One row of 绩效指标; ``annual_name`` only where the annual side calls it otherwise."""

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


@labelled(ALLOCATION_FIELDS)
class Allocation:
    """One line of 资金安排; the amount as typed ("200000元")."""

    item: Text = ""
    amount: Text = ""

    @property
    def amount_value(self) -> Decimal | None:
        """The amount in 万元; None where it is blank or cannot be read."""
        try:
            return parse_amount(self.amount)
        except AmountError:
            return None


@labelled(NARRATIVE_FIELDS, allocations=ALLOCATIONS)
class Narrative:
    """项目文本: sections 一 to 八 of the prose."""

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
    allocations: Annotated[tuple[Allocation, ...], Many(Allocation)] = ()
    plan: Text = ""
    effect: Text = ""


@labelled(EXECUTION_AMOUNT_FIELDS)
class ExecutionAmounts:
    """What was granted and spent of one kind of money, in 万元."""

    initial: Amount = None
    budget: Amount = None
    to_july: Amount = None
    expected: Amount = None
    spent: Amount = None

    @property
    def is_blank(self) -> bool:
        """True where no amount is filled in."""
        return all(getattr(self, field.attribute) is None for field in EXECUTION_AMOUNT_FIELDS)


@labelled((), **{attribute: label for label, attribute in EXECUTION_FUNDS})
class ExecutionFunding:
    """资金 of 执行情况: the total and the three kinds of money it is made of."""

    total: Annotated[ExecutionAmounts, One(ExecutionAmounts)] = ExecutionAmounts()
    fiscal: Annotated[ExecutionAmounts, One(ExecutionAmounts)] = ExecutionAmounts()
    carried_over: Annotated[ExecutionAmounts, One(ExecutionAmounts)] = ExecutionAmounts()
    other: Annotated[ExecutionAmounts, One(ExecutionAmounts)] = ExecutionAmounts()


@labelled(RESULT_FIELDS)
class Result:
    """What became of one indicator, found by the name it has on the annual side; ``share`` in per cent."""

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


@labelled(EXECUTION_FIELDS, funding=FUNDING, results=INDICATORS)
class Execution:
    """执行情况: what was spent and reached in the year."""

    funding: Annotated[ExecutionFunding, One(ExecutionFunding)] = ExecutionFunding()
    goal_result: Text = ""
    results: Annotated[tuple[Result, ...], Many(Result)] = ()


@labelled(PAST_INDICATOR_FIELDS)
class PastIndicator:
    """What was filed for an indicator on the annual side of an earlier year."""

    level1: Level1 = ""
    level2: Level2 = ""
    name: Text = ""
    annual_value: Text = ""


@labelled(PAST_YEAR_FIELDS, funding=FUNDING, indicators=INDICATORS)
class PastYear:
    """One entry of 历年: the annual money and values of an earlier year."""

    year: Year = None
    funding: Annotated[FundingSide, One(FundingSide)] = FundingSide()
    indicators: Annotated[tuple[PastIndicator, ...], Many(PastIndicator)] = ()


@labelled(
    PROJECT_FIELDS,
    funding=FUNDING,
    goals=GOALS,
    indicators=INDICATORS,
    narrative=NARRATIVE,
    execution=EXECUTION,
    history=HISTORY,
)
class Project:
    """One project: everything the form and the prose print, and ``history``, what was filed for it in earlier years."""

    year: Year = None
    name: Text = ""
    department: Text = ""
    department_code: Code = ""
    unit: Text = ""
    nature: Text = ""
    period: Text = ""
    overview: Text = ""
    basis: Text = ""
    funding: Annotated[Funding, One(Funding)] = Funding()
    goals: Annotated[Goals, One(Goals)] = Goals()
    indicators: Annotated[tuple[Indicator, ...], Many(Indicator)] = ()
    measures: Text = ""
    budget_note: Text = ""
    head: Text = ""
    filler: Text = ""
    filled_on: Text = ""
    narrative: Annotated[Narrative, One(Narrative)] = Narrative()
    execution: Annotated[Execution, One(Execution)] = Execution()
    history: Annotated[tuple[PastYear, ...], Many(PastYear)] = ()
