"""A dataset and the server that its graph lives on: all that can be done there, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.cypher.embedded import TIMEOUT, Records
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.connect import Server
from graphkit.cypher.neo4j.job import Progress
from graphkit.cypher.neo4j.prune import prune
from graphkit.cypher.neo4j.pull import Pulled, pull
from graphkit.cypher.neo4j.push import Push, push
from graphkit.cypher.neo4j.status import ServerStatus, find_status
from graphkit.dataset.base import Dataset
from graphkit.reading.files import find_files, read_file, relative_name

CARRIED = ("settings", "ontology", "story", "uncited")


@dataclass(frozen=True, slots=True)
class ServerGraph:
    """The graph of a dataset on a server; every call connects, and says what is wrong where it cannot.

    `files`: the texts of the investigation's other files by name, which a push takes along.
    """

    server: Server
    dataset: Dataset
    files: Mapping[str, str] = field(default_factory=dict)

    def push(self, *, dry_run: bool = False, progress: Progress | None = None) -> Push:
        """Make the graph what the dataset is; see `push.push`."""
        return push(self.server, self.dataset, files=self.files, dry_run=dry_run, progress=progress)

    def status(self) -> ServerStatus:
        """What is there, and how far from the dataset; see `status.find_status`."""
        return find_status(self.server, self.dataset)

    def pull(self) -> Pulled:
        """Every record as it is there; see `pull.pull`."""
        return pull(self.server, self.dataset.name)

    def prune(self, *, dry_run: bool = False) -> Mapping[str, int]:
        """Remove the graph; see `prune.prune`."""
        return prune(self.server, self.dataset.name, dry_run=dry_run)

    def run(
        self,
        text: str,
        given: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = None,
    ) -> Records:
        """Answer Cypher which only reads; see `ask.ask`."""
        return ask(self.server, self.dataset, text, given, timeout=timeout, limit=limit)


def carried_files(root: Path) -> dict[str, str]:
    """The files of an investigation that hold no records but belong to it (settings, ontology, story)."""
    found, _ = find_files(root)
    paths = [path for kind in CARRIED for path in found[kind]]
    return {relative_name(root, path): read_file(root, path).decode("utf-8-sig") for path in paths}
