"""Every form part by part beside the one that was last looked at: ``python -m tests.forms.golden`` writes them anew."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from jixiao.exchange.papers.forms import FormTemplate

from .golden import FOLDER, all_forms, golden_file, made, parts

FORMS = {form.form: form for form in all_forms()}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_the_one_that_was_looked_at(form: FormTemplate) -> None:
    expected, found = parts(golden_file(form).read_bytes()), parts(made(form))
    assert list(found) == list(expected)
    for name, part in found.items():
        assert part == expected[name], name


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_file_is_what_the_schema_asks(form: FormTemplate) -> None:
    assert OpenXmlValidator().validate(str(golden_file(form))).errors == []


def test_every_form_is_kept_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {golden_file(form).name for form in FORMS.values()}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_every_form_prints(tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(golden_file(form)) for form in FORMS.values()]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert {path.stem for path in tmp_path.glob("*.pdf")} == set(FORMS)
