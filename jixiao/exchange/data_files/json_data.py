"""Projects in JSON files: one object, an array of objects, or JSON Lines (one object a line).

JSON Lines are read line by line, so that a file of any size takes the memory of one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import DataFileError
from ..grids.encoding import decode_text, find_utf16
from .json_text import iter_repeated_keys, parse_json
from .records import Record, unreadable

_LARGEST_LINE = 64 * 1024 * 1024


def iter_json_records(file: Path) -> Iterator[Record]:
    """The projects of a JSON file, in its order; a broken line or file is a record that says so.  Raises OSError."""
    with file.open("rb") as stream:
        if _starts_like_lines(stream):
            yield from _iter_lines(file, stream)
        else:
            yield from _iter_whole(file, stream.read())


def is_json_lines(file: Path) -> bool:
    """True for JSON Lines of more than one line.  Raises OSError."""
    with file.open("rb") as stream:
        return _starts_like_lines(stream)


def _starts_like_lines(stream: BinaryIO) -> bool:
    """True where the first line is a whole object and more follows; the stream stands at its start afterwards."""
    first = next((line for line in stream if line.strip()), b"")
    more = any(line.strip() for line in stream) if first.strip().endswith(b"}") else False
    stream.seek(0)
    if not more or find_utf16(first):
        return False
    try:
        return isinstance(parse_json(decode_text(first)), dict)
    except DataFileError:
        return False


def _iter_lines(file: Path, stream: BinaryIO) -> Iterator[Record]:
    for number, line in enumerate(iter(lambda: stream.readline(_LARGEST_LINE), b""), start=1):
        if line.strip():
            yield _read_record(file, line, f"第{number}行")


def _read_record(file: Path, data: bytes, place: str) -> Record:
    try:
        return _record(file, place, parse_json(decode_text(data)))
    except DataFileError as error:
        return unreadable(file, str(error), place)


def _iter_whole(file: Path, data: bytes) -> Iterator[Record]:
    try:
        value = parse_json(decode_text(data))
    except DataFileError as error:
        yield unreadable(file, str(error))
        return
    if not isinstance(value, list):
        yield _record(file, "", value)
        return
    if not value:
        yield unreadable(file, "文件里一个项目也没有。")
    for index, item in enumerate(value):
        yield _record(file, f"第{index + 1}个项目", item)


def _record(file: Path, place: str, value: object) -> Record:
    if not isinstance(value, dict):
        return unreadable(file, "这里应是一个项目（用花括号括起来的一组名称和内容）。", place)
    return Record(file, place, value, problems=tuple(iter_repeated_keys(value)))
