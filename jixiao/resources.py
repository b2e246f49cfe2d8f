"""Where the files of the program lie that are no code: the templates of the forms and the example.

In a checkout they stand at its top, where everyone finds and edits them; an installed package and a single-file
build carry copies inside (pyproject.toml, tools/build_single_file.py).
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def get_resource(*parts: str) -> Path:
    """A file or folder of the program: ``get_resource("templates").name == "templates"``.

    The copy inside the package comes first: only an installed package has one.  Never raises, the path may not exist.
    """
    inside = _PACKAGE / "files" / Path(*parts)
    return inside if inside.exists() else _PACKAGE.parent / Path(*parts)
