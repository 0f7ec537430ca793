"""Starts Neo4j Community for the tests: jars from Maven, a temporary home, stopped in any case."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.maven import fetch_jars, java

HERE: Final = Path(__file__).parent
VERSION: Final = os.environ.get("GRAPHKIT_TEST_NEO4J_VERSION", "5.26.16")
START_SECONDS: Final = 600  # 5 to 8 on an idle machine, minutes on a busy one
USER: Final = "neo4j"
PASSWORD: Final = "for-the-tests-only"
_OPENED: Final = ("java.base/java.nio", "java.base/sun.nio.ch", "java.base/java.lang")


class ServerFailed(Exception):
    """The server ended before it was ready."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address, user and password of a server."""

    uri: str
    user: str = USER
    password: str = field(default=PASSWORD, repr=False)

    @property
    def auth(self) -> tuple[str, str]:
        """Returns user and password for the driver."""
        return self.user, self.password


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process, and its home with data and log."""

    address: Address
    process: subprocess.Popen[bytes]
    home: Path

    def kill(self) -> None:
        """Kills the server, like a power failure."""
        self.process.kill()
        self.process.wait()

    def log(self) -> str:
        """Returns the output of the server so far."""
        return (self.home / "console.log").read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def running_server(
    home: Path | None = None,
    *,
    port: int | None = None,
    settings: Mapping[str, str] | None = None,
    tls: Path | None = None,
    heap: str = "512m",
    version: str = VERSION,
) -> Iterator[Server]:
    """Starts a server, waits until it answers, and stops it in any case.

    Without `home` it gets an empty one that is deleted at the end; with one, the data of an earlier run are
    there again. `settings` are Neo4j's own, such as {"dbms.memory.transaction.total.max": "64m"}. `tls` is a
    folder with private.key and public.crt (certificate.py writes one); then every connection is encrypted.

    Raises ServerFailed with the end of the log.
    """
    jars = fetch_server(version)
    with tempfile.TemporaryDirectory(prefix="graphkit-neo4j-") as scratch:
        place = home or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        number = port or free_port()
        address = Address(f"{'bolt+ssc' if tls else 'bolt'}://127.0.0.1:{number}")
        _write_settings(place / "neo4j.conf", _settings(number, tls) | dict(settings or {}))
        with (place / "console.log").open("wb") as log:
            process = subprocess.Popen(
                _command(jars, place, heap),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | {"NEO4J_PASSWORD": address.password},
            )
        server = Server(address, process, place)
        try:
            _wait_until_ready(server)
            yield server
        finally:
            server.kill()
            if process.stdin:
                process.stdin.close()


def fetch_server(version: str = VERSION) -> Path:
    """Return the folder of the server's jars. Raises DownloadFailed when Maven fails."""
    return fetch_jars(f"neo4j-{version}", HERE / "pom.xml", f"-Dneo4j.version={version}")


def free_port() -> int:
    """Returns a free port of the loopback interface."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(port: int, tls: Path | None) -> dict[str, str]:
    chosen = {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "dbms.security.auth_enabled": "true",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "64m",
        "db.tx_log.preallocate": "false",
    }
    if tls:
        chosen |= {
            "server.bolt.tls_level": "REQUIRED",
            "dbms.ssl.policy.bolt.enabled": "true",
            "dbms.ssl.policy.bolt.base_directory": str(tls),
            "dbms.ssl.policy.bolt.private_key": "private.key",
            "dbms.ssl.policy.bolt.public_certificate": "public.crt",
        }
    return chosen


def _write_settings(file: Path, settings: Mapping[str, str]) -> None:
    lines = [f"{key}={value}\n" for key, value in sorted(settings.items())]
    file.write_text("".join(lines), encoding="utf-8")


def _command(jars: Path, home: Path, heap: str) -> list[str]:
    program = java("java") or "java"
    tuning = [f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    opened = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]
    return [program, *tuning, *opened, "-cp", f"{jars}/*", str(HERE / "Server.java"), str(home)]


def _wait_until_ready(server: Server) -> None:
    """Waits for the line that begins "ready " and for an answer to RETURN 1."""
    import neo4j

    deadline = time.monotonic() + START_SECONDS
    while not any(line.startswith("ready ") for line in server.log().splitlines()):
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise ServerFailed(f"Neo4j did not start:\n{server.log()[-4000:]}")
        time.sleep(0.1)
    with neo4j.GraphDatabase.driver(server.address.uri, auth=server.address.auth) as driver:
        driver.execute_query("RETURN 1")
