"""Which forms were made here, and with what content, so that a form edited by hand is not overwritten.

One readable file in the output folder, a JSON object a line: what is noted is added at its end and nothing is ever
rewritten.  So two runs into one folder lose nothing of each other, and as a form is noted before it is saved, a run
that is stopped at any moment leaves no form behind that would later count as edited.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import defaultdict
from pathlib import Path

from ..declaration.form_catalogue import DEFAULT_FORM
from .errors import SaveError, explain_os_error
from .own_files import LEDGER_NAME

_NOTE = "本程序生成的表格及其校验值，用来识别生成后又手工修改过的表格；请勿改动。"
_PAPER, _FORM, _DIGEST = "表格", "表样", "校验值"

NONE: frozenset[str] = frozenset()
#: Before the digest of a file that another program saved and that said what the data said: its content is not lost
#: with it, but its looks may be somebody's work.
ADOPTED = "内容一致:"


class Ledger:
    """The record of one output folder as it was when this was made; lines that cannot be read are passed over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests, self._forms = _read(folder / LEDGER_NAME)

    def find_digests(self, path: Path) -> frozenset[str]:
        """The digests of all that was ever made as this form; empty for one that was never made here."""
        return frozenset(self._digests.get(_key(self.folder, path), NONE))

    def find_form(self, path: Path) -> str:
        """The form that a paper was last made as, "" for one that was never made here.

        Entries from before forms were noted are of the default form.
        """
        return self._forms.get(_key(self.folder, path), "")


def note(folder: Path, path: Path, form: str, digest: str) -> None:
    """Notes, before a form is saved, which it is and what it will hold.  Raises SaveError."""
    file = folder / LEDGER_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as record:
            if record.tell() == 0:
                record.write(_line({"说明": _NOTE}))
            record.write(_line({_PAPER: _key(folder, path), _FORM: form, _DIGEST: digest}))
    except OSError as error:
        raise SaveError(f"无法写入“{file}”：{explain_os_error(error)}。") from error


def digest_of(data: bytes) -> str:
    """The digest of a form's bytes, as it stands in the record."""
    return hashlib.sha256(data).hexdigest()


def _key(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _line(entry: dict[str, str]) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def _read(path: Path) -> tuple[dict[str, set[str]], dict[str, str]]:
    """The digests and the last form of every paper."""
    digests: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, str] = {}
    with contextlib.suppress(OSError):
        for line in path.read_bytes().splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                entry = json.loads(line)
                digests[str(entry[_PAPER])].add(str(entry[_DIGEST]))
                forms[str(entry[_PAPER])] = str(entry.get(_FORM, DEFAULT_FORM))
    return digests, forms
