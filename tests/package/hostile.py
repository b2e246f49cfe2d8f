"""Files that are no workbook, are damaged, or are built to do harm.

Run as a program it loads every file of a folder and prints, as JSON, what came of each, how long it took and how much
memory the process had needed by then.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import xlsxwriter
import xlwt

from tests.package.zips import Entry, assembled, packed_megabytes, parts_of, zipped

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(12)
)
_MEMORY_LIMIT = 3 << 30


def workbook() -> bytes:
    """A small template."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{ 值 }}")
    sheet.write("A2", "文字")
    book.close()
    return memory.getvalue()


BOOK = workbook()
PARTS = parts_of(BOOK)


def _with(**changes: bytes) -> bytes:
    names = {"sheet": SHEET, "workbook": WORKBOOK, "relations": RELATIONS, "strings": "xl/sharedStrings.xml"}
    return zipped(PARTS | {names[name]: data for name, data in changes.items()})


def _without(part: str) -> bytes:
    return zipped({name: data for name, data in PARTS.items() if name != part})


def _entries(*more: Entry, without: str = "") -> bytes:
    return assembled([*(Entry.of(name, data) for name, data in PARTS.items() if name != without), *more])


def _in_root(part: str, inside: bytes) -> bytes:
    """The part with ``inside`` put behind its start tag."""
    data = PARTS[part]
    place = data.index(b">", data.index(b"<", data.index(b"?>"))) + 1
    return data[:place] + inside + data[place:]


def _laughing(part: str) -> bytes:
    data = PARTS[part].partition(b"?>")[2]
    place = data.index(b">", data.index(b"<")) + 1
    return b'<?xml version="1.0"?>' + LAUGHS + b"]>" + data[:place] + b"&m;" + data[place:]


def _flipped() -> bytes:
    entries = {name: Entry.of(name, data) for name, data in PARTS.items()}
    packed = bytearray(entries[SHEET].packed)
    packed[len(packed) // 2] ^= 0xFF
    sheet = Entry.of(SHEET, PARTS[SHEET], packed=bytes(packed))
    return assembled([sheet if name == SHEET else entry for name, entry in entries.items()])


def _old_format() -> bytes:
    memory = BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "{{ 值 }}")
    book.save(memory)
    return memory.getvalue()


def _cells(count: int) -> bytes:
    return _in_root(SHEET, b"<x>" + b"<c/>" * count + b"</x>")


