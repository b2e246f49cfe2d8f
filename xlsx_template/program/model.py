"""What a template is compiled to: for every sheet a Jinja program and the rows it may emit.  Immutable, made once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Template as JinjaTemplate

from xlsx_template.formula.formulas import Formula
from xlsx_template.formula.reference import Area
from xlsx_template.layout import TextStyle, text_height
from xlsx_template.sheet.page_setup import PageSetup
from xlsx_template.sheet.worksheet import CellValue, Sheet

if TYPE_CHECKING:
    from xlsx_template.program.tables import Table

MAX_KNOWN_TEXTS = 1_000  # per cell of a template
MAX_KNOWN_LENGTH = 24

Pieces = tuple[str, ...]
"""XML around a row number: ``number.join(pieces)`` is the XML for that row."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A ``{% for %}`` over rows; ``first_row`` and ``last_row`` are those of its tags in the template."""

    id: int
    parent: Loop | None
    first_row: int
    last_row: int

    def holds(self, first: int, last: int) -> bool:
        """Whether both template rows lie within the loop."""
        return self.first_row <= first and last <= self.last_row


class Heights(dict[str, float]):
    """The row heights in points that texts need in one room.  Short texts, which forms share, are measured once."""

    __slots__ = ("_style", "_width")

    def __init__(self, width: float, style: TextStyle) -> None:
        super().__init__()
        self._width = width
        self._style = style

    def __missing__(self, text: str) -> float:
        height = text_height(text, self._width, self._style)
        if len(text) <= MAX_KNOWN_LENGTH and len(self) < MAX_KNOWN_TEXTS:
            self[text] = height
        return height


@dataclass(frozen=True)
class Face:
    """The room a text has: ``width`` in points of its (merged) cell, and how it is set."""

    width: float
    style: TextStyle

    @cached_property
    def heights(self) -> Heights:
        """What texts need here, by the text."""
        return Heights(self.width, self.style)

    def need(self, text: str) -> float:
        """The row height in points that a text needs here."""
        return self.heights[text]


@dataclass(frozen=True, slots=True)
class DynamicCell:
    """A cell whose XML is made anew for every form.

    It shows the value of its row that ``value_index`` says, its place among the row's cells, which all have one; a cell
    without a ``value_index`` has None there and shows something else: ``constant`` is the text left where only
    statements were taken out; else it is a formula, with the cells it fills (``array``) or the group it shares its text
    with.  ``last_column`` is the right end of its merge in the template.  ``runs`` are the properties of the runs of a
    rich text, whose marks its value holds.
    """

    column: int
    last_column: int
    style: int
    start: (
        str  # `<c r="C` where the cell is written as a whole, "" where the row has its start tag up to the row number
    )
    head: str  # what follows the row number: `" s="5"` and what other attributes it has
    attributes: str
    text_head: str  # with the start of an inline string; "" where the cell holds no plain text
    empty: str  # of a cell without content; "" where it has one without a value
    face: Face
    value_index: int | None = None
    constant: str | None = None
    formula: Formula | None = None
    formula_text: str = ""  # as the template has it, the references in capital letters
    formula_opening: str = ""
    array: Area | None = None
    shared_group: str = ""
    original: Pieces = ()
    cached: CellValue | None = None
    runs: tuple[str, ...] = ()
    is_tall: bool = False  # the anchor of a merge over several template rows


class Measured(NamedTuple):
    """A cell with a value that its own row must be high enough for: the value's place, and what texts need in it."""

    value_index: int
    heights: Heights | None  # None where a text has marks of runs, which take no room
    cell: DynamicCell


@dataclass(frozen=True, slots=True)
class RowProgram:
    """A template row, or ``span`` rows in a row that the part does not mention (then ``opening`` is empty).

    ``as_is`` and ``fitted`` are the row's XML with the height of the template and with another one, around the row
    number; ``%s`` stands for that height, and in each of ``cells`` for what follows the row number, or for all of it.
    ``height`` is what the template gives in points (None: the default); ``minimum`` is that or what its constant texts
    need, for all its rows together.
    """

    number: int
    span: int = 1
    loop: Loop | None = None
    opening: Pieces = ()
    bare_opening: Pieces = ()
    closing: str = ""
    as_is: Pieces = ()
    fitted: Pieces = ()
    cells: tuple[DynamicCell, ...] = ()
    measured: tuple[Measured, ...] = ()
    blank: Pieces = ()
    columns: tuple[int, ...] = ()
    merges: tuple[tuple[int, int], ...] = ()
    merge_names: Pieces = ()  # of its merges, a blank between them, around the row number
    formulas: tuple[DynamicCell, ...] = ()  # the cells that hold one of the template's
    no_values: tuple[None, ...] = ()  # for a row whose cells show none
    height: float | None = None
    minimum: float = 0.0
    is_hidden: bool = False
    kept_height: float = math.inf  # in points: a row that needs no more is left as it is
    printed: tuple[float, ...] = ()  # the heights in points of its rows as they are
    static_values: dict[int, CellValue] = field(default_factory=dict)

    @property
    def may_grow(self) -> bool:
        """Whether its height may be another one: not that of a hidden row or of one that the part does not mention."""
        return bool(self.opening) and not self.is_hidden


@dataclass(frozen=True, slots=True)
class TallMerge:
    """A merge of the template over several rows; ``loop`` is the innermost loop that holds all of them."""

    area: Area
    loop: Loop | None
    text: str | None = None  # the anchor's constant text; None where it is dynamic or empty
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class SheetProgram:
    """A compiled sheet; ``jinja`` is None where the sheet has no tags, and its rows come out as they are."""

    sheet: Sheet
    rows: tuple[RowProgram, ...]
    tall_merges: tuple[TallMerge, ...]
    jinja: JinjaTemplate | None
    cells_by_line: tuple[str | None, ...] = ()
    loops: tuple[Loop, ...] = ()
    default_height: float = 15.0
    page: PageSetup | None = None
    tables: tuple[Table, ...] = ()

    def cell_at(self, line: int) -> str | None:
        """The cell whose tag stands in that line (1-based) of the Jinja program."""
        return self.cells_by_line[line - 1] if 0 < line <= len(self.cells_by_line) else None


@dataclass(frozen=True, slots=True)
class Slice:
    """One of the rows of a template row with a text that no page takes, each on a page of its own.

    The first one (``offset`` 0) holds all values of the row, of its long texts the first pieces.  ``height`` is in
    points; ``columns`` are those of the row's texts.
    """

    offset: int
    height: float
    columns: frozenset[int]


@dataclass(slots=True)
class Instance:
    """A row that a form has: which program row it comes from, its values, and the iteration it belongs to.

    Not frozen, because that takes three times as long to make, but never changed.
    """

    index: int
    values: tuple[Any, ...]
    iteration: Iteration | None
    is_blank: bool = False  # nothing but the styles of its cells
    slice: Slice | None = None

    @property
    def goes_on(self) -> bool:
        """Whether its row goes on with the texts of the one above."""
        return self.slice is not None and self.slice.offset > 0


@dataclass(slots=True, eq=False)
class Iteration:
    """One round of a loop: the instances ``start`` to ``end`` (exclusive) belong to it."""

    loop: Loop
    parent: Iteration | None
    start: int
    end: int = 0


class Merge(NamedTuple):
    """A merged area of the form; ``first`` and ``last`` are instances, 0-based, ``left`` and ``right`` columns.

    ``need`` is the height in points of its text.
    """

    first: int
    last: int
    left: int
    right: int
    need: float = 0.0
