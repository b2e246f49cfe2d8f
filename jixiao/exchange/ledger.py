"""Which forms were made here, with what content and of what, in one readable file in the output folder.

So a form edited by hand is not overwritten, and ``--resume`` finds what is done.  A JSON object a line: what is noted
is added at the end and nothing is ever rewritten.  Two runs into one folder lose nothing of each other; as a form is
noted before it is saved, a run that is stopped at any moment leaves no form behind that would later count as edited;
and a line that was cut short by a full disk costs no other line.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..declaration.form_catalogue import DEFAULT_FORM
from .errors import SaveError, explain_os_error
from .own_files import LEDGER_NAME

_NOTE = "本程序生成的表格及其校验值，用来识别生成后又手工修改过的表格；请勿改动。"
_PAPER, _FORM, _DIGEST, _SOURCE = "表格", "表样", "校验值", "来源"

#: Before the digest of a file that another program saved and that said what the data said: its content is not lost
#: with it, but its looks may be somebody's work.
ADOPTED = "内容一致:"


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one paper: the digests of all that was ever made as it; form, digest and source of the last.

    The source is the digest of what a paper was made from, "" where none is noted; the form is "" for a paper that
    was never made here, and the default form in lines from before forms were noted.
    """

    digests: frozenset[str] = frozenset()
    form: str = ""
    last: str = ""
    source: str = ""

    def says(self, digest: str, source: str) -> bool:
        """True where that is what was last made of that source, or left there because it says the same."""
        return self.last.removeprefix(ADOPTED) == digest and self.source == source


NOTHING = Noted()


class Ledger:
    """The record of one output folder as it was when this was made; lines that cannot be read are passed over.

    Lines stay on disk, and only where they stand is kept: the record of 100,000 forms takes 17 MB instead of 62.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / LEDGER_NAME
        self._places: dict[int, tuple[int, ...]] = {}
        with contextlib.suppress(OSError), self._file.open("rb") as record:
            for place, entry in _iter_entries(record):
                name = hash(entry[_PAPER])
                self._places[name] = (*self._places.get(name, ()), place)

    def find(self, path: Path) -> Noted:
        """What is noted of a paper in the folder; nothing for one that was never made here."""
        name = _key(self.folder, path)
        places = self._places.get(hash(name), ())
        entries = [entry for entry in self._read(places) if entry[_PAPER] == name]
        if not entries:
            return NOTHING
        digests = frozenset(str(entry[_DIGEST]) for entry in entries)
        last = entries[-1]
        return Noted(digests, str(last.get(_FORM, DEFAULT_FORM)), str(last[_DIGEST]), str(last.get(_SOURCE, "")))

    def _read(self, places: tuple[int, ...]) -> Iterator[dict[str, Any]]:
        if not places:
            return
        with contextlib.suppress(OSError), self._file.open("rb") as record:
            for place in places:
                record.seek(place)
                if entry := _read_line(record.readline()):
                    yield entry


def note(folder: Path, path: Path, form: str, digest: str, source: str = "") -> None:
    """Notes, before a paper is saved, which it is, what it will hold and what it is made of.  Raises SaveError."""
    file = folder / LEDGER_NAME
    entry = {_PAPER: _key(folder, path), _FORM: form, _DIGEST: digest} | ({_SOURCE: source} if source else {})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("a+b") as record:
            _lock(record)
            record.write(_beginning(record.fileno()) + _line(entry))  # one write, whole or cut short
    except OSError as error:
        raise SaveError(f"无法写入“{file}”：{explain_os_error(error)}。") from error


def digest_of(data: bytes) -> str:
    """The digest of a form's bytes, as it stands in the record."""
    return hashlib.sha256(data).hexdigest()


def _lock(record: IO[bytes]) -> None:
    """Waits until no other process is writing; the lock ends with the file, or with the process that held it.

    Windows has no such lock, and some network folders take none: there two lines may get an empty one between them.
    """
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(record, fcntl.LOCK_EX)


def _beginning(record: int) -> bytes:
    """What has to stand before a new line: the note of an empty record, the end of a line that was cut short."""
    size = os.fstat(record).st_size
    if not size:
        return _line({"说明": _NOTE})
    os.lseek(record, size - 1, os.SEEK_SET)
    return b"" if os.read(record, 1) == b"\n" else b"\n"


def _key(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _line(entry: dict[str, str]) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def _iter_entries(record: Iterator[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Where each readable line begins, and what it says."""
    place = 0
    for line in record:
        if entry := _read_line(line):
            yield place, entry
        place += len(line)


def _read_line(line: bytes) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError):
        entry = json.loads(line)
        if isinstance(entry, dict) and isinstance(entry.get(_PAPER), str) and _DIGEST in entry:
            return entry
    return None
