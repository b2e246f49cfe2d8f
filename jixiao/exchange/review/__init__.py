"""The review of many projects: its settings, its results, 审核结果.xlsx."""
