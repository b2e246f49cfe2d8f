"""Where LibreOffice is looked for, and how it is started and ended, on systems that are not this one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jixiao.exchange.pdf import office_places
from jixiao.exchange.pdf.child_process import creation_flags, tree_killer
from jixiao.exchange.pdf.office_places import find_installed_office, iter_windows_places, registered_folders


def put_program(path: Path) -> str:
    """A program at a path."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    return str(path)


def test_windows_programs_may_be_on_any_drive() -> None:
    folders = {"ProgramW6432": r"D:\Program Files", "ProgramFiles": r"D:\Program Files"}
    assert list(iter_windows_places(folders, [r"E:\办公\LibreOffice\program"])) == [
        r"E:\办公\LibreOffice\program\soffice.exe",
        r"D:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ]


def test_without_environment_windows_usual_folders_are_searched() -> None:
    assert list(iter_windows_places({})) == [
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ]


def test_on_macos_a_users_own_programs_are_searched_too(tmp_path: Path) -> None:
    assert find_installed_office("darwin", {}, tmp_path) is None
    program = put_program(tmp_path / "Applications/LibreOffice.app/Contents/MacOS/soffice")
    assert find_installed_office("darwin", {}, tmp_path) == program


def test_the_newest_version_is_that_with_the_highest_number() -> None:
    programs = [Path(f"/opt/libreoffice{version}/program/soffice") for version in ("7.6", "24.2", "25.8", "6.4")]
    newest = sorted(programs, key=office_places._version, reverse=True)
    assert [program.parts[2] for program in newest] == [f"libreoffice{v}" for v in ("25.8", "24.2", "7.6", "6.4")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")
def test_only_windows_has_a_registry() -> None:
    assert registered_folders() == []


def test_on_windows_a_child_has_neither_ctrl_c_nor_a_window() -> None:
    new_process_group, no_window = 0x200, 0x8000000  # Process Creation Flags, learn.microsoft.com
    assert creation_flags("win32") == new_process_group | no_window
    assert creation_flags("linux") == creation_flags("darwin") == 0


def test_windows_own_taskkill_ends_a_whole_tree() -> None:
    assert tree_killer(42, {"SystemRoot": r"D:\WINDOWS"}) == [
        r"D:\WINDOWS\System32\taskkill.exe", "/F", "/T", "/PID", "42"
    ]  # fmt: skip
    assert tree_killer(42, {})[0] == r"C:\Windows\System32\taskkill.exe"
