"""Draw templates/项目文本.docx: the bureau's whole document with its tags.

    python tools/draw_project_text.py [FILE]

Page, fonts and lines are those of GB/T 9704-2012: A4 with 37 mm above and 28 mm at the left, a field of 156 × 225 mm
with 22 lines of 28 characters, title 方正小标宋简体 二号, headings 黑体 三号, text 仿宋_GB2312 三号.
The fonts are named and not embedded; a machine without them takes the ones named beside them.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.draw_county_form import SOURCES, WIDTHS

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "项目文本.docx"
TITLE_FONT, HEAD_FONT, TEXT_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
FALLBACKS = {TITLE_FONT: "宋体", HEAD_FONT: "SimHei", TEXT_FONT: "仿宋"}
LINE = Pt(28.95)  # 22 of them are 225 mm
FIELD_WIDTH = 8845  # twentieths of a point: 156 mm
NUMBERING = 77  # its number among the lists of the document

#: Section → what has to be there for it, and its paragraphs.
SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "项目名称": ("文本项目名称", ("{{ 文本项目名称 }}",)),
    "立项依据": ("项目文本.立项依据", ()),
    "项目实施单位": ("单位行", ("{%p for 行 in 单位行 %}", "{{ 行.名称 }}：{{ 行.内容 }}", "{%p endfor %}")),
    "项目基本概况": ("项目文本.项目基本概况", ()),
    "项目实施内容": ("项目文本.项目实施内容", ()),
    "资金安排情况": (
        "资金安排行",
        (
            "{%p for 行 in 资金安排行 %}",
            "{{ loop.index }}.{{ 行.事项 }}：{{ 行.金额 }}。",
            "{%p endfor %}",
            "{%p if 资金安排合计 %}",
            "{{ 资金安排合计 }}",
            "{%p endif %}",
        ),
    ),
    "项目实施计划": ("项目文本.项目实施计划", ()),
    "项目实施成效": ("项目文本.项目实施成效", ()),
}


def draw(target: Path) -> None:
    """Write the template."""
    document = Document()
    drop_styles_of_word_2010(document)
    set_page(document)
    set_fonts(document)
    add_styles(document)
    add_numbering(document)
    document.add_paragraph("{{ 文本标题 }}", style="公文标题")
    for heading, (needed, paragraphs) in SECTIONS.items():
        add_section(document, heading, needed, paragraphs)
    document.add_paragraph("项目绩效目标表", style="公文一级标题")
    draw_table(document)
    add_footers(document)
    set_properties(document)
    document.save(str(target))


def drop_styles_of_word_2010(document: Any) -> None:
    """The copy of the styles that python-docx's own template carries for an old Word, and that would not know ours."""
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/stylesWithEffects")]:
        del relations[key]


def set_page(document: Any) -> None:
    """A4 with the margins of an official paper, lines on a grid, one kind of footer each for odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE.pt * 20)))
    document.settings.odd_and_even_pages_header_footer = True


def set_fonts(document: Any) -> None:
    """The font table, with what may stand in for a font that a machine lacks."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )


