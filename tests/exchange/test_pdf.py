"""PDFs beside the forms."""

import shutil
from pathlib import Path

import pytest

from jixiao.exchange.pdf import make_pdfs

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_forms_of_one_name_in_two_years_each_get_their_pdf(tmp_path: Path) -> None:
    forms = [tmp_path / "2020" / "甲.xlsx", tmp_path / "2021" / "甲.xlsx"]
    for form in forms:
        form.parent.mkdir()
        shutil.copy(ROOT / "data" / "社会服务项目大赛.xlsx", form)
    made = make_pdfs(forms)
    assert made.problems == ()
    assert [path.read_bytes()[:5] for path in made.paths] == [b"%PDF-", b"%PDF-"]
    assert made.paths == (tmp_path / "2020" / "甲.pdf", tmp_path / "2021" / "甲.pdf")


def test_without_libreoffice_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    shutil.copy(ROOT / "data" / "社会服务项目大赛.xlsx", tmp_path / "甲.xlsx")
    made = make_pdfs([tmp_path / "甲.xlsx"])
    assert made.paths == ()
    assert "没有找到 LibreOffice" in made.problems[0]
    assert "安装" in made.problems[0]


def test_no_form_needs_no_libreoffice() -> None:
    assert make_pdfs([]).problems == ()
