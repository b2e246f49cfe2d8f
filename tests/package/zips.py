"""Packages taken apart and put together again, also as no program would write them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

_MEGABYTE = 1 << 20


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in the order of the file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of those parts, written as ``zipfile`` does."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


@dataclass(frozen=True)
class Entry:
    """A part with what its records say of it, true or not."""

    name: bytes
    packed: bytes
    size: int
    checksum: int
    method: int = 8
    flags: int = 0
    extra: bytes = b""
    comment: bytes = b""

    @classmethod
    def of(cls, name: str, data: bytes, *, stored: bool = False, **others: object) -> Entry:
        """A part whose records tell the truth."""
        squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = data if stored else squeeze.compress(data) + squeeze.flush()
        encoded = name.encode()
        flags = 0 if name.isascii() else 0x0800
        made = cls(encoded, packed, len(data), zlib.crc32(data), 0 if stored else 8, flags)
        return cls(**{**made.__dict__, **others})  # type: ignore[arg-type]


def assembled(entries: Iterable[Entry], *, comment: bytes = b"", overlapping: bool = False) -> bytes:
    """A zip of those entries; ``overlapping``: all of them share the bytes of the first."""
    out, directory, count = BytesIO(), BytesIO(), 0
    for entry in entries:
        offset = 0 if overlapping else out.tell()
        streamed = bool(entry.flags & 0x0008)
        numbers = (entry.checksum, len(entry.packed), entry.size)
        if not (overlapping and count):
            head = b"".join(_little(number, 4) for number in ((0, 0, 0) if streamed else numbers))
            out.write(b"PK\x03\x04\x14\x00" + _little(entry.flags, 2) + _little(entry.method, 2) + _DATE + head)
            out.write(_little(len(entry.name), 2) + _little(len(entry.extra), 2) + entry.name + entry.extra)
            out.write(entry.packed)
            if streamed:
                out.write(b"PK\x07\x08" + b"".join(_little(number, 4) for number in numbers))
        directory.write(b"PK\x01\x02\x14\x00\x14\x00" + _little(entry.flags, 2) + _little(entry.method, 2) + _DATE)
        directory.write(b"".join(_little(number, 4) for number in numbers) + _little(len(entry.name), 2))
        directory.write(_little(len(entry.extra), 2) + _little(len(entry.comment), 2) + bytes(8) + _little(offset, 4))
        directory.write(entry.name + entry.extra + entry.comment)
        count += 1
    start, index = out.tell(), directory.getvalue()
    end = b"PK\x05\x06" + bytes(4) + _little(count, 2) * 2 + _little(len(index), 4) + _little(start, 4)
    return out.getvalue() + index + end + _little(len(comment), 2) + comment


_DATE = b"\x00\x00\x21\x00"


def _little(number: int, length: int) -> bytes:
    return number.to_bytes(length, "little")


def packed_megabytes(count: int, pattern: bytes = b"\0") -> bytes:
    """A deflate stream that unpacks to so many megabytes of ``pattern``, made without unpacking it."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = squeeze.compress(pattern * (_MEGABYTE // len(pattern))) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return first * count + squeeze.flush()
