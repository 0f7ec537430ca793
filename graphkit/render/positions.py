"""Reads where entities stand on an earlier map, so that they keep their places."""

from __future__ import annotations

import base64
import gzip
import io
import re
from pathlib import Path, PurePath

import msgspec

from graphkit.dataset.audience import OWNER, visible_to
from graphkit.errors import UsageError

_MOST_BYTES = 256 * 2**20
_DATA = re.compile(rb'<script type="application/json" id="graphkit-data"([^>]*)>(.*?)</script>', re.DOTALL)


class _Entity(msgspec.Struct):
    id: str
    x: float | None = None
    y: float | None = None


class _Page(msgspec.Struct):
    positions: dict[str, list[float]]


class _Question(msgspec.Struct, frozen=True):
    """For whom a map was made; one that does not say so was made for its owner, or may have been."""

    audience: str = OWNER


class _Saved(msgspec.Struct):
    """The data of a map. Maps of the first edition have no page part: their entities hold the places."""

    graphkit: str
    question: _Question = _Question()
    entities: tuple[_Entity, ...] = ()
    page: _Page | None = None


def read_positions(path: str | Path, audience: str = OWNER) -> dict[str, tuple[float, float]]:
    """Returns the place of each entity on a map that was saved as HTML or JSON, by id.

    Places tell what lay between them, so they come only from a map for the same or a narrower audience. A map
    that does not name its audience counts as confidential.

    Raises: UsageError if the file cannot be read, is not a map, or is one for a wider audience.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES)
        if PurePath(path).suffix.lower() != ".json":
            data = _embedded(data)
        saved = msgspec.json.decode(data, type=_Saved)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except (ValueError, EOFError) as error:
        raise UsageError(f"{path}: not a map of graphkit ({error})") from error
    if saved.question.audience not in visible_to(audience):
        raise UsageError(
            f"cannot take positions from {path}: it is a map for the audience {saved.question.audience}, and "
            f"this one is for {audience}; draw the earlier map for {audience} first"
        )
    if saved.page:
        return {key: (x, y) for key, (x, y, *_) in saved.page.positions.items()}
    return {one.id: (one.x, one.y) for one in saved.entities if one.x is not None and one.y is not None}


def _embedded(page: bytes) -> bytes:
    """Returns the data of a page, unpacked if it is packed, up to a limit."""
    found = _DATA.search(page)
    if found is None:
        raise ValueError("it has no map data")
    if b"gzip" not in found[1]:
        return found[2]
    with gzip.GzipFile(fileobj=io.BytesIO(base64.b64decode(found[2]))) as file:
        return file.read(_MOST_BYTES)
