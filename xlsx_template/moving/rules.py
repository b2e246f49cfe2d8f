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
    AREA = "one area; the element goes where it is gone"
    VIEW = "an area of a view, which never goes"
    CELL = "a cell of a view, which never goes and stays one cell"
    SPLIT = "how many rows are frozen"
    TABLE = "the area of a table, whose header must stay"
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
    "sheetView": (("topLeftCell", Kind.CELL),),
    "pane": (("ySplit", Kind.SPLIT), ("topLeftCell", Kind.CELL)),
    "selection": (("activeCell", Kind.CELL), ("sqref", Kind.CELL)),
    "conditionalFormatting": (("sqref", Kind.AREAS),),
    "cfvo": (("val", Kind.ANCHORED),),
    "dataValidation": (("sqref", Kind.AREAS),),
    "hyperlink": (("ref", Kind.AREA), ("location", Kind.FORMULA)),
    "autoFilter": (("ref", Kind.AREA),),
    "sortState": (("ref", Kind.AREA),),
    "sortCondition": (("ref", Kind.AREA),),
    "protectedRange": (("sqref", Kind.AREAS),),
    "ignoredError": (("sqref", Kind.AREAS),),
    "cellWatch": (("r", Kind.AREA),),
    "inputCells": (("r", Kind.AREA),),
    "brk": (("id", Kind.BREAK),),
    "formula": (("", Kind.ANCHORED),),
    "formula1": (("", Kind.ANCHORED),),
    "formula2": (("", Kind.ANCHORED),),
    "f": (("", Kind.ANCHORED),),
    "sqref": (("", Kind.AREAS),),
    "row": (("", Kind.ROW),),
}
"""``f`` and ``sqref`` are those of the extension list, ``row`` that of a control's anchor; the cells are not here."""

SPARKLINE = ("sparkline", "f")
"""A sparkline's ``f`` names all its cells and is no formula relative to a cell."""

WORKBOOK: Rules = {"definedName": (("", Kind.FORMULA),)}

DRAWING: Rules = {"sp": (("textlink", Kind.FORMULA),)}

CHART: Rules = {
    "f": (("", Kind.FORMULA),),
    "numCache": (("", Kind.STALE),),
    "strCache": (("", Kind.STALE),),
    "multiLvlStrCache": (("", Kind.STALE),),
}

COMMENTS: Rules = {"comment": (("ref", Kind.AREA),)}

THREADED_COMMENTS: Rules = {"threadedComment": (("ref", Kind.AREA),)}

VML: Rules = {
    "Row": (("", Kind.ROW),),
    "Anchor": (("", Kind.VML_ANCHOR),),
    "FmlaLink": (("", Kind.FORMULA),),
    "FmlaRange": (("", Kind.FORMULA),),
}

TABLE: Rules = {
    "table": (("ref", Kind.TABLE),),
    "autoFilter": (("ref", Kind.VIEW),),
    "sortState": (("ref", Kind.AREA),),
    "sortCondition": (("ref", Kind.AREA),),
    "calculatedColumnFormula": (("", Kind.ANCHORED),),
    "totalsRowFormula": (("", Kind.FORMULA),),
}

PIVOT_TABLE: Rules = {"location": (("ref", Kind.VIEW),)}

PIVOT_SOURCE: Rules = {"worksheetSource": (("ref", Kind.VIEW),)}

CONTROL: Rules = {"formControlPr": (("fmlaLink", Kind.FORMULA), ("fmlaRange", Kind.FORMULA))}

OF_SHEET: dict[str, Rules] = {
    "drawing": DRAWING,
    "comments": COMMENTS,
    "threadedComment": THREADED_COMMENTS,
    "vmlDrawing": VML,
    "table": TABLE,
    "pivotTable": PIVOT_TABLE,
    "ctrlProp": CONTROL,
}
"""The rules of the parts a worksheet is related to, by the kind of the relationship."""

OF_DRAWING: dict[str, Rules] = {"chart": CHART, "chartEx": CHART}

UNMOVED = frozenset(["colBreaks", "sheetData"])
"""Elements in which nothing moves with rows, or which are written elsewhere."""

COUNTED = frozenset(
    """
    dataValidations hyperlinks rowBreaks protectedRanges ignoredErrors cellWatches
    conditionalFormattings sparklines sparklineGroup sparklineGroups ext extLst
    """.split()
)
"""Elements that go when all their children are gone."""

NEEDED = frozenset(["sqref", "sparklines"])
"""Elements without which the one they stand in is nothing."""

IN_ROWS = {"hyperlink": "ref", "comment": "ref", "threadedComment": "ref"}
"""Elements that belong to a cell, with the attribute that names it: they come again where their row does."""

ONCE = frozenset(["threadedComment"])
"""Elements in rows that cannot come again, because others refer to their id."""
