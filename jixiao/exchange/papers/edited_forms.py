"""Whether the form that stands where one is to be written was edited by hand, and how much that matters.

Excel, WPS and LibreOffice write other bytes whenever they save, so bytes alone call a form edited that somebody only
looked at.  What counts is what the form says: it is read back like any filled form.  Where that is what the data say,
nothing is to be done and the file stays, with whatever was changed in its looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path

from ...declaration.model import Project
from ..ledger import ADOPTED, digest_of


class Present(Enum):
    """What stands at a form's path."""

    NOTHING = "nothing, or what was made here"
    SAME = "saved by another program, and says what is to be written"
    SAVED = "saved by another program, and says what was made here before"
    EDITED = "edited by hand, or not made here"


def judge_present(path: Path, data: bytes, made: frozenset[str], make: Callable[[Project], bytes]) -> Present:
    """What stands at the path of a form whose new bytes are ``data``; ``make`` gives the bytes of a project's form.

    Raises OSError where the file cannot be read.
    """
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        return Present.NOTHING
    digest = digest_of(present)
    if digest in made or present == data:
        return Present.NOTHING
    if (said := what_it_says(present)) is None:
        return Present.EDITED
    if said == what_it_says(data):
        return Present.SAME
    return Present.SAVED if ADOPTED + digest in made or _was_made(present, made, make) else Present.EDITED


def what_it_says(content: bytes) -> object | None:
    """All that a form's bytes say, for comparing; None for what is no readable form."""
    from ...declaration.filled_form.reading import read_forms
    from ..errors import DataFileError
    from ..filed_forms.sheets import sheets_of

    try:
        forms = [form for sheet in sheets_of(content) for form in read_forms(sheet)]
    except DataFileError:
        return None
    return [(form.data, sorted(entry.text for entry in form.unplaced)) for form in forms]


def _was_made(present: bytes, made: Iterable[str], make: Callable[[Project], bytes]) -> bool:
    """True where the form of the project that was read back is one that was made here."""
    from ...declaration.filled_form.reading import read_forms
    from ...declaration.reading import read_project
    from ..filed_forms.sheets import sheets_of

    forms = [form for sheet in sheets_of(present) for form in read_forms(sheet)]
    if len(forms) != 1 or forms[0].unplaced:
        return False
    return digest_of(make(read_project(forms[0].data).project)) in made
