"""Which forms were made here, and with what content, so that a form edited by hand is not overwritten.

One readable JSON file in the output folder.  It is no secret and no proof: delete it and every form that would
change counts as edited.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from .saving import save

LEDGER_NAME = "生成记录.json"
_NOTE = "本程序生成的表格及其校验值，用来识别生成后又手工修改过的表格；请勿改动。"


class Ledger:
    """The record of one output folder.  Changes stay in memory until ``write``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests = _read(folder / LEDGER_NAME)
        self._changed = False

    def find_digest(self, path: Path) -> str | None:
        """The digest of a form as it was made last; None for one that was never made here."""
        return self._digests.get(self._key(path))

    def note(self, path: Path, digest: str) -> None:
        """Remembers what a form was made with."""
        self._changed = self._changed or self._digests.get(self._key(path)) != digest
        self._digests[self._key(path)] = digest

    def write(self) -> None:
        """Writes the record where something changed.  Raises SaveError."""
        if self._changed:
            text = json.dumps(
                {"说明": _NOTE, "表格": dict(sorted(self._digests.items()))}, ensure_ascii=False, indent=1
            )
            save(self.folder / LEDGER_NAME, text.encode())

    def _key(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def digest_of(data: bytes) -> str:
    """The digest of a form's bytes, as it stands in the record."""
    return hashlib.sha256(data).hexdigest()


def is_edited(path: Path, data: bytes, made: str | None) -> bool:
    """True where a file stands at the path that is neither what was made last nor what is to be written."""
    try:
        present = digest_of(path.read_bytes())
    except FileNotFoundError:
        return False
    return present not in (made, digest_of(data))


def _read(path: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        entries = json.loads(path.read_text("utf-8")).get("表格")
        if isinstance(entries, dict):
            return {str(key): str(value) for key, value in entries.items()}
    return {}
