"""The workbooks without tags on which is tested that nothing is lost, by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.package import odd, written
from tests.package.zips import parts_of, zipped

FOUND = Path(__file__).parent / "files"
ENCRYPTED = "xlsx-populate-encrypted.xlsx"


def corpus() -> dict[str, Callable[[], bytes]]:
    """How each workbook is made, by name."""
    made: dict[str, Callable[[], bytes]] = {}
    for name, (build, options) in written.XLSXWRITER.items():
        made[f"XlsxWriter: {name}"] = lambda build=build, options=options: written.xlsxwriter_book(build, **options)  # type: ignore[misc]
    for name, make in written.OPENPYXL.items():
        made[f"openpyxl: {name}"] = lambda make=make: written.openpyxl_book(make)  # type: ignore[misc]
    for name, rewrite in odd.PARTS.items():
        made[f"odd: {name}"] = lambda rewrite=rewrite: zipped(rewrite())  # type: ignore[misc]
    for name, pack in odd.ZIPS.items():
        made[f"zip: {name}"] = pack
    for file in sorted(FOUND.glob("*.xlsx")):
        if file.name != ENCRYPTED:
            made[f"found: {file.stem}"] = file.read_bytes
    return made


# -------------------------------------------------------------------------------------------------- tags in them

_FIRST_SHEET = re.compile(r"(?:^|/)(?:sheet1\.xml|one)$", re.I)
_ROW_END = re.compile(r"</((?:\w+:)?)row\s*>")


def sheet_part(data: bytes) -> str:
    """The part of the first sheet."""
    names = [name for name in parts_of(data) if _FIRST_SHEET.search(name.replace("\\", "/"))]
    return next(
        name
        for name in names
        if "rels" not in name and "macro" not in name and "dialog" not in name and "chart" not in name
    )


def with_cells(data: bytes, texts: dict[str, str]) -> bytes:
    """The workbook with texts, by column, in cells far right in the first row of its first sheet that has any."""
    parts = parts_of(data)
    name = sheet_part(data)
    encoding = _encoding(parts[name])
    source = parts[name].decode(encoding)
    end = _ROW_END.search(source)
    if end is None:  # a sheet without rows
        source = re.sub(r"<sheetData/>|<sheetData></sheetData>", '<sheetData><row r="1"></row></sheetData>', source)
        end = _ROW_END.search(source)
    assert end is not None
    p = end[1]
    numbers = re.findall(r"<(?:\w+:)?c\b[^>]*\br\s*=\s*[\"'][A-Z]+(\d+)", source[: end.start()])
    place = [f' r="{column}{numbers[-1]}"' if numbers else "" for column in texts]
    cells = "".join(
        f'<{p}c{r} t="inlineStr"><{p}is><{p}t>{text}</{p}t></{p}is></{p}c>'
        for r, text in zip(place, texts.values(), strict=True)
    )
    parts[name] = (source[: end.start()] + cells + source[end.start() :]).encode(encoding)
    return zipped(parts)


def _encoding(data: bytes) -> str:
    return "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
