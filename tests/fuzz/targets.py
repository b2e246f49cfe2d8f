"""What is fuzzed: a target takes bytes and must end in a result or in one of the program's own errors."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from jixiao.declaration.context import form_context
from jixiao.declaration.reading import read_project
from jixiao.exchange.data_files.declaring import declare
from jixiao.exchange.data_files.json_text import parse_json
from jixiao.exchange.data_files.record_files import open_sources
from jixiao.exchange.data_files.sources import Source
from xlsx_template import Template, TemplateError
from xlsx_template.inspection.inspect import inspect_bytes

from ..exchange.many import many_sheets, write_csv_set, write_workbook
from ..xlsx_template import rich
from .mutations import Mutation, mutate_bytes, mutate_package, mutate_text

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "社会服务项目大赛.json"


@dataclass(frozen=True)
class Target:
    """A way into the program: its seeds, how they are damaged, and what is done with the damaged input."""

    seeds: Callable[[], tuple[bytes, ...]]
    mutate: Mutation
    run: Callable[[bytes], None]

    def make(self, seed: int) -> bytes:
        """The input of a seed, always the same."""
        random = Random(seed)
        return self.mutate(random.choice(self.seeds()), random)


def fill_template(data: bytes) -> None:
    """Inspects a template, loads it and fills it, with the example and with the rich template's data."""
    for attempt in (lambda: inspect_bytes(data), *(lambda c=context: _render(data, c) for context in _contexts())):
        try:
            attempt()
        except TemplateError:
            continue  # an answer: its text is tested where errors are


def read_data(suffix: str) -> Callable[[bytes], None]:
    """Reads a data file of that kind into declarations, and makes the context of each project a form could have."""

    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"甲{suffix}"
            file.write_bytes(data)
            for records in open_sources([Source(file)]):
                for record in records:
                    declaration = declare(record)
                    assert declaration.project or declaration.findings
                    if declaration.project:
                        form_context(declaration.project)

    return run


def _render(data: bytes, context: dict[str, Any]) -> None:
    Template.from_bytes(data).render(context)


@cache
def _contexts() -> tuple[dict[str, Any], ...]:
    project = read_project(parse_json(EXAMPLE.read_text("utf-8"))).project
    assert project
    return form_context(project), rich.data(3)


@cache
def _templates() -> tuple[bytes, ...]:
    return (*(file.read_bytes() for file in sorted((ROOT / "templates").glob("*.xlsx"))), rich.make_rich_template())


@cache
def _workbooks() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted((ROOT / "data").glob("*.xlsx")))


@cache
def _json_files() -> tuple[bytes, ...]:
    files = (EXAMPLE, *sorted((ROOT / "tests" / "data" / "shapes").glob("*.json")))
    texts = tuple(file.read_bytes() for file in files)
    return (*texts, b"[" + b",".join(texts) + b"]", b"\n".join(text.replace(b"\n", b" ") for text in texts))


@cache
def _saved(suffix: str) -> tuple[bytes, ...]:
    """The example's data workbook as LibreOffice saves it in another format."""
    return tuple(file.read_bytes() for file in sorted((ROOT / "tests" / "data" / "workbooks").glob(f"*{suffix}")))


@cache
def _workbooks_of_many() -> tuple[bytes, ...]:
    record = parse_json(EXAMPLE.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        return (
            write_workbook(Path(folder) / "多.xlsx", many_sheets([record, record | {"项目名称": "乙"}])).read_bytes(),
        )


@cache
def _csv_files() -> tuple[bytes, ...]:
    sheets = many_sheets([parse_json(EXAMPLE.read_text("utf-8"))])
    with tempfile.TemporaryDirectory() as folder:
        return (write_csv_set(Path(folder), "", sheets, "gb18030").read_bytes(),)


TARGETS = {
    "template": Target(_templates, mutate_package, fill_template),
    "workbook": Target(_workbooks, mutate_package, read_data(".xlsx")),
    "many": Target(_workbooks_of_many, mutate_package, read_data(".xlsx")),
    "ods": Target(lambda: _saved(".ods"), mutate_package, read_data(".ods")),
    "xls": Target(lambda: _saved(".xls"), mutate_bytes, read_data(".xls")),
    "csv": Target(_csv_files, mutate_text, read_data(".csv")),
    "json": Target(_json_files, mutate_text, read_data(".json")),
}
