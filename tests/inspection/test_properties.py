"""Whatever is written in a template, it is inspected without failing, and has mistakes where loading refuses it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xlsx_template.workbooks import SHEET, make
from xlsx_template import TagError, Template
from xlsx_template.inspection.inspect import inspect_bytes

PIECES = """
{{ ¦ }} ¦ {% ¦ %} ¦ {# ¦ #} ¦ {{值}} ¦ {{行.名|merge}} ¦ {% for 行 in 行们 %} ¦ {% endfor %} ¦ {% if 甲 %} ¦ {% else %}
¦ {% elif 乙 %} ¦ {% endif %} ¦ {% set x = 1 %} ¦ {% set x %} ¦ {% endset %} ¦ {% with %} ¦ {% endwith %} ¦ {% fro %}
¦ {% raw %} ¦ {% endraw %} ¦ （ ¦ ） ¦ “ ¦ ” ¦ ｜ ¦ ' ¦ " ¦ | ¦ ( ¦ ) ¦ . ¦ , ¦ 值 ¦ merge ¦ {{值|mrege}} ¦ {{(值}}
¦ {{}} ¦ else ¦ if ¦ for ¦ in ¦ =A1 ¦ ｛｛ ¦ { ¦ } ¦ % ¦ 资金.县（市）区 ¦ {% filter upper %} ¦ {% endfilter %}
¦ {% do x %}
"""
TEXTS = st.lists(st.sampled_from([piece.strip() for piece in PIECES.split("¦")]), max_size=5).map("".join)
PLACES = st.sampled_from(["A1", "B1", "A2", "B2", "A3", "B4"])


def refused(template: bytes) -> list[tuple[str | None, str | None]]:
    """Sheet and cell that loading refuses; none where it does not."""
    try:
        Template.from_bytes(template)
    except TagError as error:
        return [(error.sheet, error.cell)]
    return []


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(PLACES, TEXTS, max_size=5))
def test_a_template_has_mistakes_where_loading_refuses_it_and_only_there(cells: dict[str, str]) -> None:
    template = make(cells)
    places = [(mistake.place.sheet, mistake.place.cell) for mistake in inspect_bytes(template).mistakes]
    first = refused(template)
    assert set(first) <= set(places)
    assert bool(first) == bool(places)


@settings(deadline=None, max_examples=50)
@given(TEXTS.filter(lambda text: 0 < len(text) <= 31 and not set(text) & set("'[]:*?/\\")))
def test_the_name_of_a_sheet_has_mistakes_where_loading_refuses_it_and_only_there(name: str) -> None:
    template = make({"A1": "{{ 值 }}"}, sheets=(name, SHEET))
    places = [mistake.place.sheet for mistake in inspect_bytes(template).mistakes]
    assert places[:1] == [sheet for sheet, _ in refused(template)]
