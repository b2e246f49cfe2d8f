"""The arrows between the parts, read from the source, and what a plain ``--help`` may load.

cli → exchange → declaration, exchange → xlsx_template
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("openpyxl", "jinja2", "xlsxwriter", "formualizer", "python_calamine", "xlsx_template")

#: Layer → what it must not import.  The command line may take names from every layer below.
FORBIDDEN = {
    "xlsx_template": ("jixiao", "click"),
    "jixiao/declaration": (
        "jixiao.exchange",
        "jixiao.cli",
        "xlsx_template",
        "click",
        "openpyxl",
        "xlsxwriter",
        "python_calamine",
        "json",
        "csv",
        "zipfile",
    ),
    "jixiao/exchange": ("jixiao.cli", "click"),
    "jixiao/cli": ("xlsx_template", "openpyxl", "xlsxwriter", "python_calamine", "jinja2"),
}


def imported_modules(file: Path) -> Iterator[str]:
    """The absolute names of what a module imports, also inside functions and for type checking."""
    package = list(file.relative_to(ROOT).with_suffix("").parts)[:-1]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, node.module or ""]).strip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_the_arrows_point_one_way(layer: str) -> None:
    files = list((ROOT / layer).rglob("*.py"))
    assert files
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files
        for name in imported_modules(file)
        for forbidden in FORBIDDEN[layer]
        if name == forbidden or name.startswith(f"{forbidden}.")
    ]
    assert wrong == []


#: Packages that may use those before them, never those behind.
ORDERS = {
    "xlsx_template": (
        "layout",
        "package",
        "formula",
        "sheet",
        "language",
        "program",
        "moving",
        "arrangement",
        "images",
        "compile",
        "render",
        "repeated_sheets",
        "inspection",
    ),
    "jixiao/exchange": (
        "grids",
        "data_files",
        "data_workbook",
        "filed_forms",
        "papers",
        "pdf",
        "review",
        "marking",
        "year_cycle",
    ),
}


@pytest.mark.parametrize("layer", ORDERS)
def test_packages_use_only_those_before_them(layer: str) -> None:
    order = ORDERS[layer]
    assert {folder.parent.name for folder in (ROOT / layer).glob("*/__init__.py")} == set(order)
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for place, package in enumerate(order)
        for file in (ROOT / layer / package).rglob("*.py")
        for name in imported_modules(file)
        for later in order[place + 1 :]
        if f"{name}.".startswith(f"{layer.replace('/', '.')}.{later}.")
    ]
    assert wrong == []


def test_relative_imports_are_resolved() -> None:
    names = set(imported_modules(ROOT / "jixiao" / "cli" / "commands" / "generate.py"))
    assert {"jixiao.exchange.papers.filing", "jixiao.cli.console", "click"} <= names


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from jixiao.cli.chinese import speak_chinese\n"
        "from jixiao.cli.program import program\n"
        "speak_chinese()\n"
        "program.main(['--help'], standalone_mode=False)\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.endswith("loaded: []\n")
    assert "用法" in done.stdout


def test_one_form_does_not_load_what_only_batches_new_sheets_and_pdfs_need(tmp_path: Path) -> None:
    names = (
        "openpyxl",
        "xlsxwriter",
        "multiprocessing",
        "jixiao.exchange.pdf.papers",
        "jixiao.exchange.data_workbook.writing",
    )
    code = (
        "import sys\n"
        "from jixiao.cli.program import program\n"
        "try:\n"
        f"    program.main(['docs/examples', '-o', {str(tmp_path)!r}], standalone_mode=False)\n"
        "except SystemExit as end:\n"
        "    print('ended with', end.code)\n"
        f"print('loaded:', [name for name in {names!r} if name in sys.modules])\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", code]
    # Measuring coverage in a child loads multiprocessing.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.endswith("ended with 0\nloaded: []\n")
