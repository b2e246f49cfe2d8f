"""PDFs after LibreOffice: their titles, the same bytes from the same run, and many of them bound to a book.

LibreOffice writes into a PDF when it made it, and an identifier drawn from that; both are left out here.  What stays is
the number it gives its Type 1 fonts, counted from its start: a form's PDF may differ in it between two runs that hold
different forms.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, IndirectObject, NameObject, TextStringObject

from .errors import PdfError
from .form_making import Heading

_CREATOR = "项目支出绩效目标申报表生成程序"


def titled(pdf: bytes, heading: Heading) -> bytes:
    """The PDF under the title of its project, form and year: "社会服务项目大赛 项目支出绩效目标申报表（2020年度）".

    The form's own title is that of the template's document properties.  Raises PdfError.
    """
    writer = PdfWriter()
    source = _append(writer, io.BytesIO(pdf))
    form = source.get("/Title", "")
    title = f"{heading.project} {form}".strip() + f"（{heading.year}年度）"
    return _written(writer, source | {"/Title": title, "/Author": heading.unit})


def bound(pdfs: Iterable[tuple[Path, Heading]], title: str) -> bytes:
    """All the PDFs in one, in order, with their projects as bookmarks, under year and unit where there are several.

    Raises OSError where one cannot be read, PdfError where it is no PDF.
    """
    writer = PdfWriter()
    source: dict[str, str] = {}
    starts = []
    for path, heading in pdfs:
        starts.append((len(writer.pages), heading))
        source = _append(writer, io.BytesIO(path.read_bytes()))
    _add_bookmarks(writer, starts)
    writer.page_mode = "/UseOutlines"
    return _written(writer, source | {"/Title": title, "/Author": ""})


def _append(writer: PdfWriter, pdf: io.BytesIO) -> dict[str, str]:
    """Adds the pages, and returns the document properties of the PDF that they came from."""
    try:
        reader = PdfReader(pdf)
        writer.append(reader, import_outline=False)
    except PyPdfError as error:
        raise PdfError(f"LibreOffice 写出的 PDF 读不出来（{error}）") from error
    return {name: str(value) for name, value in (reader.metadata or {}).items()}


def _add_bookmarks(writer: PdfWriter, starts: Sequence[tuple[int, Heading]]) -> None:
    """One bookmark a form at its first page; a level for years and one for units, where there is more than one."""
    several_years = len({heading.year for _, heading in starts}) > 1
    several_units = len({heading.unit for _, heading in starts}) > 1
    parents: dict[tuple[str, ...], IndirectObject | None] = {(): None}
    for page, heading in starts:
        path: tuple[str, ...] = ()
        for level in (f"{heading.year}年度" * several_years, heading.unit * several_units):
            if level:
                above, path = path, (*path, level)
                if path not in parents:
                    parents[path] = writer.add_outline_item(title=level, page_number=page, parent=parents[above])
        writer.add_outline_item(title=heading.project, page_number=page, parent=parents[path])


def _written(writer: PdfWriter, properties: dict[str, str]) -> bytes:
    kept = {name: properties[name] for name in ("/Title", "/Author", "/Producer") if properties.get(name)}
    writer.metadata = kept | {"/Creator": _CREATOR}
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    writer.create_viewer_preferences()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
