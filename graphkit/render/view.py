"""Makes a map of an answer: what it shows, where each entity stands, and the words around it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from graphkit.dataset.derive import arcs, parties
from graphkit.model.dates import ALWAYS
from graphkit.model.records import Claim, Entity, Source
from graphkit.model.story import Focus, Step
from graphkit.questions.answer import Answer, Json, Paths, Subgraph, Table
from graphkit.render.registry import Page

if TYPE_CHECKING:
    from graphkit.model.ontology import Kind, Ontology

COMMUNITIES_FROM = 3_000  # entities; so many are also far enough apart for places in whole pixels
Place = tuple[float, float]


class MapData(Struct, frozen=True, kw_only=True):
    """An answer and what a map of it needs: places in pixels at zoom 1, y downwards, and words.

    Attributes:
        entities, claims: What the map shows, sorted by id.
        sources: The sources that these claims name, sorted by id.
        positions: The place of each entity, by id.
        groups: The number of the community of each entity, by id; empty on a small map.
        story: The steps of the story that the map can show in full.
        highlight: What stands out; the rest is faded.
    """

    answer: Answer
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    positions: Mapping[str, Place]
    groups: Mapping[str, int] = {}
    title: str = ""
    standfirst: str = ""
    correction: str = ""
    story: tuple[Step, ...] = ()
    highlight: Focus = Focus()

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of the entities, in the order of the ontology."""
        used = {entity.kind for entity in self.entities}
        return [kind for key, kind in self.answer.dataset.ontology.kinds.items() if key in used]

    @property
    def up_to(self) -> str:
        """The date of the latest source, or ""."""
        dates = [source.date for source in self.sources if source.date and source.date.latest != ALWAYS]
        return max(dates, key=lambda date: (date.latest, date.text)).text if dates else ""

    @property
    def limits(self) -> list[str]:
        """Which filters made the map, in sentences; nothing without filters."""
        from graphkit.render.limits import limit_sentences

        counted = isinstance(self.answer, Table) and not self.claims  # the answer counts or ranks them
        return limit_sentences(self.answer, len(self.answer.dataset.claims if counted else self.claims))

    @property
    def reason(self) -> list[str]:
        """Why there is no path, in sentences; nothing for other answers."""
        if not isinstance(self.answer, Paths) or self.answer.paths:
            return []
        from graphkit.render.paths import no_path_words, why_lines

        more = (line if line.endswith(".") else f"{line}." for line in why_lines(self.answer))
        return [f"No path{no_path_words(self.answer)}", *more]

    def to_dict(self) -> Json:
        """Returns the data of the page: the answer as JSON, and `page` with what only the page needs."""
        from graphkit.render.page.data import build_page

        assert isinstance(self.answer, Table | Paths | Subgraph)
        return {**self.answer.to_dict(), "page": build_page(self)}

    def to_json(self) -> str:
        """Returns the data of the page as JSON on one line."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))


def build_map_data(
    answer: Answer, page: Page | None = None, *, highlight: Focus | None = None, seed: int = 0
) -> MapData:
    """Returns the map of an answer: everything, an ego network, paths, or the claims behind a table's rows.

    Positions that the page brings are kept.
    """
    page = page or Page()
    entities, claims = find_members(answer)
    pairs = _pairs(entities, claims, answer.dataset.ontology)
    positions = _lay_out(entities, claims, pairs, page.positions, seed)
    return MapData(
        answer=answer,
        entities=tuple(entities),
        claims=tuple(claims),
        sources=_sources(answer, claims),
        positions=positions,
        groups=_find_groups(positions, pairs, seed),
        title=page.title or _title(answer),
        standfirst=page.standfirst,
        correction=page.correction,
        story=tuple(_shown_steps(page.story, entities, claims)),
        highlight=highlight or Focus(),
    )


def find_members(answer: Answer) -> tuple[list[Entity], list[Claim]]:
    """Returns the entities and claims of an answer, sorted by id; the ends of each claim are among them."""
    ids: set[str] = set()
    keys: set[str] = set()
    if isinstance(answer, Subgraph):
        ids, keys = set(answer.entities), set(answer.claims)
    elif isinstance(answer, Paths):
        for path in answer.paths:
            ids.update(path.nodes)
            keys.update(key for hop in path.hops for key in hop.claims)
    elif isinstance(answer, Table):
        ids = {cell.id for row in answer.rows for cell in row if isinstance(cell, Entity)}
        keys = {key for backing in answer.claims for key in backing}
    claims = [answer.dataset.claims[key] for key in sorted(keys)]
    ids.update(end for arc in arcs(claims, answer.dataset.ontology) for end in (arc.from_id, arc.to_id))
    return [answer.dataset.entities[key] for key in sorted(ids)], claims


def node_radius(degree: int) -> float:
    """Returns the radius of a node in pixels by the number of its claims."""
    return float(4.5 + 2.35 * degree**0.5)


def _pairs(entities: list[Entity], claims: list[Claim], ontology: Ontology) -> list[tuple[int, int]]:
    """Returns the adjacent entities of the claims, by number."""
    number = {entity.id: at for at, entity in enumerate(entities)}
    return [(number[arc.from_id], number[arc.to_id]) for arc in arcs(claims, ontology)]


def _lay_out(
    entities: list[Entity],
    claims: list[Claim],
    pairs: list[tuple[int, int]],
    positions: Mapping[str, Place],
    seed: int,
) -> dict[str, Place]:
    """Returns the place of each entity."""
    from graphkit.render.layout import LABELS_BELOW, build_layout
    from graphkit.render.metrics import name_widths

    number = {entity.id: at for at, entity in enumerate(entities)}
    ends = Counter(end for pair in pairs for end in pair)
    degree = [ends[at] for at in range(len(entities))]
    names = [entity.name for entity in entities]
    spots = build_layout(
        len(entities),
        pairs + list(_loose_ties(claims, number, degree)),
        seed=seed,
        sizes=list(map(node_radius, degree)),
        label_widths=name_widths(names) if len(names) < LABELS_BELOW else None,
        fixed={number[key]: place for key, place in positions.items() if key in number},
    ).tolist()
    digits = 2 if len(entities) <= COMMUNITIES_FROM else None
    return {key: (round(x, digits), round(y, digits)) for key, (x, y) in zip(number, spots, strict=True)}


def _find_groups(positions: Mapping[str, Place], pairs: list[tuple[int, int]], seed: int) -> dict[str, int]:
    """Returns the community of each entity of a large map."""
    if len(positions) <= COMMUNITIES_FROM:
        return {}
    from graphkit.render.communities import build_communities

    return dict(zip(positions, build_communities(list(positions.values()), pairs, seed), strict=True))


def _loose_ties(
    claims: list[Claim], number: Mapping[str, int], degree: list[int]
) -> Iterator[tuple[int, int]]:
    """Yields ties of entities that only have a role or only speak, which keep them near their claims."""
    loose = {key for key, at in number.items() if not degree[at]}
    for claim in claims if loose else ():
        named = {*parties(claim), *(item.by for item in claim.evidence)}
        for key in sorted(named & loose):
            yield number[key], number[claim.from_id]
            yield number[key], number[claim.to_id]


def _title(answer: Answer) -> str:
    """Returns what the answer is about: the question of a path, else the name of the project."""
    if not {"from", "to"} <= answer.question.keys():
        return answer.dataset.name
    names = [answer.dataset.entities[str(answer.question[end])].name for end in ("from", "to")]
    return f"How is {names[0]} connected to {names[1]}?"


def _sources(answer: Answer, claims: Iterable[Claim]) -> tuple[Source, ...]:
    used = {key for claim in claims for item in claim.evidence for key in (item.source, item.quoting) if key}
    return tuple(answer.dataset.sources[key] for key in sorted(used))


def _shown_steps(story: Iterable[Step], entities: list[Entity], claims: list[Claim]) -> Iterator[Step]:
    """Yields the steps that the map can show in full."""
    ids, keys = {entity.id for entity in entities}, {claim.id for claim in claims}
    for step in story:
        if ids.issuperset(step.focus.entities + step.focus.path) and keys.issuperset(step.focus.claims):
            yield step
