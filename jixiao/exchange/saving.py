"""Files written so that the old one survives any failure, under names every system accepts.

The new bytes go to a temporary file in the same folder, which then replaces the old file in one step.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import time
from itertools import chain
from pathlib import Path

from .errors import SaveError, explain_os_error
from .own_files import EDITED_MARK

#: Characters Windows forbids in names, and the full-width ones that read the same.
_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
#: Windows device names, with or without an extension (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
#: File systems take 255 bytes (Linux) or 255 characters (Windows) a name, Windows 260 characters a path.  This leaves
#: room for what others put around a name, as LibreOffice's ".~lock.…#" does, and is 66 汉字 in UTF-8.
_MOST_BYTES = 200
#: What ``save`` writes first, with the number of the process that does; it exists for an instant.
_TEMPORARY = re.compile(r"\.(\d+)-[0-9a-f]{16}\.tmp")
#: Seconds after which such a file is left over, whoever wrote it: another computer may write into a shared folder.
_LONGEST_WRITING = 600


def safe_name(text: str, suffix: str = "") -> str:
    """A file name that reads like the text: ``safe_name("甲/乙", ".xlsx") == "甲／乙.xlsx"``.

    Never a path, never hidden, never longer than 200 bytes; a name that is cut ends in a mark of the whole text.
    """
    name = _CONTROL.sub(" ", text).translate(_FORBIDDEN).strip(" \u3000").rstrip(". \u3000")
    if name.startswith("."):
        name = "_" + name
    if _RESERVED.fullmatch(name):
        name = "_" + name
    return _shorten(name or "_", _MOST_BYTES - len(suffix.encode())) + suffix


def save(path: Path, data: bytes) -> None:
    """Writes the bytes; whoever reads the path sees the old file or the new one whole.  Raises SaveError."""
    temporary = path.with_name(f".{os.getpid()}-{os.urandom(8).hex()}.tmp")
    try:
        try:
            _write(temporary, data)
            os.replace(temporary, path)  # noqa: PTH105 - the one call that is atomic on every system
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SaveError(f"无法写入“{path}”：{explain_os_error(error)}。") from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except FileNotFoundError:  # only the first file of a folder finds it missing
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def remove_leftovers(folder: Path) -> None:
    """Removes the temporary files that killed runs left in a folder of forms and its folders of years."""
    with contextlib.suppress(OSError):
        inner = [Path(entry) for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
        for found in chain.from_iterable(map(os.scandir, (folder, *inner))):
            if (match := _TEMPORARY.fullmatch(found.name)) and _is_left(found, int(match[1])):
                Path(found).unlink(missing_ok=True)


def _is_left(file: os.DirEntry[str], owner: int) -> bool:
    """True where nobody writes the file any more: its owner is gone, or it is old (the owner may be elsewhere)."""
    if time.time() - file.stat(follow_symlinks=False).st_mtime > _LONGEST_WRITING:
        return True
    if os.name != "posix":
        return False  # Windows has no signal 0
    try:
        os.kill(owner, 0)
    except OSError as error:
        return isinstance(error, ProcessLookupError)
    return False


def keep_copy(path: Path, mark: str = EDITED_MARK) -> Path:
    """Copies a file to a free numbered name and returns that: ``甲.xlsx`` → ``甲（手改1）.xlsx``.  Raises SaveError."""
    number = 1
    while (copy := _numbered(path, f"{mark}{number}")).exists():
        number += 1
    try:
        shutil.copy2(path, copy)
    except OSError as error:
        raise SaveError(f"无法为“{path}”保留副本：{explain_os_error(error)}。") from error
    return copy


def _numbered(path: Path, mark: str) -> Path:
    return path.with_name(safe_name(path.stem, f"（{mark}）{path.suffix}"))


def _shorten(name: str, most_bytes: int) -> str:
    if len(name.encode()) <= most_bytes:
        return name
    mark = "…" + hashlib.sha256(name.encode()).hexdigest()[:8]
    return name.encode()[: most_bytes - len(mark.encode())].decode(errors="ignore") + mark
