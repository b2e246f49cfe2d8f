"""Workbooks with what Excel and other programs write and XlsxWriter does not, made by rewriting parts of one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from tests.package.written import SHEET, XLSXWRITER, xlsxwriter_book
from tests.package.zips import Entry, assembled, parts_of, zipped

FIRST = "xl/worksheets/sheet1.xml"
SECOND = "xl/worksheets/sheet2.xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Parts = dict[str, bytes]
PLAIN = parts_of(xlsxwriter_book())


def _edited(part: str, *replacements: tuple[str, str], base: Mapping[str, bytes] = PLAIN) -> Parts:
    """The parts with one of them changed by regular expressions, each of which must match."""
    text = base[part].decode()
    for pattern, new in replacements:
        text, count = re.subn(pattern, new, text)
        assert count, pattern
    return {**base, part: text.encode()}


def _recoded(encoding: str, *names: str) -> Parts:
    declared = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
    start = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    return {
        name: (start + data.decode().replace('encoding="UTF-8"', f'encoding="{declared}"')).encode(encoding)
        if name in names or not names
        else data
        for name, data in PLAIN.items()
    }


def _prefixed(part: str, base: Mapping[str, bytes] = PLAIN, prefix: str = "x") -> Parts:
    text = re.sub(r"<(/?)(\w+)(?=[\s/>])", rf"<\1{prefix}:\2", base[part].decode()).replace(
        "xmlns=", f"xmlns:{prefix}="
    )
    return {**base, part: text.encode()}


def _strict() -> Parts:
    old = "http://schemas.openxmlformats.org/"
    new = "http://purl.oclc.org/ooxml/"
    changes = {
        f"{old}spreadsheetml/2006/main": f"{new}spreadsheetml/main",
        f"{old}officeDocument/2006/relationships": f"{new}officeDocument/relationships",
        f"{old}drawingml/2006/main": f"{new}drawingml/main",
    }
    parts = {}
    for name, data in PLAIN.items():
        text = data.decode()
        for before, after in changes.items():
            text = text.replace(before, after)
        parts[name] = text.encode()
    return _edited(WORKBOOK, (r"<workbook ", '<workbook conformance="strict" '), base=parts)


def _without_numbers(pattern: str) -> Parts:
    return _edited(FIRST, (pattern, r"\1"))


def _inline() -> Parts:
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", PLAIN[STRINGS].decode(), re.S)
    parts = dict(PLAIN)
    for name in (FIRST, SECOND):
        parts[name] = re.sub(
            r' t="s"><v>(\d+)</v>',
            lambda found: f' t="inlineStr"><is><t xml:space="preserve">{texts[int(found[1])]}</t></is>',
            parts[name].decode(),
        ).encode()
    del parts[STRINGS]
    parts = _edited(RELATIONS, (r"<Relationship [^>]*sharedStrings[^>]*/>", ""), base=parts)
    return _edited(TYPES, (r"<Override [^>]*sharedStrings[^>]*/>", ""), base=parts)


def _dangling_strings() -> Parts:
    return {name: data for name, data in PLAIN.items() if name != STRINGS}


def related(
    base: Mapping[str, bytes], source: str, kind: str, part: str, data: bytes, *, content_type: str = ""
) -> Parts:
    """The parts with another one, to which ``source`` has a relationship of the type ``kind``."""
    folder, _, name = source.rpartition("/")
    holder = f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels"
    empty = (
        DECLARATION
        + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    text = base.get(holder, empty.encode()).decode()
    entry = f'<Relationship Id="rIdX{len(base)}" Type="{kind}" Target="/{part}"/></Relationships>'
    parts = {**base, holder: text.replace("</Relationships>", entry).encode(), part: data}
    if content_type:
        override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    return parts


# -------------------------------------------------------------------------------------------------- as Excel writes

EXCEL_ROOT = (
    '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
    'xr:uid="{00000000-0001-0000-0000-000000000000}" '
)
EXTENSIONS = (
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/></extLst></worksheet>'
)


def _excel_sheet() -> Parts:
    controls = (
        '<mc:AlternateContent><mc:Choice Requires="x14"><controls><control shapeId="1" r:id="rId9" name="按钮"/>'
        "</controls></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )
    return _edited(
        FIRST,
        ("<worksheet ", EXCEL_ROOT),
        (r'(<row r="\d+" spans="[\d:]+")', r'\1 x14ac:dyDescent="0.25"'),
        ("</worksheet>", controls + EXTENSIONS),
    )


def _excel_workbook() -> Parts:
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x15"><x15ac:absPath url="C:\\\\Users\\\\甲\\\\" xmlns:x15ac="http://schemas.microsoft.com/office/'
        'spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews>'
    )
    return _edited(WORKBOOK, ("<bookViews>", path), ("</workbook>", '<extLst><ext uri="{140A}"/></extLst></workbook>'))


def _phonetic() -> Parts:
    hints = '<phoneticPr fontId="1" type="noConversion"/></si>'
    guide = '<rPh sb="0" eb="1"><t>xiang{{</t></rPh><phoneticPr fontId="1"/></si>'
    return _edited(STRINGS, ("项目</t></si>", "项目</t>" + guide), (r"(?<=t>)</si>", hints))


def _threaded_comments() -> Parts:
    base = parts_of(xlsxwriter_book(XLSXWRITER["comments"][0]))
    names = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    comment = '<threadedComment ref="B2" id="{A}"><text>{{ x }}</text></threadedComment>'
    threaded = f'<ThreadedComments xmlns="{names}">{comment}</ThreadedComments>'
    people = f'<personList xmlns="{names}"><person displayName="甲" id="{{B}}" providerId="None"/></personList>'
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    parts = related(
        base, FIRST, f"{kind}/threadedComment", "xl/threadedComments/threadedComment1.xml", threaded.encode()
    )
    return related(parts, WORKBOOK, f"{kind}/person", "xl/persons/person.xml", people.encode())


def _with_tab(kind: str, part: str, root: str, *, relation: str = OFFICE, hidden: bool = False) -> Parts:
    """Another tab that is no worksheet."""
    data = (
        f'{DECLARATION}<{root} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></{root}>'
    )
    parts = related(PLAIN, WORKBOOK, f"{relation}/{kind}", part, data.encode())
    state = ' state="veryHidden"' if hidden else ""
    return _edited(
        WORKBOOK, ("</sheets>", f'<sheet name="旧" sheetId="9"{state} r:id="rIdX{len(PLAIN)}"/></sheets>'), base=parts
    )


def _macro_sheet() -> Parts:
    return _with_tab("xlMacrosheet", "xl/macrosheets/sheet1.xml", "xm:macrosheet", relation=MICROSOFT, hidden=True) | {
        "xl/macrosheets/sheet1.xml": b'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
    }


def _external_link() -> Parts:
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + OFFICE + '">'
        '<externalBook r:id="rId1"><sheetNames><sheetName val="表"/></sheetNames></externalBook></externalLink>'
    )
    parts = related(PLAIN, WORKBOOK, f"{OFFICE}/externalLink", "xl/externalLinks/externalLink1.xml", link.encode())
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/externalLinkPath" Target="file:///C:\\旧\\其他.xlsx" TargetMode="External"/></Relationships>'
    ).encode()
    formula = '<c r="C2"><f>[1]表!$A$1+B2</f><v>4.5</v></c>'
    return _edited(FIRST, (r'<c r="C2">.*?</c>', formula), ("</sheetData>", "</sheetData>"), base=parts)


def _binary_parts() -> Parts:
    parts = related(
        PLAIN, FIRST, f"{OFFICE}/printerSettings", "xl/printerSettings/printerSettings1.bin", bytes(range(256))
    )
    parts = related(parts, FIRST, f"{OFFICE}/oleObject", "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" * 9)
    parts = related(parts, FIRST, f"{OFFICE}/control", "xl/activeX/activeX1.xml", b'<ax:ocx xmlns:ax="a"/>')
    parts = related(
        parts, "xl/activeX/activeX1.xml", f"{MICROSOFT}/activeXControlBinary", "xl/activeX/activeX1.bin", b"\1"
    )
    parts = related(parts, FIRST, f"{OFFICE}/ctrlProp", "xl/ctrlProps/ctrlProp1.xml", b"<formControlPr/>")
    return related(parts, "", f"{OFFICE}/metadata/thumbnail", "docProps/thumbnail.wmf", b"\xd7\xcd\xc6\x9a" * 40)


def _custom_xml() -> Parts:
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]><a>{{ &b; }}</a>'
    parts = related(PLAIN, "", f"{OFFICE}/customXml", "customXml/item1.xml", entities)
    return related(parts, "customXml/item1.xml", f"{OFFICE}/customXmlProps", "customXml/itemProps1.xml", b"<p/>")


def _connections() -> Parts:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = related(PLAIN, WORKBOOK, f"{OFFICE}/connections", "xl/connections.xml", f"<connections {main}/>".encode())
    parts = related(
        parts, FIRST, f"{OFFICE}/queryTable", "xl/queryTables/queryTable1.xml", f"<queryTable {main}/>".encode()
    )
    parts = related(parts, WORKBOOK, f"{OFFICE}/xmlMaps", "xl/xmlMaps.xml", b"<MapInfo/>")
    return related(parts, WORKBOOK, f"{OFFICE}/revisionHeaders", "xl/revisions/revisionHeaders.xml", b"<headers/>")


def _pivot() -> Parts:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cache = (
        f'<pivotCacheDefinition {main} refreshedBy="甲"><cacheSource type="worksheet"><worksheetSource ref="A1:C5" '
        f'sheet="{SHEET}"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
    )
    place = '<location ref="A5:B9" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
    table = f'<pivotTableDefinition {main} name="透视">{place}</pivotTableDefinition>'
    parts = related(
        PLAIN, WORKBOOK, f"{OFFICE}/pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", cache.encode()
    )
    parts = related(
        parts,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f"{OFFICE}/pivotCacheRecords",
        "xl/pivotCache/pivotCacheRecords1.xml",
        b"<r/>",
    )
    parts = related(parts, SECOND, f"{OFFICE}/pivotTable", "xl/pivotTables/pivotTable1.xml", table.encode())
    return related(
        parts,
        WORKBOOK,
        "http://schemas.microsoft.com/office/2007/relationships/slicerCache",
        "xl/slicerCaches/slicerCache1.xml",
        b"<s/>",
    )


def _calculation_chain() -> Parts:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    chain = f'<calcChain xmlns="{main}"><c r="C2" i="1"/><c r="C3"/><c r="B7" l="1"/><c r="A1" i="2"/></calcChain>'
    return related(
        PLAIN, WORKBOOK, f"{OFFICE}/calcChain", "xl/calcChain.xml", chain.encode(), content_type="application/x"
    )


def _loose_vml() -> Parts:
    parts = parts_of(xlsxwriter_book(XLSXWRITER["comments"][0]))
    name = next(part for part in parts if part.endswith(".vml"))
    return {**parts, name: parts[name].replace(b"<x:Visible/>", b"<x:Visible/><br>")}


def _shared_formulas() -> Parts:
    return _edited(
        FIRST,
        (r"<f>B2\*2</f>", '<f t="shared" ref="C2:C5" si="0">B2*2</f>'),
        (r"<f>B[345]\*2</f>", '<f t="shared" si="0"/>'),
    )


def _cell_types() -> Parts:
    row = (
        '<row r="9"><c r="A9" t="d"><v>2019-10-18T12:00:00</v></c><c r="B9" t="e"><v>#N/A</v></c><c r="C9" t="str">'
        '<v>a</v></c><c r="D9" t="b"><v>1</v></c><c r="E9" t="n"><v>1E+300</v></c>'
        '<c r="F9" t="s"/><c r="G9" t="inlineStr"/>'
        '<c r="H9"><v></v></c><c r="I9" t="s"><v>0</v></c><c r="J9" cm="1" vm="1" ph="1" s="0"/></row></sheetData>'
    )
    return _edited(FIRST, ("</sheetData>", row))


def _moved_workbook() -> Parts:
    """The parts in other folders under other names, found by absolute and relative targets."""
    names = {
        WORKBOOK: "工作/book.xml",
        RELATIONS: "工作/_rels/book.xml.rels",
        FIRST: "s/one",
        SECOND: "工作/x y/two.xml",
    }
    parts = {names.get(name, name): data for name, data in PLAIN.items()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", "/工作/book.xml".encode())
    text = parts[names[RELATIONS]].decode().replace("worksheets/sheet1.xml", "../s/./one")
    text = text.replace("worksheets/sheet2.xml", "/工作/x%20y/two.xml")
    text = re.sub(r'"(theme/|styles|sharedStrings)', r'"/xl/\1', text)
    return {**parts, names[RELATIONS]: text.encode()}


PARTS: dict[str, Callable[[], Parts]] = {
    "no shared strings": _inline,
    "shared strings missing": _dangling_strings,
    "cells without r": lambda: _without_numbers(r'(<c) r="[A-E][1-5]"'),
    "rows without r": lambda: _edited(FIRST, (r'<row r="7"', '<row r="6"/><row'), (r'<row r="[1-5]"', "<row")),
    "rows and cells without r": lambda: _edited(FIRST, (r'<row r="[1-5]"', "<row"), (r'(<c) r="[A-E][1-5]"', r"\1")),
    "rows without cells": lambda: _edited(
        FIRST,
        (r'<row r="7"', '<row r="6" ht="30" customHeight="1"/><row r="7"'),
        ("</sheetData>", '<row r="20"></row></sheetData>'),
    ),
    "merges of rows without cells": lambda: _edited(
        FIRST,
        (
            "</sheetData>",
            '</sheetData>\n<mergeCells><mergeCell ref="B9:C9"></mergeCell> <mergeCell ref="A6:B6"/>'
            '<mergeCell ref="A11:B13"/></mergeCells>',
        ),
    ),
    "line ends between rows": lambda: _edited(FIRST, (r"(<row|</sheetData>)", "\n  \\1"), ('"UTF-8"', '"utf-8"')),
    "no rows": lambda: _edited(SECOND, (r"<sheetData>.*</sheetData>", "<sheetData/>")),
    "empty sheet data": lambda: _edited(SECOND, (r"<sheetData>.*</sheetData>", "<sheetData></sheetData>")),
    "prefix in a sheet": lambda: _prefixed(FIRST),
    "prefix everywhere": lambda: _prefixed(
        FIRST, _prefixed(SECOND, _prefixed(STRINGS, _prefixed(WORKBOOK, _prefixed("xl/styles.xml"))))
    ),
    "prefix in the relationships": lambda: _prefixed(RELATIONS, _prefixed(TYPES, prefix="ct"), "pr"),
    "UTF-16 sheet": lambda: _recoded("utf-16-le", FIRST),
    "UTF-16 everywhere": lambda: _recoded("utf-16-be"),
    "UTF-16 texts": lambda: _recoded("utf-16-le", STRINGS, "xl/styles.xml"),
    "byte order marks": lambda: _recoded("utf-8-sig"),
    "another encoding": lambda: _edited("docProps/app.xml", ('encoding="UTF-8"', 'encoding="ISO-8859-1"')),
    "no declaration": lambda: {name: re.sub(rb"<\?xml.*?\?>\s*", b"", data) for name, data in PLAIN.items()},
    "CDATA": lambda: _edited(STRINGS, (r"<t([^>]*)>([^<]*[甲乙][^<&]*)</t>", r"<t\1><![CDATA[\2]]></t>")),
    "comments": lambda: _edited(
        FIRST, ("<sheetData>", "<!-- <row r='1'> it's \"--><sheetData><?pi > ?>"), ("<v>", "<v><!--x-->")
    ),
    "single quotes": lambda: {name: _single(data) for name, data in PLAIN.items()},
    "blanks in tags": lambda: _edited(FIRST, (r'="', ' = "'), (r"/>", " />"), (r"</c>", "</c >")),
    "line ends": lambda: _edited(FIRST, (r"(<row|<c |<v>|<sheet)", "\r\n\t\\1")),
    "strict": _strict,
    "1904": lambda: _edited(WORKBOOK, (r"<workbookPr ", '<workbookPr date1904="true" ')),
    "no styles": lambda: {
        name: data
        for name, data in _edited(RELATIONS, (r"<Relationship [^>]*styles[^>]*/>", "")).items()
        if name != "xl/styles.xml"
    },
    "sheet of Excel": _excel_sheet,
    "workbook of Excel": _excel_workbook,
    "phonetic hints": _phonetic,
    "threaded comments": _threaded_comments,
    "dialog sheet": lambda: _with_tab("dialogsheet", "xl/dialogsheets/sheet1.xml", "dialogsheet"),
    "macro sheet": _macro_sheet,
    "sheet without part": lambda: _edited(
        WORKBOOK, ("</sheets>", '<sheet name="模块" sheetId="8" state="veryHidden" r:id=""/></sheets>')
    ),
    "external link": _external_link,
    "binary parts": _binary_parts,
    "custom XML": _custom_xml,
    "connections": _connections,
    "pivot table": _pivot,
    "calculation chain": _calculation_chain,
    "loose VML": _loose_vml,
    "shared formulas": _shared_formulas,
    "cell types": _cell_types,
    "other folders": _moved_workbook,
    "targets with backslashes": lambda: _edited(RELATIONS, ("worksheets/", r"worksheets\\\\")),
    "other capitals": lambda: {
        name.replace("sheet1", "Sheet1").replace("sharedS", "SHAREDs"): data for name, data in PLAIN.items()
    },
    "names that do not need their escapes": lambda: _edited(RELATIONS, ("sheet1.xml", "sheet%31.xml")),
}


def _single(data: bytes) -> bytes:
    return re.sub(rb'="([^"\']*)"', rb"='\1'", data)


# -------------------------------------------------------------------------------------------------- the zip itself


def _entries(**others: object) -> list[Entry]:
    return [Entry.of(name, data, **others) for name, data in PLAIN.items()]  # type: ignore[arg-type]


def _described() -> bytes:
    return assembled(Entry.of(name, data, flags=0x0008) for name, data in PLAIN.items())


def _folders() -> bytes:
    folders = [Entry.of(name, b"", stored=True) for name in ("xl/", "xl/worksheets/", "docProps/")]
    return assembled([*folders, *_entries()])


def _extras() -> bytes:
    extra = b"\x55\x54\x05\x00\x01\x00\x00\x00\x00" + b"\x20\xa2\x04\x00\x28\xa0\x00\x00"
    return assembled(_entries(extra=extra, comment=b"c"), comment="注".encode())


def _zip64() -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in PLAIN.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(data)
    return memory.getvalue()


ZIPS: dict[str, Callable[[], bytes]] = {
    "stored": lambda: assembled(_entries(stored=True)),
    "data descriptors": _described,
    "extra fields and comments": _extras,
    "folders": _folders,
    "backslashes": lambda: assembled(Entry.of(name.replace("/", "\\"), data) for name, data in PLAIN.items()),
    "names without the UTF-8 flag": lambda: assembled([*_entries(), Entry.of("xl/media/图.bin", b"1", flags=0)]),
    "zip64": _zip64,
    "bytes before the zip": lambda: b"#!junk\n" + assembled(_entries()),
    "types last": lambda: zipped(dict(reversed(PLAIN.items()))),
    "large blank picture": lambda: zipped(PLAIN | {"xl/media/image1.bmp": b"BM" + b"\xff" * (9 << 20)}),
}
