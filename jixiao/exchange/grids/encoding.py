"""Bytes of a text file to text: UTF-8 with or without BOM, UTF-16, GB18030.

Refuses to guess further: what is none of these is reported, not decoded with replacement characters.
"""

from __future__ import annotations

import codecs

from ..errors import DataFileError

#: How .xlsx and .ods (zip) and .xls (compound file) begin.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def decode_text(data: bytes) -> str:
    """The text of a file: ``decode_text("年度".encode("gb18030")) == "年度"``.  Raises DataFileError."""
    if data.startswith(_WORKBOOKS):
        raise DataFileError("这是一个工作簿（表格文件），不是文本文件；请检查文件名是否写错。")
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    elif encoding := find_utf16(data):
        return _decode_utf16(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut inside a character is UTF-8 all the same; as GB18030 all of it would be gibberish.
        if error.reason == "unexpected end of data" and _has_chinese(data[: error.start]):
            return data[: error.start].decode("utf-8")
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise DataFileError("文字编码无法识别，请用记事本打开后另存为 UTF-8 编码。") from None


def find_utf16(data: bytes) -> str | None:
    """The kind of UTF-16: "utf-16" with a BOM, "utf-16-le" or "utf-16-be" by its zero bytes; None for other text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # JSON starts with an ASCII character, whose other byte is zero in UTF-16 (RFC 4627, clause 3).
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" and data[1:2] != b"\0" and len(data) > 1 else None


def _decode_utf16(data: bytes, encoding: str) -> str:
    try:
        return data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        raise DataFileError("UTF-16 编码的文字已损坏，请重新保存为 UTF-8 编码。") from None


def _has_chinese(data: bytes) -> bool:
    return any(byte >= 0x80 for byte in data)
