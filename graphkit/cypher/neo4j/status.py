"""What is on the server: whose graph, in which state, how much, and how far from the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.cypher.neo4j.connect import Server, connect
from graphkit.cypher.neo4j.difference import Difference, Wanted, find_difference
from graphkit.cypher.neo4j.marker import Marker, read_marker
from graphkit.dataset.base import Dataset

if TYPE_CHECKING:
    import neo4j


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What a database holds: no `marker` where no project is there, no `difference` where it is another's."""

    agent: str
    database: str
    nodes: int
    relationships: int
    marker: Marker | None = None
    difference: Difference | None = None


def find_status(server: Server, dataset: Dataset) -> ServerStatus:
    """Look at a database, and compare its graph with the dataset if it is of the same project.

    Raises: UsageError or ExternalError if the server cannot be reached or read.
    """
    wanted = Wanted(dataset)
    with connect(server) as driver, driver.session(database=server.database or None) as session:
        agent = driver.get_server_info().agent
        return session.execute_read(_look, agent, dataset.name, wanted)


def _look(
    tx: neo4j.ManagedTransaction, agent: str, name: str, wanted: Mapping[str, Mapping[str, str]]
) -> ServerStatus:
    marker = read_marker(tx)
    ours = marker is not None and marker.name == name
    return ServerStatus(
        agent,
        str(tx.run("CALL db.info() YIELD name RETURN name").single(strict=True)["name"]),
        int(tx.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]),
        int(tx.run("MATCH ()-[r]->() RETURN count(r) AS n").single(strict=True)["n"]),
        marker,
        find_difference(tx, wanted, marker) if ours else None,
    )
