"""Writes docs/checks.md from the table of rules: each rule with an example that fires and one that does not.

    .venv/bin/python tools/write_checks_page.py

The messages on the page are those the rules really give; a test holds the page against the code.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from jixiao.declaration.checks import Settings, review  # noqa: E402
from jixiao.declaration.checks.examples import PUBLIC, SOUND, TWO_SIDED, example_record  # noqa: E402
from jixiao.declaration.checks.rule import Rule  # noqa: E402
from jixiao.declaration.checks.table import RULES  # noqa: E402
from jixiao.declaration.findings import Finding  # noqa: E402
from jixiao.declaration.reading import read_project  # noqa: E402

PAGE = ROOT / "docs" / "checks.md"
LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}
HEAD = """# 审核规则

`check` 和 `generate` 按下面 60 条规则审核每个项目。错误是会被财政部门退回的，警告请核对，提示仅供参考。

审核出的错误不影响生成表格；只有 R26 和 R01 中的年度、项目名称、实施单位除外：缺了它们，表格本身就不对。
规则的停用、级别和限额在“审核设置.toml”里改，见[使用说明](../使用说明.md)。

本页由 `tools/write_checks_page.py` 从程序生成，请不要手改。例子只写与下面两个没有问题的项目不同的地方：
“绩效指标＋”是增加的指标，“绩效指标－”是去掉的二级指标，“基础”为“跨年度”的以第二个项目为基础。

| 规则 | 级别 | 内容 | 依据 |
| --- | --- | --- | --- |
"""


def main() -> None:
    """Writes the page."""
    PAGE.write_text(checks_page(), "utf-8")


def checks_page() -> str:
    """The text of docs/checks.md."""
    table = "".join(f"| {_link(rule)} | {LEVELS[rule.level]} | {rule.title} | {rule.basis} |\n" for rule in RULES)
    bases = f"\n## 两个没有问题的项目\n\n一年的项目：\n\n{_code(SOUND)}\n跨年度的项目：\n\n{_code(TWO_SIDED)}"
    return HEAD + table + bases + "".join(_section(rule) for rule in RULES)


def _link(rule: Rule) -> str:
    return f"[{rule.number}](#{rule.number.lower()})"


def _section(rule: Rule) -> str:
    """One rule: its basis, what it says of the example that fires, and the example that does not."""
    title = f'<a id="{rule.number.lower()}"></a>\n\n## {rule.number} {rule.title}（{LEVELS[rule.level]}）'
    told = "\n>\n".join(_told(finding) for finding in _review(rule.fires) if finding.rule == rule.number)
    fires = f"提出意见的例子：\n\n{_code(rule.fires)}\n{told}"
    return f"\n{title}\n\n依据：{rule.basis}。\n\n{fires}\n\n没有问题的例子：\n\n{_code(rule.quiet)}"


def _told(finding: Finding) -> str:
    return f"> {LEVELS[finding.level]} {finding.field}：{finding.message}"


def _review(changes: Mapping[str, Any]) -> list[Finding]:
    reading = read_project(example_record(changes))
    return [*reading.findings, *review(reading.project, Settings(public=bool(changes.get(PUBLIC))))]


def _code(value: Mapping[str, Any]) -> str:
    """JSON as it may be copied, an indicator a line, invisible characters escaped."""
    lines = [f" {json.dumps(key, ensure_ascii=False)}: {_value(entry)}" for key, entry in value.items()]
    return "```json\n{\n" + ",\n".join(lines).replace("\u200b", "\\u200b") + "\n}\n```\n"


def _value(entry: object) -> str:
    if isinstance(entry, list) and entry and isinstance(entry[0], dict):
        return "[\n" + ",\n".join(f"  {json.dumps(_filled(item), ensure_ascii=False)}" for item in entry) + "\n ]"
    return json.dumps(entry, ensure_ascii=False)


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value}


if __name__ == "__main__":
    main()
