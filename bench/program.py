"""The program around the engine, each part beside what else there is for it: reading, checks, import, and whole runs.

``quick`` are functions of this process, ``whole_runs`` are commands, started anew for each call as a clerk does.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parent.parent
JSON_LINES, BATCH, PDFS = 200, 500, 5

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program; ``calls`` by contender, ours first; ``count`` is how many things one call does."""

    title: str
    calls: dict[str, Call]
    count: int = 1
    unit: str = "call"

    def table(self, medians: Mapping[str, float]) -> str:
        """The median milliseconds of its contenders as text, with their ratio to ours."""
        lines = [f"{self.title}\n{'':34}{'median ms':>11}{f'ms a {self.unit}':>15}{'x ours':>8}"]
        ours = medians[next(iter(self.calls))]
        for name in self.calls:
            median = medians[name]
            lines.append(f"{name:34}{median:>11.2f}{median / self.count:>15.3f}{median / ours:>8.2f}")
        return "\n".join(lines)


def quick(example: Path, form: bytes, folder: Path) -> list[Part]:
    """What takes milliseconds: data in, the review, filled forms back in; ``form`` is the example's county form."""
    workbook, lines = folder / "data.xlsx", folder / "lines.jsonl"
    _run("new", str(workbook), "--example")
    write_lines(lines, example, JSON_LINES)
    return [_workbook_reading(workbook), _line_reading(lines), _checks(example), _form_import(form)]


def whole_runs(example: Path, folder: Path) -> list[Part]:
    """What takes a fraction of a second or more: one form, a batch, PDFs."""
    lines, few = folder / "batch.jsonl", folder / "few.jsonl"
    write_lines(lines, example, BATCH)
    write_lines(few, example, PDFS)
    parts = [_cold_start(folder), _batch(lines, example, folder)]
    return [*parts, _pdfs(few, folder)] if shutil.which("soffice") else parts


def write_lines(file: Path, example: Path, count: int) -> None:
    """So many projects as JSON Lines: the example under as many names."""
    project = json.loads(example.read_text("utf-8"))
    named = (project | {"项目名称": f"{project['项目名称']}{number:06}"} for number in range(count))
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in named), "utf-8")


def _workbook_reading(file: Path) -> Part:
    from jixiao.exchange.data_files.record_files import open_sources
    from jixiao.exchange.data_files.sources import Source

    content = file.read_bytes()
    ours = _projects(lambda: [record for found in open_sources([Source(file)]) for record in found])
    return Part("Reading a data workbook", {"jixiao, checked project": ours} | _readers(content), unit="file")


def _line_reading(file: Path) -> Part:
    from jixiao.exchange.data_files.json_data import iter_json_records

    calls = {
        "jixiao, checked projects": _projects(lambda: list(iter_json_records(file))),
        "json.loads": lambda: [json.loads(line) for line in file.read_text("utf-8").splitlines()],
    }
    return Part(f"Reading {JSON_LINES} projects of JSON Lines", calls, JSON_LINES, "line")


def _projects(read: Callable[[], Sequence[Any]]) -> Call:
    from jixiao.declaration.reading import read_project

    def call() -> object:
        readings = [read_project(record.data) for record in read()]
        assert readings
        assert not any(reading.refused for reading in readings)
        return readings

    return call


def _checks(example: Path) -> Part:
    from jixiao.declaration.checks import review
    from jixiao.declaration.reading import read_project
    from jixiao.exchange.data_files.json_data import iter_json_records

    record = next(iter(iter_json_records(example)))
    assert record.data is not None
    project = read_project(record.data).project
    return Part("Checks R01-R60 of the example", {"jixiao": lambda: review(project)}, unit="project")


def _form_import(form: bytes) -> Part:
    from jixiao.declaration.filled_form.reading import read_forms
    from jixiao.exchange.filed_forms.sheets import sheets_of

    calls: dict[str, Call] = {
        "jixiao, form to data": lambda: [filled for sheet in sheets_of(form) for filled in read_forms(sheet)]
    }
    return Part("Import of a filled form", calls | _readers(form), unit="form")


def _readers(content: bytes) -> dict[str, Call]:
    """Readers of plain cells, which know nothing of what stands in them."""

    def by_openpyxl() -> object:
        book = openpyxl.load_workbook(BytesIO(content), data_only=True)
        return [[*sheet.iter_rows(values_only=True)] for sheet in book.worksheets]

    def by_calamine() -> object:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    return {"openpyxl, cells only": by_openpyxl, "calamine, cells only": by_calamine}


def _cold_start(folder: Path) -> Part:
    calls: dict[str, Call] = {
        "generate.py": lambda: _generate([str(ROOT / "data")], folder),
        "import openpyxl": lambda: _python("import openpyxl"),
        "import click": lambda: _python("import click"),
    }
    return Part("Cold start: one form from the command line", calls, unit="form")


def _batch(lines: Path, example: Path, folder: Path) -> Part:
    by_hand = (
        "import json; from bench import run; from jixiao.declaration.context import form_context; "
        "from bench.xlsxwriter_form import make; from pathlib import Path; "
        f"context = form_context(run.read(json.loads(Path({str(example)!r}).read_text('utf-8')))); "
        f"folder = Path({str(folder)!r}); "
        f"[(folder / f'{{number}}.xlsx').write_bytes(make(context)) for number in range({BATCH})]"
    )
    calls: dict[str, Call] = {
        "generate.py --jobs 2, reviewed": lambda: _generate([str(lines), "--jobs", "2"], folder),
        "XlsxWriter by hand, one process": lambda: _python(by_hand),
    }
    return Part(f"Batch: {BATCH} projects of JSON Lines", calls, BATCH, "form")


def _pdfs(lines: Path, folder: Path) -> Part:
    forms = folder / "forms"
    _run("generate", str(lines), "-o", str(forms))
    made = sorted(map(str, forms.glob("[0-9]*/*.xlsx")))
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]

    def one_by_one() -> None:
        for form in made:
            _call([*office, "--outdir", str(folder / "pdf"), form])

    calls: dict[str, Call] = {
        "generate.py --pdf, forms included": lambda: _generate([str(lines), "--pdf"], folder),
        "soffice --convert-to, one by one": one_by_one,
    }
    return Part(f"PDFs of {PDFS} forms", calls, PDFS, "PDF")


def _generate(arguments: Sequence[str], folder: Path) -> None:
    """A run into a new folder."""
    with tempfile.TemporaryDirectory(dir=folder) as output:
        _run("generate", *arguments, "-o", output)


def _run(*arguments: str) -> None:
    _call([sys.executable, str(ROOT / "generate.py"), *arguments])


def _python(code: str) -> None:
    _call([sys.executable, "-c", code])


def _call(command: Sequence[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
