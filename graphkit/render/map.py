"""A map that is ready to be looked at or saved: a view, and the files that it becomes."""

from __future__ import annotations

import base64
import gzip
import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from graphkit.atomic import write_file
from graphkit.errors import UsageError
from graphkit.render.leaks import refuse_leaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.story import Step
    from graphkit.questions.answer import Answer
    from graphkit.render.parts import View

SUFFIXES = (".html", ".svg", ".png", ".json")
RENDERERS = ("canvas", "pyvis")
_MOST_BYTES = 256 * 2**20
_DATA = re.compile(rb'<script type="application/json" id="graphkit-data"([^>]*)>(.*?)</script>', re.DOTALL)


class Map(Struct, frozen=True):
    """A map: `view` is all that it shows; nothing else of the investigation is in it.

    `hidden` are words of what its audience may not see: a map that would show one is not written.
    """

    view: View
    hidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Look for hidden words once, before anything is made of the view."""
        if self.hidden:
            refuse_leaks(self.view.to_json(), self.hidden)

    def to_html(self, *, embed: bool = False) -> str:
        """The page, which opens offline; `embed` keeps the map, the legend and the evidence alone."""
        from graphkit.render.html import render_html

        return render_html(self.view, embed=embed)

    def to_svg(self) -> str:
        """A still picture as SVG text."""
        from graphkit.render.picture import render_svg

        return render_svg(self.view)

    def to_png(self) -> bytes:
        """A still picture as PNG. Raises: MissingExtra if resvg is not installed."""
        from graphkit.render.picture import render_png

        return render_png(self.view)

    def to_pyvis(self) -> Any:
        """The same view as a pyvis Network. Raises: MissingExtra if pyvis is not installed."""
        from graphkit.render.pyvis import build_network

        return build_network(self.view)

    def save(self, path: str | Path, *, embed: bool = False, renderer: str = "canvas") -> Path:
        """Write the map to a file, whole or not at all; the suffix says what: .html, .svg, .png or .json.

        Raises: UsageError for another suffix or renderer; ExternalError if the file cannot be written.
        """
        suffix = PurePath(path).suffix.lower()
        refuse_leaks(PurePath(path).name, self.hidden)
        if renderer not in RENDERERS:
            raise UsageError(f'unknown renderer "{renderer}"; one of {", ".join(RENDERERS)}')
        content: str | bytes
        if suffix in (".html", ".htm"):
            content = self.to_pyvis().generate_html() if renderer == "pyvis" else self.to_html(embed=embed)
        elif suffix == ".svg":
            content = self.to_svg()
        elif suffix == ".png":
            content = self.to_png()
        elif suffix == ".json":
            content = self.view.to_json() + "\n"
        else:
            raise UsageError(f"{path}: a map is written to a file that ends in {', '.join(SUFFIXES)}")
        write_file(path, content)
        return Path(path)


def build_map(
    answer: Answer, settings: Mapping[str, str], story: Sequence[Step] = (), like: str | Path = ""
) -> Map:
    """The map of an answer under the title, standfirst and way of correction that the settings give.

    Raises: UsageError if `like` is no earlier map.
    """
    from graphkit.render.view import build_view

    view = build_view(
        answer,
        title=settings.get("title", answer.dataset.name),
        standfirst=settings.get("standfirst", ""),
        correction=settings.get("correction", ""),
        as_of=str(answer.question.get("as_of", "")),
        story=story,
        positions=read_positions(like) if like else None,
    )
    return Map(view)


def render_answer(answer: Answer) -> str:
    """An answer as a page of its own: the map of what it holds."""
    names = [
        answer.dataset.entities[str(answer.question[end])].name
        for end in ("from", "to")
        if end in answer.question
    ]
    asked = f"How is {names[0]} connected to {names[1]}?" if len(names) == 2 else answer.dataset.name
    return build_map(answer, {"title": asked}).to_html()


def read_positions(path: str | Path) -> dict[str, tuple[float, float]]:
    """Where each entity stands on a map that was saved as HTML or JSON, by id.

    Raises: UsageError if the file cannot be read or is no map.
    """
    import msgspec

    from graphkit.render.parts import View

    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES)
        if PurePath(path).suffix.lower() != ".json":
            data = _embedded(data)
        view = msgspec.json.decode(data, type=View)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except (ValueError, EOFError) as error:
        raise UsageError(f"{path}: is no map of graphkit ({error})") from error
    return {entity.id: (entity.x, entity.y) for entity in view.entities}


def _embedded(page: bytes) -> bytes:
    """The data of a page, unpacked where it is packed, however large it says that it is."""
    found = _DATA.search(page)
    if found is None:
        raise ValueError("it holds no map data")
    if b"gzip" not in found[1]:
        return found[2]
    import io

    with gzip.GzipFile(fileobj=io.BytesIO(base64.b64decode(found[2]))) as file:
        return file.read(_MOST_BYTES)
