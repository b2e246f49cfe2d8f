"""The macro by which LibreOffice turns papers into PDFs, as the Basic library of a profile.

Why not ``--convert-to`` alone: LibreOffice lays a workbook out without the Chinese rules for the start and end of a
line (no "，" at its start, no "（" at its end).  Neither the workbook nor a setting can ask for them; a macro can.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

#: What LibreOffice is started with to run the macro.
MACRO_URL = "macro:///Standard.Forms.Convert"

_BASIC = """Sub Convert
  On Error Resume Next
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim target(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  target(0).Name = "FilterName"
  For Each name In Split("{names}", " ")
    paper = Null
    paper = StarDesktop.loadComponentFromURL("{folder}/" & name, "_blank", 0, hidden())
    If Not IsNull(paper) Then
      target(0).Value = "writer_pdf_Export"
      If paper.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then
        paper.StyleFamilies.getByName("CellStyles").getByName("Default").ParaIsForbiddenRules = True
        target(0).Value = "calc_pdf_Export"
      End If
      paper.storeToURL("{folder}/" & Split(name, ".")(0) & ".pdf", target())
      paper.close(True)
    End If
  Next
  StarDesktop.terminate()
End Sub
"""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">
"""
_LIBRARIES = """<library:libraries xmlns:library="http://openoffice.org/2000/library" \
xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" \
xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>
"""
_LIBRARY = """<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" \
library:readonly="false" library:passwordprotected="false"><library:element library:name="Forms"/></library:library>
"""
_MODULE = """<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Forms" \
script:language="StarBasic">{0}</script:module>
"""


def write_macro(profile: Path, names: Sequence[str], folder: Path) -> None:
    """Adds the macro to a profile; it makes ``folder/0.pdf`` of a ``folder/0.xlsx`` or ``folder/0.docx``, in order.

    Names are plain ASCII without blanks.  The macro ends LibreOffice when it is done.
    """
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True)
    basic = _BASIC.format(names=" ".join(names), folder=folder.as_uri())
    files = {
        library.parent / "script.xlc": _HEAD.format("library:libraries", "libraries.dtd") + _LIBRARIES,
        library / "script.xlb": _HEAD.format("library:library", "library.dtd") + _LIBRARY,
        library / "Forms.xba": _HEAD.format("script:module", "module.dtd") + _MODULE.format(escape(basic)),
    }
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
