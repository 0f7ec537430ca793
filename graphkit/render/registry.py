"""The output formats, each declared once: name, suffixes, renderer, the answers that it can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from graphkit.dataset.audience import OWNER
from graphkit.dataset.hidden import HiddenWords
from graphkit.errors import UsageError, nearest_hint

if TYPE_CHECKING:
    from graphkit.atomic import Files
    from graphkit.model.story import Step
    from graphkit.questions.answer import Answer
    from graphkit.render.view import MapData

Content: TypeAlias = "str | bytes | Files"
Render: TypeAlias = "Callable[[Answer, Page], Content]"
_ALL = ("Table", "Paths", "Subgraph")
_EXPORT = (*_ALL, "Graph")


class Page(Struct, frozen=True):
    """What a renderer gets beside the answer; each uses what it needs.

    `program` is the one that CSV is for (a key of PROGRAMS), or "".
    `hidden` are the names of what the audience must not see: the leak scan looks for them. `view` is the map
    of the answer if it has been built before.
    """

    width: int = 80
    color: bool = False
    program: str = ""
    embed: bool = False
    title: str = ""
    standfirst: str = ""
    correction: str = ""
    story: tuple[Step, ...] = ()
    positions: Mapping[str, tuple[float, float]] = {}
    audience: str = OWNER
    hidden: HiddenWords = HiddenWords()
    view: MapData | None = None


PROGRAMS = {"": ",", "excel": ",", "excel-semicolon": ";"}  # what separates the cells of CSV


class Renderer(Struct, frozen=True):
    """A format; `function` is "module:name" in graphkit.render, imported when it is first used.

    What is `published` is for the public unless the user names another audience.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    function: str
    shapes: tuple[str, ...] = _ALL
    published: bool = False

    @property
    def binary(self) -> bool:
        """Whether the format is bytes, not text."""
        return self.media_type == "image/png"

    def render(self, answer: Answer, page: Page) -> Content:
        """Returns the answer in this format. Raises: UsageError if the format cannot show this answer."""
        self.check_shape(type(answer).__name__)
        check_program(page.program, self)
        module, _, name = self.function.partition(":")
        found: Render = getattr(import_module(f"graphkit.render.{module}"), name)
        return found(answer, page)

    def check_shape(self, shape: str) -> None:
        """Raises UsageError if the format cannot show answers of this shape."""
        if shape not in self.shapes:
            raise UsageError(f"cannot write {shape} as {self.name}; use {', '.join(formats_of(shape))}")


RENDERERS: Mapping[str, Renderer] = {
    item.name: item
    for item in (
        Renderer("text", (".txt",), "text/plain", "text:render_text"),
        Renderer("json", (".json",), "application/json", "json:render_json"),
        Renderer("jsonl", (".jsonl",), "application/x-ndjson", "json:render_jsonl", _EXPORT),
        Renderer("csv", (".csv",), "text/csv", "csv:render_csv", _EXPORT),
        Renderer("md", (".md",), "text/markdown", "md:render_md"),
        Renderer("html", (".html", ".htm"), "text/html", "map:render_html", published=True),
        Renderer("mermaid", (".mmd",), "text/vnd.mermaid", "graphs:render_mermaid"),
        Renderer("dot", (".dot",), "text/vnd.graphviz", "graphs:render_dot"),
        Renderer("graphml", (".graphml",), "application/graphml+xml", "graphs:render_graphml", _EXPORT),
        Renderer("gexf", (".gexf",), "application/gexf+xml", "graphs:render_gexf", _EXPORT),
        Renderer("svg", (".svg",), "image/svg+xml", "map:render_svg", published=True),
        Renderer("png", (".png",), "image/png", "map:render_png", published=True),
        Renderer("pyvis", (), "text/html", "map:render_pyvis", published=True),
        Renderer("mapdata", (), "application/json", "map:render_mapdata", published=True),
    )
}


_FORMER = {"map": "html"}  # the former name of the map of an answer


def formats_of(shape: str) -> tuple[str, ...]:
    """Returns the names of the formats that can show a Table, Paths or a Subgraph."""
    return tuple(item.name for item in RENDERERS.values() if shape in item.shapes)


def check_program(program: str, renderer: Renderer) -> None:
    """Raises UsageError if there is no program of this name, or if the format is not CSV."""
    if program not in PROGRAMS:
        hint = nearest_hint(program, PROGRAMS) or f"use {' or '.join(filter(None, PROGRAMS))}"
        raise UsageError(f'unknown program "{program}"; {hint}')
    if program and renderer.name != "csv":
        raise UsageError(f"cannot write {renderer.name} for {program}; use --format csv")


def renderer_of(path: str, form: str = "", shape: str = "") -> Renderer:
    """Returns the renderer of a format, else of the file's suffix, else text.

    Raises: UsageError if there is no such format, or if it cannot show answers of this shape.
    """
    found = _renderer_of(path, form, shape)
    if shape:
        found.check_shape(shape)
    return found


def _renderer_of(path: str, form: str, shape: str) -> Renderer:
    if form:
        form = _FORMER.get(form, form)
        if form not in RENDERERS:
            hint = nearest_hint(form, RENDERERS) or f"known: {', '.join(RENDERERS)}"
            raise UsageError(f'unknown format "{form}"; {hint}')
        return RENDERERS[form]
    if path in ("", "-"):
        return RENDERERS["text"]
    suffix = PurePath(path).suffix.lower()
    by_suffix = {known: item for item in RENDERERS.values() for known in item.suffixes}
    by_suffix = {known: item for known, item in by_suffix.items() if not shape or shape in item.shapes}
    if suffix not in by_suffix:
        raise UsageError(f'no format for "{suffix or path}"; use --format or end in {", ".join(by_suffix)}')
    return by_suffix[suffix]
