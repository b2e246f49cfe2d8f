"""How long the county form takes, beside hand-written code, other libraries and the floor of compressing it.

    python bench/run.py [--rounds N]

All contenders make the same form of twelve indicators, and those that can a rich form with a list of 12 and of 500
items, one call each in turn, round after round; the tables show medians.  Reading, checks, import and, in every tenth
round, whole runs of the program (cold start, batch, PDF) are calls of the same rounds (bench/program.py); after them
stands what a row of a list costs.  Garbage is collected before every round and not during it.  Checking the data, row
heights and formula values are part of our own form; what a peer leaves out stands in its module.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Hashable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bench.program import Part

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TEMPLATE = ROOT / "templates" / "绩效目标申报表.xlsx"
EXAMPLE = ROOT / "docs" / "examples" / "社会服务项目大赛.json"

Make = Callable[[], bytes]
Name = TypeVar("Name", bound=Hashable)
RARELY = 10
COUNTY = "County form of 12 indicators"
OURS, HAND_CODED, FLOOR = "xlsx_template", "XlsxWriter, by hand", "compress and write"
PACKAGES = {
    HAND_CODED: "xlsxwriter",
    "openpyxl, by hand": "openpyxl",
    "xltpl, template kept": "xltpl",
    "docfill": "docfill",
}


def county_form(project: dict[str, Any]) -> Make:
    """A function that makes the county form's bytes of `project`, a dict with the form's labels as keys.

    The project is read and the template compiled once; ValueError where the project cannot become a form.
    """
    from jixiao.declaration.context import form_context
    from xlsx_template import Template

    template = Template.load(TEMPLATE, fill_pages=True)
    context = form_context(read(project))

    def make() -> bytes:
        return template.render(context)

    return make


def read(project: dict[str, Any]) -> Any:
    """The checked project; ValueError with all findings where it is refused."""
    from jixiao.declaration.reading import read_project

    reading = read_project(project)
    if reading.refused:
        raise ValueError("; ".join(finding.message for finding in reading.findings))
    return reading.project


def contenders(project: dict[str, Any]) -> tuple[dict[str, Make], list[str]]:
    """What can run here by name, and a line for each peer that cannot."""
    from jixiao.declaration.context import form_context

    context = form_context(read(project))
    makes = {OURS: county_form(project)}
    missing = []
    for name, package in PACKAGES.items():
        try:
            makes[name] = peer(package, context)
        except ModuleNotFoundError as error:
            missing.append(f"{name}: left out, {error.name} is not installed")
    makes[FLOOR] = floor(makes[OURS](), TEMPLATE.read_bytes())
    return makes, missing


def rich_contenders() -> dict[str, dict[str, Make]]:
    """What makes the rich form, by the title of its table."""
    from bench import rich

    forms = {f"Rich form with a list of {count} items": rich.makers(count) for count in rich.COUNTS}
    for makes in forms.values():
        makes[FLOOR] = floor(makes[OURS](), rich.template())
    return forms


def peer(package: str, context: Mapping[str, Any]) -> Make:
    """A peer's way to make the form of `context`."""
    module = importlib.import_module(f"bench.{package}_form")
    if hasattr(module, "form"):
        make: Make = module.form(context)
        return make
    return lambda: module.make(context)


def floor(form: bytes, template: bytes) -> Make:
    """Compressing and writing what changes from form to form."""
    from bench.compress import changed_parts, writer

    return writer(changed_parts(form, template))


def measure_all(
    forms: Mapping[str, Mapping[str, Callable[[], object]]], rounds: int, rarely: Collection[str] = ()
) -> dict[str, dict[str, float]]:
    """Median milliseconds by form, or part of the program, and contender, all of them interleaved."""
    makes = {(form, name): make for form, contenders in forms.items() for name, make in contenders.items()}
    medians = measure(makes, rounds, {key for key in makes if key[0] in rarely})
    return {form: {name: medians[form, name] for name in contenders} for form, contenders in forms.items()}


