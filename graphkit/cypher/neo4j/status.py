"""The status of a server: its project, state and size, and the difference to the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.cypher.mapping import check_names
from graphkit.cypher.neo4j.connect import Server, open_session
from graphkit.cypher.neo4j.difference import DatasetHashes, Difference, find_difference
from graphkit.cypher.neo4j.project_node import ProjectNode, read_project
from graphkit.dataset.audience import redact
from graphkit.dataset.base import Dataset

if TYPE_CHECKING:
    import neo4j


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """The contents of a database; `project` is None without a project, `difference` for another project."""

    agent: str
    database: str
    nodes: int
    relationships: int
    project: ProjectNode | None = None
    difference: Difference | None = None


def find_status(server: Server, dataset: Dataset) -> ServerStatus:
    """Reads the status of a database; compares its graph with the dataset if it has the same project.

    It is compared with what the audience of the last push may see.

    Raises: UsageError or ExternalError if graphkit cannot connect or read.
    """
    check_names(dataset.ontology)
    with open_session(server) as session:
        return session.execute_read(_read, dataset)


def _read(tx: neo4j.ManagedTransaction, dataset: Dataset) -> ServerStatus:
    project = read_project(tx)
    difference = None
    if project is not None and project.name == dataset.name:
        seen = redact(dataset, project.audience)
        difference = find_difference(tx, DatasetHashes(seen), project)
    return ServerStatus(
        tx.run("RETURN 1").consume().server.agent,
        str(tx.run("CALL db.info() YIELD name RETURN name").single(strict=True)["name"]),
        int(tx.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]),
        int(tx.run("MATCH ()-[r]->() RETURN count(r) AS n").single(strict=True)["n"]),
        project,
        difference,
    )
