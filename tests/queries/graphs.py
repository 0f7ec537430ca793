"""Random investigations with data for a query, and with names and values that look like code."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from graphkit.cypher.tokens import read_tokens
from graphkit.dataset.base import Dataset
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.words import words_of
from graphkit.model.dates import parse_date
from graphkit.model.filters import STATUSES, Filters, read_options
from graphkit.model.ontology import Ontology
from graphkit.model.records import Entity, Evidence
from graphkit.model.status import Status
from graphkit.queries import Query
from graphkit.reading.read import builtin_ontology
from tests.graphs import DATES, Chooser, random_dataset

HOSTILE = (
    *("'}) DETACH DELETE n //", '"}) RETURN 1 //', "`", "\\", "\\u0027", "$least", "{{name}}", "*/", "// x"),
    *("</script>", "; DROP DATABASE neo4j", "O'Neil", "é\u2028\u202e", "null", "=1+1", "\n", "' OR 1=1 --"),
)


@lru_cache(maxsize=64)
def ontology_of(query: Query) -> Ontology:
    """Returns the built-in ontology with only the types of a query, and the kinds that most of them need.

    Returns all of it for a query without types.
    """
    whole = builtin_ontology()
    named = {token.text for token in read_tokens(query.text) if token.kind == "word"}
    types = {key: type_ for key, type_ in whole.types.items() if type_.rel_type in named}
    if not types:
        return whole
    counts = Counter(kind for type_ in types.values() for kind in {*type_.from_kinds, *type_.to_kinds})
    kinds = {key: kind for key, kind in whole.kinds.items() if counts[key] * 3 > len(types)}
    return replace(whole, types=types, kinds=kinds)


def dataset_for(query: Query, choose: Chooser, *, claims: int = 40) -> MemoryDataset:
    """Returns a random dataset with claims of the types of a query."""
    return hostile_dataset(choose, ontology_of(query), claims=claims)


def hostile_dataset(choose: Chooser, ontology: Ontology, *, claims: int = 40) -> MemoryDataset:
    """Returns a random dataset with names, tags, speakers and statements that look like code."""
    plain = random_dataset(choose, ontology=ontology, entities=7, claims=claims)
    people = {key: _dressed(choose, entity) for key, entity in plain.entities.items()}
    spoken = {
        key: replace(claim, evidence=tuple(_spoken(choose, item) for item in claim.evidence))
        for key, claim in plain.claims.items()
    }
    return replace(plain, entities=people, claims=spoken)


def values_for(query: Query, choose: Chooser, data: Dataset) -> dict[str, Any] | None:
    """Returns random values for the parameters of a query; None if a required one has no candidate."""
    found: dict[str, Any] = {}
    for parameter in query.parameters:
        people = data.entities.values()
        fitting = [entity for entity in people if entity.kind in (parameter.options or (entity.kind,))]
        pools: dict[str, list[Any]] = {
            "entity": fitting,
            "source": list(data.sources.values()),
            "choice": list(parameter.options),
            "int": [1, 2, 3, 4],
            "flag": [True, False],
            "rung": [status for status in Status if status],
            "date": [parse_date(text) for text in DATES],
            "text": list(HOSTILE),
        }
        if not pools[parameter.type] and parameter.required:
            return None  # no entity is left
        if pools[parameter.type] and (parameter.required or choose.often(30)):
            found[parameter.name] = choose.one(pools[parameter.type])
    return found


def some_filters(choose: Chooser, data: Dataset) -> Filters:
    """Returns random checked filters, often none."""
    filters: dict[str, Any] = {
        "as_of": choose.one(DATES) if choose.often(15) else "",
        "between": ("2004", "2006") if choose.often(10) else None,
        "type": choose.some(list(data.ontology.types), 3) if choose.often(10) else (),
        "min_status": choose.one(STATUSES) if choose.often(20) else "",
        "undisputed": choose.often(10),
        "without_source": choose.one(list(data.sources)) if data.sources and choose.often(30) else (),
        "min_sources": choose.number(0, 2) if choose.often(10) else 0,
        "include_denied": choose.often(30),
    }
    return read_options(Filters, filters, words_of(data))


def _dressed(choose: Chooser, entity: Entity) -> Entity:
    return replace(
        entity,
        name=entity.name + (choose.one(HOSTILE) if choose.often(20) else ""),
        aliases=tuple(choose.some(HOSTILE, 2)) if choose.often(40) else (),
        tags=tuple(choose.some(("red", "blue", *HOSTILE), 2)),
    )


def _spoken(choose: Chooser, evidence: Evidence) -> Evidence:
    by = choose.one(HOSTILE) if choose.often(10) else evidence.by
    return replace(evidence, says=choose.one(("reports it", *HOSTILE)), by=by)
