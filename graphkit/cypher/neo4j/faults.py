"""What the driver raises, in words that say what is wrong and what helps."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from graphkit.errors import ExternalError, GraphkitError, UsageError

OUT_OF_MEMORY = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
    "Neo.TransientError.General.OutOfMemoryError",
)
_SLOW = 4.0  # seconds after which silence is no longer called a refusal


class TooLittleMemory(ExternalError):
    """The server has too little memory for a transaction of this size."""


# The end of a code of the server, and what is said of it.
_BY_CODE = {
    "Security.Unauthorized": "{uri} refuses this user or password (NEO4J_USERNAME, NEO4J_PASSWORD)",
    "Security.CredentialsExpired": "the password for {uri} has expired; set a new one there: "
    "ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new'",
    "Security.AuthenticationRateLimit": "{uri} refuses every password for some seconds, the right one too, "
    "because wrong ones were given too often; wait, then try again",
    "Security.Forbidden": "this user may not do that at {uri}: {message}",
    "Database.DatabaseNotFound": "{uri} has no database {database!r} (NEO4J_DATABASE)",
    "Database.DatabaseUnavailable": "the database {database!r} at {uri} is not started",
    "General.DatabaseUnavailable": "the database {database!r} at {uri} is not started",
    "General.ForbiddenOnReadOnlyDatabase": "the database {database!r} at {uri} is read-only",
    "General.WriteOnReadOnlyAccessDatabase": "the database {database!r} at {uri} is read-only",
    "Cluster.NotALeader": "{uri} is not the leader of its cluster; use neo4j:// instead of bolt://",
    "Transaction.TransactionTimedOut": "the server gave the query up: it ran out of time",
    "Transaction.TransactionTimedOutClientConfiguration": "the server gave the query up: it ran out of time",
    "Statement.AccessMode": "the query would write, and queries only read: {message}",
}


def fault(error: BaseException, uri: str, database: str = "", elapsed: float = 0.0) -> GraphkitError:
    """The error that says what went wrong; `elapsed`: seconds since the work began."""
    code = getattr(error, "code", None) or ""
    if code:
        return _of_code(code, str(getattr(error, "message", "")), uri, database)
    return ExternalError(_of_connection(error, uri, elapsed))


def _of_code(code: str, message: str, uri: str, database: str) -> GraphkitError:
    if code in OUT_OF_MEMORY:
        return TooLittleMemory(f"{uri} has too little memory for this ({message.rstrip('.')})")
    ending = ".".join(code.split(".")[2:])
    if ending in _BY_CODE:
        text = _BY_CODE[ending].format(uri=uri, database=database or "neo4j", message=message)
        return UsageError(text) if ending == "Statement.AccessMode" else ExternalError(text)
    if code.startswith("Neo.ClientError.Statement."):
        return UsageError(message)
    return ExternalError(f"{uri}: {message} ({code})")


def _of_connection(error: BaseException, uri: str, elapsed: float) -> str:
    chain = list(_causes(error))
    text = " ".join(f"{type(item).__name__} {item}" for item in chain)
    parts = urlsplit(uri)
    if elapsed >= _SLOW or "timed out" in text:
        return f"{uri} does not answer in time; the server hangs, or a firewall is in between"
    if any(isinstance(item, ssl.SSLCertVerificationError) for item in chain):
        return (
            f"the certificate of {uri} is not trusted ({_verify_message(chain)}); if you know the server, "
            f"use {parts.scheme.removesuffix('+s')}+ssc://"
        )
    if "BoltSecurityError" in text:
        return f"{uri} does not speak TLS; use {parts.scheme.split('+')[0]}://, or turn TLS on there"
    if "gaierror" in text or "DNS resolve" in text:
        return f"there is no host {parts.hostname!r}"
    if "refused" in text:
        return f"no server listens at {uri}; is Neo4j running?"
    if "looks like HTTP" in text:
        return f"{uri} is a web server; Neo4j's Bolt port is another one (usually 7687)"
    foreign = not isinstance(error, OSError) and not type(error).__module__.startswith("neo4j")
    if foreign or "andshake" in text or "UnsupportedServerProduct" in text or "BoltProtocolError" in text:
        if "+" not in parts.scheme and _speaks_tls(parts.hostname or "", parts.port or 7687):
            return f"{uri} wants TLS; use {parts.scheme}+s:// (or +ssc:// if its certificate is self-signed)"
        return f"what answers at {uri} is no Neo4j server, or one older than 5"
    return (
        f"the connection to {uri} broke: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        for inner in getattr(error, "exceptions", ()):
            yield from _causes(inner)
        error = error.__cause__ or error.__context__


def _verify_message(chain: list[BaseException]) -> Any:
    return next(item.verify_message for item in chain if isinstance(item, ssl.SSLCertVerificationError))


def _speaks_tls(host: str, port: int) -> bool:
    """Whether TLS is spoken there; nothing is sent over it, so the certificate does not matter."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), 0.5) as plain, context.wrap_socket(plain):
            return True
    except OSError:
        return False
