"""The zip package: parts in, parts out, and every byte that nobody changed as it was.

``zipfile`` reads and checks the package.  It can neither keep the order of parts nor copy a compressed one as it is, so
the writing, which is two fixed records a part (PKWARE APPNOTE 4.3.7 and 4.3.12), is done here.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from xlsx_template.errors import PackageError

MAX_PARTS = 20_000
MAX_PART_BYTES = 512 << 20
MAX_PACKAGE_BYTES = 1 << 30
MAX_RATIO = 1_100  # deflate cannot shrink anything more than 1,032 times
BOMB_BYTES = 64 << 20
BOMB_RATIO = 200  # real sheets shrink 10 to 40 times

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED = 8
_KEPT_FLAGS = 0x0806  # UTF-8 names and the deflate level; the rest describes how the old file was streamed


@dataclass(frozen=True, slots=True)
class Member:
    """A part as it lies in the zip: ``packed`` is what stands between its record and the next."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    attributes: int
    checksum: int
    size: int
    packed: bytes

    def replaced(self, data: bytes) -> Member:
        """The same member holding other data, compressed."""
        squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = squeeze.compress(data) + squeeze.flush()
        return Member(
            self.name,
            self.flags & 0x0800,
            _DEFLATED,
            self.time,
            self.date,
            self.attributes,
            zlib.crc32(data),
            len(data),
            packed,
        )


class Package:
    """The parts of a workbook by name, in the order of the file."""

    def __init__(self, source: bytes, parts: Mapping[str, bytes], members: Mapping[str, Member]) -> None:
        self.source = source
        self.parts = parts
        self._members = members

    @classmethod
    def from_bytes(cls, source: bytes) -> Package:
        """The package in ``source``; raises PackageError when it is no zip, is damaged or would burst."""
        try:
            with zipfile.ZipFile(BytesIO(source)) as archive:
                infos = archive.infolist()
                _refuse_harm(infos)
                parts = {info.filename: archive.read(info) for info in infos}
                members = {info.filename: _member(source, info) for info in infos}
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise PackageError(f"不是完好的 xlsx 文件（{error}），请用 Excel 或 WPS 打开后另存为 .xlsx") from error
        return cls(source, parts, members)

    def save(self, changed: Mapping[str, bytes], removed: Iterable[str] = ()) -> bytes:
        """The package's bytes with some parts changed, added (at the end) or removed; the rest byte for byte."""
        if not changed and not removed:
            return self.source
        gone = set(removed)
        members = [
            member.replaced(changed[name]) if name in changed else member
            for name, member in self._members.items()
            if name not in gone
        ]
        template = next(iter(self._members.values()))
        members += [
            Member(name.encode(), 0x0800, _DEFLATED, template.time, template.date, 0, 0, 0, b"").replaced(data)
            for name, data in changed.items()
            if name not in self._members
        ]
        return _zip(members)


def _refuse_harm(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_PACKAGE_BYTES:
        raise PackageError("文件解压后过大，不予读取")
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name:
            raise PackageError(f"文件内含有不安全的路径 {name!r}，不予读取")
        if name in seen:
            raise PackageError(f"文件内的部件 {name!r} 出现两次，不予读取")
        seen.add(name)
        if info.file_size > MAX_PART_BYTES or _is_bomb(info):
            raise PackageError(f"文件部件 {name} 解压后过大（{info.file_size:,} 字节），不予读取")


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    ratio = info.file_size / max(info.compress_size, 1)
    return ratio > MAX_RATIO or (info.file_size > BOMB_BYTES and ratio > BOMB_RATIO)


def _member(source: bytes, info: zipfile.ZipInfo) -> Member:
    year, month, day, hour, minute, second = info.date_time
    name_length, extra_length = struct.unpack_from("<2H", source, info.header_offset + 26)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    utf8 = info.flag_bits & 0x0800
    return Member(
        info.filename.encode("utf-8" if utf8 else "cp437"),
        info.flag_bits & _KEPT_FLAGS,
        info.compress_type,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        info.external_attr,
        info.CRC,
        info.file_size,
        source[start : start + info.compress_size],
    )


def _zip(members: list[Member]) -> bytes:
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for m in members:
        common = (m.flags, m.method, m.time, m.date, m.checksum, len(m.packed), m.size, len(m.name))
        record = _LOCAL.pack(b"PK\x03\x04", 20, *common, 0) + m.name
        out += [record, m.packed]
        tail = (0, 0, 0, 0, m.attributes, offset)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", 20, 20, *common, *tail) + m.name)
        offset += len(record) + len(m.packed)
    index = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(index), offset, 0)
    return b"".join([*out, index, end])
