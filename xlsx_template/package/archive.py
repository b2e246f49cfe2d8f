"""The zip package: parts in, parts out, and every byte that nobody changed as it was.

``zipfile`` reads the directory.  The parts are unpacked here, because ``zipfile`` unpacks all that a part holds before
it looks at the size the directory gave; and they are written here, because it can neither keep their order nor copy a
compressed one as it is (the writing is two fixed records a part: PKWARE APPNOTE 4.3.7 and 4.3.12).

What is built to do harm is refused before it is unpacked.  Nothing is ever written to a path that a package names.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import accumulate

from xlsx_template.errors import PackageError

CONTENT_TYPES = "[Content_Types].xml"
SMALL_PART = 64 << 10  # bytes
_SMALL = (3, zlib.DEFLATED, -14, 6)
_LARGE = (6, zlib.DEFLATED, -15, 8)
"""Level, method, window and memory of deflate.  Zlib's defaults take 256 KB of fresh memory for every part, which costs
more than packing a form's 16 KB; with these the packed form grows by 7 %."""

MAX_PARTS = 20_000
MAX_PART_BYTES = 512 << 20
MAX_PACKAGE_BYTES = 1 << 30
BOMB_RATIO = 200  # real sheets shrink 10 to 40 times, and only what is small more than that
BOMB_BYTES = 64 << 20
BOMB_XML_BYTES = 16 << 20  # text takes several times its size once it is read
BOMB_TAGS = 500_000
BOMB_TAGS_A_BYTE = 4  # a real cell, of two tags, takes more than a byte when it is packed

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")  # without the last field, the place of the part
_PLACE = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")
_STORED = 0
_DEFLATED = 8
_ENCRYPTED = 0x0001
_UTF8 = 0x0800
_KEPT_FLAGS = 0x0806  # UTF-8 names and the deflate level; the rest describes how the old file was streamed
_XML = (".xml", ".rels", ".vml")
_DRIVE = re.compile(r"[A-Za-z]:")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_ANEW = "请用 Excel 或 WPS 打开后另存为 .xlsx"


class PackedBytes(bytes):
    """What a part holds, with its packed form, for a part that many workbooks share."""

    packed: bytes

    @classmethod
    def of(cls, data: bytes) -> PackedBytes:
        """The same bytes, packed."""
        found = cls(data)
        found.packed = _packed(data)
        return found


def _packed(data: bytes) -> bytes:
    squeeze = zlib.compressobj(*(_SMALL if len(data) <= SMALL_PART else _LARGE))
    return squeeze.compress(data) + squeeze.flush()


@dataclass(frozen=True)
class Member:
    """A part as it lies in the zip: ``packed`` is what stands between its header and the next."""

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
        packed = data.packed if isinstance(data, PackedBytes) else _packed(data)
        flags, checksum = self.flags & _UTF8, zlib.crc32(data)
        return Member(self.name, flags, _DEFLATED, self.time, self.date, self.attributes, checksum, len(data), packed)

    @cached_property
    def header(self) -> bytes:
        """What stands before the packed data (PKWARE APPNOTE 4.3.7)."""
        return _LOCAL.pack(b"PK\x03\x04", 20, *self._common, 0) + self.name

    @cached_property
    def entry_head(self) -> bytes:
        """Its entry in the directory up to the place of the part (4.3.12), behind which the name stands."""
        return _CENTRAL.pack(b"PK\x01\x02", 20, 20, *self._common, 0, 0, 0, 0, self.attributes)

    @property
    def _common(self) -> tuple[int, ...]:
        return self.flags, self.method, self.time, self.date, self.checksum, len(self.packed), self.size, len(self.name)

    def unpacked(self, part: str) -> bytes:
        """What the member holds; raises PackageError where it is not whole.  Never unpacks more than it should hold."""
        data = self.packed if self.method == _STORED else self._inflated(part)
        if len(data) != self.size or zlib.crc32(data) != self.checksum:
            raise PackageError(f"文件部件 {part} 已损坏（大小或校验和不符），{_SAVE_ANEW}")
        return data

    def _inflated(self, part: str) -> bytes:
        if self.method != _DEFLATED:
            raise PackageError(f"文件部件 {part} 的压缩方法（{self.method}）不是 xlsx 文件用的，{_SAVE_ANEW}")
        try:
            return zlib.decompressobj(-15).decompress(self.packed, self.size + 1)
        except zlib.error as error:
            raise PackageError(f"文件部件 {part} 已损坏（不能解压），{_SAVE_ANEW}") from error


