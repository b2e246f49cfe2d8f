"""Print the example's form and keep its pages as pictures in docs/pictures/, for README.md and 使用说明.md.

    python tools/print_example.py

Needs LibreOffice and pdftoppm (poppler). The pages are meant to be looked at after every change of the template.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
NAME = "社会服务项目大赛"


def main() -> None:
    """Make the form and its PDF in a scratch folder, then one picture a page."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "generate.py", "data", "-o", scratch, "--pdf", "--jobs", "1"]
        subprocess.run(command, cwd=ROOT, check=True)
        pages = Path(scratch) / "page"
        pdf = next(Path(scratch).rglob(f"{NAME}.pdf"))
        subprocess.run(["pdftoppm", "-r", "100", "-gray", "-png", str(pdf), str(pages)], check=True)
        PICTURES.mkdir(exist_ok=True)
        for page in sorted(Path(scratch).glob("page-*.png")):
            shutil.copyfile(page, PICTURES / page.name.replace("page", NAME))


if __name__ == "__main__":
    main()
