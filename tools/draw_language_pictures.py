"""Draw the pictures of docs/template-language.md: its own examples, template and result, as LibreOffice prints them.

    python tools/draw_language_pictures.py

Needs LibreOffice, pdftoppm (poppler) and Pillow. The pictures are meant to be looked at after every change of the page.
"""

import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from PIL import Image, ImageChops, ImageDraw
from xlsxwriter.utility import xl_cell_to_rowcol

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.language_page import PAGE, Example, Table, content, read_examples  # noqa: E402
from xlsx_template import Template  # noqa: E402

FONT = {"font_name": "Noto Sans CJK SC", "font_size": 11, "align": "center", "valign": "vcenter", "border": 1}
MARGIN, ARROW = 14, 34  # pixels
COLOURS = 16


def main() -> None:
    """Draw a picture for every example that has one."""
    for example in read_examples(PAGE.read_text("utf-8")):
        if example.picture:
            file = PAGE.parent / example.picture
            file.parent.mkdir(parents=True, exist_ok=True)
            draw(example).save(file, optimize=True)
            print(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes")  # noqa: T201 - this is a script


def draw(example: Example) -> Image.Image:
    """The template above its result."""
    with tempfile.TemporaryDirectory() as scratch:
        shown, template, form = (Path(scratch, f"{name}.xlsx") for name in ("shown", "template", "form"))
        write(example.sheets, shown, formulas=False)
        write(example.sheets, template, formulas=True)
        form.write_bytes(Template.load(template).render(example.data))
        above, below = printed(shown), printed(form)
    width = max(above.width, below.width) + 2 * MARGIN
    picture = Image.new("RGB", (width, above.height + below.height + 2 * MARGIN + ARROW), "white")
    picture.paste(above, (MARGIN, MARGIN))
    picture.paste(below, (MARGIN, MARGIN + above.height + ARROW))
    middle, top = MARGIN + min(above.width, below.width) // 2, MARGIN + above.height + 9
    ImageDraw.Draw(picture).polygon([(middle - 12, top), (middle + 12, top), (middle, top + 16)], fill="#5B7FA6")
    return picture.quantize(COLOURS)


def write(sheets: Mapping[str, Table], file: Path, *, formulas: bool) -> None:
    """A template as a workbook that prints its grid, with the letters of columns and the numbers of rows.

    Without ``formulas`` they are written as texts, to be seen.
    """
    with xlsxwriter.Workbook(file, {"strings_to_formulas": formulas}) as workbook:
        plain = workbook.add_format(FONT)
        for name, table in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.print_row_col_headers()
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            places = {xl_cell_to_rowcol(cell): content(written) for cell, written in table.cells.items()}
            last = max(column for _, column in places)
            for column in range(last + 1):
                sheet.set_column(column, column, width([t for (_, c), t in places.items() if c == column]))
            for row in range(max(row for row, _ in places) + 1):
                sheet.set_row(row, 21)
                for column in range(last + 1):
                    sheet.write(row, column, places.get((row, column), ""), plain)


def width(texts: list[str]) -> float:
    """The width that the longest text needs, in digits."""
    return 2 + max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) for text in texts)


def printed(file: Path) -> Image.Image:
    """The first page as LibreOffice prints it, without its margins."""
    folder = file.parent
    office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    subprocess.run([*office, "--convert-to", "pdf", "--outdir", folder, file], check=True, capture_output=True)
    page = folder / file.stem
    command = ["pdftoppm", "-r", "100", "-png", "-singlefile", file.with_suffix(".pdf"), page]
    subprocess.run(command, check=True)
    with Image.open(page.with_suffix(".png")) as picture:
        image = picture.convert("RGB")
    return image.crop(ImageChops.invert(image).getbbox())


if __name__ == "__main__":
    main()
