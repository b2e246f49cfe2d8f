"""The name and folder of a form in its headers and footers (``&F``, ``&Z``), as it prints from where it lies.

LibreOffice prints a copy under a plain name in a scratch folder, and would print that.  So the copy has them as text.
Forms without these codes are copied byte for byte.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from xlsx_template.errors import PackageError
from xlsx_template.package.archive import Package
from xlsx_template.package.edits import escaped
from xlsx_template.package.markup import unescape

_HEADER = re.compile(r"(<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>/]*>)([^<]*)")
#: ECMA-376 part 1, 18.3.1.46: fonts, escaped ampersands, and the codes that matter here with the size before them.
_CODE = re.compile(r'&"[^"]*"|&&|(&\d+)?&([FZ])|&.', re.S)


def copy_to_print(form: Path, target: Path) -> None:
    """Copies a form to where it is printed.  Raises OSError."""
    data = form.read_bytes()
    target.write_bytes(with_printed_names(data, form.absolute()) if form.suffix.lower() == ".xlsx" else data)


def with_printed_names(data: bytes, form: Path) -> bytes:
    """The workbook with the form's name and folder instead of their codes; as it is where it has none or is damaged."""
    try:
        package = Package.from_bytes(data)
    except PackageError:
        return data
    changed: dict[str, bytes] = {}
    for name, part in package.parts.items():
        if name.startswith("xl/worksheets/") and (b"&amp;F" in part or b"&amp;Z" in part):
            text = part.decode("utf-8", errors="replace")
            named = _HEADER.sub(lambda found: found[1] + escaped(named_header(unescape(found[2]), form)), text)
            changed |= {name: named.encode()} if named != text else {}
    return package.save(changed)


def named_header(codes: str, form: Path) -> str:
    """A header with the form's name for ``&F``: ``&C&F`` is ``&C甲.xlsx`` for 甲.xlsx, ``&Z`` its folder as in Excel.

    Digits behind a size (``&10&F``) would be read as part of it, so a blank stands between.
    """

    def named(found: re.Match[str]) -> str:
        size, code = found.groups()
        if code is None:
            return found[0]
        shown = form.name if code == "F" else f"{form.parent}{os.sep}"
        return (f"{size} " if size else "") + shown.replace("&", "&&")

    return _CODE.sub(named, codes)
