"""Tests of the wheel, built and installed alone: it brings its data along and needs no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import graphkit

ROOT = Path(__file__).parents[1]


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
    tracked = subprocess.run(
        ["git", "ls-files", "graphkit", "data", "queries"], cwd=ROOT, capture_output=True, text=True
    )
    wanted = {f if f.startswith("graphkit/") else f"graphkit/example/{f}" for f in tracked.stdout.split()}
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {"graphkit/py.typed", "graphkit/ontology.yaml"} <= wanted <= set(names)
    others = {name.split("/")[0] for name in names} - {"graphkit"}
    assert others == {f"graphkit_claims-{graphkit.__version__}.dist-info"}


def test_the_installed_package_finds_its_own_files(installed: Installed, tmp_path: Path) -> None:
    code = "import graphkit.ontology, graphkit.shipped as s; print(s.__file__, s.shipped_root(), sep='\\n')"
    done = installed.run("python", "-c", code, cwd=tmp_path)
    module, root = map(Path, done.stdout.split())
    assert module.is_relative_to(installed.bin.parent)
    assert root in {module.parent / "example", module.parents[1]}  # no example until there is data to ship


def test_what_the_locks_install_is_what_the_package_asks_for() -> None:
    _pip("check")


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
