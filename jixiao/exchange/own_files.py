"""The files that a run leaves beside its papers; none of them is ever read as data or as a form."""

import re

LEDGER_NAME = "生成记录.jsonl"
REVIEW_NAME = "审核结果.xlsx"
SUMMARY_NAME = "项目支出绩效目标汇总表.xlsx"
#: In the name of a copy that was kept of a file somebody had worked in.
EDITED_MARK = "手改"

_REASONS = {
    LEDGER_NAME: "是本程序的生成记录",
    REVIEW_NAME: "是本程序的审核结果",
    SUMMARY_NAME: "是本程序的汇总表",
}
_COPY = re.compile(rf"（{EDITED_MARK}\d+）(?=\.\w+$)")


def find_own(name: str) -> str:
    """What a file of this program is, by its name, copies included; "" for any other.

    >>> find_own("审核结果（手改1）.xlsx")
    '是本程序的审核结果'
    """
    return _REASONS.get(_COPY.sub("", name), "")
