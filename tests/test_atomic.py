"""Files and folders are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import atomic
from graphkit.errors import ExternalError, UsageError

FILES: dict[str, str | bytes] = {"a.txt": "new a", "data/b.txt": b"new b"}


def _contents(folder: Path) -> dict[str, str]:
    return {
        item.relative_to(folder).as_posix(): item.read_text() for item in folder.rglob("*") if item.is_file()
    }


def test_a_file_is_replaced_with_its_permissions_and_behind_its_link(tmp_path: Path) -> None:
    target = tmp_path / "real.txt"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    atomic.write_file(link, "é\n")
    assert link.is_symlink()
    assert target.read_bytes() == "é\n".encode()
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.txt").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ExternalError, match=r"cannot write .*old\.txt: No space left on device; nothing was"):
        atomic.write_file(tmp_path / "old.txt", "new")
    with pytest.raises(ExternalError, match="No space left"):
        atomic.write_folder(tmp_path, {**FILES, "old.txt": "new"})
    with pytest.raises(ExternalError, match="No space left"):
        atomic.write_folder(tmp_path / "more" / "new", FILES)
    assert _contents(tmp_path) == {"old.txt": "old"}
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_is_written_and_keeps_its_other_files(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "deep" / "folder"
    if there:
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("old a")
        (folder / "other.txt").write_text("other")
    atomic.write_folder(folder, FILES)
    others = {"other.txt": "other"} if there else {}
    assert _contents(tmp_path / "deep") == {f"folder/{name}": text for name, text in others.items()} | {
        "folder/a.txt": "new a",
        "folder/data/b.txt": "new b",
    }


def test_a_file_that_cannot_be_moved_takes_back_those_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old a")
    (tmp_path / "z.txt").mkdir()
    (tmp_path / "z.txt" / "inside").write_text("kept")
    with pytest.raises(ExternalError, match="nothing was written"):
        atomic.write_folder(tmp_path, {**FILES, "z.txt": "new"})
    assert _contents(tmp_path) == {"a.txt": "old a", "z.txt/inside": "kept"}


def test_a_failure_between_two_files_takes_back_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("old a")
    replace = Path.replace

    def fail_at_last(part: Path, place: Path) -> Path:
        if place.name == "z.txt":
            raise OSError(13, "Permission denied")
        return replace(part, place)

    monkeypatch.setattr(Path, "replace", fail_at_last)
    with pytest.raises(ExternalError, match="Permission denied; nothing was written"):
        atomic.write_folder(tmp_path, {**FILES, "z.txt": "new"})
    assert _contents(tmp_path) == {"a.txt": "old a"}


def test_a_file_of_a_folder_is_written_behind_its_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "real.txt").write_text("old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").symlink_to(tmp_path / "elsewhere" / "real.txt")
    atomic.write_folder(tmp_path / "folder", FILES)
    assert (tmp_path / "folder" / "a.txt").is_symlink()
    assert (tmp_path / "elsewhere" / "real.txt").read_text() == "new a"


@pytest.mark.parametrize(
    ("expected", "changed"),
    [({"a.txt": b"old a"}, ""), ({"a.txt": b"older"}, "a.txt"), ({"a.txt": None}, "a.txt"),
     ({"a.txt": b"old a", "data/b.txt": None}, ""), ({"data/b.txt": b""}, "data/b.txt")],
)  # fmt: skip
def test_nothing_is_written_over_a_file_that_is_not_as_expected(
    tmp_path: Path, expected: dict[str, bytes | None], changed: str
) -> None:
    (tmp_path / "a.txt").write_text("old a")
    if changed:
        with pytest.raises(ExternalError, match=f"cannot write {changed}: it has changed since it was read"):
            atomic.write_folder(tmp_path, FILES, expected)
        assert _contents(tmp_path) == {"a.txt": "old a"}
    else:
        atomic.write_folder(tmp_path, FILES, expected)
        assert _contents(tmp_path) == {"a.txt": "new a", "data/b.txt": "new b"}


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("written", [0, 1])
def test_a_full_disk_leaves_nothing_of_a_new_folder(
    tmp_path: Path, there: bool, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        (tmp_path / "deep" / "new").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    left = [None] * written

    def fail(_: int) -> None:
        if not left:
            raise OSError(28, "No space left on device")
        left.pop()

    monkeypatch.setattr("os.fsync", fail)
    for write in (atomic.create_folder, atomic.write_folder):
        left = [None] * written
        with pytest.raises(ExternalError, match="No space left on device"):
            write(tmp_path / "deep" / "new", FILES)
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("there", [False, True])
def test_another_process_that_is_faster_keeps_its_new_folder(
    tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    fill = atomic._fill

    def be_slow(part: Path, files: atomic.Files) -> None:
        monkeypatch.setattr(atomic, "_fill", fill)
        if there:
            with pytest.raises(UsageError, match="is not empty"):
                atomic.create_folder(folder, {"a.txt": "too late"})
        else:
            atomic.create_folder(folder, {"a.txt": "faster"})
        fill(part, files)

    monkeypatch.setattr(atomic, "_fill", be_slow)
    if there:
        atomic.create_folder(folder, {"a.txt": "faster"})
    else:
        with pytest.raises(UsageError, match="is not empty"):
            atomic.create_folder(folder, {"a.txt": "too late", "b.txt": ""})
    assert _contents(tmp_path) == {"new/a.txt": "faster"}
    assert not list(tmp_path.rglob("*.part"))
