"""A worksheet as a reader of one file format hands it over: nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DAMAGED = "不是可以读取的工作簿，或文件已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx。"
ENCRYPTED = "工作簿有打开密码，请取消密码后再试。"


class Merge(NamedTuple):
    """A merged range, 0-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class RawContent(NamedTuple):
    """The rows of a sheet from A1 on, read one by one, its merged ranges, and the lines of the rows in a text file.

    A merge and a line are known at the latest when the first of their rows has been read.
    """

    rows: Iterator[list[object]]
    merges: Sequence[Merge] = ()
    lines: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet; ``read`` gives its content and raises DataFileError; ``shown`` is what messages call it."""

    name: str
    is_hidden: bool
    read: Callable[[], RawContent]
    shown: str = ""
