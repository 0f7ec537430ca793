"""The map of an answer, to be shown or saved in each format."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.audience import audience_notice
from graphkit.errors import UsageError
from graphkit.render.output import render, write
from graphkit.render.registry import RENDERERS as FORMATS
from graphkit.render.registry import Page, renderer_of

if TYPE_CHECKING:
    from graphkit.questions.answer import Answer
    from graphkit.render.view import MapData

RENDERERS = ("canvas", "pyvis")


class Map(Struct, frozen=True):
    """The map of an answer, to be shown or saved; `view` is all that it shows.

    A map that would show what its audience must not see is not drawn.
    """

    answer: Answer
    page: Page

    def __repr__(self) -> str:
        view = self.view
        return f"Map of {len(view.entities)} entities and {len(view.claims)} claims; save it with .save(FILE)"

    @property
    def view(self) -> MapData:
        """What the map shows: entities with their positions, claims, sources."""
        return _view(self.answer, self.page)

    def to_html(self, *, embed: bool = False) -> str:
        """Returns the page, which opens offline; `embed` keeps only the map, the legend and the evidence."""
        return str(render(self.answer, FORMATS["html"], replace(self.page, embed=embed)))

    def to_svg(self) -> str:
        """Returns a picture as SVG text."""
        return str(render(self.answer, FORMATS["svg"], self.page))

    def to_png(self) -> bytes:
        """Returns a picture as PNG. Raises: MissingExtra if resvg is not installed."""
        content = render(self.answer, FORMATS["png"], self.page)
        assert isinstance(content, bytes)
        return content

    def to_pyvis(self) -> Any:
        """Returns the map as a pyvis Network. Raises: MissingExtra if pyvis is not installed."""
        from graphkit.render.pyvis import build_network

        return build_network(self.view)

    def save(
        self,
        path: str | Path,
        *,
        format: str = "",
        embed: bool = False,
        renderer: str = "canvas",
        force: bool = False,
    ) -> Path:
        """Writes the map to a file, completely or not at all, in a format, or in that of its suffix.

        JSON is the data of the map. The renderer of HTML is canvas or pyvis. A line on standard error names
        the audience. `force` overwrites an input of the investigation.

        Raises: UsageError for an unknown format or renderer, and for an input; ExternalError if the file
            cannot be written.
        """
        self.write(path, format=format, embed=embed, renderer=renderer, force=force)
        print(audience_notice(self.page.audience, python=True), file=sys.stderr)
        return Path(path)

    def write(self, path: str | Path, *, format: str, embed: bool, renderer: str, force: bool) -> None:
        """Writes the map as `save` does, and says nothing."""
        if renderer not in RENDERERS:
            raise UsageError(f'unknown renderer "{renderer}"; use {" or ".join(RENDERERS)}')
        # In the file of a map, JSON is its data; the JSON of the answer has no positions.
        found = renderer_of(str(path), format or ("mapdata" if PurePath(path).suffix == ".json" else ""))
        if renderer == "pyvis" and found.name == "html":
            found = FORMATS["pyvis"]
        project = self.answer.project
        inputs = project.inputs if project and not force else None
        write(self.answer, str(path), found, replace(self.page, embed=embed), inputs=inputs)


def build_map(answer: Answer, page: Page) -> Map:
    """Returns the map of an answer.

    Raises: UsageError if the audience of the page must not see all of it; LeakError as `render`.
    """
    if page.hidden.anything:
        from graphkit.render.leak_scan import authorize, scan_answer

        authorize(answer, page)
        scan_answer(answer, page)
    return Map(answer, replace(page, view=_view(answer, page)))


def render_html(answer: Answer, page: Page) -> str:
    """Returns the page of the answer's map, which opens offline."""
    from graphkit.render.html import render_html

    return render_html(_view(answer, page), embed=page.embed)


def render_svg(answer: Answer, page: Page) -> str:
    """Returns a picture of the answer's map as SVG text."""
    from graphkit.render.picture import render_svg

    return render_svg(_view(answer, page))


def render_png(answer: Answer, page: Page) -> bytes:
    """Returns a picture of the answer's map as PNG. Raises: MissingExtra if resvg is not installed."""
    from graphkit.render.picture import render_png

    return render_png(_view(answer, page))


def render_pyvis(answer: Answer, page: Page) -> str:
    """Returns the answer's map as a page of pyvis. Raises: MissingExtra if pyvis is not installed."""
    from graphkit.render.pyvis import render_pyvis

    return render_pyvis(_view(answer, page))


def render_mapdata(answer: Answer, page: Page) -> str:
    """Returns all that the answer's map shows as JSON."""
    return _view(answer, page).to_json() + "\n"


def _view(answer: Answer, page: Page) -> MapData:
    if page.view is not None:
        return page.view
    from graphkit.render.view import build_map_data

    return build_map_data(answer, page)
