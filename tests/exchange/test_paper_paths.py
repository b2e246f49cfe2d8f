"""Where papers lie: no paper takes the place of a different one."""

from pathlib import Path

from jixiao.exchange.ledger import Ledger, note
from jixiao.exchange.papers.forms import FormTemplate
from jixiao.exchange.papers.paper_paths import plan_papers

DEFAULT = FormTemplate("绩效目标申报表", Path("绩效目标申报表.xlsx"))
CENTRAL = FormTemplate("绩效目标申报表-中央", Path("绩效目标申报表-中央.xlsx"))
TEXT = FormTemplate("项目文本", Path("项目文本.docx"))
PATH = Path("2020", "甲项目.xlsx")


def planned(folder: Path, *templates: FormTemplate, public: bool = False) -> list[str]:
    """The names of the papers of one project."""
    return [paper.target.name for paper in plan_papers(PATH, templates, Ledger(folder), public=public)]


def made(folder: Path, form: FormTemplate) -> None:
    """Leaves a paper at the plain name that was made as a form."""
    target = folder / PATH
    target.parent.mkdir()
    target.write_bytes(b"")
    note(folder, target, form.form, "0")


def test_a_form_alone_has_the_plain_name(tmp_path: Path) -> None:
    assert planned(tmp_path, DEFAULT) == planned(tmp_path, CENTRAL) == ["甲项目.xlsx"]


def test_of_several_only_the_main_ones_have_it(tmp_path: Path) -> None:
    names = ["甲项目.xlsx", "甲项目-绩效目标申报表-中央.xlsx", "甲项目.docx"]
    assert planned(tmp_path, DEFAULT, CENTRAL, TEXT) == names


def test_a_form_stands_beside_another_that_holds_the_plain_name(tmp_path: Path) -> None:
    made(tmp_path, DEFAULT)
    (paper,) = plan_papers(PATH, [CENTRAL], Ledger(tmp_path))
    assert (paper.target.name, paper.instead_of) == ("甲项目-绩效目标申报表-中央.xlsx", "绩效目标申报表")
    assert planned(tmp_path, DEFAULT) == ["甲项目.xlsx"]


def test_the_main_form_gives_way_too(tmp_path: Path) -> None:
    made(tmp_path, CENTRAL)
    assert planned(tmp_path, CENTRAL) == ["甲项目.xlsx"]
    assert planned(tmp_path, DEFAULT, TEXT) == ["甲项目-绩效目标申报表.xlsx", "甲项目.docx"]


def test_a_paper_that_is_gone_leaves_its_name_free(tmp_path: Path) -> None:
    made(tmp_path, DEFAULT)
    (tmp_path / PATH).unlink()
    assert planned(tmp_path, CENTRAL) == ["甲项目.xlsx"]


def test_an_old_entry_of_the_record_is_of_the_default_form(tmp_path: Path) -> None:
    made(tmp_path, DEFAULT)
    record = tmp_path / "生成记录.jsonl"
    record.write_text(record.read_text("utf-8").replace('"表样": "绩效目标申报表", ', ""), "utf-8")
    assert planned(tmp_path, CENTRAL) == ["甲项目-绩效目标申报表-中央.xlsx"]


def test_the_public_copy_has_its_own_name(tmp_path: Path) -> None:
    assert planned(tmp_path, DEFAULT, CENTRAL, public=True) == [
        "甲项目（公开版）.xlsx",
        "甲项目-绩效目标申报表-中央（公开版）.xlsx",
    ]
