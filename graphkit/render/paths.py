"""Why there is no path, in words: which single limit to loosen, and what would then connect the two."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.questions.answer import Paths, Relaxation, Why

_WORDS = {
    "min_status": "if claims from '{to}' up counted",
    "max_hops": "with up to {to} steps",
    "directed": "if claims could be followed in both directions",
    "as_of": "if the date were ignored",
    "between": "if the dates were ignored",
    "definitely": "if claims counted that hold only possibly at that date",
    "in_time": "if information did not have to travel in time",
    "type": "if '{to}' counted, too",
    "not_type": "if '{to}' counted, too",
    "kind": "if entities of the kind '{to}' counted, too",
    "source": "if the source '{to}' counted, too",
    "without_source": "if the source '{to}' were not left out",
    "sources": "if {to} independent sources were enough",
    "undisputed": "if disputed claims counted",
    "include_denied": "if claims that are only denied counted",
    "avoid": "if {to} were not avoided",
    "via": "if it need not pass {to}",
    "all": "if all limits were dropped",
}
_WHOLE = {  # a limit that helps only when it is dropped as a whole
    "min_status": "if claims of any status counted",
    "type": "if all types of claims counted",
    "not_type": "if all types of claims counted",
    "kind": "if all kinds of entities counted",
    "source": "if all sources counted",
    "without_source": "if no source were left out",
    "avoid": "if no entity were avoided",
    "via": "if it need not pass any entity",
}


def no_path_words(answer: Paths) -> str:
    """How far "No path" goes: within the limits, or as far as the search came."""
    return "was found before the search was cut short" if answer.truncated else "within these limits"


def why_lines(why: Why, dataset: Dataset) -> Iterator[str]:
    """One line for each relaxation that opens a path, the smallest first; else why none can."""
    for relaxation in why.relaxations:
        yield _line(relaxation, dataset)
    if why.components:
        yield f"They are in separate components ({why.components[0]} and {_entities(why.components[1])})."
    elif not why.relaxations:
        yield "No single limit, loosened alone, opens one."


def _entities(count: int) -> str:
    return "1 entity" if count == 1 else f"{count} entities"


def _line(relaxation: Relaxation, dataset: Dataset) -> str:
    names = " → ".join(dataset.entities[key].name for key in relaxation.example.nodes)
    status = relaxation.example.status
    weak = f", as weak as: {status.word}" if status is not None else ""
    count = "one path exists" if relaxation.paths == 1 else f"{relaxation.paths} paths exist"
    return f"{count} {_words(relaxation, dataset)}: {names}{weak}"


def _words(relaxation: Relaxation, dataset: Dataset) -> str:
    words = _WORDS if relaxation.to else {**_WORDS, **_WHOLE}
    return words[relaxation.relax].replace("{to}", _shown(relaxation, dataset))


def _shown(relaxation: Relaxation, dataset: Dataset) -> str:
    """What a limit is loosened to, by the name that readers know."""
    key = relaxation.to
    if relaxation.relax in ("type", "not_type") and key:
        return dataset.ontology.types[key].label
    if relaxation.relax in ("source", "without_source") and key:
        return dataset.sources[key].title
    if relaxation.relax in ("avoid", "via") and key:
        return dataset.entities[key].name
    return key
