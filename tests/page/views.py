"""Maps of invented data for the tests of the page: every status, stance and kind, in any size."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from graphkit.dataset.memory import MemoryDataset
from graphkit.model.dates import parse_date
from graphkit.model.ontology import Ontology, RelationType
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.model.status import Status
from graphkit.model.story import Focus, Step
from graphkit.questions.answer import Answer, Subgraph
from graphkit.reading.read import builtin_ontology
from graphkit.render.html import render_html
from graphkit.render.layout import build_layout
from graphkit.render.registry import Page
from graphkit.render.view import MapData, build_map_data
from graphkit.sentences import claim_sentence

Json = dict[str, Any]
Text = Callable[[str], str]

BASES = {
    "established": "official_record",
    "testified": "testimony",
    "charged": "indictment",
    "reported": "press_report",
    "alleged": "court_filing",
    "inferred": "inference",
    "denied": "official_statement",
}
_WORDS = Page(
    title="An invented case",
    standfirst="Nothing here is about anybody. Each line is a claim.",
    correction="Write to corrections@example.org.",
)
_LAID_OUT = 500
_WEIGHTS = (1, 2, 2, 8, 4, 1, 1)


@dataclass(frozen=True)
class Sample:
    """A map and the data that its page carries."""

    view: MapData

    @cached_property
    def data(self) -> Json:
        """The data as JSON."""
        return self.view.to_dict()

    def page(self, *, embed: bool = False) -> str:
        """The page as HTML."""
        return render_html(self.view, embed=embed)

    @property
    def dataset(self) -> MemoryDataset:
        """The invented dataset."""
        dataset = self.view.answer.dataset
        assert isinstance(dataset, MemoryDataset)
        return dataset

    def sentence(self, claim: str) -> str:
        """The sentence of a claim."""
        return claim_sentence(self.dataset.claims[claim], self.dataset)

    def changed(self, change: Callable[[Claim], Claim]) -> Sample:
        """The same map with changed claims."""
        claims = {key: change(claim) for key, claim in self.dataset.claims.items()}
        answer = replace(self.view.answer, dataset=replace(self.dataset, claims=claims))
        return Sample(replace(self.view, answer=answer, claims=tuple(claims.values())))

    def asked(self, answer: Answer) -> Sample:
        """The map of another answer about the same dataset."""
        return Sample(build_map_data(answer, _WORDS))


def sample_view(entities: int = 36, *, seed: int = 1, story: bool = True, text: Text = str) -> Sample:
    """A connected map of invented entities, with about 1.4 claims for each of them.

    `text` changes every text of the map, and every id: hostile strings go in there.
    """
    chance = random.Random(seed)
    ontology = _ontology(text)
    kinds, types = list(ontology.kinds), list(ontology.types.values())[:9]
    people = [_entity(i, kinds[i % len(kinds)] if i % 3 else "person", text) for i in range(entities)]
    pairs = _pairs(entities, chance)
    claims = [
        _claim(number, types[number % len(types)], pair, people, chance, text)
        for number, pair in enumerate(pairs)
    ]
    sources = [_source(number, text) for number in range(6)]
    dataset = MemoryDataset("sample", ontology, _by_id(people), _by_id(sources), _by_id(claims))
    places = build_layout(entities, pairs).tolist() if entities <= _LAID_OUT else _squares(entities)
    answer = Subgraph(dataset, {"ask": "map"}, entities=tuple(dataset.entities), claims=tuple(dataset.claims))
    return Sample(
        MapData(
            answer=answer,
            entities=tuple(dataset.entities.values()),
            claims=tuple(dataset.claims.values()),
            sources=tuple(dataset.sources.values()),
            positions={
                one.id: (round(x, 2), round(y, 2)) for one, (x, y) in zip(people, places, strict=True)
            },
            groups={one.id: number % 3 for number, one in enumerate(people)},
            story=tuple(_story(people, text)) if story else (),
            title=text(_WORDS.title),
            standfirst=text(_WORDS.standfirst),
            correction=text(_WORDS.correction),
        )
    )


def empty_view() -> Sample:
    """The map of a question that found nothing."""
    dataset = MemoryDataset("sample", builtin_ontology(), {}, {}, {})
    return Sample(build_map_data(Subgraph(dataset, {"ask": "map"}), Page(title="Nothing")))


def _by_id(records: Sequence[Any]) -> dict[str, Any]:
    return {record.id: record for record in sorted(records, key=lambda record: str(record.id))}


def _squares(entities: int) -> list[tuple[float, float]]:
    """Places on a grid: a layout of thousands would take longer than the tests that need them."""
    side = round(entities**0.5) + 1
    return [(i % side * 40.0, i // side * 40.0) for i in range(entities)]


def _pairs(entities: int, chance: random.Random) -> list[tuple[int, int]]:
    """A tree towards low numbers, so that some are hubs, and a few more pairs; one pair comes three times."""
    pairs = [(i, int(i * chance.random() ** 2)) for i in range(1, entities)]
    more = [(chance.randrange(entities), chance.randrange(entities)) for _ in range(entities * 2 // 5)]
    return [pairs[0], pairs[0], *pairs, *(pair for pair in more if pair[0] != pair[1])]


def _entity(number: int, kind: str, text: Text) -> Entity:
    return Entity(
        id=text(f"e{number}"),
        name=text(f"{kind.capitalize()} {number}"),
        kind=kind,
        aliases=() if number % 4 else (text(f"Alias {number}"), text(f"Código {number}")),
        summary="" if number % 5 else text(f"An invented {kind} that stands for number {number}."),
        unnamed=number % 7 == 3,
    )


def _claim(
    number: int,
    kind: RelationType,
    pair: tuple[int, int],
    people: Sequence[Entity],
    chance: random.Random,
    text: Text,
) -> Claim:
    status = chance.choices(list(BASES), _WEIGHTS)[0] if number >= len(BASES) else list(BASES)[number]
    against = [] if number % 4 else [_evidence(number, status, "denies" if number % 8 else "doubts", text)]
    count = 0 if status == "denied" else 1 + number % 2
    support = [_evidence(number + i, status, "supports", text) for i in range(count)]
    first, second = (people[at].id for at in pair)
    capped = number % 10 == 5
    return Claim(
        id=text(f"{kind.key}/{pair[0]}/{pair[1]}/{number}"),
        type=kind.key,
        from_id=first,
        to_id=second,
        evidence=tuple(support + against) or (_evidence(number, status, "denies", text),),
        status=Status.parse(status),
        disputed=bool(against) or status == "denied",
        independent=len(support),
        start=parse_date(str(1990 + number % 20)) if number % 3 else None,
        at_most=Status.parse(status) if capped else None,
        because=text("the editors hold it there") if capped else "",
        roles=dict.fromkeys(list(kind.roles)[:1], (first,)) if number % 9 == 4 else {},
    )


def _evidence(number: int, status: str, stance: str, text: Text) -> Evidence:
    return Evidence(
        source=text(f"s{number % 6}"),
        at=text(f"P{number}"),
        says=text(f"says thing number {number}"),
        basis=BASES[status],
        by=text(f"Speaker {number % 8}"),
        stance=stance,
        date=parse_date("2009-12"),
        quoting=text("s5") if number % 6 == 2 else "",
    )


def _source(number: int, text: Text) -> Source:
    return Source(
        id=text(f"s{number}"),
        title=text(f"Source {number}"),
        kind="news",
        publisher=text(f"Paper {number}"),
        date=parse_date("2012-10-05" if number == 5 else "2010-04-19"),
        url="javascript:alert(1)" if number == 3 else f"https://example.org/{number}",
    )


def _story(people: Sequence[Entity], text: Text) -> list[Step]:
    """Three steps about six entities each."""
    ids = sorted(person.id for person in people)
    return [
        Step(
            title=text(f"Step {n}"),
            text=text(f"What step {n} tells."),
            focus=Focus(entities=tuple(ids[n * 3 : n * 3 + 6])),
        )
        for n in range(1, 4)
    ]


def _ontology(text: Text) -> Ontology:
    """The built-in ontology, with changed words."""
    known = builtin_ontology()
    kinds = {
        key: replace(kind, label=text(kind.label), plural=text(kind.plural))
        for key, kind in known.kinds.items()
    }
    types = {key: replace(kind, label=text(kind.label)) for key, kind in known.types.items()}
    bases = {
        key: replace(
            basis,
            label=text(basis.label),
            meaning=text(basis.meaning),
            verb=text(basis.verb),
            verb_plural=text(basis.verb_plural),
        )
        for key, basis in known.bases.items()
    }
    return Ontology(kinds, types, bases, {status: text(f"What {status.word} means.") for status in Status})
