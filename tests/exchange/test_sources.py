"""Which files of a folder are data."""

from pathlib import Path

from jixiao.exchange.data_files.sources import iter_sources


def test_folders_are_opened_and_what_is_no_data_is_named(tmp_path: Path) -> None:
    names = [
        "乙.json",
        "甲.XLSX",
        "~$甲.xlsx",
        "表.et",
        "说明.txt",
        ".隐藏.json",
        "科室/丙.ods",
        ".git/x.json",
        "生成记录.jsonl",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    sources = list(iter_sources([tmp_path]))
    assert {source.path.name for source in sources if not source.skipped} == {"乙.json", "甲.XLSX", "丙.ods"}
    reasons = {source.path.name: source.skipped for source in sources if source.skipped}
    assert "锁文件" in reasons["~$甲.xlsx"]
    assert "另存为 .xlsx" in reasons["表.et"]
    assert set(reasons) == {"~$甲.xlsx", "表.et", "说明.txt", ".隐藏.json", "生成记录.jsonl"}


def test_each_file_comes_once_and_a_named_one_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "数据.txt"
    file.write_bytes(b"{}")
    assert [source.skipped for source in iter_sources([file, file])] == [""]
    assert [source.path for source in iter_sources([tmp_path / "a.json", tmp_path / "a.json"])] == [tmp_path / "a.json"]
