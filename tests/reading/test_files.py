"""The files of an investigation are found by name, and nothing outside its folder is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.errors import DataError
from graphkit.reading import files
from graphkit.reading.files import find_files, read_file, read_folder, relative_name


def make(root: Path, *names: str) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("[]\n")
    return root


NEEDED = ("data/entities.yaml", "data/relations.yaml", "data/sources.yaml")


def found(root: Path) -> dict[str, list[str]]:
    paths, problems = find_files(root)
    assert problems == []
    return {kind: [relative_name(root, path) for path in some] for kind, some in paths.items() if some}


def problems_of(root: Path) -> list[str]:
    return [str(problem) for problem in find_files(root)[1]]


def test_single_files_and_folders_are_found_sorted(tmp_path: Path) -> None:
    names = ("data/entities/b.yaml", "data/entities/a.yaml", "data/entities.yaml", *NEEDED[1:])
    optional = ("data/ontology.yaml", "data/story.yaml", "data/uncited.yaml", "graphkit.yaml")
    assert found(make(tmp_path, *names, *optional)) == {
        "entities": ["data/entities.yaml", "data/entities/a.yaml", "data/entities/b.yaml"],
        "relations": ["data/relations.yaml"],
        "sources": ["data/sources.yaml"],
        "ontology": ["data/ontology.yaml"],
        "story": ["data/story.yaml"],
        "uncited": ["data/uncited.yaml"],
        "settings": ["graphkit.yaml"],
    }


@pytest.mark.parametrize(
    "name",
    ["notes.yaml", "data/notes.yaml", "data/notes.md", "data/entities.csv", "data/entities/notes.md",
     "data/.entities.yaml.swp", "data/entities/.hidden.yaml", "data/archive/x.yaml", "history.yaml"],
)  # fmt: skip
def test_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    make(tmp_path, *NEEDED, name)
    assert not any(name in some for some in found(tmp_path).values())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("data/entites.yaml", "entities.yaml"),
        ("data/entities.yml", "entities.yaml"),
        ("data/Entities.yaml", "entities.yaml"),
        ("data/entity.yaml", "entities.yaml"),
        ("data/entities.yaml.txt", "entities.yaml"),
        ("data/relationships.yaml", "relations.yaml"),
        ("data/source.yaml", "sources.yaml"),
        ("data/stroy.yaml", "story.yaml"),
        ("data/relation/x.yaml", "relations"),
        ("graphkit.yml", "graphkit.yaml"),
    ],
)
def test_a_name_that_nearly_is_a_known_one_is_a_problem(tmp_path: Path, name: str, meant: str) -> None:
    place = name.removesuffix("/x.yaml")
    assert problems_of(make(tmp_path, *NEEDED, name)) == [
        f'{place}:1:1: unknown file name; did you mean "{meant}"?'
    ]


def test_what_a_folder_of_files_would_pass_over_is_a_problem(tmp_path: Path) -> None:
    assert problems_of(make(tmp_path, *NEEDED, "data/entities/a.yml", "data/entities/more/b.yaml")) == [
        'data/entities/a.yml:1:1: unknown file name; its name must end in ".yaml"',
        "data/entities/more:1:1: graphkit reads no folder in this folder; move its files up",
    ]


def test_what_is_missing_is_named_once(tmp_path: Path) -> None:
    assert "no investigation found" in problems_of(tmp_path)[0]
    make(tmp_path, "data/entites.yaml", "data/relations/a.yaml")
    assert [line.split(":")[0] for line in problems_of(tmp_path)] == [
        "data/entites.yaml",
        "data/sources.yaml",
    ]


def refusal(root: Path, path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_file(root, path)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_file_is_read_whole_also_through_a_link_that_stays_inside(tmp_path: Path) -> None:
    make(tmp_path, "data/entities.yaml")
    (tmp_path / "link.yaml").symlink_to("data/entities.yaml")
    assert read_file(tmp_path, tmp_path / "link.yaml") == b"[]\n"


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    outside = make(tmp_path, "outside.yaml") / "outside.yaml"
    root = make(tmp_path / "root", *NEEDED)
    (root / "data" / "story.yaml").symlink_to(outside)
    (root / "data" / "uncited").symlink_to(tmp_path)
    expected = "leads outside the project; copy the file into it"
    assert refusal(root, root / "data" / "story.yaml") == f"data/story.yaml:1:1: {expected}"
    assert refusal(root, root / "data" / "uncited" / "outside.yaml").endswith(expected)
    assert refusal(root, root / ".." / "outside.yaml") == f"../outside.yaml:1:1: {expected}"
    problems = [str(problem) for problem in find_files(root)[1]]
    assert "data/uncited:1:1: leads outside the project; copy the folder into it" in problems
    assert not [text for text in problems if text.startswith("data/uncited/")]
    assert refusal(root, Path("/etc/hostname")).endswith(expected)


def test_the_project_itself_may_be_reached_through_a_link(tmp_path: Path) -> None:
    make(tmp_path / "real", *NEEDED)
    (tmp_path / "link").symlink_to("real")
    assert read_file(tmp_path / "link", tmp_path / "link" / NEEDED[0]) == b"[]\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs on this system")
def test_a_fifo_is_refused_without_waiting_for_its_other_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    assert refusal(tmp_path, tmp_path / "x.yaml") == "x.yaml:1:1: not a regular file"


def test_a_folder_a_missing_file_and_a_circle_of_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    (tmp_path / "folder.yaml").mkdir()
    assert "cannot be read" in refusal(tmp_path, tmp_path / "circle.yaml")
    assert "cannot be read" in refusal(tmp_path, tmp_path / "missing.yaml")
    refusal(tmp_path, tmp_path / "folder.yaml")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(2 * 2**30)  # two gigabytes, without a block on the disk
    assert (
        refusal(tmp_path, large) == "large.yaml:1:1: is larger than 256 MB; split it into a folder of files"
    )


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 4)
    (tmp_path / "a").write_bytes(b"1234")
    assert read_file(tmp_path, tmp_path / "a") == b"1234"
    (tmp_path / "a").write_bytes(b"12345")
    assert "is larger than" in refusal(tmp_path, tmp_path / "a")


def test_the_files_of_a_folder_become_a_mapping_with_the_problems_of_names_and_files(tmp_path: Path) -> None:
    root = make(tmp_path, *NEEDED, "data/entities/more.yaml", "data/stroy.yaml", "data/notes.md")
    (root / "data" / "uncited.yaml").symlink_to("nowhere.yaml")
    contents, problems = read_folder(root)
    assert contents == dict.fromkeys((*NEEDED, "data/entities/more.yaml"), b"[]\n")
    assert [problem.location.file for problem in problems] == ["data/stroy.yaml", "data/uncited.yaml"]
