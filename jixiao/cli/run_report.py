"""What a clerk is told of a run: each project as soon as it is known, the sum of it at the end.

Counts are kept, not projects: a run of 100,000 takes no more memory than one of a hundred.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ..exchange.review.results import ReviewResults
from .console import finding_lines, say
from .review_lines import MOST_PROJECTS, iter_summary_lines

if TYPE_CHECKING:
    from ..declaration.findings import Finding
    from ..exchange.papers.form_making import Filed


class RunReport:
    """The counts of a run, and what its later steps asked to keep.

    ``filed``, with ``keep_forms``, are the results without their findings, for summary and PDFs; ``findings``, with
    ``keep_findings``, are those of all projects, for marking them in the data.
    """

    def __init__(self, *, keep_forms: bool = False, keep_findings: bool = False) -> None:
        self.review = ReviewResults()
        self.filed: list[Filed] = []
        self.findings: list[Finding] = []
        self._keep_forms, self._keep_findings = keep_forms, keep_findings
        self._projects = self._made = self._done_before = self._refused = self._failed = 0

    def add(self, result: Filed) -> None:
        """Tells what became of a project, counts it, and keeps what was asked for."""
        self._tell(result)
        self._count(result)
        if self._keep_forms:
            self.filed.append(replace(result, findings=(), review=()))
        if self._keep_findings:
            self.findings += result.all_findings

    @property
    def complete(self) -> bool:
        """True where there were projects, and each has its forms."""
        return self._projects > 0 and not self._failed

    def summarise(self) -> None:
        """Says how many projects there were, and how many forms were made, done before and refused."""
        if not self._projects:
            say("没有找到数据。请把数据表放到 data/ 中，或运行 python generate.py new 新建一个。")
            return
        done = f"；已完成{self._done_before}份，跳过" if self._done_before else ""
        refused = f"，{self._refused}个没有生成，原因见上。" if self._refused else "。"
        say(f"共{self._projects}个项目：生成{self._made}份申报表{done}{refused}")

    def _tell(self, result: Filed) -> None:
        """In a large run only the first projects tell what the review says; the rest stands in the workbook."""
        for line in finding_lines(result.where, result.findings):
            say(line)
        if self._projects < MOST_PROJECTS:
            for line in iter_summary_lines(result.where, result.review):
                say(line)
        for kept in result.kept:
            say(f"提示 手改过的表格已保留为 {kept}")
        for form in result.forms:
            if form not in result.done_before:
                click.echo(str(form))

    def _count(self, result: Filed) -> None:
        self.review.add(result.all_findings)
        self._failed += result.failed
        self._projects += 1
        self._made += len(result.forms) - len(result.done_before)
        self._done_before += len(result.done_before)
        self._refused += not result.forms
