"""Edits in a finished workbook, for what no library writes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO


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
