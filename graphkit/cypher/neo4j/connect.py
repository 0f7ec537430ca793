"""Where the server is and who asks; the password never leaves this object but for the driver."""

from __future__ import annotations

import ipaddress
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from graphkit.cypher.neo4j.faults import fault
from graphkit.errors import ExternalError, GraphkitError, MissingExtra, UsageError

if TYPE_CHECKING:
    import neo4j

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DEFAULT_URI = "bolt://localhost:7687"
PATIENCE = 5  # seconds until a server that does not answer is given up
OLDEST = 5


@dataclass(frozen=True, slots=True)
class Secret:
    """A password that shows itself in no repr, log or traceback."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """The password itself, for the driver alone."""
        return self._text


@dataclass(frozen=True, slots=True)
class Server:
    """A Neo4j server, the database there (the user's default one if empty), and who asks."""

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
    """Put a server together from arguments, the environment, a file and, last, a question for the password.

    `environ`: NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE. A password file goes before the
    environment; its last line break is no part of the password. `ask` gets the words to show.

    Raises: UsageError for a URI that cannot or should not be used, or without any password.
    """
    uri = uri or environ.get("NEO4J_URI", "") or DEFAULT_URI
    check_uri(uri, insecure=insecure)
    user = environ.get("NEO4J_USERNAME", "") or "neo4j"
    password = environ.get("NEO4J_PASSWORD", "")
    if password_file is not None:
        password = _read_password(password_file)
    elif not password and ask is not None:
        password = ask(f"Password of {user} at {uri}: ")
    if not password:
        raise UsageError("no password for Neo4j: set NEO4J_PASSWORD or give --password-file")
    return Server(uri, user, Secret(password), database or environ.get("NEO4J_DATABASE", ""))


def check_uri(uri: str, *, insecure: bool = False) -> None:
    """Refuse what the driver would not understand, or what would send a password where all can read it.

    Raises: UsageError, which never repeats a URI that may hold a password.

    Example:
        >>> check_uri("bolt://192.0.2.1:7687", insecure=True)
        >>> check_uri("bolt://192.0.2.1:7687")
        Traceback (most recent call last):
        graphkit.errors.UsageError: bolt://192.0.2.1:7687 would send the password over the network in the \
clear; use bolt+s:// (or --insecure if you must)
    """
    if "@" in uri:
        raise UsageError(
            "the Neo4j address holds a user or password; leave them out of it and use NEO4J_USERNAME and "
            "NEO4J_PASSWORD or --password-file"
        )
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{uri!r} is no address of a Neo4j server: {error}") from None
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.fragment:
        hint = "such as bolt://localhost:7687 or neo4j+s://example.databases.neo4j.io"
        raise UsageError(f"{uri!r} is no address of a Neo4j server; expected one {hint}")
    if "+" not in parts.scheme and not insecure and not _is_here(parts):
        safe = f"{parts.scheme}+s://"
        raise UsageError(
            f"{uri} would send the password over the network in the clear; "
            f"use {safe} (or --insecure if you must)"
        )


@contextmanager
def connect(server: Server) -> Iterator[neo4j.Driver]:
    """A driver that has been seen to answer in this very database; closed at the end.

    Raises: MissingExtra without the driver; UsageError or ExternalError, within six seconds, that say what is
    wrong; the same for whatever the driver raises while it is used.
    """
    try:
        import neo4j
    except ImportError:
        raise MissingExtra("Neo4j", "neo4j") from None
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # or it prints each broken line to stderr
    try:
        driver = neo4j.GraphDatabase.driver(
            server.uri,
            auth=(server.user, server.password.reveal()),
            connection_acquisition_timeout=4.5,
            connection_timeout=3,
            max_transaction_retry_time=20,
            keep_alive=True,
            user_agent="graphkit",
        )
    except (ValueError, neo4j.exceptions.ConfigurationError) as error:
        raise UsageError(f"{server.uri!r} is no address of a Neo4j server: {error}") from None
    try:
        _meet(driver, server)
        yield driver
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, OSError) as error:
        raise fault(error, server.uri, server.database) from None
    finally:
        _close(driver)


def within(seconds: float, server: Server, work: Callable[[], Any]) -> Any:
    """Do some work with the server, and give up when it takes longer: sockets can hang in too many places.

    The work then goes on in a thread that nobody waits for.

    Raises: ExternalError when the time is over; whatever the work raises.
    """
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append((work(), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=run, daemon=True, name="graphkit-neo4j")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise ExternalError(
            f"{server.uri} does not answer: it accepted a connection but then said nothing for {seconds:g} s"
        )
    value, error = outcome[0]
    if error is not None:
        raise error
    return value


def _meet(driver: neo4j.Driver, server: Server) -> None:
    """Greet the server, and say what is wrong: what is none can make the driver fail in any way."""
    began = time.monotonic()
    try:
        within(PATIENCE, server, lambda: _greet(driver, server))
    except GraphkitError:
        raise
    except Exception as error:
        raise fault(error, server.uri, server.database, time.monotonic() - began) from None


def _greet(driver: neo4j.Driver, server: Server) -> None:
    """See that a server of a known age answers, and the database; `verify_connectivity` never retries."""
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


def _is_here(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _close(driver: neo4j.Driver) -> None:
    """Close without waiting for a server that hangs, and without hiding the error that brought us here."""
    thread = threading.Thread(target=driver.close, daemon=True, name="graphkit-neo4j-close")
    thread.start()
    thread.join(1)
