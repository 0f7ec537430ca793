"""The graph of a dataset on a server: push, status, pull, prune and queries in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.cypher.embedded import Records
from graphkit.cypher.engine import TIMEOUT
from graphkit.cypher.neo4j.ask import ask
from graphkit.cypher.neo4j.carried import file_texts, redacted_files
from graphkit.cypher.neo4j.connect import Server
from graphkit.cypher.neo4j.context import Progress
from graphkit.cypher.neo4j.prune import prune
from graphkit.cypher.neo4j.pull import Pulled, pull
from graphkit.cypher.neo4j.push import Push, push
from graphkit.cypher.neo4j.status import ServerStatus, find_status
from graphkit.dataset.audience import OWNER, PUBLIC, redact
from graphkit.dataset.base import Dataset
from graphkit.dataset.hidden import find_hidden_words
from graphkit.dataset.leaks import dataset_texts, scan


@dataclass(frozen=True, slots=True)
class ServerGraph:
    """The graph of a dataset on a server; each method connects and closes the connection.

    `files`: the texts of the other files of the project by name; a push stores them with the graph.
    `audience`: for whom a push writes. `reader`: who reads answers. `whole`: the dataset before anything was
    removed from it, for the leak scan.
    """

    server: Server
    dataset: Dataset
    files: Mapping[str, str] = field(default_factory=dict)
    audience: str = PUBLIC
    reader: str = PUBLIC
    whole: Dataset | None = None

    def push(self, *, dry_run: bool = False, progress: Progress | None = None) -> Push:
        """Writes what its audience may see of the dataset to the server; see `push.push`.

        Raises: also LeakError if a text of it has the name of something hidden.
        """
        seen = redact(self.dataset, self.audience)
        files = self.files if self.audience == OWNER else redacted_files(self.files, seen)
        hidden = find_hidden_words(self.whole or self.dataset, seen, self.audience)
        scan((*dataset_texts(seen), *file_texts(files)), hidden)
        return push(
            self.server, seen, audience=self.audience, files=files, dry_run=dry_run, progress=progress
        )

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
        return ask(
            self.server, self.dataset, text, parameters, reader=self.reader, timeout=timeout, limit=limit
        )
