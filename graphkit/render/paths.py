"""The words for paths that text, Markdown and notebooks share: hops, and why there is no path."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.questions.answer import Hop, Path, Paths, Relaxation
from graphkit.questions.cells import marked_text
from graphkit.sentences import names_words

_WORDS = {
    "min_status": "with claims of status {to} or stronger",
    "max_hops": "with up to {to} hops",
    "directed": "if claims are followed in both directions",
    "as_of": "at any date",
    "between": "at any date",
    "definitely": "with claims that hold only possibly at that date",
    "time_respecting": "if a hop may be earlier than the one before",
    "type": "with claims of type '{to}'",
    "not_type": "with claims of type '{to}'",
    "kind": "with entities of kind '{to}'",
    "source": "with evidence from '{to}'",
    "without_source": "with evidence from '{to}'",
    "min_sources": "with at least {to} independent sources a claim",
    "undisputed": "with disputed claims",
    "include_denied": "with claims that are only denied",
    "avoid": "if {to} is not avoided",
    "via": "if {to} is not required",
    "all": "without any limit",
}
_WHOLE = {  # a limit that helps only when it is dropped as a whole
    "min_status": "with claims of any status",
    "type": "with claims of any type",
    "not_type": "with claims of any type",
    "kind": "with entities of any kind",
    "source": "with evidence from any source",
    "without_source": "with evidence from any source",
    "avoid": "if no entity is avoided",
    "via": "if no entity is required",
}


def count_words(number: int, one: str, many: str = "") -> str:
    """Returns a number with its noun: "1 hop", "2 hops"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def weakest_hops(path: Path) -> tuple[int, ...]:
    """Returns the indexes of the weakest hops; none where they are more than half of all hops."""
    weak = tuple(at for at, hop in enumerate(path.hops) if hop.status == path.status)
    return weak if 2 * len(weak) <= path.length else ()


def path_words(path: Path, status: str) -> str:
    """Returns the length of a path and its status: "2 hops; weakest: reported (hop 2)"."""
    weak = [str(at + 1) for at in weakest_hops(path)]
    hops = f" (hop{'s' if len(weak) > 1 else ''} {names_words(weak)})" if weak else ""
    return f"{count_words(path.length, 'hop')}{_weakest_words(path, status)}{hops}"


def _weakest_words(path: Path, status: str) -> str:
    """Returns the status of a path; "weakest" only where the statuses of its hops differ."""
    if path.length == 1:
        return f": {status}"
    same = len({hop.status for hop in path.hops}) == 1
    return f", each {status}" if same else f"; weakest: {status}"


def hop_words(hop: Hop, path: Path, answer: Paths) -> str:
    """Returns the status of a hop, whether it is the weakest one, and when it is possible.

    The status is left out where the path has no other hop.
    """
    words = [hop.status.word] if path.length > 1 else []
    if hop.status == path.status and weakest_hops(path):
        words.append("weakest")
    if hop.arrival:
        words.append(f"not before {hop.arrival}")
    if hop.certainty:
        in_order = answer.question.get("time_respecting") or answer.question.get("in_time")
        when = " in this order" if in_order else " at that date"
        words.append(hop.certainty + ("" if hop.certainty == "undated" else when))
    return ", ".join(words)


def no_path_words(answer: Paths) -> str:
    """Returns what follows "No path": the limits, the components of the two ends, or the search cut short."""
    if answer.truncated:
        return " was found before the search was cut short."
    if answer.why and answer.why.components:
        mine, other = answer.why.components
        return f": they are in separate components ({mine} and {count_words(other, 'entity', 'entities')})."
    return " within these limits."


def why_lines(answer: Paths) -> Iterator[str]:
    """Yields a line for each limit that gives paths if it is loosened, the smallest change first."""
    if answer.why is None:
        return
    for relaxation in answer.why.relaxations:
        yield _line(relaxation, answer.dataset)
    if not answer.why.relaxations and not answer.why.components:
        yield "No single limit, loosened alone, gives a path."


def _line(relaxation: Relaxation, dataset: Dataset) -> str:
    names = " → ".join(marked_text(dataset.entities[key], dataset) for key in relaxation.example.nodes)
    status = relaxation.example.status
    weakest = _weakest_words(relaxation.example, status.word) if status is not None else ""
    words = (_WORDS if relaxation.to else {**_WORDS, **_WHOLE})[relaxation.relax]
    if relaxation.relax == "time_respecting":
        words = _time_words(relaxation.example, dataset)
    words = words.replace("{to}", _shown(relaxation, dataset))
    count = "1 path exists" if relaxation.paths == 1 else f"{relaxation.paths} paths exist"
    return f"{count} {words}: {names}{weakest}"


def _time_words(path: Path, dataset: Dataset) -> str:
    """Returns what a path needs that is not time-respecting: other claims, another order, or both."""
    types = dataset.ontology.types
    carries = [{types[dataset.claims[key].type].carries for key in hop.claims} for hop in path.hops]
    words = []
    if {"none"} in carries:
        words.append("if claims that carry no information count")
    elif path.length == 1:
        words.append("if information may pass against the direction of claims")
    if path.length > 1:
        words.append(_WORDS["time_respecting"])
    return " and ".join(words)


def _shown(relaxation: Relaxation, dataset: Dataset) -> str:
    """Returns what a limit is loosened to, by the name that readers know."""
    key = relaxation.to
    if relaxation.relax in ("type", "not_type") and key:
        return dataset.ontology.types[key].label
    if relaxation.relax in ("source", "without_source") and key:
        return dataset.sources[key].title
    if relaxation.relax in ("avoid", "via") and key:
        return dataset.entities[key].name
    return key
