"""Tests of the wheel, built and installed alone: it brings its data along and needs no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import graphkit
from graphkit.render.page.bundle import load_bundle

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
INSTALLED = {canonicalize_name(found.name): found for found in distributions()}
SHIPPED = ("data", "queries", "graphkit.yaml")


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel, and an environment with that wheel and graphkit's dependencies in it."""

    wheel: Path
    bin: Path

    def run(self, program: str, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, away from the checkout."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        command = [str(self.bin / program), *words]
        return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it, without asking any index."""
    folder = tmp_path_factory.mktemp("package")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    _pip("--python", str(venv), "install", "--no-deps", "--no-index", str(wheel))
    # The dependencies are those installed here. A path file names their folder, and path files in that folder
    # are not read, so the checkout, which is installed there in editable form, stays out of sight.
    (site,) = venv.glob("lib/python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return Installed(wheel, venv / "bin")


def test_the_wheel_holds_the_package_and_the_shipped_investigation_alone(installed: Installed) -> None:
    listed = ["git", "ls-files", "graphkit", *SHIPPED]
    tracked = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    wanted = {name if name.startswith("graphkit/") else f"graphkit/example/{name}" for name in tracked}
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {"graphkit/py.typed", "graphkit/model/ontology.yaml", "graphkit/example/graphkit.yaml"} <= wanted
    assert {"graphkit/render/page/page.js", "graphkit/render/page/manifest.json"} <= wanted
    assert wanted <= set(names)
    assert {name.split("/")[0] for name in names} == {
        "graphkit",
        f"graphkit_claims-{graphkit.__version__}.dist-info",
    }


def test_the_command_tells_its_version(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("graphkit", "--version", cwd=tmp_path).stdout.split() == [
        "graphkit",
        graphkit.__version__,
    ]


def test_the_installed_package_finds_the_canned_queries(installed: Installed, tmp_path: Path) -> None:
    code = "from graphkit.reading import shipped; print(shipped.shipped_queries())"
    found = Path(installed.run("python", "-c", code, cwd=tmp_path).stdout.strip())
    assert found.is_relative_to(installed.bin.parent)
    assert _contents(found) == _contents(ROOT / "queries")


def test_a_new_investigation_checks_without_a_problem(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("graphkit", "new", "mine", cwd=tmp_path).returncode == 0
    assert installed.run("graphkit", "check", cwd=tmp_path / "mine").returncode == 0


def test_the_example_is_a_copy_of_the_shipped_investigation(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("graphkit", "new", "mine", "--example", cwd=tmp_path).returncode == 0
    mine = tmp_path / "mine"
    assert _contents(mine / "data") == _contents(ROOT / "data")
    assert (mine / "graphkit.yaml").read_bytes() == (ROOT / "graphkit.yaml").read_bytes()
    assert installed.run("graphkit", "check", cwd=mine).returncode == 0
    answer = installed.run("graphkit", "path", "loya-castro", "dea", cwd=mine)
    assert answer.returncode == 0
    assert "informed for the DEA" in answer.stdout
    table = installed.run("graphkit", "ask", "who_informed_for_whom", cwd=mine)
    assert table.returncode == 0
    assert "Loya-Castro" in table.stdout


def test_the_map_needs_no_node(installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed.run("graphkit", "new", "mine", "--example", cwd=tmp_path).returncode == 0
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed.run("graphkit", "map", "-o", "map.html", cwd=tmp_path / "mine").returncode == 0
    assert load_bundle().packed in (tmp_path / "mine" / "map.html").read_text(encoding="utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_what_the_locks_install_is_what_the_package_asks_for() -> None:
    _pip("check")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_extras(lock: str) -> None:
    """Else pips before 24 want the newest release of `name[extra]`, and refuse it for want of a hash."""
    found = re.findall(
        r"^([a-z0-9-]+)(?:\[([a-z0-9,-]+)\])?==", (ROOT / lock).read_text("utf-8"), re.MULTILINE
    )
    pinned = {canonicalize_name(name): set(extras.split(",")) for name, extras in found}
    for name, extras in pinned.items():
        if name not in INSTALLED:
            continue  # of another platform
        for text in INSTALLED[name].requires or ():
            wanted = Requirement(text)
            needed = [
                wanted.marker is None or wanted.marker.evaluate({"extra": extra}) for extra in (*extras, "")
            ]
            if wanted.extras and any(needed):
                assert wanted.extras <= pinned[canonicalize_name(wanted.name)], text


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
