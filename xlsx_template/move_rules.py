"""Where references stand in the parts of a workbook: facts, no logic.

Each table maps an element's local name to its places.  A place is an attribute's name, or ``""`` for the text; its
kind says what is written there.  Sources: ECMA-376 part 1, 18.3 (worksheets), 18.2.5 (names), 18.5 (tables), 18.7
(comments), 20.5 (drawings), 21.2 (charts); part 4, 14 and 19.4 (VML); [MS-XLSX] 2.6 (``x14`` and ``xm``).
"""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What a place holds."""

    AREAS = "areas separated by blanks; the element goes where they are gone"
    VIEW = "areas of a view, which never goes"
    ANCHORED = "a formula relative to the first cell it applies to"
    FORMULA = "a formula, a name's or a series' reference"
    ROW = "a row, 0-based"
    BREAK = "the row above a page break"
    VML_ANCHOR = "left column, offset, top row, offset, right column, offset, bottom row, offset"
    STALE = "values that were read from cells"


Places = tuple[tuple[str, Kind], ...]
Rules = dict[str, Places]

SHEET: Rules = {
    "dimension": (("ref", Kind.VIEW),),
    "sheetView": (("topLeftCell", Kind.VIEW),),
    "pane": (("topLeftCell", Kind.VIEW),),
    "selection": (("activeCell", Kind.VIEW), ("sqref", Kind.VIEW)),
    "conditionalFormatting": (("sqref", Kind.AREAS),),
    "dataValidation": (("sqref", Kind.AREAS),),
    "hyperlink": (("ref", Kind.AREAS), ("location", Kind.ANCHORED)),
    "autoFilter": (("ref", Kind.AREAS),),
    "sortState": (("ref", Kind.AREAS),),
    "sortCondition": (("ref", Kind.AREAS),),
    "protectedRange": (("sqref", Kind.AREAS),),
    "ignoredError": (("sqref", Kind.AREAS),),
    "cellWatch": (("r", Kind.AREAS),),
    "inputCells": (("r", Kind.AREAS),),
    "brk": (("id", Kind.BREAK),),
    "formula": (("", Kind.ANCHORED),),
    "formula1": (("", Kind.ANCHORED),),
    "formula2": (("", Kind.ANCHORED),),
    "f": (("", Kind.ANCHORED),),
    "sqref": (("", Kind.AREAS),),
}
"""``f`` and ``sqref`` are those of the extension list; the formulas of cells are not looked for here."""

SPARKLINE_SOURCE = ("sparkline", "f")
"""A sparkline's ``f`` names all its cells and is no formula relative to a cell."""

WORKBOOK: Rules = {"definedName": (("", Kind.FORMULA),)}

DRAWING: Rules = {"row": (("", Kind.ROW),), "sp": (("textlink", Kind.FORMULA),)}

CHART: Rules = {
    "f": (("", Kind.FORMULA),),
    "numCache": (("", Kind.STALE),),
    "strCache": (("", Kind.STALE),),
    "multiLvlStrCache": (("", Kind.STALE),),
}

COMMENTS: Rules = {"comment": (("ref", Kind.AREAS),), "threadedComment": (("ref", Kind.AREAS),)}

VML: Rules = {"Row": (("", Kind.ROW),), "Anchor": (("", Kind.VML_ANCHOR),)}

TABLE: Rules = {
    "table": (("ref", Kind.VIEW),),
    "autoFilter": (("ref", Kind.VIEW),),
    "sortState": (("ref", Kind.AREAS),),
    "sortCondition": (("ref", Kind.AREAS),),
    "calculatedColumnFormula": (("", Kind.ANCHORED),),
    "totalsRowFormula": (("", Kind.FORMULA),),
}

PIVOT_SOURCE: Rules = {"worksheetSource": (("ref", Kind.VIEW),)}

OF_SHEET: dict[str, Rules] = {
    "drawing": DRAWING,
    "comments": COMMENTS,
    "threadedComment": COMMENTS,
    "vmlDrawing": VML,
    "table": TABLE,
}
"""The rules of the parts a worksheet is related to, by the kind of the relationship."""

OF_DRAWING: dict[str, Rules] = {"chart": CHART, "chartEx": CHART}

UNMOVED = frozenset(["colBreaks", "sheetData"])
"""Elements in which nothing moves with rows, or which are written elsewhere."""

COUNTED = frozenset(
    """
    dataValidations hyperlinks rowBreaks protectedRanges ignoredErrors cellWatches commentList
    conditionalFormattings sparklines sparklineGroup sparklineGroups ext extLst
    """.split()
)
"""Elements that go when all their children are gone."""
