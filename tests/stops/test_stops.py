"""Whatever stops a run, no form is half, no old one is lost, no worker stays, and the next run makes the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from .runs import files_of, finish, forms_of, start, wait_for_group, write_projects

COUNT = 120
MOMENTS = 30

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stops a process group as POSIX does")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], float]:
    """The data, the forms a run that nobody stops makes of it, and the seconds it takes."""
    folder = tmp_path_factory.mktemp("whole")
    data = write_projects(folder / "data.jsonl", COUNT)
    begun = time.monotonic()
    done = finish(folder, str(data), "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return data, forms_of(folder / "output"), time.monotonic() - begun


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_run_killed_at_any_moment_leaves_whole_forms_and_the_next_one_makes_the_rest(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path, moment: int
) -> None:
    data, expected, seconds = whole
    running = start(tmp_path, str(data), "--jobs", "2")
    time.sleep(Random(moment).uniform(0.1, seconds))
    running.kill()  # the parent alone: the workers must find out by themselves
    running.communicate()
    assert wait_for_group(running), "a worker was left behind"
    made = forms_of(tmp_path / "output")
    assert all(expected[path] == form for path, form in made.items())
    before = files_of(tmp_path / "output")
    done = finish(tmp_path, str(data), "--jobs", "2", "--resume")
    assert done.returncode == 0
    assert forms_of(tmp_path / "output") == expected
    assert before.items() <= files_of(tmp_path / "output").items(), "a form that was done was made again"
    assert len(done.stdout.splitlines()) == COUNT - len(made)
    assert f"生成{COUNT - len(made)}份申报表" in done.stderr
    assert not made or f"已完成{len(made)}份，跳过" in done.stderr
    assert not list(tmp_path.rglob(".*.tmp"))


def test_an_interrupted_run_says_so_in_chinese_and_leaves_no_worker(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path
) -> None:
    data, expected, _ = whole
    many = write_projects(tmp_path / "many.jsonl", 3000)
    running = start(tmp_path, str(many), "--jobs", "2")
    wait_for_first_form(tmp_path / "output")
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    _, said = running.communicate(timeout=30)
    assert running.returncode == 1
    assert "已中止" in said
    assert "Traceback" not in said
    assert wait_for_group(running)
    made = forms_of(tmp_path / "output")
    assert 0 < len(made) < 3000
    assert finish(tmp_path, str(data)).returncode == 0
    assert expected.items() <= forms_of(tmp_path / "output").items()


def test_two_runs_into_one_folder_make_every_form_once(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path
) -> None:
    data, expected, _ = whole
    both = [start(tmp_path, str(data), "--jobs", "2") for _ in range(2)]
    for running in both:
        _, said = running.communicate(timeout=120)
        assert running.returncode == 0, said
    assert forms_of(tmp_path / "output") == expected
    assert finish(tmp_path, str(data)).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own with room for a few forms; needs the right to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("no right to mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_costs_the_forms_that_did_not_fit_and_no_other(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path, small_disk: Path
) -> None:
    data, expected, _ = whole
    old = write_projects(tmp_path / "old.jsonl", 3, 填报人="旧")
    assert finish(tmp_path, str(old), "-o", str(small_disk)).returncode == 0
    before = forms_of(small_disk)
    done = finish(tmp_path, str(data), "-o", str(small_disk), "--jobs", "2")
    assert done.returncode == 1
    assert "磁盘空间不足" in done.stderr
    assert "Traceback" not in done.stderr
    after = forms_of(small_disk)
    assert before.keys() <= after.keys()
    assert all(form in (expected[path], before.get(path)) for path, form in after.items())
    assert not list(small_disk.rglob("*.tmp"))


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    whole: tuple[Path, dict[str, bytes], float], tmp_path: Path
) -> None:
    data, _, _ = whole
    (tmp_path / "output").write_text("a file where the folder should be")
    done = finish(tmp_path, str(data))
    assert done.returncode == 1
    assert "占用了这个位置" in done.stderr
    assert (tmp_path / "output").read_text() == "a file where the folder should be"


def wait_for_first_form(output: Path) -> None:
    end = time.monotonic() + 60
    while not any(output.glob("*/*.xlsx")):
        assert time.monotonic() < end
        time.sleep(0.02)
