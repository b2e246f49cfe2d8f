"""Workbooks about many projects, in which people work too: 审核结果, 修改对照表, 项目支出绩效目标汇总表.

Those that are made anew at every run (``save_list``) never stand in the way: what somebody saved is kept under another
name.  The summary (``save_noted``) is a paper like a form: one that was edited by hand is not replaced unasked.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
from pathlib import Path

from .errors import EDITED_SINCE, DataFileError, SaveError, explain_os_error
from .ledger import Ledger, digest_of, note
from .saving import keep_copy, save

#: What every program that saves a workbook changes, and what stands there as this program writes it.
_PROPERTIES, _AS_WRITTEN = "docProps/core.xml", b">2020-01-01T00:00:00Z</dcterms:modified>"
_CONTENT = "内容:"


def save_list(path: Path, data: bytes) -> Path | None:
    """Writes a list; the copy of what stood there, where somebody saved that since, else None.  Raises SaveError."""
    try:
        kept = keep_copy(path) if path.exists() and not is_as_written(path.read_bytes()) else None
    except OSError as error:
        raise SaveError(f"“{path}”无法读写：{explain_os_error(error)}。") from error
    save(path, data)
    return kept


def is_as_written(data: bytes) -> bool:
    """True for a workbook of this program that no other program has saved."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _AS_WRITTEN in package.read(_PROPERTIES)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, ValueError, EOFError):
        return False


def save_noted(ledger: Ledger, path: Path, data: bytes, *, force: bool) -> Path | None:
    """Writes a list that is noted in the record of its folder; the copy of what was saved by hand, else None.

    What counts is what its cells say: one that was only looked at is no edit, and stays while the data are the same.
    Raises SaveError for one that was edited, and where it cannot be written.
    """
    noted, digest = ledger.find(path), digest_of(data)
    try:
        present = path.read_bytes() if path.exists() else data
        is_ours = present == data or digest_of(present) in noted.digests
        said = "" if is_ours else _CONTENT + digest_of_content(path)
    except OSError as error:
        raise SaveError(f"“{path}”无法读写：{explain_os_error(error)}。") from error
    if said and said not in noted.digests and not force:
        raise SaveError(EDITED_SINCE.format(path))
    if said == noted.last and noted.source == digest and not force:
        return None
    kept = None if is_ours else keep_copy(path)
    if noted.source == digest:
        save(path, data)
        return kept
    note(ledger.folder, path, path.stem, digest)
    save(path, data)
    note(ledger.folder, path, path.stem, _CONTENT + digest_of_content(path), digest)
    return kept


def digest_of_content(path: Path) -> str:
    """The digest of what the cells of a workbook show, whatever program saved it.  Raises OSError.

    A file that is no workbook has one too, which is that of no workbook.
    """
    from .grids.grid import iter_plain_rows, open_workbook

    digest = hashlib.sha256()
    with contextlib.suppress(DataFileError):
        for sheet in open_workbook(path):
            digest.update(f"\0\0{sheet.name}".encode())
            for number, row in enumerate(iter_plain_rows(sheet.read().rows)):
                filled = [(column, str(value)) for column, value in enumerate(row) if value is not None]
                if filled:
                    digest.update(f"\0{number}{filled}".encode())
    return digest.hexdigest()
