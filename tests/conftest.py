"""What holds for all tests."""

import os
from collections.abc import Generator
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Where JIXIAO_REQUIRE_OFFICE is set, as in CI, a test that would be skipped for want of LibreOffice fails."""
    report = yield
    if report.skipped and os.environ.get("JIXIAO_REQUIRE_OFFICE") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but every test must run here: {report.longrepr}"
    return report
