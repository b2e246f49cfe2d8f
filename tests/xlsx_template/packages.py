"""Edits in a finished workbook, for what no library writes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def replaced(source: bytes, part: str, texts: Mapping[str, str]) -> bytes:
    """The workbook with some texts in one part replaced; each of them must occur there."""
    memory = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                text = data.decode()
                for before, after in texts.items():
                    assert before in text, before
                    text = text.replace(before, after)
                data = text.encode()
            new.writestr(info.filename, data)
    return memory.getvalue()


def with_part(source: bytes, holder: str, kind: str, part: str, text: str) -> bytes:
    """The workbook with one more part, to which the part ``holder`` has a relationship of that kind."""
    folder, _, name = holder.rpartition("/")
    relationships = f"{folder}/_rels/{name}.rels"
    entry = f'<Relationship Id="rId{kind}" Type="{_RELATIONSHIP}/{kind}" Target="/{part}"/></Relationships>'
    memory = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {info.filename: old.read(info) for info in old.infolist()}
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        held = parts.get(relationships, empty).decode()
        parts[relationships] = held.replace("</Relationships>", entry).encode()
        for filename, data in {**parts, part: text.encode()}.items():
            new.writestr(filename, data)
    return memory.getvalue()
