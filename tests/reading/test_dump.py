"""Records that are written load back as they were, whatever is in their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.dates import parse_date
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.model.status import Status
from graphkit.reading.check import claim_ids
from graphkit.reading.dump import (
    render_entities,
    render_relations,
    render_sources,
    to_written,
)
from graphkit.reading.yaml import load_yaml

TRAPS = (
    *("no", "yes", "null", "~", "012", "1:30", "2005", "1e3", "=", "<<", "true", "- x", "# x", "a: b"),
    *("a #b", "'", '"', "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "a\n\tb", "\n=======\n"),
    *(" a ", "a\\", "\u2028", "\ufeff", "\x85", "\x07", "é", "\U0001f600", "a" * 300, "a, b" * 60, "---"),
    *("...", "? a", ", a"),
)
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
text = st.sampled_from(TRAPS) | st.text(letters, min_size=1)
keys = text.filter(lambda key: key != "<<")  # the loader takes it for a merge key, even in quotes
texts = st.lists(text, max_size=3).map(tuple)
maybe = st.just("") | text
dates = st.none() | st.sampled_from(["2005", "../2009-03", "2004~", "2011/.."]).map(parse_date)
visibility = st.sampled_from(["public", "internal", "confidential"])
entities = st.builds(
    Entity,
    id=text,
    kind=text,
    name=text,
    aliases=texts,
    in_text=maybe,
    summary=maybe,
    tags=texts,
    ids=st.dictionaries(keys, text, max_size=2).map(lambda found: tuple(sorted(found.items()))),
    unnamed=st.booleans(),
    plural=st.booleans(),
    visibility=visibility,
)
sources = st.builds(
    Source, id=text, title=text, kind=text, publisher=maybe, date=dates, url=maybe, visibility=visibility
)
evidence = st.builds(
    Evidence,
    source=text,
    at=text,
    says=text,
    basis=text,
    quoting=maybe,
    by=maybe,
    stance=st.sampled_from(["supports", "denies", "doubts"]),
    date=dates,
    grade=maybe,
)
claims = st.builds(
    Claim,
    id=text,
    type=text,
    from_id=text,
    to_id=text,
    evidence=st.lists(evidence, min_size=1, max_size=3).map(tuple),
    status=st.sampled_from(Status),
    disputed=st.booleans(),
    start=dates,
    end=dates,
    roles=st.dictionaries(keys, st.lists(text, min_size=1, max_size=2).map(tuple), max_size=2),
    at_most=st.none() | st.sampled_from(Status),
    because=maybe,
    visibility=visibility,
)


def _read(written: str) -> list[Any]:
    records, problems = load_yaml(written.encode(), "data/x.yaml")
    assert problems == []
    return [record.value for record in records]


def _as_read(value: Any) -> Any:
    """What the loader makes of a value: every scalar is a text."""
    if isinstance(value, dict):
        return {key: _as_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_read(item) for item in value]
    return "true" if value is True else value


@given(st.lists(entities, max_size=3))
def test_entities_load_back(records: list[Entity]) -> None:
    _check(records, render_entities)


@given(st.lists(sources, max_size=3))
def test_sources_load_back(records: list[Source]) -> None:
    _check(records, render_sources)


@given(st.lists(claims, max_size=3))
def test_claims_load_back(records: list[Claim]) -> None:
    _check(records, render_relations)


def _check(records: Iterable[Any], render: Callable[[Iterable[Any]], str]) -> None:
    written = render(records)
    assert _read(written) == [
        _as_read(to_written(record)) for record in sorted(records, key=lambda item: item.id)
    ]
    assert render(sorted(records, key=lambda item: item.id)) == written


@given(st.builds(Claim, **dict.fromkeys(("id", "type", "from_id", "to_id"), text), evidence=st.just(()),
       status=st.just(Status.ALLEGED), disputed=st.just(False), start=dates))  # fmt: skip
def test_an_id_is_written_only_where_the_reader_would_not_make_it(claim: Claim) -> None:
    fields = to_written(claim)
    assert claim_ids([fields]) == [claim.id]


@pytest.mark.parametrize(
    ("given", "usual", "written"), [("public", "public", False), ("public", "internal", True)]
)
def test_visibility_is_written_where_it_is_not_the_usual_one(given: str, usual: str, written: bool) -> None:
    entity = Entity("a", "person", "A", visibility=given)
    assert ("visibility" in to_written(entity, usual)) is written
