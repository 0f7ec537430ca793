"""The committed bundle: built from the sources as they are now, unchanged since, with the licences of d3."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.render.page.bundle import load_bundle

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
PAGE = ROOT / "graphkit" / "render" / "page"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAGE / "manifest.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def locked() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return found


def test_the_bundle_was_built_from_the_sources_as_they_are(manifest: dict[str, Any]) -> None:
    files = [WEB / "build.mjs", WEB / "d3-unused.js", *(WEB / "src").rglob("*")]
    hashes = {file.relative_to(ROOT).as_posix(): _sha256(file) for file in files if file.is_file()}
    listed = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    assert hashlib.sha256(listed.encode()).hexdigest() == manifest["sources"], "run: make bundle"


def test_nobody_changed_the_bundle_since(manifest: dict[str, Any]) -> None:
    kept = {file.name: _sha256(file) for file in PAGE.iterdir() if file.suffix in {".js", ".css", ".html"}}
    assert kept == manifest["files"], "run: make bundle"


def test_the_bundle_was_built_with_the_locked_packages(
    manifest: dict[str, Any], locked: dict[str, Any]
) -> None:
    assert manifest["esbuild"] == locked["node_modules/esbuild"]["version"]
    assert {package["name"] for package in manifest["packages"]} >= {"d3-quadtree", "d3-selection", "d3-zoom"}
    for package in manifest["packages"]:
        assert locked[f"node_modules/{package['name']}"]["version"] == package["version"]


def test_the_script_carries_the_licence_of_each_package(manifest: dict[str, Any]) -> None:
    script = load_bundle().script
    assert "Permission to use, copy, modify, and/or distribute" in script
    for package in manifest["packages"]:
        assert package["licence"] == "ISC"
        assert package["name"] in script[:1500]


def test_scripts_and_style_cannot_end_their_element() -> None:
    bundle = load_bundle()
    assert "</script" not in bundle.loader.lower()
    assert "</style" not in bundle.style.lower()


def test_the_lock_names_no_host() -> None:
    assert "http" not in (ROOT / "package-lock.json").read_text(encoding="utf-8").replace(
        "https://opencollective", ""
    )


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
