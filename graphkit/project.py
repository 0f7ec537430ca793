"""The route, written once: open a folder, check it, ask it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters, asked, gate, make_filters
from graphkit.dataset.selection import apply_filters
from graphkit.errors import Problem
from graphkit.model import names
from graphkit.model.records import Claim, Entity, Source
from graphkit.questions import listings
from graphkit.questions.answer import Answer, Paths, Subgraph, Table, subgraph
from graphkit.reading.read import read_investigation
from graphkit.reading.record import WrittenRecord
from graphkit.reading.story import build_story

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.cypher.neo4j.connect import Server
    from graphkit.cypher.neo4j.graph import ServerGraph
    from graphkit.model.story import Step
    from graphkit.queries import Query
    from graphkit.questions.paths import PathOptions
    from graphkit.render.map import Map

Question = TypeVar("Question", bound=Callable[..., Answer])


def _drawable(question: Question) -> Question:
    """Let an answer know the project that draws it: answers themselves know nothing of pictures."""

    @wraps(question)
    def answered(project: Project, *args: Any, **given: Any) -> Answer:
        return replace(question(project, *args, **given), drawer=project)

    return cast(Question, answered)


class Project(Struct, frozen=True, dict=True):
    """An investigation that has passed its checks, ready to be asked."""

    root: Path
    dataset: Dataset
    settings: Mapping[str, str] = {}
    story: tuple[WrittenRecord, ...] = ()

    def __repr__(self) -> str:
        return f"<Project in {str(self.root)!r}: {self.dataset!r}>"

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id."""
        return self.dataset.entities

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by id."""
        return self.dataset.sources

    @property
    def claims(self) -> Mapping[str, Claim]:
        """All claims by id."""
        return self.dataset.claims

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings of the check; errors would have kept the project from opening."""
        return self.dataset.warnings

    @_drawable
    def find(self, text: str, *, limit: int = 10) -> Table:
        """The entities that a text may stand for, the likeliest first, with scores from 0 to 1."""
        found = self.dataset.find(text, limit=limit)
        return listings.list_matches(self.dataset, {"ask": "find", "text": text, "limit": limit}, found)

    @_drawable
    def show(self, what: str, filters: Filters | None = None, **given: Any) -> Subgraph:
        """The dossier of an entity (its claims and who is in them), or one claim; `given` are filters.

        Raises: UnknownName, AmbiguousName, UsageError.
        """
        chosen = self._filters(filters, given)
        view = self._view(replace(chosen, include_denied=True))
        if what in self.claims:
            key, claims = what, [view.claims[what]] if what in view.claims else []
        else:
            key = names.resolve(view.entities, what).id
            claims = list(view.claims_of(key))
        question = {"ask": "show", "what": key, **asked(chosen)}
        return subgraph(view, question, [claim.id for claim in claims], [key] if key in view.entities else [])

    @_drawable
    def counts(self) -> Table:
        """How many entities, sources and claims there are, by kind, status and type."""
        return listings.list_counts(self.dataset, {"ask": "check"})

    def check_archives(self) -> list[Problem]:
        """Problems of the local copies of sources, where there are any: hashes, and paragraphs cited."""
        from graphkit.reading.archives import find_archive_problems

        return find_archive_problems(self.root, self.dataset)

    @_drawable
    def list_sources(self) -> Table:
        """All sources, with how many claims rest on each, and how many on it alone."""
        return listings.list_sources(self.dataset, {"ask": "sources"})

    @_drawable
    def rests_on(self, source: str) -> Table:
        """Every claim that rests on a source, and whether on it alone. Raises: UnknownName."""
        found = self.source(source)
        question = {"ask": "sources", "source": found.id}
        return listings.list_claims_of_source(self.dataset, question, found)

    @_drawable
    def timeline(self, what: str = "", filters: Filters | None = None, **given: Any) -> Table:
        """Dated claims in order, of one entity if one is named; `given` are filters."""
        chosen = self._filters(filters, given)
        view = self._view(chosen)
        key = names.resolve(view.entities, what).id if what else ""
        question = {"ask": "timeline", **({"what": key} if key else {}), **asked(chosen)}
        return listings.list_timeline(view, question, key)

    @_drawable
    def stats(self, filters: Filters | None = None, *, rank: str = "", **given: Any) -> Table:
        """How much there is, by kind, status and type; the parts; the most connected. `given` are filters.

        With `rank` (betweenness, pagerank, core or louvain), the entities by that measure.
        """
        chosen = self._filters(filters, given)
        if not rank:
            return listings.list_stats(self._view(chosen), {"ask": "stats", **asked(chosen)})
        from graphkit.questions.centrality import rank_entities

        return rank_entities(self._view(chosen), rank, {"ask": "stats", "rank": rank, **asked(chosen)})

    @_drawable
    def path(
        self,
        a: str,
        b: str,
        filters: Filters | None = None,
        options: PathOptions | None = None,
        **given: Any,
    ) -> Paths:
        """The paths between two entities, every hop with its claims; all shortest unless asked otherwise.

        `given` are filters and path options by the words of the command line (`max_hops`, `all` …).
        Raises: UnknownName, AmbiguousName, UsageError.
        """
        from graphkit.questions.paths import PathOptions, find_paths

        if given.pop("all", False):
            given["mode"] = "all"
        given.pop("shortest", None)
        words = frozenset(PathOptions.__struct_fields__)
        chosen = self._filters(filters, {key: value for key, value in given.items() if key not in words})
        limits = options or PathOptions(**{key: value for key, value in given.items() if key in words})
        limits = replace(limits, via=self._ids(limits.via), avoid=self._ids(limits.avoid))
        return find_paths(self.dataset, self.entity(a).id, self.entity(b).id, chosen, limits)

    @_drawable
    def around(self, *what: str, hops: int = 1, filters: Filters | None = None, **given: Any) -> Subgraph:
        """The entities within so many hops of some, and every claim between them; `given` are filters.

        Raises: UnknownName, AmbiguousName, UsageError.
        """
        from graphkit.questions.paths.around import find_around

        return find_around(self.dataset, self._ids(what), hops, self._filters(filters, given))

    @_drawable
    def between(self, *what: str, filters: Filters | None = None, **given: Any) -> Subgraph:
        """A smallest part of the graph that connects several entities; `given` are filters.

        Raises: UnknownName, AmbiguousName, UsageError.
        """
        from graphkit.questions.paths.around import find_between

        return find_between(self.dataset, self._ids(what), self._filters(filters, given))

    def map(
        self,
        *what: str,
        around: str | Iterable[str] = (),
        hops: int = 1,
        path: tuple[str, str] | None = None,
        ask: str = "",
        title: str = "",
        standfirst: str = "",
        like: str | Path = "",
        filters: Filters | None = None,
        **given: Any,
    ) -> Map:
        """A map of everything, of what lies `hops` around some entities, of paths, or of a query.

        It is for the public unless `audience` says otherwise, and shows claims that are only denied as such.
        The entities are `what` or `around`. `like` is an earlier map: what stands on it keeps its place.
        `given` are filters, path options and parameters of the query.

        Raises: UnknownName, AmbiguousName, UsageError.
        """
        audience = filters.audience if filters else str(given.setdefault("audience", "public"))
        seen = replace(self, dataset=gate(self.dataset, audience))
        centres = (*what, around) if isinstance(around, str) else (*what, *around)
        if path:
            answer: Answer = seen.path(*path, filters, **given)
        else:
            answer = seen.ask(ask, filters, **given) if ask else seen._part(centres, hops, filters, given)
        return self._map(answer, audience, title, standfirst, like)

    def draw(self, answer: Answer, *, audience: str = "public", title: str = "") -> Map:
        """The map of an answer, for the public unless `audience` says otherwise.

        Raises: UsageError if the answer may hold what is not for them, because it was asked of more;
        UnknownName if there is no such audience.
        """
        return self._map(answer, audience, title)

    def save(self, answer: Answer, path: str | Path, *, format: str = "", audience: str = "public") -> None:
        """Writes an answer to a file, as `Answer.save` does."""
        from graphkit.render.output import write
        from graphkit.render.registry import Page, renderer_of

        page = Page(audience=audience, whole=self.dataset)
        write(answer, str(path), renderer_of(str(path), format), page)

    def _map(
        self, answer: Answer, audience: str, title: str = "", standfirst: str = "", like: str | Path = ""
    ) -> Map:
        """Returns the map of an answer, under the words of the settings where none are given."""
        from graphkit.render.map import build_map
        from graphkit.render.positions import read_positions
        from graphkit.render.registry import Page

        page = Page(
            title=title or self.settings.get("title", answer.dataset.name),
            standfirst=standfirst or self.settings.get("standfirst", ""),
            correction=self.settings.get("correction", ""),
            story=self._story(audience),
            positions=read_positions(like) if like else {},
            audience=audience,
            whole=self.dataset,
        )
        return build_map(answer, page)

    def _story(self, audience: str) -> tuple[Step, ...]:
        return build_story(self.story, audience, self.settings.get("visibility", "public"))

    def _part(
        self, around: tuple[str, ...], hops: int, filters: Filters | None, given: Mapping[str, Any]
    ) -> Subgraph:
        """All claims, or those around some entities; only denied ones are among them."""
        chosen = replace(self._filters(filters, given), include_denied=True)
        if around:
            from graphkit.questions.paths.around import find_around

            return find_around(self.dataset, self._ids(around), hops, chosen)
        view = self._view(chosen)
        return subgraph(view, {"ask": "map", **asked(chosen)}, view.claims, view.entities)

    def queries(self) -> Mapping[str, Query]:
        """The canned queries and the project's own, by name; only headers are read. Raises: DataError."""
        from graphkit.queries import queries_of

        return queries_of(self.root)

    @_drawable
    def ask(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        engine: str = "",
        server: Server | None = None,
        **given: Any,
    ) -> Table:
        """Answer a canned query; `given` are its parameters (entities by id or name) and filters.

        `engine` is python, cypher (in memory) or neo4j (on the server); see `graphkit.queries.ask`.

        Raises: UnknownName, AmbiguousName, UsageError; ExternalError if the server fails.
        """
        from graphkit.queries import ask, part_values, query_of

        found = query_of(self.root, query)
        values, words = part_values(found, given, filters)
        return ask(found, self.dataset, self._filters(filters, words), values, engine=engine, server=server)

    def show_query(self, query: str, filters: Filters | None = None, **given: Any) -> str:
        """The Cypher of a canned query with everything bound, for Neo4j Browser. Raises: as `ask`."""
        from graphkit.queries import part_values, query_of, show

        found = query_of(self.root, query)
        values, words = part_values(found, given, filters)
        return show(found, self.dataset, self._filters(filters, words), values)

    @_drawable
    def cypher(
        self,
        text: str,
        given: Mapping[str, Any] | None = None,
        *,
        server: Server | None = None,
        **limits: Any,
    ) -> Table:
        """Answer Cypher which only reads, in memory or on the server; `given` are its parameters.

        `limits` are `timeout`, in seconds, and `limit`, in rows. Raises: UsageError, ExternalError.
        """
        from graphkit.queries import ask_freely

        return ask_freely(text, self.dataset, given or {}, server=server, **limits)

    def entity(self, text: str, *, kinds: Iterable[str] = ()) -> Entity:
        """The entity of that id, name or alias. Raises: UnknownName, AmbiguousName."""
        return names.resolve(self.dataset.entities, text, kinds=kinds)

    def source(self, text: str) -> Source:
        """The source of that id or title. Raises: UnknownName."""
        return names.resolve_source(self.sources, text)

    def neo4j(self, uri: str = "", **given: Any) -> ServerGraph:
        """This project's graph on a Neo4j server, to push, pull, ask, prune; nothing is connected yet.

        `uri` and what else `find_server` takes; the environment (NEO4J_URI, NEO4J_PASSWORD …) for the rest.

        Raises: UsageError for an address that cannot or should not be used, or without a password.
        """
        from graphkit.cypher.neo4j.connect import find_server
        from graphkit.cypher.neo4j.graph import ServerGraph, carried_files

        server = find_server(os.environ, uri=uri, **given)
        return ServerGraph(server, self.dataset, carried_files(self.root))

    def to_networkx(self, *, flat: bool = True) -> nx.MultiDiGraph[str]:
        r"""Returns a MultiDiGraph: nodes by entity id, edges by claim id, each with all its attributes.

        Attributes are texts, numbers and flags, so that each writer of networkx can write the graph: lists
        and mappings (`evidence`, `roles`) are JSON text; `type`, `start` and `end` are called `relation`,
        `start_date` and `end_date`. With `flat=False`, evidence is a list of dicts, and names are as in JSON.

        Example:
            >>> import json, networkx as nx
            >>> from graphkit.reading.shipped import shipped_root
            >>> project = open_project(shipped_root())
            >>> graph = project.to_networkx()
            >>> text = "\n".join(nx.generate_graphml(graph))  # or nx.write_graphml(graph, "graph.graphml")
            >>> json.loads(graph.nodes["dea"]["aliases"])[0]
            'Drug Enforcement Administration'
            >>> project.to_networkx(flat=False).nodes["dea"]["aliases"][0]
            'Drug Enforcement Administration'
        """
        from graphkit.dataset.rows import to_networkx

        return to_networkx(self.dataset, flat=flat)

    def _filters(self, filters: Filters | None, given: Mapping[str, Any]) -> Filters:
        """Filters from an object or from keywords, with sources named by id."""
        chosen = filters or make_filters(**given)
        return replace(
            chosen,
            sources=tuple(self.source(text).id for text in chosen.sources),
            without_sources=tuple(self.source(text).id for text in chosen.without_sources),
        )

    def _ids(self, texts: str | Iterable[str]) -> tuple[str, ...]:
        return tuple(self.entity(text).id for text in ((texts,) if isinstance(texts, str) else texts))

    def _view(self, filters: Filters) -> Dataset:
        return apply_filters(self.dataset, filters)


def open_project(root: str | Path = ".") -> Project:
    """Read, check and open the investigation in a folder.

    Raises:
        DataError: with every problem of every file. UsageError: if there is no such folder.
    """
    found = read_investigation(root)
    return Project(found.root, found.dataset, found.settings, found.story)
