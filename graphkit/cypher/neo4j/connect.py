"""The address and user of a Neo4j server, and connections to it; only the driver gets the password."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import SplitResult, urlsplit

from graphkit.cypher.neo4j.driver_errors import translate_error
from graphkit.errors import ExternalError, GraphkitError, MissingExtra, UsageError

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DEFAULT_URI = "bolt://localhost:7687"
PATIENCE = 5  # seconds to wait for a server that does not answer
OLDEST = 5  # major version
FETCH = 1000  # rows that the driver requests at once


@dataclass(frozen=True, slots=True)
class Secret:
    """A password that no repr, log or traceback shows."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Returns the password, for the driver only."""
        return self._text


@dataclass(frozen=True, slots=True)
class Server:
    """A Neo4j server, the database (empty: the default of the user), and the user."""

    uri: str
    user: str = "neo4j"
    password: Secret = field(default=Secret(""), repr=False)
    database: str = ""


def find_server(
    environ: Mapping[str, str],
    *,
    uri: str = "",
    database: str = "",
    password_file: Path | None = None,
    insecure: bool = False,
    ask: Callable[[str], str] | None = None,
) -> Server:
    """Builds a server from arguments, then the environment; the password also from a file or a prompt.

    `environ`: NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE. `password_file`: replaces
    NEO4J_PASSWORD; its last line break is ignored. `ask`: prompts for the password with a text.

    Raises: UsageError for a wrong or unsafe URI, or without a password.
    """
    uri = uri or environ.get("NEO4J_URI", "") or DEFAULT_URI
    check_uri(uri, insecure=insecure)
    user = environ.get("NEO4J_USERNAME", "") or "neo4j"
    password = _read_password(password_file) if password_file else environ.get("NEO4J_PASSWORD", "")
    if not password and not password_file and ask:
        password = ask(f"Password of {user} at {uri}: ")
    if not password:
        raise UsageError("no password for Neo4j; set NEO4J_PASSWORD or use --password-file")
    return Server(uri, user, Secret(password), database or environ.get("NEO4J_DATABASE", ""))


def check_uri(uri: str, *, insecure: bool = False) -> None:
    """Checks that the driver can read a URI, and that it does not send the password unencrypted.

    Raises: UsageError, which never contains a URI that may contain a password.

    Example:
        >>> check_uri("bolt://192.0.2.1:7687", insecure=True)
        >>> check_uri("bolt://192.0.2.1:7687")
        Traceback (most recent call last):
        graphkit.errors.UsageError: bolt://192.0.2.1:7687 sends the password unencrypted; use bolt+s:// or \
--insecure
    """
    parts = _split_uri(uri)
    if "+" not in parts.scheme and not insecure and not _is_local(parts):
        raise UsageError(f"{uri} sends the password unencrypted; use {parts.scheme}+s:// or --insecure")


@contextmanager
def open_session(server: Server, *, fetch_size: int = FETCH) -> Iterator[neo4j.Session]:
    """Connects and opens a session on the database of the server. Raises: as `connect`.

    The session requests no notifications, such as that of a label without nodes, because the driver would
    print them.
    """
    with (
        connect(server) as driver,
        driver.session(
            database=server.database or None, fetch_size=fetch_size, notifications_min_severity="OFF"
        ) as session,
    ):
        yield session


@contextmanager
def connect(server: Server) -> Iterator[neo4j.Driver]:
    """Yields a driver after a test query on the database; closes it at the end.

    Raises: MissingExtra without the driver; UsageError or ExternalError, within six seconds, if the
    connection fails; translates each driver error that the caller's block raises.
    """
    try:
        import neo4j
    except ImportError:
        raise MissingExtra("Neo4j", "neo4j") from None
    driver = _open_driver(server)
    try:
        _test_connection(driver, server)
        yield driver
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, OSError) as error:
        raise translate_error(error, server.uri, server.database) from None
    finally:
        _close(driver)


def run_with_timeout(seconds: float, server: Server, work: Callable[[], T]) -> T:
    """Returns the result of some work with the server; gives up after a time, because a socket can hang.

    The work then continues in a thread whose result is ignored.

    Raises: ExternalError when the time is over; whatever the work raises.
    """
    outcome: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True, name="graphkit-neo4j")
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not outcome:
        raise ExternalError(f"{server.uri} accepted a connection, but does not answer within {seconds:g} s")
    return outcome[0]


def _split_uri(uri: str) -> SplitResult:
    if "@" in uri:
        raise UsageError(
            "the Neo4j address must not contain a user or password; "
            "use NEO4J_USERNAME, and NEO4J_PASSWORD or --password-file"
        )
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{uri!r} is not the address of a Neo4j server: {error}") from None
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.fragment:
        hint = "expected one like bolt://localhost:7687 or neo4j+s://example.databases.neo4j.io"
        raise UsageError(f"{uri!r} is not the address of a Neo4j server; {hint}")
    return parts


def _open_driver(server: Server) -> neo4j.Driver:
    import neo4j

    try:
        return neo4j.GraphDatabase.driver(
            server.uri,
            auth=(server.user, server.password.reveal()),
            connection_acquisition_timeout=4.5,
            connection_timeout=3,
            max_transaction_retry_time=20,
            keep_alive=True,
            user_agent="graphkit",
        )
    except (ValueError, neo4j.exceptions.ConfigurationError) as error:
        raise UsageError(f"{server.uri!r} is not the address of a Neo4j server: {error}") from None


def _test_connection(driver: neo4j.Driver, server: Server) -> None:
    """Raises: UsageError or ExternalError; a server that is not Neo4j can make the driver raise any error."""
    began = time.monotonic()
    try:
        run_with_timeout(PATIENCE, server, lambda: _test_query(driver, server))
    except GraphkitError:
        raise
    except Exception as error:
        raise translate_error(error, server.uri, server.database, time.monotonic() - began) from None


def _test_query(driver: neo4j.Driver, server: Server) -> None:
    """Checks the version of the server and runs a query; `verify_connectivity` never retries."""
    driver.verify_connectivity()
    agent = driver.get_server_info().agent
    version = agent.rpartition("/")[2].split(".")[0]
    if agent.startswith("Neo4j/") and version.isdecimal() and int(version) < OLDEST:
        raise ExternalError(f"{server.uri} is {agent}; graphkit needs Neo4j {OLDEST} or later")
    with (
        driver.session(database=server.database or None) as session,
        session.begin_transaction(timeout=5) as tx,
    ):
        tx.run("RETURN 1").consume()


def _read_password(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"cannot read the password file {path}: {reason}") from None
    return text.removesuffix("\n").removesuffix("\r")


def _is_local(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _close(driver: neo4j.Driver) -> None:
    """Closes the driver without waiting for a server that hangs, and without hiding an earlier error."""
    thread = threading.Thread(target=driver.close, daemon=True, name="graphkit-neo4j-close")
    thread.start()
    thread.join(1)