def measure(
    makes: Mapping[Name, Callable[[], object]], rounds: int, rarely: Collection[Name] = ()
) -> dict[Name, float]:
    """Median milliseconds of each contender over interleaved rounds; those of ``rarely`` run in every tenth."""
    times: dict[Name, list[float]] = {name: [] for name in makes}
    for name, make in makes.items():
        if name not in rarely:
            make()
    for number in range(rounds):
        gc.collect()
        gc.disable()
        for name, make in makes.items():
            if number % RARELY and name in rarely:
                continue
            start = time.perf_counter()
            make()
            times[name].append((time.perf_counter() - start) * 1000)
        gc.enable()
    return {name: statistics.median(values) for name, values in times.items()}


def table(medians: Mapping[str, float]) -> str:
    """The result as text, fastest first."""
    hand_coded, floor_ms = medians.get(HAND_CODED), medians[FLOOR]
    lines = [f"{'':24}{'version':>10}{'median ms':>11}{'x XlsxWriter':>14}{'x compress':>12}"]
    for name, median in sorted(medians.items(), key=lambda item: item[1]):
        ratio = f"{median / hand_coded:.2f}" if hand_coded else "-"
        lines.append(f"{name:24}{version_of(name):>10}{median:>11.2f}{ratio:>14}{median / floor_ms:>12.2f}")
    return "\n".join(lines)


def rows_table(rounds: int) -> str:
    """What each further row of a list costs, by their number: microseconds, and the ratio to XlsxWriter.

    A list of one row bears what the workbook, its first row and the calculation of formulas cost in any case.
    """
    from bench.rows import COUNTS, makers

    lines = [f"{'rows of a loop':24}{'us a row':>21}{'x XlsxWriter':>14}"]
    for count in COUNTS:
        forms = {"single": makers(1), "filled": makers(count)}
        medians = measure_all(forms, rounds if count == min(COUNTS) else max(3, rounds // 10))
        ours, hand_coded = (medians["filled"][name] - medians["single"][name] for name in (OURS, HAND_CODED))
        lines.append(f"{count:<24}{ours / (count - 1) * 1000:>21.1f}{ours / hand_coded:>14.2f}")
    return "\n".join(lines)


def version_of(name: str) -> str:
    """The version of a contender's package, "" for our own."""
    try:
        return version(PACKAGES[name]) if name in PACKAGES else ""
    except PackageNotFoundError:
        return "?"


def machine() -> str:
    """Python, system and processors."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Times the county form and the program around it beside their peers.")
    parser.add_argument("--rounds", type=int, default=60, help="calls of each contender (default 60)")
    parser.add_argument("--render-only", action="store_true", help="forms alone, without the program around them")
    options = parser.parse_args()
    rounds = max(1, options.rounds)
    makes, missing = contenders(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    print(f"Median of {rounds} interleaved calls, no garbage collection during a round; {machine()}")
    forms = {COUNTY: makes} | (rich_contenders() if HAND_CODED in makes else {})
    with tempfile.TemporaryDirectory() as folder:
        quick, slow = ([], []) if options.render_only else program_parts(makes[OURS](), Path(folder))
        parts = {part.title: part.calls for part in (*quick, *slow)}
        medians = measure_all({**forms, **parts}, rounds, [part.title for part in slow])
    for form in forms:
        print(f"\n{form}\n{table(medians[form])}")
    print("\n".join(missing), end="\n" if missing else "")
    for part in (*quick, *slow):
        print(f"\n{part.table(medians[part.title])}")
    if HAND_CODED in makes:
        print(f"\n{rows_table(rounds)}")


def program_parts(form: bytes, folder: Path) -> tuple[list[Part], list[Part]]:
    """What the program does around the engine: the quick parts, and whole runs."""
    from bench import program

    return program.quick(EXAMPLE, form, folder), program.whole_runs(EXAMPLE, folder)


if __name__ == "__main__":
    main()
