"""Translates errors of the Neo4j driver into messages that name the cause and the remedy."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, urlsplit

from graphkit.errors import ExternalError, GraphkitError, UsageError

OUT_OF_MEMORY = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
    "Neo.TransientError.General.OutOfMemoryError",
)
_SLOW = 4.0  # seconds; a connection that fails later counts as timed out, not as refused
_READ_ONLY = "database {database!r} at {uri} is read-only"
_STOPPED = "database {database!r} at {uri} is not started; start it"
_TIMED_OUT = "the server stopped the query at its time limit"


class TooLittleMemory(ExternalError):
    """The server has too little memory for a transaction of this size."""


# The end of an error code of the server, and its message.
_BY_CODE = {
    "Security.Unauthorized": "{uri} refuses this user or password; check NEO4J_USERNAME and NEO4J_PASSWORD",
    "Security.CredentialsExpired": "the password for {uri} has expired; set a new one there: "
    "ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new'",
    "Security.AuthenticationRateLimit": "{uri} refuses every password for some seconds, the right one too, "
    "after several wrong ones; wait, then try again",
    "Security.Forbidden": "user has no permission at {uri}: {message}",
    "Database.DatabaseNotFound": "{uri} has no database {database!r}; check NEO4J_DATABASE",
    "Database.DatabaseUnavailable": _STOPPED,
    "General.DatabaseUnavailable": _STOPPED,
    "General.ForbiddenOnReadOnlyDatabase": _READ_ONLY,
    "General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
    "Cluster.NotALeader": "{uri} is not the leader of its cluster; use neo4j:// instead of bolt://",
    "Transaction.TransactionTimedOut": _TIMED_OUT,
    "Transaction.TransactionTimedOutClientConfiguration": _TIMED_OUT,
    "Statement.AccessMode": "the query would write, but queries can only read: {message}",
}


def translate_error(
    error: BaseException, uri: str, database: str = "", elapsed: float = 0.0
) -> GraphkitError:
    """Returns the error to report; `elapsed`: seconds since the work began."""
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
        lines = text.splitlines()
        return UsageError(*lines) if ending == "Statement.AccessMode" else ExternalError(*lines)
    if code.startswith("Neo.ClientError.Statement."):
        return UsageError(*message.splitlines())
    return ExternalError(*f"{uri}: {message} ({code})".splitlines())


def _of_connection(error: BaseException, uri: str, elapsed: float) -> str:
    causes = list(_causes(error))
    text = " ".join(f"{type(item).__name__} {item}" for item in causes)
    parts = urlsplit(uri)
    if elapsed >= _SLOW or "timed out" in text:
        return f"{uri} does not answer in time; the server hangs, or a firewall blocks the connection"
    for item in causes:
        if isinstance(item, ssl.SSLCertVerificationError):
            safe = f"{parts.scheme.removesuffix('+s')}+ssc://"
            reason = f"the certificate of {uri} is not trusted ({item.verify_message})"
            return f"{reason}; if you know the server, use {safe}"
    if "BoltSecurityError" in text:
        return f"{uri} does not speak TLS; use {parts.scheme.split('+')[0]}://, or enable TLS on the server"
    if "gaierror" in text or "DNS resolve" in text:
        return f"host {parts.hostname!r} not found"
    if "refused" in text:
        return f"no server listens at {uri}; start Neo4j"
    if "looks like HTTP" in text:
        return f"{uri} is a web server; use Neo4j's Bolt port (usually 7687)"
    return _of_protocol(error, text, uri, parts)


def _of_protocol(error: BaseException, text: str, uri: str, parts: SplitResult) -> str:
    foreign = not isinstance(error, OSError) and not type(error).__module__.startswith("neo4j")
    names: Sequence[str] = ("andshake", "UnsupportedServerProduct", "BoltProtocolError")
    if foreign or any(name in text for name in names):
        if "+" not in parts.scheme and _speaks_tls(parts.hostname or "", parts.port or 7687):
            return f"{uri} wants TLS; use {parts.scheme}+s:// (or +ssc:// if its certificate is self-signed)"
        return f"the server at {uri} is no Neo4j server, or one older than 5"
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"the connection to {uri} broke: {reason}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        for inner in getattr(error, "exceptions", ()):
            yield from _causes(inner)
        error = error.__cause__ or error.__context__


def _speaks_tls(host: str, port: int) -> bool:
    """Returns whether the server speaks TLS; does not check the certificate, because it sends no data."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), 0.5) as plain, context.wrap_socket(plain):
            return True
    except OSError:
        return False
