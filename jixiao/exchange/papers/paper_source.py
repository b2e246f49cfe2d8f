"""What a paper is made of, as one digest: with the same source the same paper comes out.

Holds the data, the form, the bytes of its template, what is left out for the public, and the version of the program.
Refuses to look at pictures that a template takes from its folder: they are no part of it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ... import __version__
from ...declaration.publication import Publication
from ..data_files.records import Record
from ..ledger import digest_of
from .paper_paths import Paper


def source_of(record: Record, paper: Paper, publication: Publication | None = None) -> str:
    """The digest of what makes a paper of a record.  Raises OSError where its template cannot be read."""
    # The text of a value tells 1 from "1" and from Decimal("1"), and is the same in every process.
    parts = (__version__, paper.form, _digest_of_file(paper.template), repr(publication), repr(record.data))
    return digest_of("\0".join(parts).encode(errors="surrogatepass"))


@lru_cache(maxsize=16)
def _digest_of_file(template: Path) -> str:
    """The digest of a template, once a process."""
    return digest_of(template.read_bytes())
