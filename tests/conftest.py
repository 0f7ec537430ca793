"""What holds for every test: no required service is skipped, and no test depends on the clock."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator

import hypothesis
import pytest

from tests.browser.fixtures import browser as browser
from tests.browser.fixtures import new_page as new_page
from tests.browser.fixtures import page as page
from tests.browser.fixtures import page_log as page_log
from tests.gephi.fixtures import gephi as gephi
from tests.neo4j.fixtures import empty_neo4j as empty_neo4j
from tests.neo4j.fixtures import neo4j_jars as neo4j_jars
from tests.neo4j.fixtures import neo4j_server as neo4j_server
from tests.services import forbidden_skip, required_services

hypothesis.settings.register_profile("graphkit", deadline=None, print_blob=True)
hypothesis.settings.register_profile("quick", max_examples=5, deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile(os.environ.get("GRAPHKIT_PROFILE", "graphkit"))

SERVICES = {"browser", "page", "new_page", "neo4j_server", "empty_neo4j", "neo4j_jars", "gephi"}


def pytest_configure() -> None:
    """Refuse a misspelt GRAPHKIT_REQUIRE before anything runs, and let commands under test hear Ctrl-C.

    A shell starts what it puts in the background deaf to it, and every child inherits that.
    """
    required_services()
    os.environ.pop("COLUMNS", None)  # workers of xdist have the width of their terminal
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow each test that needs a browser or a server; other slow tests carry the mark themselves."""
    for item in items:
        if SERVICES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip that hides a required service into a failure."""
    report = yield
    _fail_forbidden_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same for a module that skips itself as a whole."""
    report = yield
    _fail_forbidden_skip(report)
    return report


def _fail_forbidden_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if forbidden_skip(reason, required_services()):
        report.outcome = "failed"
        report.longrepr = f"A skip is a failure under GRAPHKIT_REQUIRE: {reason}"
