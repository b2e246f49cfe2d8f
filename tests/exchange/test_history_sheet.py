"""历年 out of a sheet and into one: the same years again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.declaration.fields import HISTORY, HISTORY_FIELDS
from jixiao.declaration.history import history_rows
from jixiao.declaration.model import PastYear
from jixiao.declaration.reading import read_project
from jixiao.exchange.data_files.history_sheet import read_history
from jixiao.exchange.errors import DataFileError
from jixiao.exchange.grids.grid import Sheet

HEADS = [field.label for field in HISTORY_FIELDS]


def sheet(*rows: list[object]) -> Sheet:
    """A sheet 历年 with these rows below its heads."""
    return Sheet(HISTORY, tuple(tuple(row) for row in ([*HEADS], *rows)))


def read(*rows: list[object]) -> object:
    """What the rows are in the data."""
    return read_history(sheet(*rows)).data


def test_rows_of_a_year_are_one_entry() -> None:
    assert read(
        [2020, "资金", None, "总投入", "100万元"],
        [None, "产出指标", "数量指标", "场次", "13场"],
        [2021, "资金", None, "其他", 0],
        [2020, "产出指标", None, "人次", None],
    ) == [
        {
            "年度": 2020,
            "资金": {"总投入": "100万元"},
            "绩效指标": [
                {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "场次", "年度指标值": "13场"},
                {"一级指标": "产出指标", "三级指标": "人次"},
            ],
        },
        {"年度": 2021, "资金": {"其他": 0}, "绩效指标": []},
    ]


def test_cells_are_remembered_and_blank_rows_and_remarks_are_not_read() -> None:
    found = read_history(sheet([None] * 5, [2020, "资金", None, "总投入", "若干"], ["注：", None, None, None, None]))
    assert found.cells["[1].资金.总投入"] == "历年!E3"
    assert [problem.rule for problem in found.problems] == ["D10"]
    assert read_history(sheet()).data == []


def test_a_sheet_without_its_heads_is_refused() -> None:
    with pytest.raises(DataFileError, match="历年"):
        read_history(Sheet(HISTORY, ((2020, "资金"),)))


_TEXT = st.text("甲乙0123个万元", min_size=1, max_size=6)
_PAST = st.fixed_dictionaries(
    {
        "一级指标": st.sampled_from(["产出指标", "效益指标"]),
        "二级指标": st.just("数量指标"),
        "三级指标": _TEXT,
        "年度指标值": _TEXT,
    }
)
_YEARS = st.lists(
    st.fixed_dictionaries(
        {
            "年度": st.integers(1990, 2100),
            "资金": st.dictionaries(st.sampled_from(["总投入", "其他"]), st.decimals(0, 10**9, places=6).map(str)),
            "绩效指标": st.lists(_PAST, max_size=3),
        }
    ),
    max_size=4,
    unique_by=lambda year: year["年度"],
)


@given(_YEARS)
@settings(max_examples=60)
def test_years_written_and_read_are_the_same(years: list[dict[str, object]]) -> None:
    history = read_project({HISTORY: years}).project.history
    rows = [[row[head] or None for head in HEADS] for row in history_rows(history)]
    again = read_project({HISTORY: read(*rows)}).project.history
    assert again == history
    assert all(isinstance(year, PastYear) for year in again)
