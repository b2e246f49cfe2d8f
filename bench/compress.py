"""The floor: compressing and writing the parts of a finished form that differ from its template, and nothing else."""

import io
import zipfile
from collections.abc import Callable


def changed_parts(form: bytes, template: bytes) -> dict[str, bytes]:
    """Name and content of the parts of `form` that `template` has not or has otherwise."""
    with zipfile.ZipFile(io.BytesIO(form)) as made, zipfile.ZipFile(io.BytesIO(template)) as source:
        known = {name: source.read(name) for name in source.namelist()}
        return {name: made.read(name) for name in made.namelist() if made.read(name) != known.get(name)}


def writer(parts: dict[str, bytes]) -> Callable[[], bytes]:
    """A function that writes `parts` to a zip archive in memory."""

    def write() -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return write
