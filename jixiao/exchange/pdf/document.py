"""PDFs after LibreOffice: their titles, the same bytes from the same run, and many of them bound to a book.

LibreOffice writes into a PDF when it made it, and an identifier drawn from that; both are left out here.  What stays is
the number it gives its Type 1 fonts, counted from its start: a form's PDF may differ in it between two runs that hold
different forms.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, IndirectObject, NameObject, TextStringObject

from ..errors import PdfError
from ..papers.form_making import Heading

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
    pages, papers = [], []
    for path, heading in pdfs:
        pages.append(len(writer.pages))
        source = _append(writer, io.BytesIO(path.read_bytes()))
        papers.append((heading, source.get("/Title", heading.project)))
    _add_bookmarks(writer, _bookmark_paths(papers), pages)
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


def _bookmark_paths(papers: Sequence[tuple[Heading, str]]) -> list[tuple[str, ...]]:
    """The bookmark of each paper, below those of its year and unit where there are several.

    It is the project's name, or the paper's own title where a project has more than one paper.
    """
    papers_of = Counter(heading for heading, _ in papers)
    several_years = len({heading.year for heading in papers_of}) > 1
    several_units = len({heading.unit for heading in papers_of}) > 1
    return [
        (
            *((f"{heading.year}年度",) if several_years else ()),
            *((heading.unit,) if several_units else ()),
            heading.project if papers_of[heading] == 1 else title,
        )
        for heading, title in papers
    ]


def _add_bookmarks(writer: PdfWriter, paths: Sequence[tuple[str, ...]], pages: Sequence[int]) -> None:
    groups: dict[tuple[str, ...], IndirectObject | None] = {(): None}
    for path, page in zip(paths, pages, strict=True):
        for depth in range(1, len(path)):
            if path[:depth] not in groups:
                above = groups[path[: depth - 1]]
                groups[path[:depth]] = writer.add_outline_item(title=path[depth - 1], page_number=page, parent=above)
        writer.add_outline_item(title=path[-1], page_number=page, parent=groups[path[:-1]])


def _written(writer: PdfWriter, properties: dict[str, str]) -> bytes:
    kept = {name: properties[name] for name in ("/Title", "/Author", "/Producer") if properties.get(name)}
    writer.metadata = kept | {"/Creator": _CREATOR}
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    writer.create_viewer_preferences()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
