"""Copies of data workbooks with every cell in question coloured and commented, and a list to go by.

    files     which copy a data file gets, and writing it
    notes     findings by cell: one colour and one comment each
    workbook  the parts of the copy
    cells, styles, comments, boxes, listing   one kind of part each

The copy is the clerk's own workbook with a few parts changed, never one written anew: openpyxl would drop the results
of formulas, shapes, form controls and what WPS and Excel keep in extensions (drop-downs on other sheets among them).
"""

from .files import Marked, mark_files

__all__ = ["Marked", "mark_files"]
