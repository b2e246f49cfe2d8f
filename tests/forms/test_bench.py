"""The contenders of the benchmark make the same form."""

import importlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bench import compress, layout, program, rich, run

from .printed import iter_rows, open_sheet

PEERS = tuple(run.PACKAGES.values())


def texts(form: bytes) -> list[str]:
    """What stands on the form, in order. Only our own cells have a number format that says how the number is shown."""
    return [text.removesuffix("万元") for row in iter_rows(open_sheet(form)) for text in row if text]


def made_by(package: str, project: dict[str, object]) -> bytes:
    """A peer's form of the project."""
    makes, _ = run.contenders(project)
    return next(makes[name]() for name, known in run.PACKAGES.items() if known == package)


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    example: dict[str, object] = json.loads(run.EXAMPLE.read_text(encoding="utf-8"))
    return example


@pytest.fixture(scope="module")
def form(project: dict[str, object]) -> bytes:
    return run.county_form(project)()


def test_county_form_makes_a_workbook(form: bytes) -> None:
    assert open_sheet(form).title == "绩效目标申报表"


def test_county_form_refuses_a_project_that_cannot_become_a_form(project: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="项目名称"):
        run.county_form(project | {"项目名称": ""})


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("package", PEERS)
def test_a_peers_form_has_the_same_texts(package: str, project: dict[str, object], form: bytes) -> None:
    pytest.importorskip(package)
    assert texts(made_by(package, project)) == texts(form)


@pytest.mark.parametrize("package", ["xlsxwriter", "openpyxl"])
def test_a_hand_coded_form_has_the_same_merges(package: str, project: dict[str, object], form: bytes) -> None:
    merges = {str(area) for area in open_sheet(made_by(package, project)).merged_cells.ranges}
    assert merges == {str(area) for area in open_sheet(form).merged_cells.ranges}


def test_a_peer_that_is_not_installed_is_named_and_left_out(
    project: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(package: str, _context: object) -> run.Make:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)

    monkeypatch.setattr(run, "peer", missing)
    makes, lines = run.contenders(project)
    assert set(makes) == {run.OURS, run.FLOOR}
    assert "xltpl, template kept: left out, xltpl is not installed" in lines


def test_the_floor_writes_only_what_changes(form: bytes) -> None:
    parts = compress.changed_parts(form, run.TEMPLATE.read_bytes())
    assert "xl/worksheets/sheet1.xml" in parts
    assert "xl/theme/theme1.xml" not in parts
    assert compress.changed_parts(compress.writer(parts)(), form) == {}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("count", [1, 12])
def test_the_rich_forms_hold_the_same(count: int) -> None:
    made = {name: load_workbook(BytesIO(make())) for name, make in rich.makers(count).items()}
    ours = made.pop(run.OURS)
    for book in made.values():
        for sheet in ours:
            theirs = book[sheet.title]
            assert [*sheet.iter_rows(max_col=6, values_only=True)] == [*theirs.iter_rows(max_col=6, values_only=True)]
            assert {*map(str, sheet.merged_cells.ranges)} == {*map(str, theirs.merged_cells.ranges)}
        assert ours.defined_names["金额"].attr_text == book.defined_names["金额"].attr_text


def test_all_forms_are_measured_in_the_same_rounds() -> None:
    calls: list[str] = []
    forms = {form: {run.OURS: lambda form=form: calls.append(form) or b""} for form in "ab"}
    assert {form: {*medians} for form, medians in run.measure_all(forms, 2).items()} == {
        "a": {run.OURS},
        "b": {run.OURS},
    }
    assert calls == ["a", "b"] * 3


def test_the_table_compares_with_hand_coding_and_with_the_floor() -> None:
    lines = run.table({run.OURS: 1.0, run.HAND_CODED: 4.0, run.FLOOR: 0.5}).splitlines()
    assert [line.split()[-2:] for line in lines[1:]] == [["0.12", "1.00"], ["0.25", "2.00"], ["1.00", "8.00"]]


def test_whole_runs_are_measured_in_every_tenth_round_only() -> None:
    calls: list[str] = []
    forms = {"form": {run.OURS: lambda: calls.append("form")}, "batch": {run.OURS: lambda: calls.append("batch")}}
    run.measure_all(forms, 11, ["batch"])
    assert (calls.count("form"), calls.count("batch")) == (12, 2)


def test_the_parts_of_the_program_can_be_called_and_compared(form: bytes, tmp_path: Path) -> None:
    for part in program.quick(run.EXAMPLE, form, tmp_path):
        assert all(call() for call in part.calls.values())
        lines = part.table(dict.fromkeys(part.calls, part.count * 2.0)).splitlines()
        assert [line.split()[-2:] for line in lines[2:]] == [["2.000", "1.00"]] * len(part.calls)


def test_every_peer_has_its_module_and_template() -> None:
    for package in PEERS:
        pytest.importorskip(package)
        assert importlib.import_module(f"bench.{package}_form").__doc__
    assert {path.stem for path in layout.TEMPLATES.glob("*.xlsx")} == set(PEERS) - {"xlsxwriter"}
