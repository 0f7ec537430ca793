"""Changes data files by edits: the values named change, all other bytes, comments and layout stay.

Example:
    >>> from graphkit.editing.edits import Append, Insert, Remove, Set
    >>> files = {"data/entities.yaml": b"- id: a   # the first\\n  name: Ann\\n  tags: [x]\\n"}
    >>> edits = [
    ...     Set("data/entities.yaml", (0, "name"), "no"),
    ...     Insert("data/entities.yaml", (0, "kind"), "person", order=("id", "kind", "name")),
    ...     Remove("data/entities.yaml", (0, "tags")),
    ...     Append("data/entities.yaml", (), {"id": "b", "name": "Ben: a friend"}),
    ... ]
    >>> print(apply(files, edits)["data/entities.yaml"].decode(), end="")
    - id: a   # the first
      kind: person
      name: "no"
    - id: b
      name: "Ben: a friend"

    >>> apply(files, [Remove("data/entities.yaml", (0, "nmae"))])
    Traceback (most recent call last):
    graphkit.errors.DataError: data/entities.yaml:1:3: no key "nmae" in this mapping; did you mean "name"?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath

from yaml import MappingStartEvent, YAMLError
from yaml._yaml import CParser

from graphkit.atomic import write_folder
from graphkit.editing.additions import Splice
from graphkit.editing.edits import Edit, FileChanges, Move, Refused, change_data, group_changes
from graphkit.editing.spans import Document, parse
from graphkit.editing.splices import find_splices, splice_text
from graphkit.errors import DataError, Problem, errors_in
from graphkit.reading.record import Value
from graphkit.reading.yaml import load_mapping, load_yaml

Files = Mapping[str, bytes]


def apply(files: Files, edits: Iterable[Edit]) -> dict[str, bytes]:
    """Returns the files with all edits made; a file that an edit names and that is not there begins empty.

    All paths are those of the files as given. The result is read again and compared with the edited data.

    Raises: DataError, with the place, if a file has problems, if a path names nothing, if two edits exclude
    each other, or if the result would not be read as the edited data.
    """
    edits = list(edits)
    names = {edit.file for edit in edits} | {edit.to_file for edit in edits if isinstance(edit, Move)} - {""}
    data = {name: _read(files.get(name, b""), name) for name in names}
    documents = {name: parse(files.get(name, b""), name) for name in names}
    try:
        grouped = group_changes(data, edits)
        return {**files} | {
            name: _change(documents[name], changes, documents, change_data(data[name], changes))
            for name, changes in grouped.items()
        }
    except Refused as refused:
        document = documents[refused.file]
        nodes = document.nodes(refused.path)
        location = document.location(nodes[-1].start if nodes else 0)
        raise DataError([Problem(location, str(refused), refused.hint)]) from None


def write_files(root: str | FilePath, old: Files, new: Files) -> list[str]:
    """Writes the files that differ, all or none, and returns their names.

    Args:
        root: the folder that the names are relative to.
        old: the files as they were read.
        new: the files as `apply` returns them.

    Raises: ExternalError, with the reason, if one is no longer as it was read or cannot be written.
    """
    changed = {name: content for name, content in new.items() if old.get(name) != content}
    if changed:
        write_folder(root, changed, {name: old.get(name) for name in changed})
    return sorted(changed)


def _read(data: bytes, file: str) -> Value:
    """Returns the data of a file: a list of records, or one mapping."""
    if _is_mapping(data):
        record, problems = load_mapping(data, file)
        value: Value = record.value if record else {}
    else:
        records, problems = load_yaml(data, file)
        value = [one.value for one in records]
    if errors_in(problems):
        raise DataError(problems)
    return value


def _is_mapping(data: bytes) -> bool:
    parser = CParser(data)
    try:
        events = [parser.get_event() for _ in range(3)]
    except YAMLError:
        return False  # the loader tells what is wrong
    return isinstance(events[2], MappingStartEvent)


def _change(
    document: Document, changes: FileChanges, documents: Mapping[str, Document], expected: Value
) -> bytes:
    """Returns the bytes of the edited file, which read as the data expected."""
    problems: list[Problem] = []
    splices: list[Splice] = []
    for block_texts in (True, False):  # a comment indented deeper would become part of a text behind |
        splices = find_splices(document, changes, documents, block_texts)
        for candidate in _candidates(document, splices):
            try:
                if _read(candidate, document.file) == expected:
                    return candidate
            except DataError as error:
                problems += error.problems
    if problems:
        message = f"the edited file would be wrong: {problems[0].message}"
        raise DataError([Problem(problems[0].location, message)])
    location = document.location(splices[0][0] if splices else 0)
    raise DataError([Problem(location, "an edit here would change other values", "edit it in a text editor")])


def _candidates(document: Document, splices: list[Splice]) -> Iterator[bytes]:
    """Returns the edited file; a file without a last line break gets one only if its last text needs it."""
    texts = [splice_text(document.text, splices)]
    if document.added:
        closed = _close_last_text(document, splices)
        texts += [splice_text(document.text, closed)] if closed else []
        texts = [form for text in texts for form in (text.removesuffix(document.eol), text)]
        last = splices[-1] if splices else (0, 0, "")
        if last[1] == len(document.text) and last[0] < last[1] and not last[2]:
            texts.reverse()  # the last line goes, so the one above keeps its line break
    yield from map(document.encode, texts)


def _close_last_text(document: Document, splices: list[Splice]) -> list[Splice]:
    """Marks (-) a last text behind | or > that has no line break only because the file ends."""
    node = document.open_text()
    if node is None:
        return []
    end = document.header_end(node)
    if any(start < end and node.start < stop for start, stop, _ in splices):
        return []
    mark = "-" + document.text[node.start + 1 : end].strip("-+")
    return sorted([*splices, (node.start + 1, end, mark)], key=lambda splice: splice[:2])
