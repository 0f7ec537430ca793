"""Writes answers: authorizes them for their audience, renders them and scans the result for leaks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import PurePath

from msgspec.structs import replace

from graphkit import escape
from graphkit.atomic import Files, write_file, write_folder
from graphkit.errors import UsageError
from graphkit.model.records import VISIBILITIES
from graphkit.questions.answer import Answer
from graphkit.render.registry import RENDERERS, Content, Page, Renderer


def authorized(answer: Answer, page: Page) -> Page:
    """Returns the page with the words that its audience must not see, which the leak scan looks for.

    Raises: UsageError if the answer was asked for a wider audience; UnknownName if there is no such audience.
    """
    if page.whole is None or page.audience == VISIBILITIES[-1]:
        return page
    from graphkit.render.leak_scan import authorize, hidden_words

    authorize(page.whole, answer, page.audience)
    return replace(page, hidden=hidden_words(page.whole, page.audience), whole=None)


def render(answer: Answer, renderer: Renderer, page: Page, path: str = "") -> Content:
    """Returns an answer in a format for the audience of the page, to be written to a file of this name.

    Raises: as `authorized`; UsageError if the format cannot show the answer or the leak scan finds something.
    """
    page = authorized(answer, page)
    content = renderer.render(answer, page)
    if page.hidden:
        from graphkit.render.leak_scan import scan

        # A picture is scanned as the SVG that it is painted from.
        shown = RENDERERS["svg"].render(answer, page) if isinstance(content, bytes) else content
        texts = shown.values() if isinstance(shown, Mapping) else [shown]
        for text in (PurePath(path).name, *map(str, texts)):
            scan(text, page.hidden)
    return content


def write(answer: Answer, path: str, renderer: Renderer, page: Page) -> list[str]:
    """Writes an answer to a file, completely or not at all; no path and `-` are standard output.

    Tables that are several files go into a folder; a path with a suffix begins their names.

    Returns: The paths of the files.
    Raises: as `render`; ExternalError if the file cannot be written.
    """
    to_stdout = path in ("", "-")
    on_terminal = to_stdout and sys.stdout.isatty()
    if on_terminal and renderer.binary:
        raise UsageError(f"cannot show {renderer.name} on a terminal; use -o FILE{renderer.suffixes[0]}")
    content = render(answer, renderer, page, path)
    if isinstance(content, Mapping):
        return _write_files(path, content)
    if not to_stdout:
        write_file(path, content)
        return [path]
    if isinstance(content, str):
        own = renderer.name == "text"  # it has its own colours, and escapes what it prints
        sys.stdout.write(escape.terminal_lines(content) if on_terminal and not own else content)
    else:
        sys.stdout.buffer.write(content)
    return []


def _write_files(path: str, files: Files) -> list[str]:
    if path in ("", "-"):
        raise UsageError(f"cannot write {len(files)} files to standard output; use -o FOLDER/")
    place = PurePath(path)
    named = place.suffix and not path.endswith("/")
    folder, prefix = (place.parent, f"{place.stem}-") if named else (place, "")
    found = {f"{prefix}{name}": content for name, content in files.items()}
    write_folder(str(folder), found)
    return [str(folder / name) for name in found]