ZEROS = packed_megabytes(1024)
GIGABYTE = 1024 << 20
TEN_MEGABYTES = packed_megabytes(10)
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)
CONSTANT = zlib.crc32(b"")

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "text": (lambda: "项目,金额\n甲,1\n".encode() * 50, "不是 xlsx 文件"),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "不是 xlsx 文件"),
    "xls": (_old_format, "旧格式的 .xls"),
    "encrypted": (lambda: ENCRYPTED, "密码"),
    "another zip": (lambda: zipped({"a.txt": b"1"}), "不是 xlsx 文件"),
    "empty zip": (lambda: zipped({}), "不是 xlsx 文件"),
    "document": (lambda: _with(workbook=b"<w:document xmlns:w='w'/>"), "没有工作簿"),
    "binary workbook": (
        lambda: zipped(
            {TYPES: PARTS[TYPES], "_rels/.rels": PARTS["_rels/.rels"].replace(b"xl/workbook.xml", b"xl/workbook.bin")}
        ),
        ".xlsb",
    ),
    "first half": (lambda: BOOK[: len(BOOK) // 2], "不完整"),
    "without its last bytes": (lambda: BOOK[:-8], "不完整"),
    "without its first half": (lambda: BOOK[len(BOOK) // 2 :], "损坏|不是 xlsx"),
    "part cut off": (
        lambda: _entries(
            Entry.of(SHEET, PARTS[SHEET], packed=Entry.of(SHEET, PARTS[SHEET]).packed[:60]), without=SHEET
        ),
        SHEET,
    ),
    "part cut off within its XML": (lambda: _with(sheet=PARTS[SHEET][:200]), f"{SHEET} 已损坏"),
    "flipped byte": (_flipped, f"{SHEET} 已损坏"),
    "wrong checksum": (lambda: _entries(Entry.of("a.bin", b"12345", checksum=7)), "a.bin 已损坏"),
    "unknown compression": (lambda: _entries(Entry.of("a.bin", b"12345", method=99)), "压缩方法"),
    "password in the zip": (lambda: _entries(Entry.of("a.bin", b"12345", flags=1)), "密码"),
    "no content types": (lambda: _without(TYPES), "缺少部件"),
    "no workbook": (lambda: _without(WORKBOOK), f"缺少部件 {WORKBOOK}"),
    "no relationships": (lambda: _without("_rels/.rels"), "没有工作簿"),
    "no sheet": (lambda: _without(SHEET), f"缺少部件 {SHEET}"),
    "part twice": (lambda: _entries(Entry.of(SHEET, b"<a/>")), "出现两次"),
    "path upwards": (lambda: _entries(Entry.of("../../etc/cron.d/x", b"1")), "不安全的路径"),
    "path upwards with backslashes": (lambda: _entries(Entry.of("xl\\..\\..\\x", b"1")), "不安全的路径"),
    "absolute path": (lambda: _entries(Entry.of("/etc/passwd", b"1")), "不安全的路径"),
    "absolute path to another machine": (lambda: _entries(Entry.of("\\\\host\\xl\\x", b"1")), "不安全的路径"),
    "absolute path upwards": (lambda: _entries(Entry.of("/xl/../../x", b"1")), "不安全的路径"),
    "path with a drive": (lambda: _entries(Entry.of("C:\\Windows\\x", b"1")), "不安全的路径"),
    "path with a zero": (lambda: _entries(Entry.of("xl/a\0.xml", b"1")), "不安全的路径"),
    "bomb": (lambda: _entries(Entry(b"xl/media/a.bin", ZEROS, GIGABYTE, CONSTANT)), "过大"),
    "bomb in the sheet": (lambda: _entries(Entry(SHEET.encode(), ZEROS, GIGABYTE, CONSTANT), without=SHEET), "过大"),
    "bomb that says it is small": (lambda: _entries(Entry(b"xl/media/a.bin", ZEROS, 1000, CONSTANT)), "已损坏"),
    "bomb that says nothing": (lambda: _entries(Entry(b"xl/media/a.bin", ZEROS, 0, CONSTANT)), "已损坏"),
    "bomb that says it is larger": (lambda: _entries(Entry(b"xl/media/a.bin", ZEROS, 0xFFFFFFF0, CONSTANT)), "过大"),
    "bomb in many parts": (
        lambda: _entries(*(Entry(b"xl/media/%d.bin" % n, packed_megabytes(15), 15 << 20, CONSTANT) for n in range(70))),
        "过大",
    ),
    "bomb of overlapping parts": (
        lambda: assembled(
            [Entry(b"%05d" % n, TEN_MEGABYTES, 10 << 20, CONSTANT) for n in range(5000)], overlapping=True
        ),
        "过大",
    ),
    "many parts": (lambda: assembled([Entry(b"%05d" % n, b"\3\0", 0, 0) for n in range(60_000)]), "过大"),
    "many cells without content": (lambda: _with(sheet=_cells(3_500_000)), "标记过多"),
    "cells within cells": (lambda: _with(sheet=_in_root(SHEET, b"<c>" * 200_000 + b"</c>" * 200_000)), "嵌套过深"),
    "entity bomb in the sheet": (lambda: _with(sheet=_laughing(SHEET)), "DOCTYPE"),
    "entity bomb in the workbook": (lambda: _with(workbook=_laughing(WORKBOOK)), "DOCTYPE"),
    "entity bomb in the relationships": (lambda: _with(relations=_laughing(RELATIONS)), "DOCTYPE"),
    "entity bomb in the texts": (lambda: _with(strings=_laughing("xl/sharedStrings.xml")), "DOCTYPE"),
    "entity bomb in UTF-16": (
        lambda: _with(sheet=_laughing(SHEET).decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")),
        "DOCTYPE",
    ),
    "entity from a file": (
        lambda: _with(sheet=b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><worksheet>&a;</worksheet>"),
        "DOCTYPE",
    ),
    "wrong encoding": (lambda: _with(sheet=PARTS[SHEET] + b"<!-- \xff\xfe -->"), f"{SHEET} 已损坏"),
    "unknown encoding": (lambda: _with(sheet=b'<?xml version="1.0" encoding="nonsense"?><a/>'), f"{SHEET} 已损坏"),
    "workbook outside": (
        lambda: zipped(
            PARTS | {"_rels/.rels": PARTS["_rels/.rels"].replace(b"xl/workbook.xml", b"file:///etc/passwd")}
        ),
        "缺少部件",
    ),
    "sheet outside": (
        lambda: _with(relations=PARTS[RELATIONS].replace(b"worksheets/sheet1.xml", b"../../../../../etc/passwd")),
        "缺少部件 etc/passwd",
    ),
    "rows that go back": (
        lambda: _with(sheet=PARTS[SHEET].replace(b'<row r="2"', b'<row r="1"')),
        "没有按顺序",
    ),
    "row that is no number": (lambda: _with(sheet=PARTS[SHEET].replace(b'<row r="2"', b'<row r="x"')), "已损坏"),
    "row beyond the last": (lambda: _with(sheet=PARTS[SHEET].replace(b'<row r="2"', b'<row r="99999999"')), "超出"),
    "column beyond the last": (lambda: _with(sheet=PARTS[SHEET].replace(b'r="A2"', b'r="ZZZ2"')), "超出"),
    "cell that is no cell": (lambda: _with(sheet=PARTS[SHEET].replace(b'r="A2"', b'r="2"')), "已损坏"),
}


def write_files(folder: Path) -> None:
    """Write every file into a folder, under its number."""
    for number, (make, _) in enumerate(FILES.values()):
        (folder / f"{number:02}.xlsx").write_bytes(make())
    (folder / "folder.xlsx").mkdir()


def forget_peak() -> None:
    """Begin to measure anew: a new process counts the peak of the one that started it as its own."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_megabytes() -> int:
    """The most memory this process has held since :func:`forget_peak`, where the system can tell, or ever."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def report(folder: Path) -> dict[str, dict[str, object]]:
    """What comes of loading each file of a folder, by the file's name."""
    from xlsx_template import Template, TemplateError

    forget_peak()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
    found: dict[str, dict[str, object]] = {}
    for file in [*sorted(folder.iterdir()), folder / "missing.xlsx"]:
        start = time.process_time()  # of this process alone: the machine may be busy
        kind, message = "", ""
        try:
            Template.load(file)
        except TemplateError as error:
            kind, message = type(error).__name__, str(error)
        seconds = time.process_time() - start
        peak = peak_megabytes()
        found[file.stem] = {"kind": kind, "message": message, "seconds": seconds, "megabytes": peak}
    return found


if __name__ == "__main__":
    print(json.dumps(report(Path(sys.argv[1]))))
