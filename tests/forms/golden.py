"""Every form of the example as it was last looked at, kept whole.

    python -m tests.forms.golden

writes them anew.  Look at what changed (git diff, and the printed pages) before it is committed.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from jixiao.declaration.form_catalogue import paper_content
from jixiao.declaration.reading import read_project
from jixiao.exchange.papers.form_making import get_template
from jixiao.exchange.papers.forms import FormTemplate, find_templates

from .executed import executed_example

FOLDER = Path(__file__).parent / "golden"


def all_forms() -> list[FormTemplate]:
    """The forms of the project."""
    return list(find_templates().values())


def made(form: FormTemplate) -> bytes:
    """The form of the example with what became of it."""
    content = paper_content(form.form, read_project(executed_example()).project)
    return get_template(form.path).render(content.context)


def golden_file(form: FormTemplate) -> Path:
    """Where a form is kept."""
    return FOLDER / f"{form.form}{form.suffix}"


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for form in all_forms():
        golden_file(form).write_bytes(made(form))
        print(golden_file(form))
