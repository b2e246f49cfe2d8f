"""Files with filled forms as sheets of boxes: which reader a file needs, and what to do about others."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ...declaration.filled_form.boxes import FormSheet
from ..errors import DataFileError, explain_os_error

_ADVICE = {
    ".et": "WPS 表格的 .et 格式读不了，请用 WPS 打开后另存为 .xlsx。",
    ".wps": "WPS 文字的 .wps 格式读不了，请用 WPS 打开后另存为 .docx。",
    ".doc": "旧版 Word 的 .doc 格式读不了，请用 Word 或 WPS 打开后另存为 .docx。",
    ".rtf": ".rtf 格式读不了，请用 Word 或 WPS 打开后另存为 .docx。",
    ".pdf": "PDF 读不了，请用原来的 .xlsx、.xls 或 .docx。",
    ".ods": ".ods 格式读不了，请另存为 .xlsx。",
    ".json": "这是数据文件，不是填好的表；可以直接用它生成。",
    ".csv": "这是数据文件，不是填好的表。",
}
#: Zip and compound file: clerks rename files, so the content decides.
_LARGEST_FILE = 200_000_000
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_form_sheets(file: Path) -> list[FormSheet]:
    """The sheets of a filled form, .xlsx, .xls or .docx.  Raises DataFileError for all else."""
    if advice := _ADVICE.get(file.suffix.lower()):
        raise DataFileError(advice)
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise DataFileError("文件太大，不是申报表。")
        return sheets_of(file.read_bytes())
    except OSError as error:
        raise DataFileError(f"文件读不出来：{explain_os_error(error)}。") from error


def sheets_of(content: bytes) -> list[FormSheet]:
    """The sheets of a file's bytes.  Raises DataFileError."""
    if content.startswith(_ZIP) and _is_document(content):
        from .sheets_docx import read_docx

        return read_docx(content)
    if content.startswith(_ZIP):
        from .sheets_xlsx import read_xlsx

        return read_xlsx(content)
    if content.startswith(_COMPOUND):
        from .sheets_xls import read_xls

        return read_xls(content)
    raise DataFileError("不是可以读取的表格或 Word 文档，或文件已损坏；请另存为 .xlsx 或 .docx 后再试。")


def _is_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return False
