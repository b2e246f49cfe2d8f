"""The names of the files that a run leaves beside its papers; none of them is ever read as data."""

LEDGER_NAME = "生成记录.jsonl"
REVIEW_NAME = "审核结果.xlsx"
SUMMARY_NAME = "项目支出绩效目标汇总表.xlsx"
