"""A project: an investigation that is open, with everything that can be asked of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from graphkit.cypher.engine import MEMORY, TIMEOUT
from graphkit.dataset.audience import OWNER, PUBLIC, audience_notice, has_hidden, redact, visible_to
from graphkit.dataset.base import Dataset
from graphkit.dataset.hidden import HiddenWords, find_hidden_words
from graphkit.errors import Problem, UnknownName, UsageError
from graphkit.model import names
from graphkit.model.filters import MapOptions, refuse_former
from graphkit.model.records import Claim, Entity, Settings, Source
from graphkit.questions.answer import Answer, Table
from graphkit.questions.registry import Questions
from graphkit.reading.files import read_folder
from graphkit.reading.inputs import Inputs
from graphkit.reading.read import read

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.cypher.neo4j.connect import Server
    from graphkit.cypher.neo4j.graph import ServerGraph
    from graphkit.queries import Query
    from graphkit.render.map import Map

A = TypeVar("A", bound=Answer)
_TYPED = ("text", "parameters")  # of `find` and `cypher`


class Project(Struct, Questions, frozen=True, dict=True):
    """An investigation without errors.

    `dataset` holds what the audience may see; `whole` also what it may not, for the leak scan alone. Without
    an audience it is the owner's: he sees everything, and what he saves, pushes or shows in a notebook is for
    the public.
    """

    root: FilePath
    dataset: Dataset
    audience: str = ""
    narrowed_from: Dataset | None = None
    trusted: bool = False

    def __repr__(self) -> str:
        return f"<Project in {str(self.root)!r}: {self.dataset!r}>"

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by ID."""
        return self.dataset.entities

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by ID."""
        return self.dataset.sources

    @property
    def claims(self) -> Mapping[str, Claim]:
        """All claims by ID."""
        return self.dataset.claims

    @property
    def settings(self) -> Settings:
        """What `graphkit.yaml` says."""
        return self.dataset.settings

    @property
    def problems(self) -> Sequence[Problem]:
        """The warnings of the check."""
        return self.dataset.warnings

    @property
    def whole(self) -> Dataset:
        """All that was read, whoever may see it."""
        return self.narrowed_from or self.dataset

    @property
    def inputs(self) -> Inputs:
        """The files of the investigation, which no answer overwrites."""
        return Inputs(self.root, tuple(filter(None, (item.archive for item in self.whole.sources.values()))))

    def for_audience(self, audience: str) -> Project:
        """Returns the project as an audience may see it: public, internal or confidential.

        What the audience may not see is not in the dataset, so that no question finds it. All that the
        project saves, pushes or shows is for this audience.

        Raises: UnknownName if there is no such audience; UsageError if the project is for a narrower one.
        """
        if audience == self.audience:
            return self
        seen = visible_to(audience)
        if self.audience in seen:
            raise _contradiction(self.audience, audience)
        if audience not in self._narrowed:
            dataset = redact(self.dataset, audience)
            self._narrowed[audience] = replace(
                self, dataset=dataset, audience=audience, narrowed_from=self.whole
            )
        return self._narrowed[audience]

    def published(self, audience: str = "") -> Project:
        """Returns the project as whatever leaves this machine shows it.

        That is for the audience that is named, else for that of the project, else for the public.

        Raises: UnknownName if there is no such audience; UsageError if it is not that of the project.
        """
        if self.audience and audience not in ("", self.audience):
            raise _contradiction(self.audience, audience)
        return self.for_audience(audience or self.audience or PUBLIC)

    def publish(self, answer: A, audience: str = "") -> A:
        """Returns an answer as whatever leaves this machine shows it: asked again, of `published`.

        Raises: as `published`; UsageError if it cannot be asked again and may hold what is not for the
        audience, or if it asks for something that the audience may not see.
        """
        seen = self.published(audience)
        if answer.question.get("audience", OWNER) == seen.audience:
            return seen._own(answer, answer.again)
        if answer.again is None:
            return answer if has_hidden(self.whole, seen.audience) else seen._own(answer, None)
        try:
            return cast(A, answer.again(seen))
        except UnknownName as error:
            raise UsageError(f"{error}; {audience_notice(seen.audience, python=True)}") from None

    def _own(self, answer: A, again: Callable[[Any], Answer] | None) -> A:
        """Returns an answer as one of this project, which draws it; its question names the audience.

        `again` asks the same of another project. For others than the owner the question is without the text
        that was typed, which may hold any name.
        """
        question = {**answer.question, **({"audience": self.audience} if self.audience else {})}
        if self.audience not in ("", OWNER):
            question = {key: value for key, value in question.items() if key not in _TYPED}
        return replace(answer, project=self, again=again, question=question)

    @cached_property
    def hidden(self) -> HiddenWords:
        """The names of what the audience may not see, for the leak scan."""
        return find_hidden_words(self.whole, self.dataset, self.audience or OWNER)

    @cached_property
    def _narrowed(self) -> dict[str, Project]:
        return {}

    def entity(self, text: str, *, kinds: Iterable[str] = ()) -> Entity:
        """Returns the entity with this ID, name or alias. Raises: UnknownName, AmbiguousName."""
        return names.resolve(self.dataset.entities, text, kinds=kinds)

    def source(self, text: str) -> Source:
        """Returns the source with this ID or title. Raises: UnknownName."""
        return names.resolve_source(self.sources, text)

    def check(self) -> list[Problem]:
        """Returns what `graphkit check` reports of an investigation that can be opened.

        These are warnings of the data, problems of local copies and queries, entities and claims that may be
        one, and JSON Schemas that are out of date.
        """
        from graphkit.dataset.twins import find_twins
        from graphkit.reading.schemas import find_schema_problems

        found = [*self.problems, *find_twins(self.dataset), *self.check_archives(), *self.check_queries()]
        return sorted([*found, *find_schema_problems(self.root, self.dataset.ontology)])

    def check_archives(self) -> list[Problem]:
        """Returns the problems of the local copies of sources: hashes, and paragraphs that claims cite."""
        from graphkit.reading.archives import find_archive_problems

        return find_archive_problems(self.root, self.dataset)

    def check_queries(self) -> list[Problem]:
        """Returns the problems of the project's own queries: their headers and names; runs no code."""
        from graphkit.queries import find_query_problems

        return find_query_problems(self.root)

    def queries(self) -> Mapping[str, Query]:
        """Returns the canned queries and the project's own by name; runs no code. Raises: DataError."""
        from graphkit.queries import queries_of

        return queries_of(self.root)

    def ask(self, query: str, *, engine: str = "", server: Server | None = None, **given: object) -> Table:
        """Answers a canned query; `given` are its parameters (entities by ID or name) and filters.

        `engine` is python, cypher (in memory) or neo4j (on the server). The project's own Python code runs
        only if you trust it: see `graphkit trust`, or open the project with `trust=True`.

        Raises: UnknownName, AmbiguousName, UsageError; ExternalError if the server fails.
        """
        from graphkit.queries import ask, query_of, split_options

        found = query_of(self.root, query)
        values, filters = split_options(found, given, self.dataset)
        reader, trusted = self.audience or OWNER, self.trusted
        answer = ask(
            found, self.dataset, filters, values, engine=engine, server=server, reader=reader, trusted=trusted
        )
        return self._own(answer, lambda other: other.ask(query, engine=engine, server=server, **given))

    def show_query(self, query: str, **given: object) -> str:
        """Returns the Cypher of a canned query with all values bound, for Neo4j Browser. Raises: as `ask`."""
        from graphkit.queries import query_of, show, split_options

        found = query_of(self.root, query)
        values, filters = split_options(found, given, self.dataset)
        return show(found, self.dataset, filters, values)

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        server: Server | None = None,
        timeout: float = TIMEOUT,
        limit: int | None = None,
        memory: int = MEMORY,
    ) -> Table:
        """Answers a Cypher query that only reads, in memory or on a server.

        `timeout` is in seconds, `limit` in rows, `memory` in MiB beyond the graph, for the engine in memory.

        Raises: UsageError, ExternalError.
        """
        from graphkit.queries import ask_freely

        given: dict[str, Any] = {"server": server, "timeout": timeout, "limit": limit, "memory": memory}
        answer = ask_freely(text, self.dataset, parameters or {}, reader=self.audience or OWNER, **given)
        return self._own(answer, lambda other: other.cypher(text, parameters, **given))

    def map(
        self,
        *what: str,
        around: str | Iterable[str] = (),
        hops: int = 1,
        path: tuple[str, str] | None = None,
        ask: str = "",
        title: str = "",
        standfirst: str = "",
        layout_from: str | FilePath = "",
        audience: str = "",
        **given: object,
    ) -> Map:
        """Returns the map of all claims, of the neighbours of entities, of paths, or of a canned query.

        The entities are `what` and `around`. Entities on the earlier map `layout_from` keep their positions.
        `given` are filters and the options of the question (path options, parameters of the query).
        It is for the audience of the project, else for the public. Claims that are only denied are shown as
        such.

        Raises: UnknownName, AmbiguousName, UsageError.
        """
        refuse_former(MapOptions, given)
        seen, options = self.published(audience), cast(dict[str, Any], given)
        if path:
            answer: Answer = seen.path(*path, **options)
        elif ask:
            from graphkit.queries import read_question

            query, values = read_question(ask)
            answer = seen.ask(query, **{**values, **options})
        elif centres := (*what, *([around] if isinstance(around, str) else around)):
            answer = seen.around(*centres, **{**options, "hops": hops, "include_denied": True})
        else:
            answer = seen.list_all(**{**options, "include_denied": True})
        return seen._draw(answer, title, standfirst, layout_from)

    def draw(self, answer: Answer, *, audience: str = "", title: str = "") -> Map:
        """Returns the map of an answer, for the audience of the project, else for the public.

        Raises: as `publish`.
        """
        return self.published(audience)._draw(self.publish(answer, audience), title)

    def save(
        self,
        answer: Answer,
        path: str | FilePath,
        *,
        format: str = "",
        audience: str = "",
        program: str = "",
        force: bool = False,
    ) -> None:
        """Writes an answer to a file, as `Answer.save` does."""
        from graphkit.render.output import write
        from graphkit.render.registry import Page, renderer_of

        seen = self.published(audience)
        page = Page(audience=seen.audience, hidden=seen.hidden, program=program)
        inputs = None if force else self.inputs
        write(self.publish(answer, audience), str(path), renderer_of(str(path), format), page, inputs=inputs)
        print(audience_notice(seen.audience, python=True), file=sys.stderr)

    def neo4j(
        self,
        uri: str = "",
        *,
        database: str = "",
        password_file: FilePath | None = None,
        insecure: bool = False,
        ask: Callable[[str], str] | None = None,
    ) -> ServerGraph:
        """Returns this project's graph on a Neo4j server, to push, pull, query and prune; does not connect.

        A push writes for the audience of the project, else for the public.

        The environment (NEO4J_URI, NEO4J_PASSWORD …) gives what the arguments do not; `ask` gets the prompt
        for the password.

        Raises: UsageError for an address that cannot or should not be used, or without a password.
        """
        from graphkit.cypher.neo4j.carried import carried_files
        from graphkit.cypher.neo4j.connect import find_server
        from graphkit.cypher.neo4j.graph import ServerGraph

        server = find_server(
            os.environ, uri=uri, database=database, password_file=password_file, insecure=insecure, ask=ask
        )
        audience, reader = self.audience or PUBLIC, self.audience or OWNER
        return ServerGraph(server, self.dataset, carried_files(self.root), audience, reader, self.whole)

    def to_networkx(self, *, flat: bool = True) -> nx.MultiDiGraph[str]:
        r"""Returns a MultiDiGraph: nodes by entity id, edges by claim id, each with all its attributes.

        It is for the audience of the project; that of the owner holds everything, so narrow the project
        before you write it for others: `project.for_audience("public").to_networkx()`.

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

    def _draw(
        self, answer: Answer, title: str = "", standfirst: str = "", layout_from: str | FilePath = ""
    ) -> Map:
        """Returns the map of an answer, with the title and standfirst of the settings if none are given."""
        from graphkit.render.map import build_map
        from graphkit.render.positions import read_positions
        from graphkit.render.registry import Page

        settings = self.settings
        page = Page(
            title=title or settings.title or answer.dataset.name,
            standfirst=standfirst or settings.standfirst,
            correction=settings.correction,
            story=tuple(item.step for item in self.dataset.story),
            positions=read_positions(layout_from, self.audience) if layout_from else {},
            audience=self.audience,
            hidden=self.hidden,
        )
        return build_map(answer, page)


def open_project(root: str | FilePath = ".", *, audience: str = "", trust: bool = False) -> Project:
    """Reads, checks and opens the investigation in a folder, for its owner or for an audience.

    `trust`: the Python code of the project's own queries may run, although `graphkit trust` does not know it.

    Raises: DataError with every problem of every file; UsageError if the folder does not exist; UnknownName
    if there is no such audience.
    """
    project = Project(FilePath(root), read(*read_folder(root)), trusted=trust)
    return project.for_audience(audience) if audience else project


def _contradiction(one: str, other: str) -> UsageError:
    return UsageError(f"two audiences: the project is for {one}, not for {other}")
