"""What LibreOffice makes of workbooks whose cached values it does not believe."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from .workbooks import Form

_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""


def by_libreoffice(sources: Mapping[str, bytes], folder: Path) -> dict[str, Form]:
    """The workbooks by name, opened, calculated anew (mode 0: always) and saved by one run of LibreOffice."""
    profile, made = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    paths = []
    for name, data in sources.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(made),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {name: Form((made / f"{name}.xlsx").read_bytes()) for name in sources}
