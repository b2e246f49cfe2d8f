"""Pictures put into a package: media, drawings, and all that leads to them (ECMA-376 part 1, 20.5.2.25).

A sheet that has a drawing keeps it, the pictures come behind what is there.  Equal images are one part.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsx_template.images.formats import Image
from xlsx_template.images.pictures import PlacedPicture
from xlsx_template.package import markup
from xlsx_template.package.changes import PackageChanges
from xlsx_template.package.edits import spliced, with_children
from xlsx_template.package.markup import Element
from xlsx_template.package.workbook import Workbook, relationships
from xlsx_template.sheet.worksheet import Sheet

_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_BEHIND_DRAWING = (
    "legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst"
)
"""The elements before which ``drawing`` stands in a worksheet (ECMA-376 part 1, 18.3.1.99)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The namespaces of a workbook: transitional ones, or those of strict workbooks."""

    relationship: str
    spreadsheet_drawing: str
    drawing: str


TRANSITIONAL = Dialect(
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
)
STRICT = Dialect(
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/main",
)


def with_pictures(
    workbook: Workbook, changed: Mapping[str, bytes], pictures: Sequence[tuple[Sheet, list[PlacedPicture]]]
) -> dict[str, bytes]:
    """The changed parts of a form with the pictures of its sheets; the same where there are none."""
    if not any(placed for _, placed in pictures):
        return dict(changed)
    writer = _PictureWriter(workbook, changed)
    for sheet, placed in pictures:
        if placed:
            writer.add(sheet, placed)
    return writer.changes.written()


class _PictureWriter:
    def __init__(self, workbook: Workbook, changed: Mapping[str, bytes]) -> None:
        parts = workbook.package.parts
        self.changes = PackageChanges(parts, changed)
        self._folder = posixpath.dirname(workbook.part)
        self._dialect = STRICT if "http://purl.oclc.org/" in workbook.root.opening else TRANSITIONAL
        self._media = {data: part for part, data in parts.items() if "/media/" in f"/{part}"}
        self._relations: dict[tuple[str, str], str] = {}

    def add(self, sheet: Sheet, pictures: list[PlacedPicture]) -> None:
        """Put pictures on a sheet."""
        part = self._drawing_of(sheet.part) or self._new_drawing(sheet)
        root = markup.parse(self.changes.parts[part], part)
        number = max([_identity(element) for element in root.iter()] + [0])
        anchors = []
        for offset, picture in enumerate(pictures, 1):
            relation = self._relation(part, self._media_part(picture.image))
            anchors.append(_anchor(picture, relation, number + offset, self._dialect))
        self.changes.put_text(part, spliced(root.source, [with_children(root, "".join(anchors))]))

    def _drawing_of(self, sheet_part: str) -> str | None:
        found = relationships(self.changes.parts, sheet_part)
        return next((r.target for r in found if r.kind == "drawing" and r.target in self.changes.parts), None)

    def _new_drawing(self, sheet: Sheet) -> str:
        part = self.changes.free_name(posixpath.join(self._folder, "drawings/drawing1.xml"))
        names = f'xmlns:xdr="{self._dialect.spreadsheet_drawing}" xmlns:a="{self._dialect.drawing}"'
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        self.changes.put_text(part, f"{declaration}<xdr:wsDr {names}/>")
        self.changes.add_type(part, _DRAWING_TYPE)
        relation = self.changes.relate(sheet.part, f"{self._dialect.relationship}/drawing", part)
        p = sheet.root.prefix
        reference = f'<{p}drawing xmlns:r="{self._dialect.relationship}" r:id="{relation}"/>'
        source = markup.decode(self.changes.parts[sheet.part], sheet.part)
        place = _place_of_drawing(source, p)
        self.changes.put_text(sheet.part, source[:place] + reference + source[place:])
        return part

    def _media_part(self, image: Image) -> str:
        if image.data not in self._media:
            part = self.changes.free_name(posixpath.join(self._folder, f"media/image1.{image.extension}"))
            self.changes.put(part, image.data)
            self.changes.add_extension(image.extension, image.content_type)
            self._media[image.data] = part
        return self._media[image.data]

    def _relation(self, drawing: str, media: str) -> str:
        if (drawing, media) not in self._relations:
            kind = f"{self._dialect.relationship}/image"
            self._relations[drawing, media] = self.changes.relate(drawing, kind, media)
        return self._relations[drawing, media]


def _identity(element: Element) -> int:
    found = element.get("id") if element.name == "cNvPr" else None
    return int(found) if found and found.isdecimal() else 0


def _place_of_drawing(source: str, prefix: str) -> int:
    """Where ``drawing`` belongs in a worksheet's XML that has none."""
    start = max(source.rfind(f"</{prefix}sheetData>"), 0)
    behind = re.compile(rf"<(?:{prefix}(?:{_BEHIND_DRAWING})|(?:\w+:)?AlternateContent)[\s/>]|</{prefix}worksheet\s*>")
    found = behind.search(source, start)
    assert found is not None  # a worksheet has an end
    return found.start()


def _anchor(picture: PlacedPicture, relation: str, number: int, dialect: Dialect) -> str:
    row = picture.row
    size = f'cx="{picture.width}" cy="{picture.height}"'
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{dialect.spreadsheet_drawing}" xmlns:a="{dialect.drawing}">'
        f"<xdr:from><xdr:col>{picture.column_index}</xdr:col><xdr:colOff>{picture.column_offset}</xdr:colOff>"
        f"<xdr:row>{row.row_index}</xdr:row><xdr:rowOff>{row.offset}</xdr:rowOff></xdr:from>"
        f'<xdr:ext {size}/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="图片 {number}"/>'
        f'<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{dialect.relationship}" r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )
