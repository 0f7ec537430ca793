"""Maps: what is drawn, what is never let out, places that stay, files written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import ExternalError, UnknownName, UsageError
from graphkit.project import open_project
from graphkit.render.positions import read_positions
from tests.cli import run
from tests.formats import rendered
from tests.render.investigation import folder as folder
from tests.render.investigation import project as project

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.project import Project

SECRETS = {
    "entities.yaml": "- {id: zorro, kind: person, name: Zorro Hidden, visibility: internal}\n",
    "sources.yaml": "- {id: memo, title: The hidden memo, kind: leak, visibility: confidential}\n",
    "relations.yaml": """
- type: member_of
  from: zorro
  to: ring
  evidence: [{source: paper, at: P8, basis: press_report, says: reports the hidden thing}]
- type: informed_for
  from: ben
  to: bureau
  evidence: [{source: memo, at: P1, basis: leaked_document, says: writes the hidden thing}]
""",
}


def test_maps_everything_with_denied_claims_as_such(project: Project) -> None:
    drawn = project.map(title="T")
    assert {claim.id for claim in drawn.view.claims} == set(project.claims)
    assert drawn.view.title == "T"
    assert "T" in drawn.to_html()


def test_maps_what_is_around_and_between(project: Project) -> None:
    around = project.map("insider", "trial").view
    assert [entity.id for entity in around.entities] == ["ana", "insider", "trial"]
    wide = project.map("trial", hops=2).view
    assert {entity.id for entity in wide.entities} == {"ana", "trial", "bureau", "ring"}
    between = project.map(path=("ben", "trial"), include_denied=True).view
    assert between.to_dict()["paths"][0]["nodes"] == ["ben", "ring", "ana", "trial"]
    asked = project.map(ask="who_informed_for_whom", agency="bureau").view
    assert [claim.id for claim in asked.claims] == [
        "informed_for/ana/bureau/2005",
        "informed_for/ana/bureau/2008",
    ]
    cut = project.map(type="member_of").view
    assert [claim.id for claim in cut.claims] == ["member_of/ben/ring"]


@pytest.mark.parametrize("suffix", ["html", "json", "svg"])
def test_nothing_private_is_in_a_public_file(folder: Path, tmp_path: Path, suffix: str) -> None:
    open_without = tmp_path / "without"
    shutil.copytree(folder / "data", open_without / "data")
    for name, text in SECRETS.items():
        with (folder / "data" / name).open("a", encoding="utf-8") as file:
            file.write(text)
    secret = open_project(folder).map().save(tmp_path / f"secret.{suffix}").read_bytes()
    plain = open_project(open_without).map().save(tmp_path / f"plain.{suffix}").read_bytes()
    assert secret == plain
    inside = (
        open_project(folder).map(audience="confidential").save(tmp_path / f"inside.{suffix}").read_bytes()
    )
    assert b"Zorro Hidden" in inside


def test_a_public_map_knows_no_private_name(folder: Path) -> None:
    for name, text in SECRETS.items():
        with (folder / "data" / name).open("a", encoding="utf-8") as file:
            file.write(text)
    with pytest.raises(UnknownName) as caught:
        open_project(folder).map("Zorro Hiden")
    assert "zorro" not in str(caught.value).replace('"Zorro Hiden"', "").lower()
    assert open_project(folder).map("zorro", audience="internal").view.claims


@pytest.mark.parametrize("suffix", ["html", "json"])
def test_places_of_an_earlier_map_are_kept(project: Project, tmp_path: Path, suffix: str) -> None:
    old = tmp_path / f"old.{suffix}"
    few = project.map("insider", "ring")
    few.save(old)
    before = few.view.positions
    assert read_positions(old) == before
    after = project.map(layout_from=old).view.positions
    assert {key: after[key] for key in before} == before
    assert len(after) > len(before)


def test_packed_data_of_a_large_map_is_read_too(tmp_path: Path) -> None:
    from graphkit.render.html import embed_data

    page = tmp_path / "large.html"
    positions = {f"p{at}": [at, 1, 7] for at in range(5_001)}
    page.write_text(
        embed_data({"graphkit": "0", "claims": [], "claims_by_id": {}, "page": {"positions": positions}})
    )
    assert b"gzip" in page.read_bytes()
    assert read_positions(page)["p4999"] == (4999, 1)


def test_places_of_a_map_of_the_first_edition_are_read(tmp_path: Path) -> None:
    entity = {"id": "ana", "name": "Ana", "kind": "person", "x": 5.5, "y": -1}
    data = {"graphkit": "0.1.0", "entities": [entity]}
    (tmp_path / "old.json").write_text(json.dumps(data))
    assert read_positions(tmp_path / "old.json") == {"ana": (5.5, -1)}


def test_what_is_no_map_is_refused(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("<p>Nothing</p>")
    with pytest.raises(UsageError, match=r"other\.html: not a map of graphkit \(it has no map data\)"):
        project.map(layout_from=other)
    with pytest.raises(UsageError, match=r"gone\.html"):
        project.map(layout_from=tmp_path / "gone.html")


def test_failures_leave_the_old_file(project: Project, tmp_path: Path) -> None:
    old = tmp_path / "old.html"
    old.write_text("old")
    with pytest.raises(UsageError, match="unknown renderer"):
        project.map().save(old, renderer="flash")
    with pytest.raises(UsageError, match=r"end in .*\.html"):
        project.map().save(tmp_path / "map.pdf")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(ExternalError, match="it is a folder"):
        project.map().save(tmp_path / "folder.html")
    assert old.read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))


def test_command_draws_what_the_call_draws(
    project: Project, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ran = run(capsys, monkeypatch, "map", "insider", "--around", "trial", "--title", "T", "-o", "m.json")
    assert (ran.code, ran.out) == (0, "")
    assert re.search(r"wrote m\.json: entities: 3, claims: \d", ran.err)
    assert (
        json.loads((folder / "m.json").read_text())
        == project.map("insider", "trial", title="T").view.to_dict()
    )
    ran = run(
        capsys, monkeypatch, "map", "--path", "ben", "trial", "-o", "p.html", "--include-denied", "--embed"
    )
    assert ran.code == 0
    assert 'class="embed"' in (folder / "p.html").read_text()
    ran = run(capsys, monkeypatch, "map", "--ask", "who_informed_for_whom agency=bureau", "-o", "q.json")
    assert re.search(r"wrote q\.json: entities: 2, claims: 2", ran.err), ran


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nobody", "-o", "x.html"), 2, 'unknown entity "nobody"'),
        (("ana",), 2, "a map needs a file"),
        (("ana", "-o", "gone/x.html"), 3, "No such file or directory; nothing was written"),
        (("--path", "ana", "insider", "-o", "x.html"), 1, "wrote x.html: entities: 0"),
        (("--ask", "who_informed_for_whom bureau", "-o", "x.html"), 2, "write parameter=value"),
        (("--ask", "who_informed", "-o", "x.html"), 2, 'unknown query "who_informed"'),
        (("ana", "--layout-from", "gone.html", "-o", "x.html"), 2, "gone.html"),
    ],
)
def test_command_says_why_not(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(folder)
    ran = run(capsys, monkeypatch, "map", *arguments)
    assert ran.code == code
    assert words in ran.err


def test_other_files_and_renderers(project: Project, tmp_path: Path) -> None:
    drawn = project.map("trial")
    assert drawn.save(tmp_path / "m.png").read_bytes() == drawn.to_png()
    page = drawn.save(tmp_path / "m.html", renderer="pyvis").read_text("utf-8")
    assert "vis.Network" in page
    assert "Ana Example" in rendered(project.show("trial"), "html")


@pytest.mark.slow
def test_same_bytes_in_another_process_place_and_time(folder: Path, tmp_path: Path) -> None:
    made = []
    for number, (seed, zone, locale) in enumerate((("0", "UTC", "C"), ("99", "Asia/Tokyo", "C.UTF-8"))):
        for suffix in ("html", "svg"):
            target = tmp_path / f"{number}.{suffix}"
            command = [
                sys.executable,
                "-m",
                "graphkit",
                "--project",
                str(folder),
                "map",
                "-o",
                str(target),
                "bureau",
            ]
            settings = {
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
                "OMP_NUM_THREADS": str(number + 1),
            }
            subprocess.run(command, env=os.environ | settings, check=True, capture_output=True, cwd=tmp_path)
            made.append(target.read_bytes())
    assert made[:2] == made[2:]
