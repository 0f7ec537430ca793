"""The sources of the page under the tools of npm: style, types, unit tests, and the build."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.services import require

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "graphkit" / "render" / "page"
SUFFIXES = {".css", ".html", ".js", ".json"}
MODULES = ROOT / "node_modules"

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("tools")]


@pytest.fixture(scope="module")
def tools() -> None:
    ready = bool(shutil.which("npm")) and (MODULES / "esbuild").is_dir()
    require("node", ready, "apt-get install nodejs npm, then: npm install --no-save")


def test_style_and_types() -> None:
    _run("npm", "run", "-s", "check")


def test_unit_tests() -> None:
    _run("npm", "run", "-s", "test")


def test_imports_in_a_circle_are_refused(tmp_path: Path) -> None:
    shutil.copy(ROOT / "biome.json", tmp_path)
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "a.js").write_text('import { b } from "./b.js";\n\nexport const a = () => b;\n')
    (tmp_path / "web" / "b.js").write_text('import { a } from "./a.js";\n\nexport const b = () => a;\n')
    command = [str(MODULES / ".bin" / "biome"), "check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "noImportCycles" in done.stdout + done.stderr


def test_building_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    _run("npm", "run", "-s", "build", "--", str(tmp_path))
    built = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    kept = {file.name: file.read_bytes() for file in PAGE.iterdir() if file.suffix in SUFFIXES}
    assert built == kept


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
