"""The package as ``pip install .`` puts it in place: the command works away from the checkout, its files with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
START = "import sys; sys.argv[0] = 'jixiao'; from jixiao.cli import main; main()"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own with the package installed in it, built with the tools of requirements-dev.txt."""
    folder = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*install, "--target", str(folder), str(ROOT)], check=True, timeout=300)
    return folder


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(site)}
    command = [sys.executable, "-c", START, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def test_an_installed_program_makes_the_example_away_from_its_checkout(site: Path, tmp_path: Path) -> None:
    assert run(site, tmp_path, "new", "data/甲.xlsx", "--example").returncode == 0
    done = run(site, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "2020" / "社会服务项目大赛.xlsx").exists()


def test_every_template_and_the_example_are_in_the_package(site: Path) -> None:
    for folder in ("templates", "docs/examples"):
        inside = site / "jixiao" / "files" / folder
        assert {file.name for file in inside.iterdir()} == {
            file.name for file in (ROOT / folder).iterdir() if not file.name.startswith(("~$", "."))
        }


def test_the_installed_command_names_itself_in_help_and_messages(site: Path, tmp_path: Path) -> None:
    shown = run(site, tmp_path, "--help").stdout
    assert "jixiao new" in shown
    assert "generate.py" not in shown


def test_the_command_is_called_jixiao(site: Path) -> None:
    entry_points = next(site.glob("jixiao-*.dist-info")) / "entry_points.txt"
    assert "jixiao = jixiao.cli:main" in entry_points.read_text("utf-8")