def add_styles(document: Any) -> None:
    """公文标题, 公文一级标题, 公文正文 and 公文表格."""
    normal = document.styles["Normal"]
    set_font(normal, TEXT_FONT, 16)
    normal.paragraph_format.space_after = Pt(0)
    title = add_style(document, "公文标题", TITLE_FONT, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = LINE
    heading = add_style(document, "公文一级标题", HEAD_FONT, 16)
    heading.paragraph_format.keep_with_next = True
    numbered = heading.element.pPr.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = NUMBERING
    heading.element.pPr.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    text = add_style(document, "公文正文", TEXT_FONT, 16)
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    text.paragraph_format.first_line_indent = Pt(32)
    text.element.pPr.ind.set(qn("w:firstLineChars"), "200")
    cell = add_style(document, "公文表格", TEXT_FONT, 10.5)
    cell.paragraph_format.line_spacing = 1.0
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.element.pPr.spacing.addprevious(parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'))


def add_style(document: Any, name: str, font: str, size: float) -> Any:
    """A paragraph style with a font and the line of the grid."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    set_font(style, font, size)
    style.paragraph_format.line_spacing = LINE
    return style


def set_font(style: Any, font: str, size: float) -> None:
    """Chinese in a font, figures and Latin letters in Times New Roman."""
    style.font.size = Pt(size)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)


def add_numbering(document: Any) -> None:
    """The list of the headings: 一、 二、 三、"""
    numbering = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="公文一级标题"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:lvl>'
    )
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}"><w:multiLevelType w:val="singleLevel"/>'
            f"{level}</w:abstractNum>"
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>')
    )


def add_section(document: Any, heading: str, needed: str, paragraphs: Sequence[str]) -> None:
    """A section with its condition; without paragraphs of its own it prints the text that it needs."""
    own = paragraphs or (f"{{%p for 段 in {needed} | paragraphs %}}", "{{ 段 }}", "{%p endfor %}")
    document.add_paragraph(f"{{%p if {needed} %}}", style="公文正文")
    document.add_paragraph(heading, style="公文一级标题")
    for paragraph in own:
        document.add_paragraph(paragraph, style="公文正文")
    document.add_paragraph("{%p endif %}", style="公文正文")


# ---------------------------------------------------------------------------------------------- the form as a table


def iter_rows() -> Iterator[list[tuple[int, str]]]:
    """The rows of the form: cells as (columns, text)."""
    yield [(8, "项目支出绩效目标申报表")]
    yield [(8, "（{{ 年度 }}年度）")]
    yield [(2, "项目名称"), (6, "{{ 项目名称 }}")]
    yield [(2, "主管部门及代码"), (3, "{{ 主管部门及代码 }}"), (1, "实施单位"), (2, "{{ 实施单位 }}")]
    for label in ("项目期", "项目概况", "项目立项依据"):
        yield [(2, label), (6, f"{{{{ {label} }}}}")]
    yield [(2, ""), *((1, text) for text in ("总投入", *SOURCES))]
    for side in ("中期", "年度"):
        amounts = [f'{{{{ 资金文本.{side}["{name}"] }}}}' for name in ("总投入", *SOURCES)]
        yield [(2, f"{side}资金来源（元）"), *((1, text) for text in amounts)]
    yield [(1, "{{ '总  体   目  标' | merge }}"), (4, "中期目标"), (3, "年度目标")]
    yield [
        (1, "{{ '总  体   目  标' | merge }}"),
        (4, "{{ 总体目标.中期目标 }}"),
        (3, "{{ 总体目标.年度目标 }}"),
    ]
    heads = ("一级指标", *("二级指标", "三级指标", "指标值") * 2)
    yield [(1, "{{ '绩效指标' | merge }}"), *((1, text) for text in heads)]
    yield [(8, "{%tr for 行 in 指标行 %}")]
    sides = [
        text
        for side in ("中期", "年度")
        for text in (
            f"{{{{ 行.{side}.二级指标 | merge(行.二级组) }}}}",
            f"{{{{ 行.{side}.三级指标 }}}}",
            f"{{{{ 行.{side}.指标值 }}}}",
        )
    ]
    texts = ("{{ '绩效指标' | merge }}", "{{ 行.一级指标 | merge(行.一级组) }}", *sides)
    yield [(1, text) for text in texts]
    yield [(8, "{%tr endfor %}")]
    for label in ("单位已有的保障项目实施的制度措施", "预算绩效说明"):
        yield [(2, label), (6, f"{{{{ {label} }}}}")]
    signed = ("单位负责人", "填报人", "填报日期")
    yield [
        (2 if label == signed[0] else 1, f"{label}：")
        if kind == 0
        else (2 if label == signed[2] else 1, f"{{{{ {label} }}}}")
        for label in signed
        for kind in (0, 1)
    ]


LEAST_HEIGHT = 420  # twentieths of a point
LEFT_ALIGNED = ("项目概况", "项目立项依据", "总体目标", "制度措施 }}", "预算绩效说明 }}")


def draw_table(document: Any) -> None:
    """The form; its title and year repeat on every page and have no borders."""
    rows = list(iter_rows())
    table = document.add_table(len(rows), len(WIDTHS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_cell_margins(table)
    widths = [round(width * FIELD_WIDTH / sum(WIDTHS)) for width in WIDTHS]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for number, cells in enumerate(rows):
        fill_row(table, number, cells, widths)
    for number in (0, 1):
        table.rows[number]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        remove_borders(table.cell(number, 0), keep_bottom=number == 1)
    table.cell(0, 0).paragraphs[0].runs[0].font.size = Pt(18)


def fill_row(table: Table, number: int, cells: Sequence[tuple[int, str]], widths: Sequence[int]) -> None:
    """The cells of a row, each over so many columns; only rows of prose may go on on the next page."""
    properties = table.rows[number]._tr.get_or_add_trPr()
    if not any(part in text for _, text in cells for part in LEFT_ALIGNED):
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    properties.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{LEAST_HEIGHT}"/>'))
    column = 0
    for span, text in cells:
        cell = table.cell(number, column)
        if span > 1:
            cell = cell.merge(table.cell(number, column + span - 1))
        cell._tc.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(sum(widths[column : column + span])))
        cell._tc.tcPr.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        paragraph = cell.paragraphs[0]
        paragraph.style = "公文表格"
        paragraph.add_run(text)
        if "{{" in text and any(part in text for part in LEFT_ALIGNED):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        column += span


def set_cell_margins(table: Table) -> None:
    """Two points at the left and right of every cell, one above and below."""
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 40), ("bottom", 30), ("right", 40))
    )
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(
        parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    )


def remove_borders(cell: Any, *, keep_bottom: bool) -> None:
    """A cell above the form, without lines around it."""
    sides = ("top", "left", "right") if keep_bottom else ("top", "left", "bottom", "right")
    lines = "".join(f'<w:{side} w:val="nil"/>' for side in sides)
    align = cell._tc.tcPr.find(qn("w:vAlign"))
    align.addprevious(parse_xml(f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>"))


def add_footers(document: Any) -> None:
    """— 1 — at the outer edge, one character in, 四号."""
    section = document.sections[0]
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        for content in ("— ", None, " —"):
            run = paragraph.add_run(content or "")
            run.font.size = Pt(14)
            if content is None:
                run._r.getparent().replace(run._r, page_field())


def page_field() -> Any:
    """The number of the page."""
    properties = '<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r>{properties}<w:t>1</w:t></w:r></w:fldSimple>')


def set_properties(document: Any) -> None:
    """Title and dates, the same at every drawing."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = "项目文本"
    properties.created = properties.modified = datetime(2020, 1, 1)  # noqa: DTZ001 - the format knows no zone


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
