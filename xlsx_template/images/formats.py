"""Images as bytes: of which format, how wide and how high.  Only what their first bytes say; nothing is decoded."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from xlsx_template.errors import DataError

MAX_IMAGE_BYTES = 32 << 20

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # ITU-T T.81, table B.1
_WITHOUT_LENGTH = frozenset([0x01, *range(0xD0, 0xDA)])


@dataclass(frozen=True, slots=True)
class Image:
    """An image file; ``width`` and ``height`` in pixels."""

    data: bytes
    extension: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """The type by which a package knows it: ``image/png``."""
        return f"image/{self.extension}"


def read_image(data: bytes) -> Image:
    """The image in ``data``; raises DataError for what is no whole png, jpeg, gif or bmp."""
    if len(data) > MAX_IMAGE_BYTES:
        raise DataError(f"图片有 {len(data):,} 字节，超过上限 {MAX_IMAGE_BYTES:,}，请先缩小")
    for start, extension, end, size_of in _FORMATS:
        if data.startswith(start):
            return Image(data, extension, *_size(data, end, size_of))
    raise DataError("图片不是 png、jpeg、gif 或 bmp 格式，请先转换格式")


def _size(data: bytes, end: bytes, size_of: Callable[[bytes], tuple[int, int]]) -> tuple[int, int]:
    try:
        width, height = size_of(data)
    except (struct.error, IndexError):
        width, height = 0, 0
    if width <= 0 or height <= 0 or end not in data:
        raise DataError("图片文件不完整，请换一个能打开的文件")
    return width, height


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">2L", data, 16)  # ISO/IEC 15948, 11.2.2
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<2H", data, 6)
    return width, height


def _bmp(data: bytes) -> tuple[int, int]:
    if struct.unpack_from("<L", data, 14)[0] == 12:
        width, height = struct.unpack_from("<2H", data, 18)
    else:
        width, height = struct.unpack_from("<2l", data, 18)
    return width, abs(height)  # below zero where the rows go from top to bottom


def _jpeg(data: bytes) -> tuple[int, int]:
    place = 2
    while True:
        while data[place] != 0xFF or data[place + 1] == 0xFF:
            place += 1
        marker, place = data[place + 1], place + 2
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">2H", data, place + 3)
            return width, height
        if marker not in _WITHOUT_LENGTH:
            place += max(int(struct.unpack_from(">H", data, place)[0]), 2)


_FORMATS: tuple[tuple[bytes, str, bytes, Callable[[bytes], tuple[int, int]]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png", b"IEND", _png),
    (b"\xff\xd8\xff", "jpeg", b"\xff\xd9", _jpeg),
    (b"GIF87a", "gif", b";", _gif),
    (b"GIF89a", "gif", b";", _gif),
    (b"BM", "bmp", b"", _bmp),
)
