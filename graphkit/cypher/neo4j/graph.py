"""The graph of a dataset on a server: push, status, pull, prune and queries in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.cypher.embedded import Records
from graphkit.cypher.engine import TIMEOUT
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.connect import Server
from graphkit.cypher.neo4j.context import Progress
from graphkit.cypher.neo4j.prune import prune
from graphkit.cypher.neo4j.pull import Pulled, pull
from graphkit.cypher.neo4j.push import Push, push
from graphkit.cypher.neo4j.status import ServerStatus, find_status
from graphkit.dataset.base import Dataset
from graphkit.reading.files import find_files, read_file, relative_name

CARRIED = ("settings", "ontology", "story", "uncited")


@dataclass(frozen=True, slots=True)
class ServerGraph:
    """The graph of a dataset on a server; each method connects and closes the connection.

    `files`: the texts of the other files of the project by name; a push stores them with the graph.
    """

    server: Server
    dataset: Dataset
    files: Mapping[str, str] = field(default_factory=dict)

    def push(self, *, dry_run: bool = False, progress: Progress | None = None) -> Push:
        """Writes the dataset to the server; see `push.push`."""
        return push(self.server, self.dataset, files=self.files, dry_run=dry_run, progress=progress)

    def status(self) -> ServerStatus:
        """Returns the status of the server; see `status.find_status`."""
        return find_status(self.server, self.dataset)

    def pull(self) -> Pulled:
        """Reads the records from the server; see `pull.pull`."""
        return pull(self.server, self.dataset.name)

    def prune(self, *, dry_run: bool = False) -> Mapping[str, int]:
        """Removes the graph from the server; see `prune.prune`."""
        return prune(self.server, self.dataset.name, dry_run=dry_run)

    def run(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = None,
    ) -> Records:
        """Answers a read-only query; see `ask.ask`."""
        return ask(self.server, self.dataset, text, parameters, timeout=timeout, limit=limit)


def carried_files(root: Path) -> dict[str, str]:
    """Returns the files of an investigation without records, by name (settings, ontology, story)."""
    found, _ = find_files(root)
    paths = [path for kind in CARRIED for path in found[kind]]
    return {relative_name(root, path): read_file(root, path).decode("utf-8-sig") for path in paths}
