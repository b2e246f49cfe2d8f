"""LibreOffice that hangs, crashes, refuses or leaves others behind: what it costs, and what it must not cost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from jixiao.exchange.errors import PdfError
from jixiao.exchange.pdf import conversion as pdf_conversion
from jixiao.exchange.pdf.conversion import Converted, iter_converted
from jixiao.exchange.pdf.soffice import Office

from .fake_office import FakeOffice

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands for LibreOffice is a script")

PutForms = Callable[..., list[Path]]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """A LibreOffice that does what the forms say, and a folder of its own for files in between."""
    for name in ("office", "scratch"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    return FakeOffice(tmp_path / "office")


@pytest.fixture
def put_forms(tmp_path: Path) -> PutForms:
    """Makes forms that say what becomes of them."""

    def put(*deeds: str) -> list[Path]:
        forms = [tmp_path / f"{number} {{甲}}.xlsx" for number in range(len(deeds))]
        for form, deed in zip(forms, deeds, strict=True):
            form.write_text(deed)
        return forms

    return put


def convert(forms: list[Path], office: FakeOffice, jobs: int = 1, patience: float = 20) -> list[Converted]:
    """What becomes of the forms."""
    return list(iter_converted(forms, Office(str(office.path), patience), jobs))


def made(results: list[Converted]) -> list[bool]:
    """Which forms have a PDF; exactly the others have a problem."""
    assert all(bool(result.pdf) != bool(result.problem) for result in results)
    return [bool(result.pdf) for result in results]


def test_a_whole_batch_takes_one_start(office: FakeOffice, put_forms: PutForms) -> None:
    assert made(convert(put_forms(*["good"] * 7), office)) == [True] * 7
    assert office.starts == [7]


def test_large_batches_are_divided(office: FakeOffice, put_forms: PutForms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_conversion, "BATCH", 3)
    forms = put_forms(*["good"] * 7)
    results = convert(forms, office, jobs=2)
    assert [result.form for result in results] == forms
    assert sorted(office.starts) == [1, 3, 3]
    assert len(set(office.profiles)) == 3


@pytest.mark.parametrize("deed", ["crash", "refuse", "cut"])
def test_a_form_that_fails_is_tried_twice_and_the_others_are_made(
    office: FakeOffice, put_forms: PutForms, deed: str
) -> None:
    forms = put_forms("good", "good", deed, "good", deed, "good")
    results = convert(forms, office)
    assert made(results) == [True, True, False, True, False, True]
    assert f"“{forms[2]}”" in results[2].problem
    assert "试了两次" in results[2].problem
    # The whole, then each that failed alone, then what a crash left; what was made is not made again.
    assert office.starts == ([6, 1, 3, 1, 1] if deed != "refuse" else [6, 1, 1, 1])


def test_a_form_that_hangs_is_given_up_and_the_others_are_made(office: FakeOffice, put_forms: PutForms) -> None:
    results = convert(put_forms("good", "hang", "good"), office, patience=0.7)
    assert made(results) == [True, False, True]
    assert "没有响应" in results[1].problem
    assert office.starts == [3, 1, 1]
    assert office.leaves_nobody


def test_a_crash_that_does_not_come_again_costs_nothing(office: FakeOffice, put_forms: PutForms) -> None:
    assert made(convert(put_forms("good", "once", "good"), office)) == [True] * 3


def test_children_that_outlive_it_are_ended(office: FakeOffice, put_forms: PutForms) -> None:
    assert made(convert(put_forms("child"), office)) == [True]
    assert office.leaves_nobody


def test_one_that_never_makes_a_pdf_is_not_tried_for_ever(office: FakeOffice, put_forms: PutForms) -> None:
    results: list[Converted] = []
    with pytest.raises(PdfError, match="还有47份没有再试"):
        results.extend(iter_converted(put_forms(*["refuse"] * 50), Office(str(office.path))))
    assert made(results) == [False] * 3
    assert len(office.starts) < 12


def test_many_bad_forms_do_not_keep_the_good_ones_back(office: FakeOffice, put_forms: PutForms) -> None:
    results = convert(put_forms("good", *["crash"] * 8, "good", "crash", "good"), office)
    assert made(results) == [True, *[False] * 8, True, False, True]


def test_without_basic_its_own_way_is_taken(office: FakeOffice, put_forms: PutForms) -> None:
    office.lacks_basic()
    assert made(convert(put_forms(*["good"] * 5), office)) == [True] * 5
    assert office.starts == [1, 4]


def test_a_form_that_is_gone_is_told_and_the_others_are_made(office: FakeOffice, put_forms: PutForms) -> None:
    forms = put_forms("good", "good", "good")
    forms[1].unlink()
    results = convert(forms, office)
    assert made(results) == [True, False, True]
    assert "找不到" in results[1].problem


def test_a_program_that_does_not_start_is_told(office: FakeOffice, put_forms: PutForms) -> None:
    office.path.chmod(0o644)
    with pytest.raises(PdfError, match="没能启动"):
        convert(put_forms("good"), office)


def test_nothing_is_left_when_the_run_ends_early(office: FakeOffice, put_forms: PutForms, tmp_path: Path) -> None:
    with closing(iter_converted(put_forms("good", "hang"), Office(str(office.path), 0.5))) as results:
        next(results)
    assert office.leaves_nobody
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_a_closed_window_leave_nothing(
    office: FakeOffice, put_forms: PutForms, tmp_path: Path, number: int
) -> None:
    put_forms("good", "hang")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from jixiao.exchange.pdf.conversion import iter_converted\n"
        "from jixiao.exchange.pdf.soffice import Office\n"
        "try:\n"
        "    list(iter_converted([Path(form) for form in sys.argv[2:]], Office(sys.argv[1])))\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(7)\n"
    )
    forms = [str(path) for path in tmp_path.glob("*.xlsx")]
    environment = os.environ | {"TMPDIR": str(tmp_path / "scratch"), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", code, str(office.path), *forms], env=environment)
    office.wait_until_it_hangs()
    process.send_signal(number)
    assert process.wait(timeout=20) == 7
    assert office.leaves_nobody
    assert list((tmp_path / "scratch").iterdir()) == []
