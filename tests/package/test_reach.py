"""What a template points to outside of itself is kept as it came, and nothing of it is ever reached."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.package.odd import OFFICE, WORKBOOK, related
from tests.package.zips import parts_of, zipped
from tests.xlsx_template.workbooks import make
from xlsx_template import Template, TemplateError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = {
    "dde": f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc">'
    '<ddeItems><ddeItem name="A0" advise="1"/></ddeItems></ddeLink></externalLink>',
    "workbook": f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1">'
    '<sheetNames><sheetName val="表"/></sheetNames></externalBook></externalLink>',
    "ole": f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><oleLink r:id="rId1" progId="Excel.Sheet.12"/>'
    "</externalLink>",
}
TARGET = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/externalLinkPath" Target="http://127.0.0.1:9/secret.xlsx" TargetMode="External"/></Relationships>'
).encode()
CELLS = {
    "A1": "{{ 值 }}",
    "A2": '=WEBSERVICE("http://127.0.0.1:9/"&A1)',
    "A3": "=[1]表!$A$1+1",
    "A4": '=HYPERLINK("file:///etc/passwd",A1)',
    "A5": "=cmd|'/c calc'!A0",
}
PART = "xl/externalLinks/externalLink1.xml"

#: Fills the template while every file, socket and process that Python opens is written down.
WATCHED = """
import sys
from pathlib import Path
from xlsx_template import Template
data = Path(sys.argv[1]).read_bytes()
Template.from_bytes(data).render({"值": 1})  # loads what the second time needs
reached = []
KINDS = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen")
sys.addaudithook(lambda event, details: reached.append((event, details)) if event.startswith(KINDS) else None)
made = Template.from_bytes(data).render({"值": 1})
seen = list(reached)
Path(sys.argv[2]).write_bytes(made)
assert reached[len(seen):], "the watch sees a file that is opened"
print(seen)
"""


def template(kind: str) -> bytes:
    """A template whose cells, formulas and parts point outside."""
    parts = related(parts_of(make(CELLS)), WORKBOOK, f"{OFFICE}/externalLink", PART, LINKS[kind].encode())
    return zipped(parts | {"xl/externalLinks/_rels/externalLink1.xml.rels": TARGET})


@pytest.mark.parametrize("kind", LINKS)
def test_links_to_the_outside_are_kept_and_never_followed(kind: str, tmp_path: Path) -> None:
    source, target = tmp_path / "模板.xlsx", tmp_path / "表.xlsx"
    source.write_bytes(template(kind))
    command = [sys.executable, "-X", "utf8", "-c", WATCHED, str(source), str(target)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    before, after = parts_of(source.read_bytes()), parts_of(target.read_bytes())
    assert {name for name in before if before[name] != after[name]} <= {"xl/worksheets/sheet1.xml", WORKBOOK}
    for formula in ("WEBSERVICE(", "[1]表!$A$1+1", "cmd|"):
        assert formula in after["xl/worksheets/sheet1.xml"].decode()


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "/etc/passwd" %}',
        '{% import "other.xlsx" as other %}',
        '{% from "other.xlsx" import name %}',
        '{% extends "other.xlsx" %}',
        '{{ open("/etc/passwd") }}',
        '{{ __import__("os") }}',
        "{{ self._TemplateReference__context.environment.loader }}",
        "{{ 值.__init__.__globals__ }}",
        '{{ cycler.__init__.__globals__.os.popen("id") }}',
    ],
)
def test_a_tag_that_asks_for_files_or_the_system_is_refused(tag: str) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(make({"A1": tag})).render({"值": 1})
