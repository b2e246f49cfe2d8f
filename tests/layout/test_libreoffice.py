"""The rule against LibreOffice: no row may need more than the rule gives it, and the rule may not waste paper."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from xlsx_template.layout import TextStyle, points_per_unit, text_height, usable_width

SOFFICE = shutil.which("soffice")
WIDTHS = (3.0, 5.0, 8.5, 12.0, 16.0, 22.5, 30.0, 41.0, 55.0, 80.0)  # units
SIZES = (8.0, 9.0, 10.0, 10.5, 11.0, 12.0, 14.0, 16.0, 18.0, 22.0)
FONTS = ("宋体", "仿宋", "黑体", "Calibri", "Times New Roman", "Noto Sans CJK SC")
UNIT = points_per_unit("宋体", 12)
CELLS = 800

PROSE = (  # what stands in a form
    "项目立项依据充分，符合《呈贡区民政局项目管理办法》（试行）的规定；",
    "“两个确保”目标完成率≥95%，",
    "发放补贴3,309,840.00元（其中：市级财政１００．５万元）。",
    "面积1200㎡，温度-5℃～30℃，",
    "一、总  体   目  标：",
    "2020年12月31日前",
    "【备注】〔2015〕88号——……",
    "服务对象满意度",
)
ODDITIES = (  # what somebody will type one day
    "see https://www.example.gov.cn/zwgk/2020/budget?id=20200118&page=2 for details ",
    "The quick brown fox jumps over the lazy dog. ",
    "WMW@ performance-based budgeting (PBB) ",
    "A/B、C／D",
    "カタカナｶﾀｶﾅー",
    "①②③Ⅳ→±×",
    "\n",
)
LONG = (  # units that no line of a narrow cell takes
    "https://www.example.gov.cn/zwgk/2020/budget/index.html?id=20200118&page=2#top",
    "https://a-b.cn/0_1/~user/%E9%A1%B9/c?d=1&e=/f/-g",
    "C:\\data\\2020\\a|b!c",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverleihung",
    "1234567890" * 6,
    "10,606.7522/3,309,840.00-100%",
    "(PBB)[2020]{plan}",
    "A/B、C／D①②③Ⅳ→±×ｱｲｳ",
    "附件：",
    " ",
)

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


KINDS = (PROSE, PROSE, PROSE + ODDITIES, LONG)  # a quarter of the samples each


@dataclass(frozen=True, slots=True)
class Sample:
    """One wrapped cell, alone in its row."""

    text: str
    column: int
    font: str
    style: TextStyle

    @property
    def width(self) -> float:
        """Points of the cell's width."""
        return WIDTHS[self.column - 1] * UNIT

    @property
    def ems(self) -> float:
        """How many ideographs a line holds."""
        return usable_width(self.width, self.style) / self.style.size

    @property
    def height(self) -> float:
        """Points that the rule gives the row."""
        return text_height(self.text, self.width, self.style)


def make_sample(chance: random.Random, phrases: tuple[str, ...]) -> Sample:
    """A cell of mixed text in a random style; its row is not higher than Excel allows."""
    while True:
        text = "".join(chance.choices(phrases, k=chance.randint(1, 5)))
        text = text[chance.randrange(8) :][: chance.choice((4, 9, 20, 60, 200))].strip() or "绩效"
        style = TextStyle(chance.choice(SIZES), bold=chance.random() < 0.3, indent=chance.choice((0, 0, 0, 1, 2)))
        sample = Sample(text, chance.randint(1, len(WIDTHS)), chance.choice(FONTS), style)
        if sample.height <= 409:
            return sample


def save_samples(samples: list[Sample], path: Path) -> None:
    """A workbook whose Normal font is 宋体 12, with one sample a row and no heights."""
    workbook = Workbook()
    normal = Font(name="宋体", size=12)
    workbook._fonts[0] = normal
    workbook._named_styles["Normal"].font = normal
    sheet = workbook.active
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, sample in enumerate(samples, start=1):
        cell = sheet.cell(row, sample.column, sample.text)
        cell.font = Font(name=sample.font, size=sample.style.size, bold=sample.style.bold)
        cell.alignment = Alignment(wrap_text=True, horizontal="left", indent=sample.style.indent, vertical="center")
    workbook.save(path)


def iter_heights(fods: Path) -> Iterator[float]:
    """Heights in points of the sheet's rows, as LibreOffice fitted them."""
    root = ElementTree.parse(fods).getroot()
    heights = {}
    for style in root.iter(f"{STYLE}style"):
        properties = style.find(f"{STYLE}table-row-properties")
        if properties is not None:
            heights[style.get(f"{STYLE}name")] = points(properties.get(f"{STYLE}row-height", "0in"))
    for row in root.iter(f"{TABLE}table-row"):
        repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        yield from [heights[row.get(f"{TABLE}style-name")]] * min(repeated, CELLS)


def points(length: str) -> float:
    """An OpenDocument length in points: ``0.5in`` is 36.0."""
    return float(length[:-2]) * {"in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1}[length[-2:]]


def convert(path: Path, folder: str) -> Path:
    """The file as flat OpenDocument in a folder beside it."""
    profile = (path.parent / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fods", "--outdir", folder]
    subprocess.run([*command, path.name], cwd=path.parent, check=True, capture_output=True, timeout=120)
    return path.parent / folder / f"{path.stem}.fods"


def fit(path: Path) -> list[float]:
    """Heights that LibreOffice finds best for the rows.

    It fits rows on reading OpenDocument only, so the workbook goes through it twice.  Its columns are as wide as the
    digits of what stands in for 宋体; between the two they are set to the points that the rule assumes.
    """
    flat = convert(path, "first")
    text = re.sub(r' style:row-height="[^"]*"', "", flat.read_text(encoding="utf-8"))
    widths = iter(WIDTHS)
    text = re.sub(r'style:column-width="[^"]*"', lambda _: f'style:column-width="{next(widths, 10) * UNIT}pt"', text)
    again = path.with_suffix(".fods")
    again.write_text(text, encoding="utf-8")
    return list(iter_heights(convert(again, "second")))[:CELLS]


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Sample, float]]:
    """Samples with the heights that LibreOffice finds best, the first half of them prose."""
    chance = random.Random(2020)
    samples = [make_sample(chance, phrases) for phrases in KINDS for _ in range(CELLS // len(KINDS))]
    path = tmp_path_factory.mktemp("layout") / "samples.xlsx"
    save_samples(samples, path)
    return list(zip(samples, fit(path), strict=True))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_no_row_needs_more_than_the_rule_gives(fitted: list[tuple[Sample, float]]) -> None:
    assert [(sample.height, need, sample) for sample, need in fitted if sample.height < need - 0.01] == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_rule_wastes_little_paper_on_prose(fitted: list[tuple[Sample, float]]) -> None:
    # The widest font may take two lines where LibreOffice's takes one, so a line more is allowed, but rarely.
    prose = [(sample, need) for sample, need in fitted[: CELLS // 2] if sample.ems >= 8]
    wasteful = [(sample.height, need, sample) for sample, need in prose if sample.height > 1.6 * need + 6]
    assert len(prose) >= CELLS // 8
    assert len(wasteful) <= len(prose) * 0.1
    assert [each for each in wasteful if each[0] > 1.6 * each[1] + 6 + each[2].style.pitch] == []
