"""Tests of the rule that no required service is skipped unseen, run in a pytest of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NEEDS_NODE = "from tests.services import require\ndef test_it():\n    require('node', {})\n"


@pytest.mark.parametrize(
    ("body", "wanted", "outcome"),
    [
        (NEEDS_NODE.format(False), "", {"skipped": 1}),
        (NEEDS_NODE.format(False), "neo4j", {"skipped": 1}),
        (NEEDS_NODE.format(False), "neo4j, node", {"failed": 1}),
        (NEEDS_NODE.format(True), "node", {"passed": 1}),
        ("import pytest\ndef test_it():\n    pytest.skip('no node here')\n", "node", {"failed": 1}),
        ("import pytest\ndef test_it():\n    pytest.skip('later')\n", "node", {"failed": 1}),
        ("import pytest\ndef test_it():\n    pytest.skip('later')\n", "", {"skipped": 1}),
        ("import pytest\npytest.skip('no node', allow_module_level=True)\n", "node", {"errors": 1}),
        ("import pytest\n@pytest.mark.xfail\ndef test_it():\n    assert 0\n", "node", {"xfailed": 1}),
    ],
)
def test_what_becomes_of_a_test_whose_service_may_be_missing(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    wanted: str,
    outcome: dict[str, int],
) -> None:
    monkeypatch.setenv("GRAPHKIT_REQUIRE", wanted)
    result = _run(pytester, body)
    result.assert_outcomes(**outcome)


def test_a_skip_says_what_installs_the_service(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRAPHKIT_REQUIRE", raising=False)
    _run(pytester, NEEDS_NODE.format(False)).stdout.fnmatch_lines(["*apt-get install nodejs npm*"])


def test_a_misspelt_service_is_refused(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_REQUIRE", "noed")
    result = _run(pytester, NEEDS_NODE.format(True))
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def _run(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    pytester.makepyfile(body)
    pytester.makeconftest(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.conftest import *\n")
    return pytester.runpytest_inprocess("-rs")