class Package:
    """The parts of a workbook by name, in the order of the file."""

    def __init__(self, source: bytes, parts: Mapping[str, bytes], members: Mapping[str, Member]) -> None:
        self.source = source
        self.parts = parts
        self._members = members

    @classmethod
    def from_bytes(cls, source: bytes) -> Package:
        """The package in ``source``; raises PackageError when it is no zip, is damaged or would burst."""
        _refuse_other_formats(source)
        infos = _directory(source)
        _refuse_bursting(infos)
        members: dict[str, Member] = {}
        folders = {_slashed(info).partition("/")[0] for info in infos}
        for info in infos:
            name = _part_name(info, folders)
            if name in members:
                raise PackageError(f"文件内的部件 {name!r} 出现两次，不予读取")
            members[name] = _member(source, info, name)
        parts = {name: member.unpacked(name) for name, member in members.items()}
        for name, data in parts.items():
            _refuse_many_tags(name, data, members[name])
        if CONTENT_TYPES not in parts:
            raise PackageError(f"文件里缺少部件 {CONTENT_TYPES}，不是 xlsx 文件或已损坏，{_SAVE_ANEW}")
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
            Member(name.encode(), _UTF8, _DEFLATED, template.time, template.date, 0, 0, 0, b"").replaced(data)
            for name, data in changed.items()
            if name not in self._members
        ]
        return _zip(members)


# -------------------------------------------------------------------------------------------------- reading


def _refuse_other_formats(source: bytes) -> None:
    """Say what the file is where it is no zip (MS-CFB 2.2: what is encrypted or older is a compound file)."""
    if not source:
        raise PackageError("文件是空的（0 字节）")
    if source.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in source:
            raise PackageError("文件加了打开密码，请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx")
        raise PackageError(f"文件是旧格式的 .xls，{_SAVE_ANEW}")


def _directory(source: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OverflowError, EOFError) as error:
        if source.startswith(b"PK"):
            raise PackageError("文件不完整或已损坏（可能没有下载完），请重新取得文件") from error
        raise PackageError(f"不是 xlsx 文件，{_SAVE_ANEW}") from error


def _refuse_bursting(infos: list[zipfile.ZipInfo]) -> None:
    size, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if len(infos) > MAX_PARTS or size > MAX_PACKAGE_BYTES or _is_bomb(size, packed, BOMB_BYTES):
        raise PackageError(f"文件解压后过大（{len(infos):,} 个部件，共 {size:,} 字节），不予读取")
    for info in infos:
        limit = BOMB_XML_BYTES if info.filename.lower().endswith(_XML) else BOMB_BYTES
        if info.file_size > MAX_PART_BYTES or _is_bomb(info.file_size, info.compress_size, limit):
            raise PackageError(f"文件部件 {info.filename} 解压后过大（{info.file_size:,} 字节），不予读取")


def _is_bomb(size: int, packed: int, limit: int) -> bool:
    return size > limit and size > BOMB_RATIO * packed


def _refuse_many_tags(part: str, data: bytes, member: Member) -> None:
    """Refuse XML that would take all memory when its elements are read, though it is not large itself."""
    if part.lower().endswith(_XML) and len(data) > BOMB_TAGS:
        tags = data.count(b"<")
        if tags > BOMB_TAGS and tags > BOMB_TAGS_A_BYTE * len(member.packed):
            raise PackageError(f"文件部件 {part} 里的标记过多（{tags:,} 个），不予读取")


def _part_name(info: zipfile.ZipInfo, folders: set[str]) -> str:
    """The name of a part: with slashes, and the content types spelled as everybody else spells them.

    XlsxWriter writes ``/xl/richData/…``, which is the name of a part in full, beside ``xl/workbook.xml``; a path to
    anywhere else is refused.
    """
    name = _slashed(info)
    if name.startswith("/") and name[1:].partition("/")[0] in folders - {""}:
        name = name[1:]
    if ".." in name.split("/") or name.startswith("/") or _DRIVE.match(name) or "\0" in name:
        raise PackageError(f"文件内含有不安全的路径 {name!r}，不予读取")
    return CONTENT_TYPES if name.lower() == CONTENT_TYPES.lower() else name


def _slashed(info: zipfile.ZipInfo) -> str:
    return _raw_name(info).decode("utf-8", errors="surrogateescape").replace("\\", "/")


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _member(source: bytes, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & _ENCRYPTED:
        raise PackageError("压缩包加了密码，不是 xlsx 文件")
    record = source[info.header_offset : info.header_offset + _LOCAL.size] if info.header_offset >= 0 else b""
    if len(record) < _LOCAL.size or not record.startswith(b"PK\x03\x04"):
        raise PackageError(f"文件部件 {name} 已损坏（找不到它的开头），{_SAVE_ANEW}")
    name_length, extra_length = struct.unpack_from("<2H", record, 26)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    year, month, day, hour, minute, second = info.date_time
    return Member(
        _raw_name(info),
        info.flag_bits & _KEPT_FLAGS,
        info.compress_type,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        info.external_attr,
        info.CRC,
        info.file_size,
        source[start : start + info.compress_size],
    )


# -------------------------------------------------------------------------------------------------- writing


def _zip(members: list[Member]) -> bytes:
    out = [piece for member in members for piece in (member.header, member.packed)]
    places = accumulate((len(member.header) + len(member.packed) for member in members), initial=0)
    entries = [
        member.entry_head + _PLACE.pack(place) + member.name
        for member, place in zip(members, places, strict=False)  # there is one place more, the end
    ]
    index = b"".join(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(index), sum(map(len, out)), 0)
    return b"".join([*out, index, end])
