"""Why there is no path, in words: which single limit to loosen, and what would then connect the two."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset import Dataset
from graphkit.result import Relaxation, Why

_WORDS = {
    "min_status": "if claims from '{to}' up counted",
    "max_hops": "with up to {to} steps",
    "directed": "if claims could be followed in both directions",
    "as_of": "if the date were ignored",
    "between": "if the dates were ignored",
    "definitely": "if claims counted that hold only possibly at that date",
    "in_time": "if information did not have to travel in time",
    "types": "if other kinds of relation counted",
    "not_types": "if '{to}' counted",
    "kinds": "if other kinds of entities counted",
    "sources": "if claims of other sources counted",
    "without_sources": "if the source '{to}' were not left out",
    "min_sources": "if claims with {to} independent sources counted",
    "undisputed": "if disputed claims counted",
    "include_denied": "if claims that are only denied counted",
    "avoid": "if '{to}' were not avoided",
    "via": "if it need not pass '{to}'",
    "all": "if all limits were dropped",
}


def why_lines(why: Why, dataset: Dataset) -> Iterator[str]:
    """One line for each relaxation that opens a path, the smallest first; else why none can."""
    for relaxation in why.relaxations:
        yield _line(relaxation, dataset)
    if why.components:
        mine, other = why.components
        yield f"They lie apart: one in a part of {mine} entities, the other in a part of {other}."
    elif not why.relaxations:
        yield "No single limit, loosened alone, opens one."


def _line(relaxation: Relaxation, dataset: Dataset) -> str:
    words = _WORDS.get(relaxation.relax, f"with {relaxation.relax} = {{to}}").replace("{to}", relaxation.to)
    names = " → ".join(dataset.entities[key].name for key in relaxation.example.nodes)
    status = relaxation.example.status
    weak = f", as weak as: {status.word}" if status is not None else ""
    count = "one path exists" if relaxation.paths == 1 else f"{relaxation.paths} paths exist"
    return f"{count} {words}: {names}{weak}"
