"""Writes answers: authorizes them for their audience, scans them for leaks and renders them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import PurePath

from graphkit import escape
from graphkit.atomic import Files, write_file, write_folder
from graphkit.errors import UsageError
from graphkit.questions.answer import Answer
from graphkit.reading.inputs import Inputs
from graphkit.render.registry import Content, Page, Renderer


def render(answer: Answer, renderer: Renderer, page: Page, path: str = "") -> Content:
    """Returns an answer in a format for the audience of the page, to be written to a file of this name.

    Raises: UsageError if the answer was asked for a wider audience, if the format cannot show it, or if the
    leak scan finds something; UnknownName if there is no such audience.
    """
    if page.hidden.anything:
        from graphkit.render.leak_scan import authorize, scan_answer

        authorize(answer, page)
        scan_answer(answer, page, path)
    return renderer.render(answer, page)


def write(answer: Answer, path: str, renderer: Renderer, page: Page, *, inputs: Inputs | None) -> list[str]:
    """Writes an answer to a file, completely or not at all; no path and `-` are standard output.

    Tables that are several files go into a folder; a path with a suffix begins their names. `inputs` are not
    overwritten.

    Returns: The paths of the files.
    Raises: as `render`; UsageError if the file is an input; ExternalError if it cannot be written.
    """
    to_stdout = path in ("", "-")
    on_terminal = to_stdout and sys.stdout.isatty()
    if on_terminal and renderer.binary:
        raise UsageError(f"cannot show {renderer.name} on a terminal; use -o FILE{renderer.suffixes[0]}")
    if inputs and not to_stdout:
        inputs.check([path])
    content = render(answer, renderer, page, "" if to_stdout else path)
    if isinstance(content, Mapping):
        return _write_files(path, content, inputs)
    if not to_stdout:
        write_file(path, content)
        return [path]
    if isinstance(content, str):
        own = renderer.name == "text"  # it has its own colours, and escapes what it prints
        sys.stdout.write(escape.terminal_lines(content) if on_terminal and not own else content)
    else:
        sys.stdout.buffer.write(content)
    return []


def write_text(path: str, text: str, *, inputs: Inputs | None) -> None:
    """Writes a text that is more than an answer to a file, completely or not at all; not over `inputs`.

    Raises: UsageError if the file is an input; ExternalError if it cannot be written.
    """
    if inputs:
        inputs.check([path])
    write_file(path, text)


def _write_files(path: str, files: Files, inputs: Inputs | None) -> list[str]:
    if path in ("", "-"):
        raise UsageError(f"cannot write {len(files)} files to standard output; use -o FOLDER/")
    place = PurePath(path)
    named = place.suffix and not path.endswith("/")
    folder, prefix = (place.parent, f"{place.stem}-") if named else (place, "")
    found = {f"{prefix}{name}": content for name, content in files.items()}
    paths = [str(folder / name) for name in found]
    if inputs:
        inputs.check(paths)
    write_folder(str(folder), found)
    return paths
